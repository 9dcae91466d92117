/** The first line of a role's markdown file: which task it answers, and the proof that its writer got that task's brief. */
type Stamp = { task: string; nonce: string };

const STAMP = /^<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->$/;

/** Where the first line that is not blank begins and ends; its line break counts to it. */
function firstLine(text: string): { start: number; end: number; next: number } {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    const feed = text.slice(start, start + 4_000).search(/[\r\n]/);
    const end = feed < 0 ? Math.min(text.length, start + 4_000) : start + feed;
    const next = feed < 0 ? end : end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (text.slice(start, end).trim() !== "" || next >= text.length) return { start, end, next };
    start = next;
  }
}

/** The stamp, null when the first line that is not blank is none. */
export function readStamp(text: string): Stamp | null {
  const { start, end } = firstLine(text);
  const found = STAMP.exec(text.slice(start, end).trim());
  return found === null ? null : { task: found[1]!, nonce: found[2]! };
}

/** The text behind its stamp line; without a stamp the text as it is. */
export const stripStamp = (text: string): string =>
  readStamp(text) === null ? text : text.slice(firstLine(text).next);

/** The line that a role writes, without a line break. */
export const makeStamp = ({ task, nonce }: Stamp): string => `<!-- task: ${task} nonce: ${nonce} -->`;
