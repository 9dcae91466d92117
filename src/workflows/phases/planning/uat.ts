import { basename } from "node:path";
import { startHere } from "../../../plugin.ts";
import { countsText, cut, fold, plural } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import { inline, newSections, sectionAt, withLines } from "./edit.ts";
import { telling } from "./files.ts";
import { frontMatterOf, linesOf, readHead, renderFrontMatter } from "./front-matter.ts";
import type { OpenTest, PhaseFolder, Problem } from "./model.ts";

/**
 * `NN-UAT.md`: what a person tries out of a phase, and how each test went. Only results and words
 * of the person are written here, and what follows from them.
 */

export type UatResult = "pending" | "pass" | "issue" | "skipped" | "blocked";
export interface UatTest {
  number: number;
  name: string;
  /** What the person should see; empty: nothing says it. */
  expected: string;
  result: UatResult;
  /** What was said of it, or why it could not be tried; empty: nothing. */
  said: string;
}
interface PlacedTest extends UatTest {
  /**
   * Line of its result, from 1; null: it has none, and `end` is the last line that it says
   * something in.
   */
  line: number | null;
  end: number;
  /** First and last line of what a person reported; null: nothing. */
  reported: [number, number] | null;
}

/** Any other word is one that nobody has settled yet. */
const RESULTS: Record<string, UatResult> = {
  ...{ pass: "pass", passed: "pass", issue: "issue", fail: "issue", failed: "issue" },
  ...{ skip: "skipped", skipped: "skipped", blocked: "blocked" },
};
const RESULT = /^((?:[-*+][ \t]+)?(?:\*\*)?result(?::(?:\*\*)?|\*\*:))[^\w[\r\n]*\[?([\w-]*)\]?/i;
const NUMBERED = /^(\d{1,4})\.(?!\d)\s*(.*)$/;
const FIELD = /^(?:[-*+][ \t]+)?(?:\*\*)?(expected|reported|reason):(?:\*\*)?[ \t]*(.*)$/i;
const BLOCK = /^[|>][\d+-]*\s*(?:#.*)?$/;

/** What is shown of a text of it. */
const MAX_TEXT = 400;
const shown = (text: string): string =>
  cut(fold(text.trim().replace(/^(["'])(.*)\1$/s, "$2")), MAX_TEXT);

/** Tests that nobody has settled. */
export const isOpenTest = ({ result }: Pick<UatTest, "result">): boolean =>
  result === "pending" || result === "issue" || result === "blocked";

/**
 * The tests with their lines: headings such as `### 1. Log in`, each with `expected:` and
 * `result:`.
 */
function placed(text: string): PlacedTest[] {
  const raw = linesOf(text);
  const tests: PlacedTest[] = [];
  let open: PlacedTest | null = null;
  for (const { number, kind, heading, text: line } of readMarkdown(text)) {
    // What is further in is what somebody should see.
    const title = line.startsWith("#") ? heading : null;
    if (title !== null) {
      const [, at, name = ""] = (title.level === 3 && NUMBERED.exec(title.title)) || [];
      open =
        at === undefined
          ? null
          : {
              number: Number(at),
              name: shown(name) || at,
              ...UNTRIED,
              line: null,
              end: number,
              reported: null,
            };
      if (open !== null) tests.push(open);
    }
    if (open === null || kind !== "plain" || line.trim() === "") continue;
    open.end = number;
    const result = RESULT.exec(line);
    if (result !== null && open.line === null) {
      open.line = number;
      open.result = RESULTS[result[2]!.toLowerCase()] ?? "pending";
    }
    const [, field, value = ""] = FIELD.exec(line) ?? [];
    if (field === undefined) continue;
    const key = field.toLowerCase() === "expected" ? "expected" : "said";
    const more = upTo(raw, number, BLOCK.test(value) ? /^\S/ : ENDS);
    if (field.toLowerCase() === "reported") open.reported ??= [number, number + more.length];
    open[key] ||= shown((BLOCK.test(value) ? more : [value, ...more]).join("\n"));
  }
  return tests;
}
const UNTRIED = { expected: "", result: "pending" as UatResult, said: "" };

/** A text that goes on over lines ends at an empty one, a field or a heading. */
const ENDS = /^\s*$|^(?:[-*+][ \t]+)?(?:\*\*)?[\w-]+:|^#/;

/** The lines from here up to one that begins so. */
function upTo(lines: readonly string[], from: number, end: RegExp): string[] {
  let at = from;
  while (at < lines.length && !end.test(lines[at]!)) at++;
  return lines.slice(from, at);
}

/** It says of itself that something in it is open. */
const OPEN_STATUS = /^(?:testing|partial|pending|blocked|diagnosed|failed|in_progress)$/i;

/** What the text of one says, as far as it can be read. Pure. */
export function readUatText(source: string, { path }: { path: string }) {
  const problems: Problem[] = [];
  const head = readHead(source, () => {});
  const status = head.fieldOf("status");
  const tests: UatTest[] = placed(source).map(
    ({ line: _, end: __, reported: ___, ...test }) => test,
  );
  if (tests.length === 0 && status !== null && OPEN_STATUS.test(status)) {
    const expected =
      "headings such as `### 1. <what is tried>`, with `expected:` and `result: [pending]` below each";
    telling(path, problems)(
      frontMatterOf(source)?.at.get("status")?.line ?? 1,
      `found status ${status} and no test, expected ${expected}`,
    );
  }
  return { path, tests, problems };
}

/** Those of a phase that nobody has settled, each with its file. */
export const openTests = ({ uat }: Pick<PhaseFolder, "uat">): OpenTest[] =>
  uat.flatMap(({ path, tests }) => tests.filter(isOpenTest).map((test) => ({ ...test, path })));

/**
 * `Phase 2: 02-UAT.md has 3 of 6 tests open (1 issue, 2 pending)` and what is typed to be asked, a
 * line for each phase that has some.
 */
export const openTestsLines = (phases: readonly Pick<PhaseFolder, "number" | "uat">[]): string[] =>
  phases.flatMap((folder) => {
    const open = openTests(folder);
    if (open.length === 0) return [];
    const files = [...new Set(open.map(({ path }) => basename(path)))];
    const all = folder.uat.reduce((sum, { tests }) => sum + tests.length, 0);
    const results = open.map(({ result }) => result);
    const counts = countsText(results, ["issue", "blocked", "pending"]);
    const has = `${files.join(" and ")} ${files.length === 1 ? "has" : "have"} ${open.length} of ${plural(all, "test")} open`;
    return [
      `Phase ${folder.number}: ${has} (${counts}); ${startHere("verify-work", folder.number)}`,
    ];
  });

const COUNT =
  /^((?:[-*+][ \t]+)?(?:\*\*)?(total|passed|issues|pending|skipped|blocked):(?:\*\*)?[ \t]*)\d+/i;
const STATUS = /^((["']?)status\2[ \t]*:[ \t]*(["']?))[\w-]+/;

/** What the whole comes to, in the words of GSD. */
const statusOf = (results: readonly UatResult[], before: string): string =>
  results.some((result) => result === "pending" || result === "blocked")
    ? "partial"
    : before === "diagnosed" && results.includes("issue")
      ? before
      : "complete";

/** What a person said of a test; `reported`: what is wrong, in their words. */
export interface UatAnswer extends Pick<UatTest, "number" | "name"> {
  result: "pass" | "issue";
  reported?: string | null;
}

/** In one line; a quote in it would end it. */
const reportedLine = (said: string): string => `reported: "${fold(said).replaceAll('"', "'")}"`;

/**
 * The text with what a person said of tests that are still open in it: results, their words, counts
 * and status, and nothing else; what another has settled meanwhile stays. `now`: ISO 8601. Pure.
 */
export function withResults(text: string, said: readonly UatAnswer[], now: string): string {
  const tests = placed(text);
  const news = new Map(
    tests.flatMap((test) => {
      const found = said.find(({ number, name }) => number === test.number && name === test.name);
      const isNews =
        found !== undefined && (found.result !== test.result || (found.reported ?? "") !== "");
      return isNews && isOpenTest(test) ? [[test, found]] : [];
    }),
  );
  if (news.size === 0) return text;
  const results = tests.map((test) => news.get(test)?.result ?? test.result);
  const countOf = (result: UatResult): number => results.filter((one) => one === result).length;
  const counts: Record<string, number> = {
    ...{ total: results.length, passed: countOf("pass"), issues: countOf("issue") },
    ...{ pending: countOf("pending"), skipped: countOf("skipped"), blocked: countOf("blocked") },
  };
  const at = frontMatterOf(text)?.at;
  const [status, updated] = [at?.get("status"), at?.get("updated")];
  return withLines(text, (lines) => {
    const edit = (
      line: number,
      pattern: RegExp,
      by: (label: string, name: string) => string,
    ): void => {
      lines[line - 1] = lines[line - 1]!.replace(pattern, (_, label: string, name: string) =>
        by(label, name),
      );
    };
    if (status !== undefined)
      edit(status.line, STATUS, (label) => `${label}${statusOf(results, status.rest)}`);
    if (updated !== undefined) edit(updated.line, /:.*$/, () => `: ${now}`);
    const summary = sectionAt(lines, /^summary$/i);
    for (let line = summary?.at ?? 0; line < (summary?.to ?? 0); line++)
      edit(line + 1, COUNT, (label, name) => `${label}${counts[name.toLowerCase()]}`);
    // The last one first: so lines of the others stay where they are.
    for (const [{ end, line, reported: before }, { result, reported }] of [...news].toReversed()) {
      const words = reported ? [reportedLine(reported)] : [];
      if (line !== null) edit(line, RESULT, (label) => `${label} ${result}`);
      lines.splice(
        line ?? end,
        0,
        ...(line === null ? [`result: ${result}`] : []),
        ...(before === null ? words : []),
      );
      if (before !== null && words.length > 0)
        lines.splice(before[0] - 1, before[1] - before[0] + 1, ...words);
    }
  });
}

/** What a person looked at while plans were carried out. */
export interface Looked extends Pick<UatAnswer, "result" | "reported"> {
  name: string;
  /** What they were asked to see. */
  expected: string;
}

/** A text as the name of a test. */
export const testName = (text: string): string => shown(inline(text));

/**
 * The text with such a look as a test of its own; one that was right is only noted where it was
 * wrong before. `before`: null where there is no file yet. `folder`: the phase's, by its name.
 * Null: there is nothing to say. Pure.
 */
export function withLook(
  before: string | null,
  folder: string,
  look: Looked,
  now: string,
): string | null {
  const { expected, result, reported } = look;
  const name = testName(look.name);
  const known = placed(before ?? "").findLast((test) => test.name === name && isOpenTest(test));
  if (known === undefined && result === "pass") return before;
  if (known !== undefined)
    return withResults(before!, [{ number: known.number, name, result, reported }], now);
  const text = before ?? newText(folder, now);
  const number = 1 + Math.max(0, ...placed(text).map((test) => test.number));
  const test = [`### ${number}. ${name}`, `expected: ${inline(expected)}`, "result: [pending]"];
  const tests = withLines(text, (lines) => {
    const begin = lines.findIndex((line) => /^## Tests\b/i.test(line));
    const next = lines.findIndex((line, at) => at > begin && /^##? /.test(line));
    if (begin < 0) lines.push("", "## Tests", "", ...test, "");
    else lines.splice(next < 0 ? lines.length : next, 0, ...test, "");
  });
  return withResults(tests, [{ number, name, result, reported }], now);
}

const newText = (folder: string, now: string): string =>
  [
    renderFrontMatter({ status: "testing", phase: folder, source: [], started: now, updated: now }),
    ...newSections(
      ["## Tests", []],
      [
        "## Summary",
        ["total", "passed", "issues", "pending", "skipped", "blocked"].map((one) => `${one}: 0`),
      ],
    ),
  ].join("\n");
