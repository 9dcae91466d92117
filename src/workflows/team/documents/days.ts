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

/** A moment as the gates have it: whole seconds, UTC; now where none is given in ISO 8601. */
export const timestamp = (at = new Date().toISOString()): string => `${at.slice(0, 19)}Z`;
