/**
 * Values of JSON that somebody else may have written. Imports nothing: what answers a call that
 * only reads loads it, too.
 */

/** Whether a value of JSON is an object, and no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of a value; none where it is no object. */
export const fieldsOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** The value that a text says; null where there is no text, or it is no JSON. */
export function valueIn(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** The fields of the object that a text says; none where it says no object. */
export const fieldsIn = (text: string | null | undefined): Record<string, unknown> =>
  fieldsOf(valueIn(text));
