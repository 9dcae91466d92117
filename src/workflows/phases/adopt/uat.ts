import { fold } from "../../../text.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import { cellsOf } from "../../sections.ts";
import type { Tell } from "../planning/files.ts";
import { frontMatterOf, linesOf, readHead } from "../planning/front-matter.ts";
import { type UatResult, uatText } from "../planning/uat.ts";
import { leftLines } from "./left-lines.ts";

/**
 * `NN-UAT.md` as GSD and versions before this one write it: a heading with its number for each
 * test, or a row of a table.
 */

type Test = NonNullable<Parameters<typeof uatText>[0]["tests"]>[number];

/** Any other word is one that nobody has settled yet. */
const RESULTS: Record<string, UatResult> = {
  ...{ pass: "pass", passed: "pass", ok: "pass", "✅": "pass", "✓": "pass" },
  ...{ issue: "issue", fail: "issue", failed: "issue", "❌": "issue", "✗": "issue" },
  ...{ skip: "skipped", skipped: "skipped", blocked: "blocked" },
};
/** What comes first counts: a mark where no word says more. */
function resultOf(text: string): UatResult {
  const [word = ""] = /[a-z]+/i.exec(text) ?? [];
  const [mark = ""] = /[✅✓❌✗]/u.exec(text) ?? [];
  return RESULTS[word.toLowerCase()] ?? (word === "" ? RESULTS[mark] : undefined) ?? "pending";
}

const NUMBERED = /^(\d{1,4})\.(?!\d)\s*(.*)$/;
const RESULT =
  /^(?:[-*+][ \t]+)?(?:\*\*)?result(?::(?:\*\*)?|\*\*:)([^a-z]*(?:\w+[\]*]*)?)(?:[ \t]*[-—–:,.][ \t]+|[ \t]*)(.*)$/i;
const FIELD = /^(?:[-*+][ \t]+)?(?:\*\*)?(expected|reported|reason):(?:\*\*)?[ \t]*(.*)$/i;
const BLOCK = /^[|>][\d+-]*\s*(?:#.*)?$/;
/** A text that goes on over lines ends at an empty one, a field or a heading. */
const ENDS = /^\s*$|^(?:[-*+][ \t]+)?(?:\*\*)?[\w-]+:|^#/;
const COUNT = /^(?:[-*+][ \t]+)?(?:\*\*)?(?:total|passed|issues|pending|skipped|blocked):/i;

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/s, "$2");

/** The lines from here up to one that begins so. */
function upTo(lines: readonly string[], from: number, end: RegExp): string[] {
  let at = from;
  while (at < lines.length && !end.test(lines[at]!)) at++;
  return lines.slice(from, at);
}

/** Tests that have headings. `used`: lines that say something of one, from 0. */
function testsByHeading(source: string, lines: readonly Line[], used: Set<number>): Test[] {
  const raw = linesOf(source);
  const tests: Test[] = [];
  let test: Test | null = null;
  let section = "";
  for (const [at, { kind, heading, text }] of lines.entries()) {
    if (heading !== null) {
      const [, number, name = ""] = (heading.level === 3 && NUMBERED.exec(heading.title)) || [];
      section = heading.level < 3 ? heading.title : section;
      test = number === undefined ? null : { number: Number(number), name: fold(name) || number };
      if (test === null) continue;
      tests.push(test);
      used.add(at);
    }
    if (kind !== "plain") continue;
    if (/^summary$/i.test(section) && COUNT.test(text)) used.add(at);
    if (test === null) continue;
    const [, result, remark = ""] = RESULT.exec(text) ?? [];
    if (result !== undefined && test.result === undefined) {
      test.result = resultOf(result);
      const words = fold(unquoted(remark.replace(/^\((.*)\)$/, "$1")));
      if (words !== "") test[test.result === "issue" ? "reported" : "reason"] = words;
      used.add(at);
    }
    const [, field, value = ""] = FIELD.exec(text) ?? [];
    const key = field?.toLowerCase() as "expected" | "reported" | "reason" | undefined;
    if (key === undefined || test[key] !== undefined) continue;
    const isBlock = BLOCK.test(value);
    const more = upTo(raw, at + 1, isBlock ? /^\S/ : ENDS);
    const answer = fold(unquoted((isBlock ? more : [value, ...more]).join("\n")));
    if (answer === "") continue;
    test[key] = answer;
    for (let line = at; line <= at + more.length; line++)
      if (raw[line]!.trim() !== "") used.add(line);
  }
  return tests;
}

/** What a column of a table of tests is about, by its heading. */
const COLUMNS = {
  number: /^(?:#|no\.?|nr\.?|id|test #)$/i,
  expected: /\bexpected\b/i,
  result: /^(?:\w+ )?(?:result|status|outcome|verdict)$|^(?:pass|ok\b)/i,
  reason: /\b(?:notes?|comments?|remarks?|reason|reported|details|evidence)\b/i,
  name: /\b(?:test|scenario|check|case|step|what|criteri|behaviou?r|item|feature|name|action)/i,
};

type Column = keyof typeof COLUMNS;

/** Where each column is; null: it is no table of tests. `cells`: those of its first row. */
function columnsOf(cells: readonly string[]): Map<Column, number> | null {
  const places = new Map<Column, number>();
  for (const [key, pattern] of Object.entries(COLUMNS) as [Column, RegExp][]) {
    const isTaken = (at: number): boolean => [...places.values()].includes(at);
    places.set(
      key,
      cells.findIndex((cell, at) => pattern.test(cell) && !isTaken(at)),
    );
  }
  return places.get("name")! < 0 || places.get("result")! < 0 ? null : places;
}

/** Tests that are rows of tables, which stay below: they may say more. */
function testsInTables(lines: readonly Line[]): Test[] {
  const tests: Test[] = [];
  let section = "";
  let isFirst = true;
  let columns: ReturnType<typeof columnsOf> = null;
  for (const { kind, heading, text } of lines) {
    section = heading?.title ?? section;
    const isRow = kind === "plain" && text.trim().startsWith("|") && !/^gaps\b/i.test(section);
    const cells = isRow ? cellsOf(text) : [];
    if (isFirst) columns = columnsOf(cells);
    const isHead = isFirst || cells.every((one) => /^:?-+:?$/.test(one));
    isFirst = !isRow;
    const cell = (key: Column): string => fold(cells[columns?.get(key) ?? -1] ?? "");
    if (isHead || cell("name") === "") continue;
    const result = resultOf(cell("result"));
    const reason = cell("reason");
    tests.push({
      ...{ number: tests.length + 1, name: cell("name"), expected: cell("expected"), result },
      ...(reason === "" ? {} : { [result === "issue" ? "reported" : "reason"]: reason }),
    });
  }
  return tests;
}

/** It says of itself that something in it is open. */
const OPEN_STATUS = /^(?:testing|partial|pending|blocked|diagnosed|failed|in_progress)$/i;

/** The same tests in our form, with the rest of the text below. `folder`: the phase's. Pure. */
export function adoptedUat(source: string, folder: string, tell: Tell) {
  const front = frontMatterOf(source);
  const fields: Record<string, unknown> = front?.fields ?? {};
  // A heading that is further in is what somebody should see.
  const lines = readMarkdown(source).map((line) =>
    line.text.startsWith("#") ? line : { ...line, heading: null },
  );
  const used = new Set<number>();
  // What cannot be read of it stays below.
  const { above, bodyLine } = readHead(source, () => {});
  for (let at = linesOf(above).length - 1; front !== null && at < bodyLine - 1; at++)
    if (!/^\s*#/.test(lines[at]!.text)) used.add(at);
  const found = testsByHeading(source, lines, used);
  const tests = found.length > 0 ? found : testsInTables(lines);
  const hasTable = lines.some(({ kind, text }) => kind === "plain" && /^\s*\|/.test(text));
  if (tests.length === 0 && (hasTable || OPEN_STATUS.test(String(fields.status ?? "")))) {
    tell(1, "found no test: all of its text is one");
    tests.push({ number: 1, name: "What stands at the end of this file" });
  }
  const left = leftLines(source, lines, used);
  return { text: uatText({ phase: folder, ...fields, tests }, left.below), ...left };
}
