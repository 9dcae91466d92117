import { questionsToAsk } from "../engine/directive.ts";
import type { Question, Run } from "../engine/run.ts";
import { meantAnswer, type QuestionView } from "./questions.ts";

/** The parts of a `decide` command. */
export interface SaidDecision {
  option: string;
  question: string | null;
  reason: string | null;
}

type ParsedDecision =
  | { ok: true; change?: undefined; question: string; option: string | null; text: string | null }
  | { ok: true; change: string }
  | { ok: false; problem: string };

/** What a `decide` means for the open questions of a run. A reason without an option is free text, which is never an approval. */
export function readDecision(
  { option, question: named, reason }: SaidDecision,
  run: Run,
  show: (question: Question) => QuestionView,
): ParsedDecision {
  if (option === "change")
    return reason === null
      ? { ok: false, problem: 'Say the new request: decide change --reason "…"' }
      : { ok: true, change: reason };
  const open = named === null ? questionsToAsk(run)[0] : run.questions.find((one) => one.id === named);
  if (!open) {
    const known = run.questions.map((one) => one.id).join(", ");
    return {
      ok: false,
      problem: named === null ? "No question is open." : `Question ${named} is not open; open: ${known || "none"}.`,
    };
  }
  const shown = show(open);
  const list = shown.options.map((one, index) => `${String.fromCharCode(65 + index)} ${one.label}`).join(", ");
  if (option === "" && reason === null) return { ok: false, problem: `Say which option of ${open.id}: ${list}.` };
  if (option === "") return { ok: true, question: open.id, option: null, text: reason };
  // Scripts use the option's key.
  const byKey = open.labels.length === 0 && open.options.includes(option) ? { option, text: null } : null;
  const answer = byKey ?? meantAnswer(run, shown, open, option);
  if (answer === null)
    return { ok: false, problem: `"${option}" is no option of ${open.id}; expected one of: ${list}.` };
  // Where the option's label is the answer, a reason is added to it.
  const both = open.labels.length > 0 && reason !== null && answer.text !== null;
  return {
    ok: true,
    question: open.id,
    option: answer.option,
    text: both ? `${answer.text}: ${reason}` : (reason ?? answer.text),
  };
}
