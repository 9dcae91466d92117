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

/** Columns below which no cell is cut. */
const NARROWEST = 12;

/** Rows as aligned columns; where they do not fit, the columns `flexible` give way, in this order. */
export function table(rows: string[][], width: number, flexible: number[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columns(row[at] ?? ""))));
  let over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  for (const at of flexible) {
    const given = Math.max(0, Math.min(over, widths[at]! - NARROWEST));
    widths[at]! -= given;
    over -= given;
  }
  const line = (row: string[]): string => row.map((cell, at) => pad(fit(cell, widths[at]!), widths[at]!)).join("  ");
  return rows.map((row) => fit(line(row).trimEnd(), width));
}

/** A line in lines of at most `width` columns, broken between words; what follows is indented as it is. */
export function wrap(line: string, width: number): string[] {
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const next = current === "" ? indent + word : `${current} ${word}`;
    if (current !== "" && columns(next) > width) {
      lines.push(current);
      current = indent + word;
    } else current = next;
  }
  return [...lines, current].map((one) => fit(one, width));
}

/** The first `most` of a list; the last of them says how many are not shown. */
export function clip<T>(items: T[], most: number, show: (item: T) => string): string[] {
  if (items.length <= most) return items.map(show);
  return [...items.slice(0, most - 1).map(show), `… and ${items.length - most + 1} more`];
}

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

/** A value of JSON as a person would write it, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** A time of the journal as a person reads it. */
export const moment = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

/** Text between fences that it cannot close itself, however many backticks it holds. */
export function fence(text: string, language = ""): string {
  let ticks = "````";
  while (text.includes(ticks)) ticks += "`";
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}

/** How a text is laid out: columns of a line, and colour as functions. */
export interface Layout {
  width: number;
  paint: Paint;
}

export const PLAIN_LAYOUT: Layout = { width: 100, paint: PLAIN };

/** A heading with a count and its lines; nothing without lines. */
export function section(title: string, count: number, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title} (${count})`, ...lines.map((line) => `  ${line}`)];
}

/** A hash as it is shown: its kind and its first characters. */
export const short = (hash: string): string => hash.replace(/^(\w+:)?([0-9a-f]{12})[0-9a-f]*$/, "$1$2");

/** `1 round`, `2 rounds`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A number of tokens as people say it. */
export const tokens = (count: number): string =>
  count < 10_000
    ? String(count)
    : count < 1_000_000
      ? `${Math.round(count / 1_000)} k`
      : `${(count / 1_000_000).toFixed(1)} M`;

/** What was spent, in words. */
export const spentText = (spent: { tokens: number; tool_calls: number; minutes: number }): string =>
  `${tokens(spent.tokens)} tokens, ${plural(spent.tool_calls, "tool call")}, ${Math.round(spent.minutes * 10) / 10} min`;
