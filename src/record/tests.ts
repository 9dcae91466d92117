import type { TestedCommand, TestOutcome } from "../engine/events.ts";
import { approvedCommands, type Run, type Task } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { accepted } from "./accepted.ts";

/** The record of a test run, which is kept as an object: the event's content with the names of tests found in the output. */
export interface TestRecord {
  task: string | null;
  baseline: boolean;
  tree: string | null;
  after: string | null;
  outcome: TestOutcome;
  commands: (TestedCommand & {
    passed_tests: string[];
    failed_tests: string[];
    /** Tests that fail and did not fail in the baseline; tests that passed there and do not run any more. */
    new_failures: string[];
    gone: string[];
  })[];
}

/** Tasks by which the program ran tests and that have a record, oldest first. */
export const testTasks = (run: Run, program: "baseline" | "tests"): Task[] =>
  run.tasks.filter((task) => task.who.program === program && task.kind !== "fix" && task.artifact !== null);

/** Records of the test runs before the implementation. */
export const baselineRecords = (project: Project, run: Run): TestRecord[] =>
  testTasks(run, "baseline").flatMap((task) => accepted<TestRecord>(project, task.artifact) ?? []);

/** The newest test run after an implementation or a fix that still counts; null without one. */
export function newestTests(project: Project, run: Run): { task: Task; record: TestRecord } | null {
  const task = testTasks(run, "tests").findLast((one) => !one.void);
  const record = task ? accepted<TestRecord>(project, task.artifact) : null;
  return task && record ? { task, record } : null;
}

/** Whether the project had this tree before or after a test run. */
export const sawTree = (record: TestRecord, subject: string | null): boolean =>
  subject !== null && (record.after === subject || record.tree === subject);

/** Names of tests that passed on this tree in the newest test run: a review may name them as evidence. */
export function passedTests(project: Project, run: Run, subject: string | null): string[] {
  const record = newestTests(project, run)?.record;
  return record && sawTree(record, subject) ? record.commands.flatMap((one) => one.passed_tests) : [];
}

/** A test command, and whether a shell may run it. */
export interface TestToRun {
  text: string;
  shellAllowed: boolean;
}

/** The run's approved commands. What `--auto` approved gets no shell, because no person has seen the line. */
export const testsOf = (run: Run): TestToRun[] =>
  approvedCommands(run).map(({ text, by }) => ({ text, shellAllowed: by !== "auto" }));
