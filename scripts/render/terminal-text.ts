/** Colours as functions: in a hook, a pipe and a test they do nothing. */
export type Paint = Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", (text: string) => string>;

const same = (text: string): string => text;
export const PLAIN: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** Text of files and people without what a terminal would obey: escape codes, and marks that turn the reading direction. */
export const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/** One line of text: line breaks and runs of blanks become one blank. */
export const oneLine = (text: string): string => clean(text.replace(/\s+/g, " ")).trim();

/** A time of the journal as a person reads it. */
export const moment = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

/** Columns that a text takes on a terminal. */
export const columns = (text: string): number => Bun.stringWidth(text);

/** The text in at most `width` columns, with a mark where it was cut; never cut inside a character. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));

/** Rows as aligned columns; where they do not fit, the column `flexible` gives way. */
export function table(rows: string[][], width: number, flexible: number): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columns(row[at] ?? ""))));
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  if (total > width) widths[flexible] = Math.max(12, (widths[flexible] ?? 0) - (total - width));
  return rows.map((row) =>
    fit(
      row
        .map((cell, at) => pad(at === flexible ? fit(cell, widths[at]!) : cell, widths[at]!))
        .join("  ")
        .trimEnd(),
      width,
    ),
  );
}

/** The first `most` of a list; the last of them says how many are not shown. */
export function clip<T>(items: T[], most: number, show: (item: T) => string): string[] {
  if (items.length <= most) return items.map(show);
  return [...items.slice(0, most - 1).map(show), `… and ${items.length - most + 1} more`];
}
