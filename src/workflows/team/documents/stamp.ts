/** The first line of a role's markdown file: which task it answers, and the proof that its writer got that task's brief. */
export interface Stamp {
  task: string;
  nonce: string;
}

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

/** Days and moments as the documents of a run write them. */

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?Z$/;

/** Days of a month; month from 1. */
const daysOf = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** Whether a text is a day of the calendar such as `2026-03-26`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  return month !== undefined && month >= 1 && month <= 12 && day! >= 1 && day! <= daysOf(year!, month);
}

/** Whether a text is a moment in UTC such as `2026-03-26T10:00:00Z`. */
export function isTime(text: string): boolean {
  const found = TIME.exec(text);
  if (found === null || !isDate(text.slice(0, 10))) return false;
  return Number(found[4]) <= 23 && Number(found[5]) <= 59 && Number(found[6]) <= 59;
}
