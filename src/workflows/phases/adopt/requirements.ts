import { fold } from "../../../text.ts";
import { type Line, readMarkdown, titleOf } from "../../markdown.ts";
import { cellsOf, isRule } from "../../sections.ts";
import type { Tell } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import type { RequirementsFields } from "../planning/requirements.ts";
import { type Adopted, isHeldIn, leftLines } from "./left-lines.ts";

/**
 * `REQUIREMENTS.md` as GSD and versions before this one write it: a list entry with its id in bold
 * for each; a box where it belongs to this milestone.
 */

const ID = String.raw`\p{L}[\p{L}\p{N}_-]*-\d+[a-z]?`;
/** In bold, or in a column of ids: no version, such as `v1.0`. */
const MARKED_ID = String.raw`(?!v\d)\p{L}[\p{L}\p{N}_.-]*\d[a-z]?`;
const MARK = String.raw`(?:\*\*|__|\x60)`;
/** Its box, its id in bold or plain, and its text; a plain id may stand behind a box alone. */
const ENTRY = new RegExp(
  String.raw`^\s*[-*+]\s+(?:\[(.)\]\s+)?(?:${MARK}(${MARKED_ID})\s*(?:${MARK}\s*[:—–-]?|[:—–-]${MARK}?)|(${ID})\s*(?:${MARK}\s*[:—–-]?|:${MARK}?|(?<=\]\s+\S+-\d\d+\s+)))\s*(.*)$`,
  "u",
);
const IS_ID = new RegExp(`^${ID}$`, "u");
const IS_MARKED_ID = new RegExp(`^${MARKED_ID}$`, "u");
/** What looks like one, and is none. */
const MEANT = new RegExp(String.raw`^\s*[-*+]\s+(?:\[.\]|\S*${MARK}${MARKED_ID}${MARK})`, "u");
const OUT = /\bout of scope\b|\bnon-?goals?\b/i;
const LATER = /\bv[2-9]\b|\bfuture\b|\blater\b|\bdeferred\b|\bnice to have\b/i;
const LABEL = /^\*\*(Defined|Core Value):\*\*\s*(.*)$/;
const POINT = /^[-*+]\s+(.*)$/;
const DONE = /^(?:complete|completed|done|verified|x|✅|✓)$/i;
const OPEN = /^(?:|pending|open|to ?do|planned|blocked|in progress|not started|[-—–])$/i;
const PHASE = /^(?:phase\s+)?(\d+(?:\.\d+)*)/i;
/** Words that fields stand for. */
const OTHERS = "phase complete completed done verified x pending open in progress not started";

/** A row of a table: of each cell the name of its column, in small letters. */
type Row = [column: string, cell: string][];

/** Tables with the lines of their heads, from 0, and of their rows. */
function tablesIn(lines: readonly Line[]) {
  const cellsAt = (at: number): string[] => {
    const { kind, text } = lines[at] ?? {};
    const isRow = kind === "plain" && text!.includes("|");
    return isRow ? cellsOf(text!).map((cell) => cell.replace(/^[*_`]+|[*_`]+$/g, "")) : [];
  };
  return lines.flatMap((_, head) => {
    const columns = cellsAt(head).map((name) => name.toLowerCase());
    if (columns.length === 0 || !isRule(cellsAt(head + 1))) return [];
    const rows: { at: number; row: Row }[] = [];
    for (let at = head + 2; cellsAt(at).length > 0; at++)
      rows.push({ at, row: cellsAt(at).map((cell, column) => [columns[column] ?? "", cell]) });
    return [{ head, rows }];
  });
}

/** What a row says of a requirement; null: it names none. */
function rowOf(row: Row) {
  const cellOf = (name: RegExp): string => row.find(([column]) => name.test(column))?.[1] ?? "";
  const id = row.find(([column, cell]) =>
    (/^(?:id|req)/.test(column) ? IS_MARKED_ID : IS_ID).test(cell),
  )?.[1];
  if (id === undefined) return null;
  const text = row.find(
    ([column, cell]) => cell !== id && /^(?:requirement|description|text|what)/.test(column),
  )?.[1];
  const [, number] = PHASE.exec(cellOf(/^phase/)) ?? [];
  const found = { id, text, phase: number && plainNumber(number) };
  const cells = row.map(([, cell]) => cell).join(" ");
  return {
    ...{ ...found, done: DONE.test(cellOf(/^status/)), status: cellOf(/^status/) },
    isWhole: isHeldIn(cells, [found, number], OTHERS),
  };
}

/** Pure. */
export function adoptedRequirements(source: string, tell: Tell): Adopted<RequirementsFields> {
  const lines = readMarkdown(source);
  const used = new Set<number>();
  const requirements: RequirementsFields["requirements"] = [];
  const outOfScope: string[] = [];
  const labels: Record<string, string> = {};
  const phases = new Map<string, string>();
  let [section, group] = ["", undefined as string | undefined];
  /** Adds one; false: it is there already, which is told. */
  const add = (line: number, one: RequirementsFields["requirements"][number]): boolean => {
    const isAgain = requirements.some(({ id }) => id === one.id);
    if (isAgain) tell(line, `${one.id} stands here again: the first one counts`);
    else requirements.push(one);
    return !isAgain;
  };
  const scopeOf = (isLater: boolean) => (OUT.test(section) ? "out" : isLater ? "later" : "v1");
  const tables = tablesIn(lines);
  const inTables = new Set(
    tables.flatMap(({ head, rows }) => [head, head + 1, ...rows.map(({ at }) => at)]),
  );
  /** @returns whether all that a row says is taken */
  const takeRow = (row: Row, at: number): boolean => {
    const found = rowOf(row);
    if (found === null) {
      const isOut = OUT.test(section);
      if (isOut) outOfScope.push(fold(row.flatMap(([, cell]) => cell || []).join(": ")));
      return isOut;
    }
    const { id, text, phase, done, status, isWhole } = found;
    if (!done && !OPEN.test(status))
      tell(
        at + 1,
        `${id} has the status "${status}", expected Complete or Pending: it says nothing`,
      );
    if (phase) phases.set(id, phase);
    if (text === undefined) return isWhole;
    const scope = scopeOf(LATER.test(section));
    const one = { id, text: fold(text), scope, done, phase: undefined, group } as const;
    return add(at + 1, one) && isWhole;
  };
  /** Goes on with an entry, by a line below that is indented. */
  let goOn: ((text: string) => void) | null = null;
  for (const [at, { kind, text, heading }] of lines.entries()) {
    if (heading !== null)
      [section, group] = heading.level <= 2 ? [heading.title, undefined] : [section, heading.title];
    if (kind !== "plain") continue;
    const table = tables.find(({ head }) => head === at);
    if (table !== undefined) {
      const taken = table.rows.filter((one) => takeRow(one.row, one.at));
      for (const one of taken) used.add(one.at);
      // The head of a table of which rows are left stays with them.
      if (taken.length > 0 && taken.length === table.rows.length)
        for (const one of [at, at + 1]) used.add(one);
    }
    if (inTables.has(at)) continue;
    const found = ENTRY.exec(text);
    const label = LABEL.exec(text);
    const point = OUT.test(section) ? POINT.exec(text) : null;
    if (found !== null) {
      const [, box, marked, plain = "", rest = ""] = found;
      const id = marked ?? plain;
      const isNow = box !== undefined || /\bv1\b/i.test(section);
      const scope = scopeOf(LATER.test(section) || !isNow);
      const done = DONE.test(box ?? "");
      if (!/^[ x]$/.test(box ?? " "))
        tell(at + 1, `the box [${box}] of ${id} counts as ${done ? "ticked" : "open"}`);
      const words = /^(.*)\*\*$/.exec(rest)?.[1] ?? rest;
      const text = fold(words.includes("**") ? rest : words);
      const one = { id, text, scope, done, phase: undefined, group } as const;
      const added = { ...one };
      goOn = null;
      if (!add(at + 1, added)) continue;
      goOn = (more) => Object.assign(added, { text: fold(`${added.text} ${more}`) });
      used.add(at);
    } else if (goOn !== null && /^\s+[^\s]/.test(text)) {
      goOn(text);
      used.add(at);
    } else if (point !== null && !/^none\b/i.test(point[1]!)) {
      const last = outOfScope.push(fold(point[1]!)) - 1;
      goOn = (more) => {
        outOfScope[last] = fold(`${outOfScope[last]} ${more}`);
      };
      used.add(at);
    } else {
      goOn = null;
      if (MEANT.test(text))
        tell(at + 1, `${JSON.stringify(text.trim())} has no id such as AUTH-01`);
      if (label === null) continue;
      labels[label[1]!] = label[2]!;
      used.add(at);
    }
  }
  const title = titleOf(lines) ?? "";
  const at = lines.findIndex(({ heading }) => heading?.title === title);
  if (at >= 0) used.add(at);
  return {
    fields: {
      title: fold(title.replace(/^Requirements\s*(?:[:—–-]\s*|$)/i, "")),
      defined: labels.Defined,
      core_value: labels["Core Value"],
      requirements: requirements.map((requirement) => ({
        ...requirement,
        phase: phases.get(requirement.id),
      })),
      out_of_scope: outOfScope.length === 0 ? undefined : outOfScope,
    },
    ...leftLines(source, lines, used),
  };
}
