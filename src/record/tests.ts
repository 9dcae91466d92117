import { join } from "node:path";
import type { TestRecord } from "../engine/events.ts";
import { approvedCommands, isLive, type Run, type Task } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import type { TestsReport } from "../render/report.ts";
import { endOf, type TestsTold } from "../render/tests.ts";
import { accepted } from "./accepted.ts";

/** Tasks by which the program ran tests, that have a record; oldest first. */
const testTasks = (run: Run, program: "baseline" | "tests"): Task[] =>
  run.tasks.filter((task) => task.who.program === program && task.kind !== "fix" && task.artifact !== null);

/** The records of what was there before the implementation. */
export const baselineRecords = (project: Project, run: Run): TestRecord[] =>
  testTasks(run, "baseline").flatMap((task) => accepted<TestRecord>(project, task.artifact) ?? []);

/** The newest run after an implementation or a fix that still counts. */
export function newestTests(project: Project, run: Run): { task: Task; record: TestRecord } | null {
  const task = testTasks(run, "tests").findLast((one) => !one.void);
  const record = task ? accepted<TestRecord>(project, task.artifact) : null;
  return task && record ? { task, record } : null;
}

const sawTree = (record: TestRecord, subject: string | null): boolean =>
  subject !== null && (record.after === subject || record.tree === subject);

/** Names of tests that the program saw pass on this tree: what a review may name as evidence. */
export function passedTests(project: Project, run: Run, subject: string | null): string[] {
  const record = newestTests(project, run)?.record;
  return record && sawTree(record, subject) ? record.commands.flatMap((one) => one.passed_tests) : [];
}

/** What a brief says of the tests; null when the program ran none. */
export function testsTold(project: Project, run: Run, subject: string | null): TestsTold | null {
  const baseline = baselineRecords(project, run)
    .flatMap((record) => record.commands)
    .filter((one) => one.state !== "passed");
  const newest = newestTests(project, run);
  if (baseline.length === 0 && newest === null) return null;
  return {
    baseline,
    now: newest?.record ?? null,
    bound: newest !== null && sawTree(newest.record, subject),
    file: join(project.root, newest?.task.writes ?? ""),
  };
}

const UNAPPROVED = "what was named needs a shell, and no person approved the line";

function whyNone(run: Run): string {
  if (!run.settings.tests.run) return "the settings say so";
  if (approvedCommands(run).length > 0) return isLive(run) ? "there is nothing to test yet" : "the run ended before";
  if (run.tests.decided.length > 0) return "the commands that were named are not approved";
  return run.tests.none ? "no test command is known" : "none was asked for";
}

const ended = (one: TestRecord["commands"][number]): string => `${one.command} ${endOf(one)}`;

/** What a report says of the tests. `final`: the tree that the run ended with. */
export function testsReport(project: Project, run: Run, final: string | null): TestsReport {
  const newest = newestTests(project, run);
  const records = testTasks(run, "tests").length;
  const gone = newest?.record.commands.flatMap((one) => one.gone) ?? [];
  return {
    none: newest === null ? whyNone(run) : newest.record.outcome === "none" ? UNAPPROVED : null,
    baseline: baselineRecords(project, run).flatMap((record) =>
      record.commands.filter((one) => one.state !== "passed").map(ended),
    ),
    last: [
      ...(newest?.record.commands.map(ended) ?? []),
      ...(run.tests.by_hand === null ? [] : [`by hand at ${run.tests.by_hand.at}: ${run.tests.by_hand.outcome}`]),
      ...(gone.length > 0 ? [`${gone.length} that passed before did not run: ${gone.slice(0, 3).join(", ")}`] : []),
    ],
    runs: records,
    tree: newest?.record.after ?? null,
    final: newest === null || final === null ? null : newest.record.after === final || newest.record.tree === final,
  };
}

/** The newest run of each command, and what was red before the implementation: for the status. */
export function testStanding(project: Project, run: Run): string[] {
  const { none, last, baseline } = testsReport(project, run, null);
  return [...(none === null ? last : []), ...baseline.map((one) => `${one} (before the implementation)`)];
}
