/** Days and moments as the documents of a run write them. */

/** Whether a text of ISO 8601, up to whole seconds, names a moment that there is: `2026-02-30` does not. */
function isReal(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text.replace("Z", ""));
}

/** Whether a text is a day of the calendar such as `2026-03-26`. */
export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && isReal(text);

/** Whether a text is a moment in UTC such as `2026-03-26T10:00:00Z`. */
export const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) && isReal(timestamp(text));

/** A moment as the gates have it: whole seconds, UTC; now where none is given in ISO 8601. */
export const timestamp = (at = new Date().toISOString()): string => `${at.slice(0, 19)}Z`;
