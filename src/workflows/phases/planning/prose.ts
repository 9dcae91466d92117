import { fold } from "../../../text.ts";

/** Texts of agents and people as parts of a markdown file: none of them begins or ends a comment, code, a heading or a list. */

/** What would hide the text behind it from a reader, or end what hides it. */
const HIDES = /<(?=!--|\/?(?:details|summary|pre|script|style|textarea|blockquote)\b)/gi;
/** What is more than text at the begin of a line or of a list's entry; a number has its mark behind it. */
const BEGINS = /^(?=[#>|]|`{3}|~{3}|[-*+](?:\s|$)|(?:[-*_]\s*){3,}$)/;
const NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;
const LABEL = /^(?=\*\*|__)/;

/** A text within a line. */
export const inline = (text: string): string => fold(text).replace(HIDES, "&lt;");

const begun = (line: string): string => line.replace(NUMBERED, "$1\\$2").replace(BEGINS, "\\");

/** A text as an entry of a list, in one line; a label in it, such as `**Goal:**`, is none of the file's. */
export const entry = (text: string): string => begun(inline(text)).replace(LABEL, "\\");

/** Texts as a list, or the one word that says that there is nothing. */
export const bullets = (texts: readonly string[], none = "None"): string[] =>
  texts.length === 0 ? [none] : texts.map((one) => `- ${entry(one)}`);

/** A text of several lines that holds no heading, and no code that stays open. */
export const paragraphs = (text: string): string =>
  text
    .trim()
    .split(/\r\n|\n|\r/)
    .map((line) =>
      line
        .trim()
        .replace(HIDES, "&lt;")
        .replace(/^(?=#|`{3}|~{3}|\|)/, "\\"),
    )
    .join("\n");
