import { join } from "node:path";
import type { TestedCommand, TestOutcome } from "../../engine/events.ts";
import { approvedCommands, type Run, type Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { type TestCase, testOfLine, titleOf } from "../../runners/report.ts";
import { accepted, baseOf } from "../accepted.ts";
import { isChangedSince } from "../guarded/watched.ts";
import type { Red } from "./compare-tests.ts";

/** A test command, and whether a shell may run it. */
export interface TestToRun {
  text: string;
  shellAllowed: boolean;
  /** It is no test, and called so, such as `lint`: its exit code alone counts. */
  name?: string;
}

/** The same with who named it, in words for the person. */
export interface NamedTest extends TestToRun {
  from: string;
}

const BY = {
  settings: "tests.commands of the settings",
  person: "approved by you",
  auto: "approved by --auto",
};

/**
 * The run's approved commands. What `--auto` approved gets no shell, because no person has seen the
 * line.
 */
export const testsOf = (run: Run): NamedTest[] =>
  approvedCommands(run).map(({ text, by }) => ({
    text,
    shellAllowed: by !== "auto",
    from: BY[by],
  }));

type ToldBy = NonNullable<TestedCommand["told_by"]>;

/** What one command of a test run came to. */
export interface TestedWithCases extends TestedCommand {
  /** As of `TestToRun`. */
  name?: string;
  told_by: ToldBy;
  tests: TestCase[];
  /**
   * What is red against the baseline, and why that cannot be told; missing where it is not red, or
   * there is none.
   */
  red?: Red;
  why?: string;
  /**
   * Titles of tests that fail and did not fail in the baseline; of tests that passed there and do
   * not run any more.
   */
  new_failures: string[];
  gone: string[];
  /** The middle of what tells its tests was left out. */
  is_cut?: boolean;
}

/** The record of a test run, which is kept as an object: the event's content with the tests. */
export interface TestRecord {
  task: string | null;
  baseline: boolean;
  tree: string | null;
  after: string | null;
  outcome: TestOutcome;
  commands: TestedWithCases[];
  /**
   * Files of the change that were written while the tests ran, and are as before: what ran may be
   * other code. Missing: none.
   */
  written_meanwhile?: string[];
  /**
   * What is asked about tests that passed before the change, and do not as they were. Missing:
   * nothing.
   */
  lost?: string[];
}

/**
 * Files that were written while tests ran, of a check's record that is one of tests, or has one in
 * `tested`.
 */
export const writtenMeanwhile = (record: object): string[] => {
  const { written_meanwhile: own, tested } = record as Partial<TestRecord> & {
    tested?: Partial<TestRecord> | null;
  };
  return own ?? tested?.written_meanwhile ?? [];
};

/** Tests of which nothing but their names is known. */
export function byNames({ passed, failed }: Record<"passed" | "failed", string[]>) {
  const tests = [
    ...passed.map((one) => testOfLine(one, "passed")),
    ...failed.map((one) => testOfLine(one, "failed")),
  ];
  return { told_by: tests.length > 0 ? ("output" as const) : ("exit" as const), tests };
}

/**
 * The accepted record of a task by which the program ran tests; null without one. A record of more
 * has it in `tested`.
 */
export function testRecordOf(project: Project, task: Pick<Task, "artifact">): TestRecord | null {
  const record = accepted<TestRecord & { tested?: TestRecord | null }>(project, task.artifact);
  const own = record?.tested === undefined ? record : record.tested;
  return own?.commands ? own : null;
}

/**
 * The program's tasks that ran tests, before the implementation or after it or a fix, with what
 * came of them, oldest first.
 */
export const testRuns = (
  project: Project,
  run: Run,
  isBaseline: boolean,
): { task: Task; record: TestRecord }[] =>
  run.tasks
    .flatMap((task) => {
      const isOf =
        task.who.program !== undefined && (task.who.program === "baseline") === isBaseline;
      const record = isOf && task.kind !== "fix" ? testRecordOf(project, task) : null;
      return record?.baseline === isBaseline ? [{ task, record }] : [];
    })
    // A check that is repeated stands after all tasks that the run began with.
    .sort(({ task: a }, { task: b }) => (a.started_at ?? "").localeCompare(b.started_at ?? ""));

/** Records of the test runs before the implementation. */
export const baselineRecords = (project: Project, run: Run): TestRecord[] =>
  testRuns(project, run, true).map(({ record }) => record);

/**
 * How long a command of the tests took at most in this run, in milliseconds; 0: it has not come to
 * its end yet.
 */
export function longestOf(project: Project, run: Run, command: string): number {
  const all = [true, false]
    .flatMap((one) => testRuns(project, run, one))
    .flatMap(({ record }) => record.commands);
  const ended = all.filter(
    (one) => one.command === command && (one.state === "passed" || one.state === "failed"),
  );
  return Math.max(0, ...ended.map(({ ms }) => ms));
}

/** The newest test run after an implementation or a fix that still counts; null without one. */
export const newestTests = (
  project: Project,
  run: Run,
): { task: Task; record: TestRecord } | null =>
  testRuns(project, run, false).findLast(({ task }) => !task.void) ?? null;

/** Whether the project had this tree before or after a test run. */
export const sawTree = (record: TestRecord, subject: string | null): boolean =>
  subject !== null && (record.after === subject || record.tree === subject);

/** The tests of a record in one state. */
export const testsIn = (record: TestRecord, state: TestCase["state"]): TestCase[] =>
  record.commands.flatMap((command) => command.tests.filter((test) => test.state === state));

/** Tests that passed on this tree in the newest test run: a review may name them as evidence. */
export function passedTests(project: Project, run: Run, subject: string | null): TestCase[] {
  const record = newestTests(project, run)?.record;
  return record && sawTree(record, subject) ? testsIn(record, "passed") : [];
}

/**
 * Files of the change, up to a tree, whose entries the system has changed since a moment, in
 * milliseconds since 1970: whoever puts another text there for a while leaves that behind.
 */
export function writtenSince(project: Project, run: Run, tree: string, since: number): string[] {
  return (diffTrees(project, baseOf(run), tree) ?? [])
    .filter(
      ({ path, status }) => status !== "deleted" && isChangedSince(join(project.root, path), since),
    )
    .map(({ path }) => path);
}

/**
 * Known failures in files that the run has changed, each with its file: they are known by name, and
 * by now that may be the name of another test.
 */
export function knownInChanged(project: Project, run: Run, record: TestRecord | null): string[] {
  const known = (record?.commands ?? [])
    .filter((command) => command.red === "known")
    .flatMap((command) => command.tests);
  const failed = known.filter((one) => one.state === "failed" && one.file !== null);
  if (failed.length === 0) return [];
  const changed = diffTrees(project, baseOf(run), record?.after ?? record?.tree ?? null) ?? [];
  const files = new Set(changed.map((one) => one.path));
  return [
    ...new Set(
      failed.filter((one) => files.has(one.file!)).map((one) => `${titleOf(one)} (${one.file})`),
    ),
  ];
}
