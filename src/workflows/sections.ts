/** What markdown documents have in common: sections that have to be there, lists and tables. */
import { fold } from "../text.ts";
import { refusing } from "./contract/problems.ts";
import { type Line, type Section, sectionsOf } from "./markdown.ts";

/** Behind the name of a place. */
export const inLine = (line: number | null): string => (line === null ? "" : `, line ${line}`);

/**
 * How two names are compared: white space, letter case and the form of accents do not tell them
 * apart.
 */
export const nameKey = (text: string): string => fold(text).normalize("NFC").toLowerCase();

const isBlank = (section: Section): boolean =>
  section.lines.every((line) => line.kind === "comment" || line.text.trim() === "");

export const namesOf = <N extends string>(sections: Record<N, string>): N[] =>
  Object.keys(sections) as N[];

/**
 * The sections of these names (heading rank 2), each exactly once and with something in it; what is
 * missing, doubled or empty is added to `problems`. A section that is missing is null.
 */
export function requiredSections<N extends string>(
  lines: readonly Line[],
  names: readonly N[],
  problems: string[],
) {
  const all = sectionsOf(lines, 2);
  const found = {} as Record<N, Section | null>;
  for (const name of names) {
    const same = all.filter((one) => nameKey(one.title).replace(/:$/, "") === nameKey(name));
    const refuse = refusing(problems, `## ${name}`);
    const [first, second] = same;
    found[name] = first ?? null;
    if (!first) refuse("", "nothing", "this section");
    if (second)
      refuse(
        inLine(second.line),
        `"## ${name} again"`,
        `it once (the first is in line ${first!.line})`,
      );
    if (first && isBlank(first)) refuse(inLine(first.line), "nothing", "some text in this section");
  }
  return found;
}

export interface Item {
  /** Of a numbered list. */
  number: number | null;
  /** In one line, with what is nested below it. */
  text: string;
  line: number;
}

const ITEM = /^([-+*]|(\d{1,9})[.)])(?:\s+(.*))?$/;

/**
 * The items of the outermost lists among plain lines, and the lines of running text that are in no
 * list.
 */
export function itemsOf(lines: readonly Line[]): { items: Item[]; loose: Line[] } {
  const items: { item: Item; parts: string[]; indent: number }[] = [];
  const loose: Line[] = [];
  let open = false;
  let afterBlank = false;
  for (const line of lines) {
    if (line.kind !== "plain" || line.heading !== null) continue;
    const text = line.text.trim();
    if (text === "") {
      afterBlank = true;
      continue;
    }
    const indent = line.text.length - line.text.trimStart().length;
    const last = items.at(-1);
    const found = ITEM.exec(text);
    if (found !== null && (!open || indent <= last!.indent + 1)) {
      const item = {
        number: found[2] === undefined ? null : Number(found[2]),
        text: "",
        line: line.number,
      };
      items.push({ item, parts: [found[3] ?? ""], indent });
      open = true;
    } else if (open && (!afterBlank || indent > last!.indent)) last!.parts.push(text);
    else {
      open = false;
      loose.push(line);
    }
    afterBlank = false;
  }
  return {
    items: items.map(({ item, parts }) => ({ ...item, text: fold(parts.join(" ")) })),
    loose,
  };
}

/** Whether a section says that there is nothing: "None", "None at this time.". */
export const saysNone = ({ items, loose }: { items: Item[]; loose: Line[] }): boolean =>
  items.length <= 1 && /^none\b/i.test(items[0]?.text ?? loose[0]?.text.trim() ?? "");

interface Row {
  cells: string[];
  line: number;
}

/** A table row's cells; `\|` is a bar within a cell. */
function cellsOf(text: string): string[] {
  const parts = text
    .trim()
    .replace(/^\|/, "")
    .split(/(?<!\\)\|/);
  const cells = parts.map((part) => part.replaceAll("\\|", "|").trim());
  return cells.at(-1) === "" ? cells.slice(0, -1) : cells;
}

const isRule = (cells: string[]): boolean =>
  cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));

/**
 * The rows of the table whose header has exactly these columns, in this order; null when there is
 * none. A row with another number of cells is added to `problems`.
 */
export function tableOf(
  lines: readonly Line[],
  columns: readonly string[],
  place: string,
  problems: string[],
): Row[] | null {
  const refuse = refusing(problems, place);
  const plain = lines.filter((line) => line.kind === "plain");
  const isHeader = (line: Line): boolean => {
    const cells = line.text.includes("|") ? cellsOf(line.text) : [];
    return (
      cells.length === columns.length &&
      cells.every((cell, at) => nameKey(cell) === nameKey(columns[at]!))
    );
  };
  const start = plain.findIndex(
    (line, at) => isHeader(line) && isRule(cellsOf(plain[at + 1]?.text ?? "")),
  );
  if (start < 0) {
    refuse("", "nothing", `a table | ${columns.join(" | ")} |`);
    return null;
  }
  const rows: Row[] = [];
  for (const line of plain.slice(start + 2)) {
    if (!line.text.includes("|")) break;
    const cells = cellsOf(line.text);
    while (cells.length < columns.length && line.text.trim().endsWith("|")) cells.push("");
    if (cells.length === columns.length) rows.push({ cells, line: line.number });
    else
      refuse(
        inLine(line.number),
        `"${cells.length} cells"`,
        `${columns.length}: ${columns.join(", ")}`,
      );
  }
  return rows;
}

/** A cell or an item's begin that names one thing, without the backticks that may enclose it. */
export const bare = (text: string): string => {
  const inner = text.trim();
  return inner.length > 2 && inner.startsWith("`") && inner.endsWith("`")
    ? inner.slice(1, -1).trim()
    : inner;
};
