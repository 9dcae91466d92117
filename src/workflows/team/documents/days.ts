/** Days and moments as the documents of a run write them. */

/** Whether a text is a day of the calendar such as `2026-03-26`; `2026-02-30` is none. */
export function isDate(text: string): boolean {
  const at = Date.parse(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A moment of ISO 8601 as the gates have it: whole seconds, UTC. */
export const timestamp = (at: string): string => `${at.slice(0, 19)}Z`;
