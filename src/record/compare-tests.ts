import type { TestedCommand } from "../engine/events.ts";
import { namesOfSeveral, plainOutput } from "../project/test-output.ts";
import { isTestNamed, NOT_LOADED, type TestCase, testOfLine, titleOf } from "../runners/report.ts";
import { formOf, freshLines } from "./complaints.ts";

/** What a command did before the implementation against what it does now. */

/** One run of a command. */
export interface RanCommand {
  state: TestedCommand["state"];
  exit: number | null;
  output: string;
  told_by: TestedCommand["told_by"];
  tests: readonly TestCase[];
  /** Its runner was told to report, and left no report. */
  isCutShort?: boolean;
  /** A part of what tells its tests was left out, as it was too long. */
  isCut?: boolean;
}

/**
 * What is red against the run before. `known`: nothing but what was red then; `same_output`: no failing test is known by
 * name, and the output is the one of then; `unclear`: that cannot be told.
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
  /** Titles of known failures that say something of another kind than before; missing: none. */
  otherwise?: string[];
}

const titlesOf = (tests: readonly TestCase[]): string[] => [...new Set(tests.map(titleOf))];
const isFailed = ({ state }: TestCase): boolean => state === "failed";
const isPassed = ({ state }: TestCase): boolean => state === "passed";

const NO_REPORT = "its runner reported its tests before the change, and ended without a report now";
const NO_NAMES = "it named tests that passed before the change, and names none now";

/** Compares a command with its run before the implementation; null: it was not run then, or did not start. */
export function compareWithBaseline(now: RanCommand, before: RanCommand | null): Compared {
  const failed = now.tests.filter(isFailed);
  const isRed = now.state === "failed";
  if (before === null || before.state === "not_found" || before.state === "not_run")
    return { red: isRed ? "new" : null, why: null, newFailures: isRed ? titlesOf(failed) : [], gone: [] };
  const { told_by: here } = now;
  const { told_by: there } = before;
  // A runner that reported and does not any more has ended early: what it ran says nothing, whatever its exit code.
  if (there === "report" && now.isCutShort === true) return { red: "new", why: NO_REPORT, newFailures: [], gone: [] };
  // A command that names no test any more may run none: `exit 0` in the place of a test script.
  if (here === "exit" && before.tests.some(isPassed))
    return { red: "new", why: NO_NAMES, newFailures: [], gone: titlesOf(before.tests.filter(isPassed)) };
  const names =
    here === "exit" || there === "exit"
      ? null
      : here === there
        ? compareNames(now, before)
        : compareLoosely(now, before);
  const gone = titlesOf(names?.gone ?? []);
  if (!isRed) return { red: null, why: null, newFailures: [], gone };
  if (before.state === "passed") return { red: "new", why: null, newFailures: titlesOf(failed), gone };
  if (names === null || failed.length === 0) return { ...compareOutputs(now, before), newFailures: [], gone };
  const newFailures = titlesOf(names.fresh);
  if (newFailures.length > 0) return { red: "new", why: null, newFailures, gone };
  const why = [
    ...(names.unclear.length > 0 ? [`whether it was red before: ${titlesOf(names.unclear).join(", ")}`] : []),
    ...(names.hidden.length > 0
      ? [`what became of tests that passed before: ${titlesOf(names.hidden).join(", ")}`]
      : []),
  ];
  // An output that has not changed is the old failure, whatever it leaves untold.
  if (why.length === 0 && compareOutputs(now, before).red === "unclear") why.push(...unnamedFailures(now, before));
  const more = besides(now, before, failed.length);
  if (more.fresh !== null) return { red: "new", why: more.fresh, newFailures: [], gone };
  why.push(...more.unclear);
  if (why.length > 0) return { red: "unclear", why: why.join("; "), newFailures: [], gone };
  const otherwise = titlesOf(names.otherwise);
  return { red: "known", why: null, newFailures: [], gone, ...(otherwise.length > 0 ? { otherwise } : {}) };
}

/** What a runner, or what measures for it, says of coverage below a threshold: it fails a run whatever its tests do. */
function tellsCoverage(line: string): boolean {
  const at = line.search(/\bcover(?:age|ed)\b/i);
  return at >= 0 && /threshold|not met|not reached|less than|below|minimum/i.test(line.slice(at));
}

/** What beside its failing tests, all of them known, may make a command red: what is new of it, and what cannot be told. */
function besides(now: RanCommand, before: RanCommand, failed: number): { fresh: string | null; unclear: string[] } {
  const names = now.tests.filter((one) => tellsCoverage(titleOf(one))).map((one) => one.name);
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
  if (fresh !== null) return { fresh: `beside tests that failed before, too: ${fresh}`, unclear: [] };
  const unclear = [
    ...(now.isCut || before.isCut ? [CUT] : []),
    // As many tests fail: something else ends it in another way.
    ...(now.exit !== before.exit && failed === before.tests.filter(isFailed).length
      ? [`the same tests fail, and its exit code is ${now.exit}, not ${before.exit}`]
      : []),
  ];
  return { fresh: null, unclear };
}
const CUT = "the middle of its output was left out, as it was too long";

/** Lines by which an output tells a failure, of a test that has a name here or not; and its counts of failures. */
const MARKED = /^\s*(?:FAIL(?:ED|URES?)?\b|ERRORS?\b|not ok\b|[✗✘✖×✕●] )/;
const COUNTS =
  /\b\d+ (?:\w+ )?(?:fail(?:ed|ing|ures?|s)?|errors?)\b|\b(?:fail(?:ed|ures?|s)?|errors?)(?:[:=] *| +)\d+\b/gi;

const failuresIn = (output: string): string =>
  plainOutput(output)
    .split("\n")
    .flatMap((line) => (MARKED.test(line) ? line : (line.match(COUNTS) ?? [])))
    .join("\n");

/**
 * Every failure that an output names is an old one: what may have failed beside them. One of two runners may name its tests
 * and the other none, and a name may be that of several.
 */
function unnamedFailures(now: RanCommand, before: RanCommand): string[] {
  if (now.told_by !== "output") return [];
  const names = [now, before].flatMap(({ output }) => namesOfSeveral(output));
  const several = new Set(names.map((name) => idOf(testOfLine(name, "failed"))));
  const shared = titlesOf(now.tests.filter((one) => isFailed(one) && several.has(idOf(one))));
  if (shared.length > 0) return [`several tests of one name passed and failed: ${shared.join(", ")}`];
  const [fresh] = before.told_by === "output" ? freshLines(failuresIn(now.output), failuresIn(before.output)) : [];
  return fresh === undefined ? [] : [`its output tells a failure that it did not tell before: ${fresh.trim()}`];
}

/** Both red, and no failing test has a name: only an output like that of before shows the old failure. */
function compareOutputs(now: RanCommand, before: RanCommand): Pick<Compared, "red" | "why"> {
  if (now.exit === before.exit && formOf(now.output) === formOf(before.output))
    return now.isCut || before.isCut ? { red: "unclear", why: CUT } : { red: "same_output", why: null };
  const which = now.told_by === "exit" ? "it tells none of its tests" : "no test that it tells fails";
  const what = now.told_by !== "exit" && before.told_by === "exit" ? "none of its tests was told before" : which;
  return { red: "unclear", why: `${what}, and its output is another one than before` };
}

/** What the names of tests say. */
interface Named {
  /** Failing tests that did not fail before; that did; of which it cannot be told. */
  fresh: TestCase[];
  old: TestCase[];
  unclear: TestCase[];
  /** Those of the old ones that say something of another kind now. */
  otherwise: TestCase[];
  /** Tests that passed before and do not run any more; those of them that no other test may have come from. */
  gone: TestCase[];
  hidden: TestCase[];
}

const idOf = (one: TestCase): string => `${one.file ?? ""}\n${titleOf(one)}`;
const fileOf = (one: TestCase): string => one.file ?? "";
/** Reads each test once: it may be compared with every other one of its file. */
function once(read: (one: TestCase) => string): (one: TestCase) => string {
  const known = new WeakMap<TestCase, string>();
  return (one) => {
    const found = known.get(one) ?? read(one);
    known.set(one, found);
    return found;
  };
}

/** What a failed test says, without its place. */
const sayingOf = once((one) => `${fileOf(one)}\n${formOf(one.message ?? "")}`);

/** What differs between two failures of one kind: values, names of files, ids. */
const VALUES: [RegExp, string][] = [
  [/(["'`])(?:(?!\1).)*\1/g, '""'],
  [/(?<![\w@.~-])[\w@.~-]*[\\/][\w@.~\\/-]*/g, "path"],
  [/\b(?=[\da-f-]{0,64}\d)[\da-f-]{6,}\b/gi, "#"],
  [/[-+]?\d+(?:[.,]\d+)*/g, "#"],
];
const withoutValues = (text: string): string => VALUES.reduce((left, [what, by]) => left.replaceAll(what, by), text);
/** Lines of a message that show code, a stack, or nothing. */
const AROUND = /^\s*(?:>?\s*\d*\s*[|│]|at\s|\^|File "|$)/;
const FAILS = /error|exception|failure|panic|assert|expect|time(?:d )?out/i;

/** By which kind of failure a test fails: the line that names it, without values. Empty: it says nothing. */
const kindOf = once(({ message }) => {
  const lines = plainOutput(message ?? "")
    .split("\n")
    .filter((line) => !AROUND.test(line));
  const line = lines.find((one) => FAILS.test(one)) ?? lines[0] ?? "";
  return withoutValues(line).trim();
});

/** Whether a known failure says what none of those said that it may have been: it may hide another fault. */
const isOtherwise = (one: TestCase, earlier: readonly TestCase[]): boolean => {
  const kinds = earlier.filter(isFailed).map(kindOf);
  return kindOf(one) !== "" && kinds.every((kind) => kind !== "" && kind !== kindOf(one));
};

/**
 * Both told the same way: the same test is the same file and title. Tests of one title are told apart by their place as long
 * as there are as many. Any other may be one that is not there any more, by its title in another file or by another name in
 * its file: it is known if each of these had failed, and new if none had.
 */
function compareNames(now: RanCommand, before: RanCommand): Named {
  const [here, there] = [Map.groupBy(now.tests, idOf), Map.groupBy(before.tests, idOf)];
  const found: Named = { fresh: [], old: [], unclear: [], otherwise: [], gone: [], hidden: [] };
  // Of a title that came more often before nobody knows which one has left.
  const left = [...there].flatMap(([id, tests]) => (tests.length > (here.get(id)?.length ?? 0) ? tests : []));
  const appeared = [...here].flatMap(([id, tests]) => (tests.length > (there.get(id)?.length ?? 0) ? tests : []));
  const [leftByTitle, leftByFile] = [Map.groupBy(left, titleOf), Map.groupBy(left, fileOf)];
  const files = new Set(before.tests.map(fileOf));
  const appearedTitles = Map.groupBy(appeared, titleOf);
  const loose: { test: TestCase; from: Set<TestCase> }[] = [];
  for (const [id, tests] of here) {
    const earlier = there.get(id) ?? [];
    const failed = tests.filter(isFailed);
    if (tests.length === earlier.length) samePlaces(tests, earlier, found);
    else
      for (const test of failed) {
        // A file that could be loaded before and cannot now was neither moved nor renamed.
        const isLoaded = test.name !== NOT_LOADED;
        const moved = isLoaded || !files.has(fileOf(test)) ? (leftByTitle.get(titleOf(test)) ?? []) : [];
        const renamed = isLoaded ? (leftByFile.get(fileOf(test)) ?? []).filter(isRenamed) : [];
        loose.push({ test, from: new Set([...earlier, ...moved, ...renamed]) });
      }
  }
  function isRenamed(one: TestCase): boolean {
    return one.name !== NOT_LOADED && (isFailed(one) || !appearedTitles.has(titleOf(one)));
  }
  judgeLoose(loose, found);
  goneIn(here, there, appeared, found);
  return found;
}

/** As many tests of one file and title as before. */
function samePlaces(tests: TestCase[], earlier: TestCase[], found: Named): void {
  const failed = tests.filter(isFailed);
  const was = earlier.filter(isFailed).length;
  // Where others of its title did not fail, the old failure also says the same.
  const isSame = (one: TestCase, other: TestCase): boolean =>
    isFailed(other) && (was === earlier.length || sayingOf(one) === sayingOf(other));
  if (failed.length > was) found.fresh.push(...failed.slice(was));
  else if (tests.every((one, at) => !isFailed(one) || isSame(one, earlier[at]!))) {
    found.old.push(...failed);
    found.otherwise.push(...failed.filter((one) => isOtherwise(one, earlier)));
  } else found.unclear.push(...failed);
}

/** Failing tests, each with those before that it may have been. */
function judgeLoose(loose: { test: TestCase; from: Set<TestCase> }[], found: Named): void {
  const sources = new Set<TestCase>();
  const old: TestCase[] = [];
  for (const { test, from } of loose) {
    const all = [...from];
    const title = titleOf(test);
    // By its title, or because it says what one said that has left.
    const isKnown = (one: TestCase): boolean =>
      titleOf(one) === title || (!!test.message && sayingOf(one) === sayingOf(test));
    if (!all.some(isFailed)) found.fresh.push(test);
    else if (!all.every(isFailed) || !all.some(isKnown)) found.unclear.push(test);
    else {
      old.push(test);
      if (isOtherwise(test, all)) found.otherwise.push(test);
      for (const one of all) sources.add(one);
    }
  }
  // More than have left: at least one of them is new.
  const surplus = Math.max(0, old.length - sources.size);
  found.fresh.push(...old.slice(0, surplus));
  found.old.push(...old.slice(surplus));
}

/** What passed before and does not run now; of that, what no test that is new can have come from. */
function goneIn(
  here: Map<string, TestCase[]>,
  there: Map<string, TestCase[]>,
  appeared: TestCase[],
  found: Named,
): void {
  const fresh = appeared.filter((one) => !there.has(idOf(one)));
  // A name may hold what is another value in each run.
  const shapeOf = (one: TestCase): string => `${fileOf(one)}\n${withoutValues(titleOf(one))}`;
  const [byTitle, byShape, byFile] = [
    Map.groupBy(fresh, titleOf),
    Map.groupBy(fresh, shapeOf),
    Map.groupBy(
      fresh.filter((one) => !isFailed(one)),
      fileOf,
    ),
  ];
  for (const [id, tests] of there) {
    const same = here.get(id) ?? [];
    const runs = same.filter((one) => isPassed(one) || isFailed(one)).length;
    const missing = tests.filter(isPassed).slice(runs);
    for (const one of missing) {
      if (byTitle.get(titleOf(one))?.pop() ?? byShape.get(shapeOf(one))?.pop()) continue;
      found.gone.push(one);
      const isLeftOut = tests.length <= same.length;
      if (!isLeftOut && byFile.get(fileOf(one))?.pop() === undefined) found.hidden.push(one);
    }
  }
}

/** One told by a report, the other by its output, which may leave out files, groups and repeats: a name stands for all that it fits. */
function compareLoosely(now: RanCommand, before: RanCommand): Named {
  const found: Named = { fresh: [], old: [], unclear: [], otherwise: [], gone: [], hidden: [] };
  const isSame = (one: TestCase, other: TestCase): boolean =>
    (one.file === null || other.file === null || one.file === other.file) &&
    (isTestNamed(one, titleOf(other)) || isTestNamed(other, titleOf(one)));
  for (const one of now.tests.filter(isFailed)) {
    const earlier = before.tests.filter((other) => isSame(one, other));
    const isKnown = earlier.length > 0 && earlier.every(isFailed);
    const rivals = now.tests.filter((other) => earlier.some((each) => isSame(other, each))).length;
    if (isKnown && rivals <= earlier.length) found.old.push(one);
    else if (earlier.length > 0 ? !earlier.some(isFailed) : before.told_by === "report") found.fresh.push(one);
    else found.unclear.push(one);
  }
  return found;
}
