/** Reads JSON that an agent or a person wrote, and says of what is none where it goes wrong. Pure. */

export type Json = { ok: true; value: unknown } | { ok: false; problem: string };

/**
 * The value of a text. A control character within a string, as copied from indented code, is read as it is meant. A name that
 * stands twice in one object is refused; `twice` "last": the last one counts, as in files that others read as well.
 */
export function readJson(text: string, twice: "refused" | "last" = "refused"): Json {
  const value = parsed(text);
  if (value === undefined) return { ok: false, problem: `it is not JSON: ${faultText(text)}` };
  const doubled = twice === "refused" ? slipIn(text, MAX_DEPTH) : null;
  if (doubled === null) return { ok: true, value };
  if (doubled === TOO_DEEP)
    return { ok: false, problem: `it has lists or objects within each other, more than ${MAX_DEPTH} deep` };
  const { name, at } = doubled;
  return {
    ok: false,
    problem: `it has the name ${shownName(name)} twice in one object (again in ${placeOf(text, at)}), expected each name once`,
  };
}

/** Undefined: it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const mended = escapedControls(text);
    try {
      if (mended !== text) return JSON.parse(mended);
    } catch {
      // Something else is wrong beside them.
    }
    return undefined;
  }
}

const MAX_NAME = 80;
const shownName = (name: string): string =>
  JSON.stringify(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}…` : name);

/** Also one that has no end, to the end of the text: looked for anew behind each mark it would take the square of its length. */
const STRING = /"(?:[^"\\]+|\\[\s\S]?)*(?:"|$)/g;
/** Control characters by their escapes. */
const escaped = (char: string): string => JSON.stringify(char).slice(1, -1);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f]/g;
const escapedControls = (text: string): string => text.replace(STRING, (one) => one.replace(CONTROL, escaped));

/** What goes deeper can be read, but neither checked nor written: that takes the stack. */
const MAX_DEPTH = 500;
const TOO_DEEP = "too deep";
interface Doubled {
  name: string;
  at: number;
}

/**
 * A name that stands twice in one object of a text that is JSON, however it is spelled, and where it does so again; null: none
 * does. Such a text says two things: a reader takes the one or the other.
 */
export const doubledName = (text: string) => slipIn(text, Number.POSITIVE_INFINITY) as Doubled | null;

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

const TOKEN = /[{}[\]:,]|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const QUOTED = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANK = /[ \t\r\n]*/y;

/** What may come next: a value; a value or the end of its list; a name; a name or the end; a colon; a comma or the end. */
type Next = "value" | "first value" | "name" | "first name" | "colon" | "comma";
const EXPECTED: Record<Next, string> = {
  value: "a value",
  "first value": 'a value or "]"',
  name: 'a name in quotation marks (a comma before "}" is none of JSON)',
  "first name": 'a name in quotation marks or "}"',
  colon: '":"',
  comma: '"," or the end of what is open (a quotation mark within a text is written \\")',
};

/** Where a text is no JSON, with what is there and what was expected: `line 3, column 12: found "x", expected ":"`. */
function faultText(text: string): string {
  const { at, problem } = fault(text);
  return `${placeOf(text, at)}: ${problem}`;
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

function fault(text: string): { at: number; problem: string } {
  const open: ("{" | "[")[] = [];
  let next: Next = "value";
  let at = 0;
  const sticky = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  for (;;) {
    at += sticky(BLANK)!.length;
    const isOver: boolean = next === "comma" && open.length === 0;
    if (at >= text.length) return { at, problem: `the text ends here, expected ${EXPECTED[next]}` };
    if (isOver) return { at, problem: `found ${shownAt(text, at)} behind the end of the value, expected nothing more` };
    const token = text[at] === '"' ? sticky(QUOTED) : sticky(TOKEN);
    if (token === null) return text[at] === '"' ? faultInString(text, at) : expected(text, at, next);
    const then = follows(token, next, open);
    if (then === null) return expected(text, at, next);
    next = then;
    at += token.length;
  }
}

/** What may follow a token, which is put on or taken off what is `open`; null: it has no place here. */
function follows(token: string, next: Next, open: ("{" | "[")[]): Next | null {
  const inside = open.at(-1);
  if (token === "}" || token === "]") {
    const closes = next === "comma" || next === (token === "}" ? "first name" : "first value");
    if (!closes || inside !== (token === "}" ? "{" : "[")) return null;
    open.pop();
    return "comma";
  }
  if (token === ",") return next !== "comma" ? null : inside === "{" ? "name" : "value";
  if (token === ":") return next === "colon" ? "value" : null;
  if (next === "name" || next === "first name") return token.startsWith('"') ? "colon" : null;
  if (next !== "value" && next !== "first value") return null;
  if (token !== "{" && token !== "[") return "comma";
  open.push(token);
  return token === "{" ? "first name" : "first value";
}

const expected = (text: string, at: number, next: Next) => ({
  at,
  problem: `found ${shownAt(text, at)}, expected ${EXPECTED[next]}`,
});

const shownAt = (text: string, at: number): string => JSON.stringify(/^\S{1,20}/u.exec(text.slice(at, at + 20))?.[0]);

function faultInString(text: string, start: number): { at: number; problem: string } {
  const good = /(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
  good.lastIndex = start + 1;
  const at = start + 1 + good.exec(text)![0].length;
  if (at >= text.length) return { at: start, problem: "the text that begins here has no end" };
  const found = [...text.slice(at, at + 3)].slice(0, 2).join("");
  return { at, problem: `${JSON.stringify(found)} is no escape of JSON; a backslash within a text is written \\\\` };
}
