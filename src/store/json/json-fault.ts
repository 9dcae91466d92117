import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { attempt } from "../../process/attempt.ts";

/** How marks are written that end a text too early. */
const HINT = String.raw`within a text a quotation mark is written \", a backslash \\`;

/** Where a text is no JSON, with what is there and what was expected: `line 3, column 12: found "x", expected colon`. */
export function faultText(text: string): string {
  const errors: ParseError[] = [];
  attempt(() => parse(text, errors, { disallowComments: true }), null);
  // Control characters are forgiven.
  const named = errors.map(({ error, offset }) => ({ offset, code: printParseErrorCode(error) }));
  const fault = named.find(({ code }) => code !== "InvalidCharacter");
  if (fault === undefined) return `${placeOf(text, 0)}: it cannot be read`;
  const words = fault.code.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  const what = words.endsWith(" expected")
    ? `expected ${words.slice(0, -" expected".length)}`
    : words;
  const found = /^(?:\S{1,20}|[\s\S])/u.exec(text.slice(fault.offset, fault.offset + 20))?.[0];
  const shown = found === undefined ? "the end" : JSON.stringify(found);
  const hint = isInText(text, fault.offset) || AT_A_TEXT.has(fault.code) ? ` (${HINT})` : "";
  return `${placeOf(text, fault.offset)}: found ${shown}, ${what}${hint}`;
}

/** Faults that only the text of a value can have. */
const AT_A_TEXT = new Set(["UnexpectedEndOfString", "InvalidEscapeCharacter", "InvalidUnicode"]);

/** Whether what is found stands right after the end of a text, in its line: what ended it was probably a part of it. */
const isInText = (text: string, at: number): boolean =>
  /"[ \t]*$/.test(text.slice(0, at)) && /^[^"\s,:\]}]/.test(text.slice(at));

/** `line 3, column 12` */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
