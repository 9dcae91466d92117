import { isObject, parseJson } from "../store/small-file.ts";
import { dropNulls } from "./strict-schema.ts";

/** What a model answers where one JSON object is wanted. No more is read into an answer than stands there. */

/** An answer that is longer is none. */
export const MAX_ANSWER_BYTES = 1_048_576;

/**
 * The whole of a text as one JSON object, without the nulls that strict output puts in. `problem` goes behind "it" or
 * "its answer". As in the artifacts of agents, a raw line break within a text is what was meant.
 */
export function readObject(bytes: Uint8Array): { ok: true; text: string } | { ok: false; problem: string } {
  const json = parseJson(bytes);
  if (!json.ok) return { ok: false, problem: json.problem.replace(/^it /, "") };
  if (!isObject(json.value)) return { ok: false, problem: "is not a JSON object" };
  return { ok: true, text: `${JSON.stringify(dropNulls(json.value), null, 2)}\n` };
}

/** An answer as the object that it is, where one fence may be around it. */
export const readAnswer = (raw: string): ReturnType<typeof readObject> =>
  readObject(new TextEncoder().encode(unfenced(raw, ["", "json"])));

/** Says in words which form an answer has, for a model that cannot be held to one. */
export const inWords = (schema: object): string =>
  `\nAnswer with one JSON object that matches this JSON schema, and with nothing else, neither before nor behind it:\n${JSON.stringify(schema)}\n`;

/**
 * A text without the one code fence that is around all of it; else the text as it is. `languages`: what may stand behind
 * the fence's opening; the empty one stands for none.
 */
export function unfenced(text: string, languages: readonly string[]): string {
  const lines = text.trim().split("\n");
  const [first = "", last = ""] = [lines[0]?.trimEnd(), lines.at(-1)?.trimEnd()];
  const fence = /^(`{3,}|~{3,})([\w-]*)$/.exec(first);
  if (lines.length < 2 || fence === null || last !== fence[1] || !languages.includes(fence[2]!.toLowerCase()))
    return text;
  return lines.slice(1, -1).join("\n");
}
