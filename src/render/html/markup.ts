/** HTML whose values are escaped unless they are HTML themselves: nothing that was written by others becomes markup. */

/** Text that is HTML already. Only `html` makes it, and `raw` of constants of this program. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What can stand in a template: lists are joined, null and false are nothing. */
export type Value = string | number | null | false | Markup | readonly Value[];

/**
 * Characters that are not seen and change what is: of control all but line feed and tab, marks of the reading direction,
 * breaks of lines that no editor shows, what has no width, letters of tags, halves of characters.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const ENTITY: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A character that cannot be seen, as one that can: `␛`, `⟨U+202E⟩`. */
function pictured(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** A text whose invisible characters are shown. */
export const visible = (text: string): string => text.replace(UNSEEN, pictured);

/** A text of whatever origin as HTML, also within an attribute in quotation marks. */
export const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (one) => ENTITY[one]!);

function textOf(value: Value): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return escaped(value);
  return typeof value === "number" ? String(value) : value.map(textOf).join("");
}

/** A piece of HTML; the template's own text is taken as it is. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup =>
  new Markup(parts.map((part, at) => (at === 0 ? part : textOf(values[at - 1]!) + part)).join(""));

/** Constants of this program, such as its style. */
export const raw = (text: string): Markup => new Markup(text);

/** Data for a script, within a `script` element that is not run: nothing in it can end that element. */
export const dataText = (value: unknown): Markup =>
  new Markup(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
