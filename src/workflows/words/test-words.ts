import { join } from "node:path";
import type { TestedCommand } from "../../engine/events.ts";
import { approvedCommands, isLive, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { displayPath } from "../../project/trees/changes.ts";
import {
  baselineRecords,
  knownInChanged,
  newestTests,
  sawTree,
  type TestRecord,
  type TestToRun,
  testRuns,
} from "../../record/tests/test-record.ts";
import { type TestCase, titleOf } from "../../runners/report.ts";
import { cut, firstLines, fit, given, oneLine, plural, someOf } from "../../text.ts";
import { lostIn, lostText } from "../unshown.ts";

/** What the program saw of the project's tests, in words: for briefs, reports and the status. */

type Tested = TestRecord["commands"][number];

/** What the program knows of the project's tests when a brief is written. */
type TestsForBrief = NonNullable<ReturnType<typeof testsForBrief>>;

const MAX_NAMES = 12;

const named = (names: string[]): string =>
  someOf(
    names.map((name) => JSON.stringify(oneLine(name))),
    MAX_NAMES,
  );

type Counted = Pick<TestedCommand, "passed" | "failed" | "skipped" | "told_by" | "runner"> &
  Pick<TestToRun, "name">;

/** `41 passed, 1 failed, 3 skipped`; null where its tests are not known. */
function countsOf(counted: Counted): string | null {
  const { passed, failed, skipped, told_by } = counted;
  if (told_by === "exit") return null;
  const more = (count: number, what: string): string => (count > 0 ? `, ${count} ${what}` : "");
  return `${passed} passed${more(failed, "failed")}${more(skipped, "skipped")}${told_by === "output" ? " (by its output)" : ""}`;
}

/** How one command ended, in a few words. */
export function endOf(one: Counted & Pick<TestedCommand, "state" | "exit" | "signal">): string {
  const counts = countsOf(one);
  const end = one.signal === null ? `exit code ${one.exit}` : `ended by ${one.signal}`;
  switch (one.state) {
    case "passed":
    case "failed":
      if (counts === null) return one.name === undefined ? `${end}, its tests are not known` : end;
      // A red command whose tests all pass fails by something else.
      return one.state === "failed" && one.failed === 0 ? `${counts}, ${end}` : counts;
    case "timeout":
      return "timed out";
    case "not_found":
      return "could not be started";
    case "not_run":
      return "was not run: it needs a shell, and the line is not approved";
  }
}

/** Characters of the first line of what a failed test says. */
const MAX_SAID = 160;

/** `a.test.ts: cart > adds: expected 2, got 3`. */
function failureLine(test: TestCase): string {
  const first = (test.message ?? "").split("\n").find((line) => line.trim() !== "");
  const message = first === undefined ? "" : `: ${fit(oneLine(first), MAX_SAID)}`;
  const title = titleOf(test);
  const file = test.file === null || title.startsWith(test.file) ? "" : `${oneLine(test.file)}: `;
  return `${file}${oneLine(title)}${message}`;
}

/** The new failures of a command, each with its file and the first line of what it says. */
export const newFailures = ({
  new_failures,
  tests,
}: Pick<Tested, "new_failures" | "tests">): string[] =>
  new_failures.map((title) => {
    const test = tests.find((test) => test.state === "failed" && titleOf(test) === title);
    return test === undefined ? title : failureLine(test);
  });

const code = (command: string): string => `\`${oneLine(command)}\``;

/** Of a command that is no test. */
const ENDED_SO = "It failed before the implementation, too, and it is unknown what is new";

/** What is red against the run before the implementation, in words. */
function againstText({ name, red, why }: Tested): string {
  if (name !== undefined && red === "known") return `. ${ENDED_SO}`;
  if (red === "known") return ". All of it failed before the implementation, too";
  if (red === "same_output")
    return ". Its output is the same as before the implementation except for times: the same failure";
  if (red === "new" && why !== undefined) return `: ${why}`;
  return red === "unclear" ? `. It is unknown whether that is new: ${why}` : "";
}

/** What is said of files that were written while tests ran, and are as before. */
export const writtenText = (paths: readonly string[]): string =>
  `Changed while the tests ran, and then changed back: ${someOf(paths.map(displayPath), MAX_NAMES)}. A test or a build may do that; if none did, the tested code is not the reviewed code.`;

const PASSED_BEFORE =
  "Passed before, and does not on the new code with all else as it was; the code passes it, or what was asked for wants it otherwise";

/** Lines of a brief: what the program itself saw of the tests. */
export function testLines(tests: TestsForBrief | null): string[] {
  if (tests === null) return [];
  const before = tests.baseline.map((one) => {
    const failed = one.tests.filter((test) => test.state === "failed").map(titleOf);
    const failures = failed.length > 0 ? `: ${named(failed)}` : "";
    return `- Before the implementation ${code(one.command)}: ${endOf(one)}${failures}. This change did not cause that.`;
  });
  if (tests.now === null) return before;
  const now = tests.now.commands.flatMap((one) => {
    const command = code(one.command);
    const gone = `${plural(one.gone.length, "test")} of ${command} passed before the implementation and did not run now`;
    const fresh = newFailures(one).map((line) => `  - ${line}`);
    return [
      `- ${command}: ${endOf(one)}${againstText(one)}.${fresh.length > 0 ? " New:" : ""}`,
      ...firstLines(fresh, MAX_NAMES, "", "  - "),
      ...(one.gone.length > 0 ? [`- ${gone}: ${named(one.gone)}.`] : []),
    ];
  });
  const wrote =
    "- The test run itself changed files of the project; reviewers see the files as they were after it.";
  return [
    ...before,
    ...now,
    ...given(
      tests.rewritten.length > 0,
      `- Also red before, in files that this change touched; check whether they are the same tests: ${named(tests.rewritten)}.`,
    ),
    ...firstLines(tests.now.lost ?? [], MAX_NAMES).map((one) => `- ${PASSED_BEFORE}: ${one}`),
    ...(tests.now.tree === tests.now.after ? [] : [wrote]),
    ...(tests.now.written_meanwhile ? [`- ${writtenText(tests.now.written_meanwhile)}`] : []),
    ...(tests.bound ? [] : ["- The code has changed since that run."]),
  ];
}

/** Characters of all names; more are left to the record. */
const MAX_PASSED = 4_000;

/** Names of the tests that passed, by file: evidence may name them. */
export function passedLines(tests: TestsForBrief | null): string {
  const passed = (tests?.now?.commands ?? []).flatMap((command) =>
    command.tests.filter(({ state }) => state === "passed"),
  );
  const lines = [...Map.groupBy(passed, ({ file }) => file ?? "")].map(
    ([file, all]) =>
      `- ${oneLine(file)}: ${all.map((one) => JSON.stringify(oneLine(titleOf(one)))).join(", ")}`,
  );
  const text = lines.join("\n");
  return text.length > MAX_PASSED ? "" : text;
}

/**
 * What a brief tells of failing tests: of how many of a command, and of how many characters each.
 */
const MAX_TOLD = 8;
const MAX_MESSAGE = 1_500;

/**
 * What the failing tests of a command say, those that are new first; empty where none has a name or
 * says anything.
 */
function failedTests(one: Pick<Tested, "new_failures" | "tests">): string {
  const failed = one.tests.filter((test) => test.state === "failed" && test.message?.trim());
  const isNew = (test: TestCase): boolean => one.new_failures.includes(titleOf(test));
  const listed = one.new_failures.length > 0 ? failed.filter(isNew) : failed;
  const texts = listed.map((test) => {
    const message = cut(test.message!.trim(), MAX_MESSAGE);
    return `${test.file === null ? "" : `${test.file}: `}${titleOf(test)}\n${message}`;
  });
  return firstLines(texts, MAX_TOLD).join("\n\n");
}

/**
 * What a red run has to say to the one who mends it: its failing tests, else the end of the output,
 * and where all of it is.
 */
export function failureTexts(
  tests: TestsForBrief | null,
  objects: string,
): { title: string; text: string }[] {
  const red = (tests?.now?.commands ?? []).filter(
    (command) => command.state !== "passed" && command.state !== "not_run",
  );
  return red.map((one) => ({
    title: `${oneLine(one.command)}${one.log === null ? "" : `, all of it in ${objects}/${one.log}`}`,
    text: failedTests(one) || one.lines.join("\n"),
  }));
}

/** What was red before the implementation, or could not be run. */
const redBefore = (project: Project, run: Run): Tested[] =>
  baselineRecords(project, run)
    .flatMap((record) => record.commands)
    .filter((one) => one.state !== "passed");

/** What a brief says of the tests; null when the program ran none. */
export function testsForBrief(project: Project, run: Run, subject: string | null) {
  const baseline = redBefore(project, run);
  const newest = newestTests(project, run);
  if (baseline.length === 0 && newest === null) return null;
  return {
    /** What was red before the implementation, or could not be run. */
    baseline,
    /** The newest run after it; null when there is none. */
    now: newest?.record ?? null,
    /** That run saw the very tree that the brief is about. */
    bound: newest !== null && sawTree(newest.record, subject),
    /** Known failures of it whose file the run has changed. */
    rewritten: knownInChanged(project, run, newest?.record ?? null),
    /** Absolute path of the record, with the names of tests. */
    file: join(project.root, newest?.task.writes ?? ""),
  };
}

/** What the program saw of the tests. */
export type TestsReport = ReturnType<typeof testsReport>;

const UNAPPROVED = "what was named needs a shell, and the line is not approved";

function whyNone(run: Run): string {
  if (!run.settings.tests.run) return "the settings say so";
  if (approvedCommands(run).length > 0)
    return isLive(run) ? "there is nothing to test yet" : "the run ended before";
  if (run.tests.decided.some((one) => one.by === "auto")) return UNAPPROVED;
  if (run.tests.decided.length > 0) return "the commands that were named are not approved";
  return run.tests.none ? "no test command is known" : "no test command is approved";
}

const ended = (tested: Tested): string => `${tested.command}: ${endOf(tested)}`;

/** What a report says of the tests. `final`: the tree that the run ended with. */
export function testsReport(project: Project, run: Run, final: string | null) {
  const newest = newestTests(project, run);
  const before = baselineRecords(project, run);
  const gone = newest?.record.commands.flatMap((command) => command.gone) ?? [];
  const lost = newest === null ? [] : lostIn(run);
  return {
    /** Why none ran; null when some did. */
    none: newest === null ? whyNone(run) : newest.record.outcome === "none" ? UNAPPROVED : null,
    /** How each command ended before the implementation. */
    baseline: (before.at(-1)?.commands ?? []).map(ended),
    /** The newest run: how each command ended, and what passed before and did not run any more. */
    last: [
      ...(newest?.record.commands.map(ended) ?? []),
      ...given(lost.length > 0, `${lostText(lost)}: ${someOf(lost, 3)}`),
      ...given(
        gone.length > 0 && lost.length === 0,
        `${gone.length} that passed before did not run: ${someOf(gone, 3)}`,
      ),
    ],
    /** Runs before the implementation, and after it or a fix. */
    before: before.length,
    runs: testRuns(project, run, false).length,
    tree: newest?.record.after ?? null,
    /** The newest run saw the tree that the run ended with; null when it cannot be told. */
    final: newest === null || final === null ? null : sawTree(newest.record, final),
  };
}
