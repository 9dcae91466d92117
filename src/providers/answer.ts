import { parseJson } from "../store/files/small-file.ts";
import { isObject } from "../store/json/fields.ts";

/**
 * What a model answers where one JSON object is wanted. No more is read into an answer than stands
 * there.
 */

/** An answer that is longer is none. */
export const MAX_ANSWER_BYTES = 1_048_576;

/**
 * The whole of a text as one JSON object, where one fence may be around it, without nulls: they
 * stand for what is left out. `problem` goes after "it" or "its answer". As in the artifacts of
 * agents, a raw line break within a text is what was meant.
 */
export function readAnswer(
  raw: string,
): { ok: true; text: string } | { ok: false; problem: string } {
  const json = parseJson(new TextEncoder().encode(unfenced(raw, ["", "json"])));
  if (!json.ok) return { ok: false, problem: json.problem.replace(/^it /, "") };
  if (!isObject(json.value)) return { ok: false, problem: "is not a JSON object" };
  return { ok: true, text: `${JSON.stringify(dropNulls(json.value), null, 2)}\n` };
}

/**
 * Removes each object property that is null, or an object of nothing but nulls and empty texts, at
 * any depth. For forms in which absence has a meaning and these have none, as all of ours.
 */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null && !isAllEmpty(member));
  return Object.fromEntries(kept.map(([key, member]) => [key, dropNulls(member)]));
}

const isAllEmpty = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((member) => member === null || member === "" || isAllEmpty(member));

/**
 * A text without the one code fence that is around all of it; else the text as it is. `languages`:
 * what may stand after the fence's opening; the empty one stands for none.
 */
export function unfenced(text: string, languages: readonly string[]): string {
  const lines = text.trim().split("\n");
  const [first = "", last = ""] = [lines[0]?.trimEnd(), lines.at(-1)?.trimEnd()];
  const fence = /^(`{3,}|~{3,})([\w-]*)$/.exec(first);
  if (
    lines.length < 2 ||
    fence === null ||
    last !== fence[1] ||
    !languages.includes(fence[2]!.toLowerCase())
  )
    return text;
  return lines.slice(1, -1).join("\n");
}
