import {
  countsFailed,
  FAILURE_COUNTS,
  namesOfSeveral,
  plainOutput,
} from "../../project/commands/test-output.ts";
import { NOT_LOADED, type TestCase, testOfLine, titleOf } from "../../runners/report.ts";
import type { TestedWithCases } from "./test-record.ts";

/** What an output says now against what it said before the implementation. */

/**
 * What differs in every run: dates, times, addresses, and places in files that were edited. Any
 * other number is a count.
 */
const VARYING = [
  // Before what looks like a time of day: the 9th line's 15th column.
  /(?<=\.\w{1,6})(?::\d+(?::\d+)?|\(\d+,\d+\))/g,
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?/g,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b/g,
  /\b\d+(?:\.\d+)?\s*(?:ns|µs|us|ms|s|m|h|secs?|seconds?|mins?|minutes?|milliseconds?)\b/gi,
  /\b\d+\.\d+\b(?!%)/g,
  /\b0x[0-9a-f]+\b/gi,
  /\bline \d+/gi,
];

/** A text without what differs in every run, and without white space at line ends. */
export const formOf = (text: string): string =>
  VARYING.reduce((left, one) => left.replaceAll(one, "#"), plainOutput(text))
    .replaceAll(/(?<![ \t])[ \t]+$/gm, "")
    .trim();

/** A number that stands alone: one within a name, a path or a code of a rule belongs to that. */
const NUMBER = /(?<![\w./-])\d+(?![\w/-]|\.\w)/g;

/**
 * A line by its words, whatever their number and the blanks between them, and the numbers in it.
 */
function wordsAndNumbers(text: string): { words: string; numbers: number[] } {
  const words = text
    .replaceAll(NUMBER, "#")
    .replaceAll(/#(?:\s*#)+/g, "#")
    .replaceAll(/(?<=[a-z])s\b/g, "")
    .replaceAll(/\s+/g, " ");
  return { words: words.trim(), numbers: (text.match(NUMBER) ?? []).map(Number) };
}

/**
 * Lines of an output that an earlier one of the same command does not have, or has less often, or
 * with a smaller number: what it says anew. Empty: all that is said now was said then.
 */
export function freshLines(nowText: string, beforeText: string): string[] {
  const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
  const contentOf = (line: string): ReturnType<typeof wordsAndNumbers> =>
    wordsAndNumbers(formOf(line));
  const left = Map.groupBy(linesOf(beforeText).map(contentOf), (one) => one.words);
  const without = (
    lines: readonly string[],
    isSame: (now: number[], then: number[]) => boolean,
  ): string[] =>
    lines.filter((line) => {
      const { words, numbers } = contentOf(line);
      const known = left.get(words) ?? [];
      const at = known.findIndex((one) => isSame(numbers, one.numbers));
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
  // First those of the very same numbers: in another order a smaller one would take the place of a
  // larger one.
  const others = without(linesOf(nowText), (here, there) => String(here) === String(there));
  return without(others, (here, there) => here.every((number, at) => number <= (there[at] ?? 0)));
}

/** What a command did before the implementation against what it does now. */

/**
 * One run of a command; `isCutShort`: its runner left no report; `isAsked`: it was started so that
 * it leaves one, be it of no test.
 */
export type RanCommand = Pick<
  TestedWithCases,
  "state" | "exit" | "told_by" | "tests" | "is_cut"
> & {
  output: string;
  isCutShort?: boolean;
  isAsked?: boolean;
};

/**
 * What is red against the run before. `known`: nothing but what was red then; `same_output`: no
 * failing test is known by name, and the output is the one of then; `unclear`: that cannot be told.
 */
export type Red = "new" | "known" | "same_output" | "unclear";

export interface Compared {
  /** Null: it is not red. */
  red: Red | null;
  /** Why it cannot be told; null where it can. */
  why: string | null;
  /** Titles of tests that fail and did not before. */
  newFailures: string[];
  /** Titles of tests that passed before and do not run any more. */
  gone: string[];
}

const titlesOf = (tests: readonly TestCase[]): string[] => [...new Set(tests.map(titleOf))];
const isFailed = ({ state }: TestCase): boolean => state === "failed";
const isPassed = ({ state }: TestCase): boolean => state === "passed";

const NO_REPORT = "its runner reported its tests before the change, but ended without a report now";
const UNREPORTED =
  "its runner was asked for a report, but ended as if the tests passed and left none";
const UNCOUNTED = "it ended with 0 and counts no failed test, but its output names some";
const NO_NAMES = "it named tests that passed before the change, and names none now";

export const NOTHING: Compared = { red: null, why: null, newFailures: [], gone: [] };

/** The same of a command that is no test: red as before is one that ends with the same exit code. */
export const compareExits = (now: RanCommand, before: RanCommand | null): Compared => ({
  ...NOTHING,
  red: now.state !== "failed" ? null : isSameEnd(now, before) ? "known" : "new",
});
const isSameEnd = (now: RanCommand, before: RanCommand | null): boolean =>
  before?.state === now.state && before.exit === now.exit;

/**
 * Compares a command with its run before the implementation; null: it was not run then, or did not
 * start.
 */
export function compareWithBaseline(now: RanCommand, before: RanCommand | null): Compared {
  const failed = now.tests.filter(isFailed);
  const isRed = now.state === "failed";
  // What the change ends early passes by no test, be it that there were none before.
  if (
    before !== null &&
    before.state !== "passed" &&
    now.state === "passed" &&
    now.isCutShort &&
    now.isAsked
  )
    return { ...NOTHING, red: "new", why: UNREPORTED };
  if (before === null || before.state === "not_found" || before.state === "not_run")
    return isRed ? { ...NOTHING, red: "new", newFailures: titlesOf(failed) } : NOTHING;
  const { told_by: here } = now;
  const { told_by: there } = before;
  // A runner that reported and does not any more has ended early: what it ran says nothing,
  // whatever its exit code.
  if (there === "report" && now.isCutShort === true)
    return { ...NOTHING, red: "new", why: NO_REPORT };
  // A command that names no test any more may run none: `exit 0` in the place of a test script.
  if (here === "exit" && before.tests.some(isPassed))
    return { ...NOTHING, red: "new", why: NO_NAMES, gone: titlesOf(before.tests.filter(isPassed)) };
  // A report and an output name the same test in different ways.
  const names = here !== "exit" && here === there ? compareNames(now, before) : null;
  const known = { ...NOTHING, gone: titlesOf(names?.gone ?? []) };
  if (!isRed) return known;
  // Any other program may write lines like those of a runner: a linter, or what is tested.
  const mayBeNone = now.exit === 0 && here === "output" && countsFailed(now.output) === null;
  if (
    mayBeNone &&
    !failed.every((one) =>
      before.tests.some((other) => isFailed(other) && idOf(other) === idOf(one)),
    )
  )
    return { ...known, red: "unclear", why: `${UNCOUNTED}: ${titlesOf(failed).join(", ")}` };
  if (before.state === "passed") return { ...known, red: "new", newFailures: titlesOf(failed) };
  if (names === null || failed.length === 0) return { ...known, ...compareOutputs(now, before) };
  const newFailures = titlesOf(names.fresh);
  if (newFailures.length > 0) return { ...known, red: "new", newFailures };
  const why = [
    ...(names.unclear.length > 0
      ? [`whether it was red before: ${titlesOf(names.unclear).join(", ")}`]
      : []),
    ...(names.hidden.length > 0
      ? [`the outcome of tests that passed before: ${titlesOf(names.hidden).join(", ")}`]
      : []),
  ];
  // An output that has not changed is the old failure, whatever it leaves untold.
  if (why.length === 0 && compareOutputs(now, before).red === "unclear")
    why.push(...unnamedFailures(now, before));
  const more = besides(now, before, failed.length);
  if (more.fresh !== null) return { ...known, red: "new", why: more.fresh };
  why.push(...more.unclear);
  if (why.length > 0) return { ...known, red: "unclear", why: why.join("; ") };
  return { ...known, red: "known" };
}

/**
 * What a runner, or what measures for it, says of coverage below a threshold: it fails a run
 * whatever its tests do.
 */
function tellsCoverage(line: string): boolean {
  const at = line.search(/\bcover(?:age|ed)\b/i);
  return at >= 0 && /threshold|not met|not reached|less than|below|minimum/i.test(line.slice(at));
}

/**
 * Why a command may fail although all its failing tests are known: new causes, and what nobody can
 * tell.
 */
function besides(
  now: RanCommand,
  before: RanCommand,
  failed: number,
): { fresh: string | null; unclear: string[] } {
  const names = now.tests.filter((test) => tellsCoverage(titleOf(test))).map((test) => test.name);
  const isTest = (line: string): boolean => names.some((name) => line.includes(name));
  const complaints = ({ output }: RanCommand): Map<string, string> =>
    new Map(
      output
        .split("\n")
        .filter((line) => tellsCoverage(line) && /\d/.test(line) && !isTest(line))
        .map((line) => [line.replaceAll(/\d+(?:\.\d+)?/g, "#").trim(), line.trim()]),
    );
  const old = complaints(before);
  const fresh = [...complaints(now)].find(([words]) => !old.has(words))?.[1] ?? null;
  if (fresh !== null)
    return { fresh: `besides tests that also failed before: ${fresh}`, unclear: [] };
  const unclear = [
    ...(now.is_cut || before.is_cut ? [CUT] : []),
    // As many tests fail: something else ends it in another way.
    ...(now.exit !== before.exit && failed === before.tests.filter(isFailed).length
      ? [`the same tests fail, and its exit code is ${now.exit}, not ${before.exit}`]
      : []),
  ];
  return { fresh: null, unclear };
}
const CUT = "its output was too long, so the middle was left out";

/**
 * Lines by which an output tells a failure, of a test that has a name here or not; and its counts
 * of failures.
 */
const MARKED = /^\s*(?:FAIL(?:ED|URES?)?\b|ERRORS?\b|not ok\b|[✗✘✖×✕●] )/;

const failuresIn = (output: string): string =>
  plainOutput(output)
    .split("\n")
    .flatMap((line) => (MARKED.test(line) ? line : (line.match(FAILURE_COUNTS) ?? [])))
    .join("\n");

/**
 * Every failure that an output names is an old one: what may have failed beside them. One of two
 * runners may name its tests and the other none, and a name may be that of several.
 */
function unnamedFailures(now: RanCommand, before: RanCommand): string[] {
  if (now.told_by !== "output") return [];
  const names = [now, before].flatMap(({ output }) => namesOfSeveral(output));
  const several = new Set(names.map((name) => idOf(testOfLine(name, "failed"))));
  const shared = titlesOf(now.tests.filter((test) => isFailed(test) && several.has(idOf(test))));
  if (shared.length > 0)
    return [`tests with the same name passed and failed: ${shared.join(", ")}`];
  const [fresh] =
    before.told_by === "output"
      ? freshLines(failuresIn(now.output), failuresIn(before.output))
      : [];
  return fresh === undefined
    ? []
    : [`its output shows a failure that it did not show before: ${fresh.trim()}`];
}

/**
 * Both red, and no failing test has a name: only an output like that of before shows the old
 * failure.
 */
function compareOutputs(now: RanCommand, before: RanCommand): Pick<Compared, "red" | "why"> {
  if (now.exit === before.exit && formOf(now.output) === formOf(before.output))
    return now.is_cut || before.is_cut
      ? { red: "unclear", why: CUT }
      : { red: "same_output", why: null };
  const which =
    now.told_by === "exit" ? "it names none of its tests" : "no test that it names fails";
  const isToldAnew = now.told_by !== "exit" && before.told_by !== now.told_by;
  const what = isToldAnew ? "its tests were not reported this way before" : which;
  return { red: "unclear", why: `${what}, and its output differs from before` };
}

/** What the names of tests say. */
interface Named {
  /** Failing tests that did not fail before; of which it cannot be told. */
  fresh: TestCase[];
  unclear: TestCase[];
  /**
   * `gone`: tests that passed before and do not run any more. `hidden`: those of them that were not
   * just renamed to another test.
   */
  gone: TestCase[];
  hidden: TestCase[];
}

/** The file of a test; of a runner that tells none its outermost group, as a class or a package. */
const fileOf = ({ file, suites }: TestCase): string => file ?? suites[0] ?? "";
const idOf = (testCase: TestCase): string => `${fileOf(testCase)}\n${titleOf(testCase)}`;

/** Tests by file and title, of which several may be one. */
type ById = Map<string, TestCase[]>;

/** Those of a title that one run has more often than the other: nobody knows which of them. */
const moreIn = (one: ById, other: ById): TestCase[] =>
  [...one].flatMap(([id, tests]) => (tests.length > (other.get(id)?.length ?? 0) ? tests : []));

/**
 * Whether the failing test in a place failed there before: where not all of its title did, it also
 * says what it said then.
 */
function isSame(testCase: TestCase, at: number, earlier: readonly TestCase[]): boolean {
  const other = earlier[at]!;
  return (
    isFailed(other) &&
    (earlier.every(isFailed) || formOf(testCase.message ?? "") === formOf(other.message ?? ""))
  );
}

/**
 * The same test is the same file and title; tests of one title are told apart by their place as
 * long as there are as many. Any other failing test may be one that failed and is not there any
 * more: by its title in another file, by another name in its file.
 */
function compareNames(now: RanCommand, before: RanCommand): Named {
  const [here, there] = [Map.groupBy(now.tests, idOf), Map.groupBy(before.tests, idOf)];
  const left = moreIn(there, here).filter(isFailed);
  const [leftTitles, leftFiles] = [new Set(left.map(titleOf)), new Set(left.map(fileOf))];
  const files = new Set(before.tests.map(fileOf));
  const found: Named = { fresh: [], unclear: [], ...goneIn(here, there) };
  for (const [id, tests] of here) {
    const earlier = there.get(id) ?? [];
    const failed = tests.filter(isFailed);
    if (tests.length === earlier.length) {
      const surplus = failed.length - earlier.filter(isFailed).length;
      if (surplus > 0) found.fresh.push(...failed.slice(-surplus));
      else if (!tests.every((test, at) => !isFailed(test) || isSame(test, at, earlier)))
        found.unclear.push(...failed);
      continue;
    }
    for (const test of failed) {
      // A file that could be loaded before and cannot now was neither moved nor renamed.
      const isBroken = test.name === NOT_LOADED && files.has(fileOf(test));
      const mayHaveMoved = leftTitles.has(titleOf(test)) || leftFiles.has(fileOf(test));
      const isKnown = !isBroken && (mayHaveMoved || earlier.some(isFailed));
      (isKnown ? found.unclear : found.fresh).push(test);
    }
  }
  return found;
}

/**
 * Tests that passed before and do not run now, unless a new test has the same title; and those of
 * them that no new test can be a rename of.
 */
function goneIn(here: ById, there: ById): Pick<Named, "gone" | "hidden"> {
  const fresh = moreIn(here, there);
  const byTitle = Map.groupBy(fresh, titleOf);
  const byFile = Map.groupBy(
    fresh.filter((one) => !isFailed(one)),
    fileOf,
  );
  const [gone, hidden]: [TestCase[], TestCase[]] = [[], []];
  for (const [id, tests] of there) {
    const same = here.get(id) ?? [];
    const runs = same.filter((one) => isPassed(one) || isFailed(one)).length;
    for (const test of tests.filter(isPassed).slice(runs)) {
      if (byTitle.get(titleOf(test))?.pop() !== undefined) continue;
      gone.push(test);
      const isLeftOut = tests.length <= same.length;
      if (!isLeftOut && byFile.get(fileOf(test))?.pop() === undefined) hidden.push(test);
    }
  }
  return { gone, hidden };
}
