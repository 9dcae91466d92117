/**
 * The first line of a role's markdown file: which task it answers, and the proof that its writer
 * got that task's brief.
 */
type Stamp = { task: string; nonce: string };

/** With the blank lines before it, and its line break. */
const STAMP =
  /^\s*<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->[^\S\r\n]*(?:\r\n|\r|\n|$)/;

/** The stamp, null when the first line that is not blank is none. */
export function readStamp(text: string): Stamp | null {
  const found = STAMP.exec(text);
  return found === null ? null : { task: found[1]!, nonce: found[2]! };
}

/** The text behind its stamp line; without a stamp the text as it is. */
export const stripStamp = (text: string): string => text.replace(STAMP, "");

/** The line that a role writes, without a line break. */
export const makeStamp = ({ task, nonce }: Stamp): string =>
  `<!-- task: ${task} nonce: ${nonce} -->`;
