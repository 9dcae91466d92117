import {
  clean,
  clip,
  columns,
  cut,
  fit,
  inColumns,
  type Layout,
  oneLine,
  type Paint,
  table,
  unbroken,
  wrapWhole,
} from "../../../text.ts";
import type { Part, Row, Tone } from "../../../workflows/contract/contract.ts";

/** Parts in the lines of a terminal. */

/** What a list of parts stands below; `request`: shown cut to a line. */
export interface Doc {
  title: string;
  /** Facts to be read at a glance. */
  glance: { tone: Tone; text: string }[];
  request?: string;
  /** Address of the issue whose text that is. */
  issue?: string;
  lines: string[];
  parts: Part[];
}

/** Sign and colour of each tone. Both say the same, so it can be read without colour. */
const SIGNS: Record<NonNullable<Row["tone"]>, [sign: string, colour: keyof Paint]> = {
  good: ["✓", "green"],
  warn: ["●", "yellow"],
  bad: ["✗", "red"],
  none: ["·", "dim"],
  busy: ["▶", "cyan"],
  next: ["▷", "cyan"],
  asks: ["?", "yellow"],
  skipped: ["–", "dim"],
};
export const signOf = ({ tone }: Pick<Row, "tone">): string =>
  tone === undefined ? "" : SIGNS[tone][0];

/** Characters of a row; markdown has all of them. */
const MAX_TEXT = 600;
/** Lines below a row. */
const MAX_MORE = 8;
/** With fewer columns the widest cell of a row gets none. */
const LEAST_CELL = 24;

/** `line` begins with the sign of the row, which gets its colour. */
function tinted({ tone }: Row, line: string, paint: Paint): string {
  if (tone === undefined) return line;
  const [sign, colour] = SIGNS[tone];
  return `${paint[colour](sign)}${line.slice(sign.length)}`;
}

/** What is typed is never cut; what it does stands below it where both are too long for a line. */
function commandLines({ command, text }: Row, width: number): string[] {
  const [typed, does] = [clean(command!), oneLine(text)];
  const both = `${typed}: ${does}`;
  return columns(both) <= width ? [both] : [typed, `    ${does}`];
}

/** A row in the lines of a terminal. */
export function rowLines(row: Row, { width, paint }: Layout): string[] {
  if (row.command !== undefined) return commandLines(row, width);
  const { id = "", text, more = [] } = row;
  const lead = [signOf(row), id, cut(unbroken(text), MAX_TEXT)].filter((one) => one !== "");
  const [first = "", ...rest] = wrapWhole(lead.join(" "), width);
  const below = clip(more, MAX_MORE, (line) => cut(oneLine(line), MAX_TEXT)).flatMap((line) =>
    wrapWhole(`    ${line}`, width),
  );
  return [tinted(row, first, paint), ...rest, ...below.map(paint.dim)];
}

/**
 * As aligned columns: those with nothing in them are left out, the widest cell goes on in a next
 * line, and where that does not do the last columns go. Where no table fits, it is a list.
 */
function tableLines(names: string[], rows: Row[], layout: Layout): string[] {
  const { width, paint, table: room = width } = layout;
  const cells = rows.map((row) =>
    [signOf(row), row.id ?? "", row.text, ...(row.cells ?? [])].map(oneLine),
  );
  const all = [["", "", ...names], ...cells];
  const widths = all[0]!.map((_, at) => Math.max(...all.map((row) => columns(row[at] ?? ""))));
  let visible = widths.map((_, at) => at).filter((at) => cells.some((row) => row[at]));
  for (; visible.some((at) => at > 2); visible = visible.slice(0, -1)) {
    const widest = visible
      .filter((at) => at > 2)
      .reduce((a, b) => (widths[b]! > widths[a]! ? b : a));
    const others = visible.reduce((sum, at) => sum + 2 + (at === widest ? 0 : widths[at]!), -2);
    if (others + Math.min(widths[widest]!, LEAST_CELL) > room) continue;
    const shown = all.map((row) => visible.map((at) => row[at] ?? ""));
    const [head, ...lines] = table(shown, room, visible.indexOf(widest));
    return [
      paint.dim(head!),
      ...lines.flatMap((line, at) => tinted(rows[at]!, line, paint).split("\n")),
    ];
  }
  return rows.flatMap((row) => {
    const text = [oneLine(row.text), ...(row.cells ?? []).slice(0, 1)].filter(Boolean).join(": ");
    return rowLines({ ...row, text }, { width: room, paint });
  });
}

/** A part with an empty line above it; `most`: rows of a list with a title. */
export function partLines(
  { title, rows, none, count = rows.length, columns: names, detail }: Part,
  layout: Layout,
  most = Number.POSITIVE_INFINITY,
): string[] {
  if (detail || (rows.length === 0 && none === undefined)) return [];
  const { width, paint } = layout;
  if (rows.length === 0) return ["", ...wrapWhole(oneLine(none!), width, 0)];
  const indent = title === undefined ? "" : "  ";
  const inner = {
    ...layout,
    width: width - indent.length,
    table: (layout.table ?? width) - indent.length,
  };
  const lines = names
    ? tableLines(names, rows, inner)
    : clip(rows, title === undefined ? rows.length : most, (row) =>
        rowLines(row, inner).join("\n"),
      ).flatMap((text) => text.split("\n"));
  const head = title === undefined ? [] : [count === null ? title : `${title} (${count})`];
  return [
    "",
    ...head.map((line) => paint.bold(fit(oneLine(line), width))),
    ...lines.map((line) => `${indent}${line}`),
  ];
}

/** Parts alone as a text. */
export const partsText = (parts: readonly Part[], layout: Layout): string =>
  parts
    .flatMap((part) => partLines(part, layout))
    .slice(1)
    .join("\n");

/** All of it in lines; `most`: rows of a list with a title. */
export const docLines = (doc: Doc, layout: Layout, most?: number): string[] => [
  ...headLines(doc, layout),
  ...doc.parts.flatMap((part) => partLines(part, layout, most)),
];

/** All that stands above the parts. */
export function headLines({ title, glance, request, issue, lines }: Doc, layout: Layout): string[] {
  const { width, paint } = layout;
  const line = (text: string): string => fit(oneLine(text), width);
  return [
    paint.bold(title),
    ...[glance.map(({ tone, text }) => paint[SIGNS[tone][1]](text)).join(" · ")].filter(Boolean),
    ...(request === undefined ? [] : [line(`Request: ${request}`)]),
    ...(issue === undefined ? [] : [line(`Issue: ${issue}`)]),
    ...lines.flatMap((text) => inColumns(clean(text), width).split("\n")),
  ];
}
