import type { Part, Row } from "../../../workflows/contract/contract.ts";
import { code, inline, part, quotation } from "../../markdown-text.ts";
import { type Doc, signOf } from "./text.ts";

/** Parts as GitHub-flavoured markdown: all of them, and nothing of a row is cut. */

const lead = ({ id, text, command, ...row }: Row): string =>
  [
    signOf(row),
    id === undefined ? "" : `**${inline(id)}**`,
    command === undefined ? inline(text) : `${code(command)}: ${inline(text)}`,
  ]
    .filter(Boolean)
    .join(" ");

const cellsOf = (cells: string[]): string => `| ${cells.join(" | ")} |`;

/** A heading with a count, and a bullet or a row of a table for each row. */
export function partMarkdown({ title, rows, none, columns, count = rows.length }: Part): string[] {
  if (rows.length === 0)
    return none === undefined ? [] : ["", `${inline(none)}.`.replace(/\.\.$/, ".")];
  const lines = columns
    ? [
        ...[cellsOf(columns.map(inline)), cellsOf(columns.map(() => "---"))],
        ...rows.map((row) => cellsOf([lead(row), ...(row.cells ?? []).map(inline)])),
      ]
    : rows.flatMap((row) => [
        `- ${lead(row)}`,
        ...(row.more ?? []).map((line) => `  - ${inline(line)}`),
      ]);
  if (title === undefined) return ["", ...lines];
  return part(inline(count === null ? title : `${title} (${count})`), lines);
}

/** The issue that the request is from; what stands there is no markdown of somebody else. */
export const issueLines = ({ issue }: Pick<Doc, "issue">, how: string): string[] =>
  issue === undefined ? [] : ["", `${how} ${issue}`];

export const markdownOf = (doc: Doc): string =>
  [
    `# ${inline(doc.title)}`,
    "",
    ...[doc.glance.map(({ text }) => inline(text)).join(" · ")].filter(Boolean),
    ...doc.lines.flatMap((line) => ["", inline(line)]),
    ...part("Request", [...quotation(doc.request ?? ""), ...issueLines(doc, "From")]),
    ...doc.parts.flatMap(partMarkdown),
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
