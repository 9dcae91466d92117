/**
 * Reads JSON that an agent or a person wrote, and says of what is none where it goes wrong. Pure.
 */

import { attempt } from "../../process/attempt.ts";

export type Json = { ok: true; value: unknown } | { ok: false; problem: string };

/**
 * The value of a text. A control character within a string, as copied from indented code, is read
 * as it is meant. A name that stands twice in one object is refused; `twice` "last": the last one
 * counts, as in files that others read as well.
 */
export function readJson(text: string, twice: "refused" | "last" = "refused"): Json {
  const value = parsed(text);
  if (value === undefined)
    return { ok: false, problem: `it is not JSON: ${faults().faultText(text)}` };
  const doubled = twice === "refused" ? slipIn(text, MAX_DEPTH) : null;
  if (doubled === null) return { ok: true, value };
  if (doubled === TOO_DEEP)
    return { ok: false, problem: `its lists or objects are nested more than ${MAX_DEPTH} deep` };
  const { name, at } = doubled;
  return {
    ok: false,
    problem: `it has the name ${shownName(name)} twice in one object (again in ${faults().placeOf(text, at)}), expected each name once`,
  };
}

/** Loaded where something is wrong alone: a hook reads artifacts at nearly every step. */
const faults = (): typeof import("./json-fault.ts") => require("./json-fault.ts");

/** As it is, else with control characters by their escapes. Undefined: it is not JSON. */
const parsed = (text: string): unknown =>
  attempt(() => JSON.parse(text), undefined) ??
  attempt(() => JSON.parse(escapedControls(text)), undefined);

const MAX_NAME = 80;
const shownName = (name: string): string =>
  JSON.stringify(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}…` : name);

/**
 * Also one that has no end, to the end of the text: looked for anew after each mark it would take
 * the square of its length.
 */
const STRING = /"(?:[^"\\]+|\\[\s\S]?)*(?:"|$)/g;
/** Control characters by their escapes. */
const escaped = (char: string): string => JSON.stringify(char).slice(1, -1);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f]/g;
const escapedControls = (text: string): string =>
  text.replace(STRING, (one) => one.replace(CONTROL, escaped));

/** What goes deeper can be read, but neither checked nor written: that takes the stack. */
const MAX_DEPTH = 500;
const TOO_DEEP = "too deep";
interface Doubled {
  name: string;
  at: number;
}

/**
 * A name that stands twice in one object of a text that is JSON, however it is spelled, and where
 * it does so again; null: none does. Such a text says two things: a reader takes the one or the
 * other.
 */
export const doubledName = (text: string) =>
  slipIn(text, Number.POSITIVE_INFINITY) as Doubled | null;

function slipIn(text: string, maxDepth: number): Doubled | typeof TOO_DEEP | null {
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]+|\\[\s\S]?)*(?:"|$)|[{}[\],]/g)) {
    if (open.length > maxDepth) return TOO_DEEP;
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== "," && isName) {
      const name = JSON.parse(escapedControls(token)) as string;
      const names = open.at(-1)!;
      if (names?.has(name)) return { name, at };
      names?.add(name);
    }
    isName = token === "{" || token === ",";
  }
  return null;
}
