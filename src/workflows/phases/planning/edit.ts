import { fold } from "../../../text.ts";

/** Changes of markdown texts by lines, sections and cells of tables. Pure. */

/** Why a text cannot be changed as it should be. */
export class CannotEdit extends Error {}

/**
 * A text with its lines changed; a file with Windows' line ends keeps them. Lines count from 0, as
 * readers count them from 1.
 */
export function withLines(text: string, edit: (lines: string[]) => void): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(/\r\n|\n|\r/);
  edit(lines);
  return lines.join(end);
}

/** A text as a cell: in one line, its bars escaped. */
export const cellText = (text: string): string => inline(text).replace(/(?<!\\)\|/g, "\\|");

/** A row of a table. */
const rowText = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A new table; what stands in its cells ends none of them. */
export const newTable = (columns: readonly string[], rows: readonly string[][]): string[] => [
  rowText(columns),
  `|${columns.map((column) => "-".repeat(column.length + 2)).join("|")}|`,
  ...rows.map((cells) => rowText(cells.map(cellText))),
];

/**
 * Sections of a new document: an empty line stands after each heading, and after what stands
 * under it.
 */
export const newSections = (
  ...sections: readonly (readonly [heading: string, lines: readonly string[]])[]
): string[] =>
  sections.flatMap(([heading, lines]) => [
    heading,
    "",
    ...lines,
    ...(lines.length > 0 ? [""] : []),
  ]);

/**
 * Texts of agents and people as parts of a markdown file: none of them begins or ends a comment,
 * code, a heading or a list.
 */

/** What would hide the text after it from a reader, or end what hides it. */
const HIDES = /<(?=!--|\/?(?:details|summary|pre|script|style|textarea|blockquote)\b)/gi;
/**
 * What is more than text at the begin of a line or of a list's entry; a number has its mark after
 * it.
 */
const BEGINS = /^(?=[#>|]|`{3}|~{3}|[-*+](?:\s|$)|(?:[-*_]\s*){3,}$)/;
const NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;

/** A text within a line. */
export const inline = (text: string): string => fold(text).replace(HIDES, "&lt;");

const begun = (line: string): string => line.replace(NUMBERED, "$1\\$2").replace(BEGINS, "\\");

/** The heading of a document: what it is, and of what. */
export const titleLine = (what: string, of: string): string =>
  `# ${what}${of === "" ? "" : `: ${inline(of)}`}`;

/** A text as an entry of a list, in one line. */
export const entry = (text: string): string => begun(inline(text));

/** Texts as a list, or the one word that says that there is nothing. */
export const bullets = (texts: readonly string[], none = "None"): string[] =>
  texts.length === 0 ? [none] : texts.map((text) => `- ${entry(text)}`);

/** The lines under a heading; null: there is none. */
export function linesUnder(lines: readonly string[], heading: string): string[] | null {
  const from = lines.indexOf(heading);
  const next = lines.findIndex((line, at) => at > from && line.startsWith("#"));
  return from < 0 ? null : lines.slice(from + 1, next < 0 ? undefined : next);
}

/** The list under a heading as a person left it. An entry whose line stays keeps its text. */
export const listUnder = (lines: readonly string[], heading: string, texts: readonly string[]) =>
  linesUnder(lines, heading)
    ?.filter((line) => line.startsWith("- "))
    .map((line) => texts.find((text) => line === `- ${entry(text)}`) ?? line.slice(2));

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
