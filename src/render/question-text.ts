import type { ShownQuestion } from "./questions.ts";

/** The question for a place without a dialog: text, letters, and the line that answers it. */
export function questionText(shown: ShownQuestion, command: string): string {
  const options = shown.options.map(
    (option, index) =>
      `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` — ${option.description}` : ""}`,
  );
  return [
    shown.question,
    ...options,
    "",
    `Answer: ${command} decide <A, B, …> --question ${shown.id} [--reason "…"]`,
  ].join("\n");
}
