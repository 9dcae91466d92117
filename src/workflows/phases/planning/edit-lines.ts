/** A text taken apart into lines that keep their ends, so that what an edit does not touch stays byte for byte. Pure. */

/** The text as it is afterwards, or why nothing was changed. */
export type Edited = { ok: true; text: string } | { ok: false; problem: string };

export interface EditLine {
  text: string;
  /** `\n`, `\r\n`, `\r`; empty behind the last line of a file that ends without one. */
  end: string;
}

/** Lines as the readers count them: a text that ends with a line end has an empty last line behind it. */
export function splitLines(text: string): EditLine[] {
  const parts = text.split(/(\r\n|\n|\r)/);
  return Array.from({ length: (parts.length + 1) / 2 }, (_, at) => ({
    text: parts[2 * at]!,
    end: parts[2 * at + 1] ?? "",
  }));
}

export const joinLines = (lines: readonly EditLine[]): string => lines.map(({ text, end }) => text + end).join("");

/** The line end that a file has: that of its first line. */
export const endOf = (lines: readonly EditLine[]): string => lines[0]?.end || "\n";

/** Puts lines before the one at `at`, or behind all, in place of `count` others; each gets the line end of the file. */
export function putLines(lines: EditLine[], at: number, count: number, texts: readonly string[]): void {
  const end = endOf(lines);
  const added = texts.map((text) => ({ text, end }));
  const isLast = at + count >= lines.length;
  const last = lines.at(-1);
  lines.splice(at, count, ...added);
  if (!isLast || last === undefined || added.length === 0) return;
  // Behind a last line without an end there is one now; the new last line has none, as the old one had.
  const before = lines[at - 1];
  if (before !== undefined && before.end === "") before.end = end;
  lines.at(-1)!.end = "";
}

const BOX = /^(\s*[-*+]\s+\[).(?=\])/;

/** Whether a line is an entry of a list with a box. */
export const hasBox = (line: string): boolean => BOX.test(line);

/** The line with its box ticked, or not; one without a box stays. */
export const withBox = (line: string, done: boolean): string =>
  line.replace(BOX, (_, before: string) => `${before}${done ? "x" : " "}`);

/** Changes a text step by step; the first step that is not possible ends it. */
export function inTurn(text: string, ...steps: readonly ((text: string) => Edited)[]): Edited {
  let edited: Edited = { ok: true, text };
  for (const step of steps) {
    if (!edited.ok) return edited;
    edited = step(edited.text);
  }
  return edited;
}
