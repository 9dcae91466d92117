import type { EditLine } from "./edit-lines.ts";
import { inline } from "./prose.ts";

/** Cells of markdown tables, changed one by one. Pure. */

/** A text as a cell: in one line, its bars escaped. */
export const cellText = (text: string): string => inline(text).replace(/(?<!\\)\|/g, "\\|");

/** Where the cells of a row begin and end, without the white space around them. */
function spansOf(row: string): { from: number; to: number }[] {
  const bars = [...row.matchAll(/\\.|\|/g)].filter((one) => one[0] === "|").map((one) => one.index);
  const start = row.trimStart().startsWith("|") ? bars.slice(0, 1) : [row.length - row.trimStart().length - 1];
  const inner = start.length > 0 && row.trimStart().startsWith("|") ? bars.slice(1) : bars;
  const edges = [...start, ...inner, ...(row.trimEnd().endsWith("|") ? [] : [row.trimEnd().length])];
  return edges.slice(1).map((to, at) => ({ from: edges[at]! + 1, to }));
}

export const cellsOf = (row: string): string[] => spansOf(row).map(({ from, to }) => row.slice(from, to).trim());

/** Of a row without the blanks around it. */
const RULE = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?$/;

/** A table: its columns by name, and the lines of its rows. Lines from 0. */
interface PlacedTable {
  columns: string[];
  header: number;
  rows: number[];
}

/** The first table with a column of each of these names. `counts`: which lines say something. */
export function findTable(
  lines: readonly EditLine[],
  names: readonly string[],
  counts: (at: number) => boolean,
): PlacedTable | null {
  for (let at = 0; at + 1 < lines.length; at++) {
    if (!counts(at) || !lines[at]!.text.includes("|") || !RULE.test(lines[at + 1]!.text.trim())) continue;
    const columns = cellsOf(lines[at]!.text).map((one) => one.toLowerCase());
    if (!names.every((name) => columns.includes(name))) continue;
    const rows: number[] = [];
    for (let row = at + 2; row < lines.length && lines[row]!.text.includes("|"); row++) rows.push(row);
    return { columns, header: at, rows };
  }
  return null;
}

/** A row with one of its cells changed; white space that keeps columns aligned is used up first. */
export function withCell(row: string, column: number, value: string): string {
  const span = spansOf(row)[column];
  if (span === undefined) return row;
  const old = row.slice(span.from, span.to);
  if (old.trim() === value) return row;
  const width = old.startsWith(" ") && old.endsWith(" ") ? old.length - 2 : old.trim().length;
  return `${row.slice(0, span.from)} ${value.padEnd(width)} ${row.slice(span.to)}`;
}

/** A row of a new table, or one more of an old one. */
export const rowText = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
