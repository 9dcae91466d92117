import { clean, oneLine, unbroken } from "../text.ts";

/**
 * Text of models, people and repositories within GitHub-flavoured markdown: it shows as it was
 * written, and makes no heading, list, table, HTML, link, formula, mention or reference of its own.
 */

/** Shows nothing, and parts what it stands in. */
const JOINER = "\u200d";

/** Marks of the reading direction that a terminal does not mind. */
const unmarked = (text: string): string => clean(text).replaceAll("\u061c", "");

/**
 * What GitHub reads whatever stands around it, in a commit's message too: `@name` notifies, `#12`
 * and `GH-12` refer, and after a word such as `fixes` close. The address of an issue does the
 * same.
 */
const parted = (text: string): string =>
  text
    .replace(/@(?=[\p{L}\p{N}_])/gu, `@${JOINER}`)
    .replace(/#(?=\d)/g, `#${JOINER}`)
    .replace(/\b(gh-)(?=\d)/gi, `$1${JOINER}`)
    .replace(/:(?=\/\/)/g, `:${JOINER}`)
    .replace(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${JOINER}`)
    // `:tada:` is a picture.
    .replace(/:(?=[\w+-]+:)/g, `:${JOINER}`);

/** What begins a block where it stands first in a line. */
const BLOCK = /^(?:[#+\-=>:]|\d+(?=[.)]))/;

/** Markdown makes one of several ordinary blanks. */
const BLANK = "\u00a0";

/** A text as one line of prose. */
export function inline(text: string): string {
  const escaped = parted(unmarked(unbroken(text)))
    .replace(/ {2,}/g, (blanks) => BLANK.repeat(blanks.length))
    .replace(/[\\`*~[\]|$]/g, "\\$&")
    // Within a word it is no mark.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll("<", "&lt;");
  return escaped.replace(BLOCK, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/** A text of one line without markdown, such as a title, in which GitHub reads mentions and references all the same. */
export const plainLine = (text: string): string => parted(unmarked(oneLine(text)));

/** Words after which a reference closes an issue. */
const CLOSING =
  /\b((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:(?:[\w.-]+\/[\w.-]+)?#|gh-|https?:))(?=[\d/])/gi;

/** A text to the letter, such as a path or a command; nothing is read in it, but that it may not close an issue. */
export function code(text: string): string {
  const plain = unmarked(oneLine(text)).replace(CLOSING, `$1${JOINER}`);
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  const room = /^`|`$/.test(plain) || plain === "" ? " " : "";
  return `${ticks}${room}${plain}${room}${ticks}`;
}

/** A text of several lines as a quotation. */
export function quotation(text: string): string[] {
  const lines = unmarked(text.replace(/\r\n?|[\u2028\u2029]/g, "\n"))
    .trim()
    .split("\n")
    .map(inline);
  // A line's end is one where the next line is not empty.
  return lines.map((line, at) => (line === "" ? ">" : `> ${line}${lines[at + 1] ? "\\" : ""}`));
}

/** A heading and its lines with an empty line between; nothing without lines. */
export const part = (title: string, lines: string[], level = 2): string[] =>
  lines.length === 0 ? [] : ["", `${"#".repeat(level)} ${title}`, "", ...lines];
