import { join } from "node:path";
import type { Command } from "../engine/commands.ts";
import type { TestRecord } from "../engine/events.ts";
import { type Run, type Task, taskOf } from "../engine/run.ts";
import { alive, startTime } from "../process/identity.ts";
import { endGroup } from "../process/run.ts";
import type { Project } from "../project/project.ts";
import { runTests, testsOf } from "../record/run-tests.ts";
import { writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { LARGEST_OBJECT, putObject } from "../store/objects.ts";
import { change, readRun } from "./run.ts";

/** The task, while it waits for the dispatch that the nonce belongs to; null as nonce: for any dispatch. */
export function waitingTask(project: Project, id: string, nonce: string | null): { run: Run; task: Task } | null {
  const run = readRun(project);
  const task = run ? taskOf(run, id) : undefined;
  if (!run || task?.status !== "running") return null;
  return nonce === null || task.dispatch?.nonce === sha256(nonce) ? { run, task } : null;
}

/**
 * Notes that this process carries out a task's check; null when the task does not wait for it. `signal` fires when the
 * process is told to end.
 */
export function beginCheck(
  project: Project,
  id: string,
  nonce: string,
): { run: Run; task: Task; signal: AbortSignal } | null {
  const found = waitingTask(project, id, nonce);
  if (!found) return null;
  const self = { pid: process.pid, start: startTime(process.pid) ?? "" };
  change(project, () => [{ do: "check_started", task: id, nonce: sha256(nonce), process: self }]);
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => stop.abort());
  return { ...found, signal: stop.signal };
}

/**
 * Ends the checks of a run that still run: the program started them, as groups of their own. `run`: as it was before what
 * makes them void, and that has to be recorded first: a check that is ended while its task waits for it counts as failed.
 */
export async function endChecks(run: Run): Promise<void> {
  for (const task of run.tasks) {
    const check = task.dispatch?.process;
    if (check && alive(check.pid, check.start)) await endGroup(check.pid);
  }
}

/** A record's text; of one that is too large for an object the names of tests are left out. */
function recordText(record: TestRecord): string {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  if (Buffer.byteLength(text) <= LARGEST_OBJECT) return text;
  const commands = record.commands.map((one) => ({
    ...one,
    passed_tests: [],
    failed_tests: one.failed_tests.slice(0, 50),
  }));
  return `${JSON.stringify({ ...record, commands }, null, 2)}\n`;
}

/** The record as the journal has it: without the names. */
export const journalled = ({
  commands,
  ...record
}: TestRecord): Omit<TestRecord, "commands" | "task"> & {
  commands: Omit<TestRecord["commands"][number], "passed_tests" | "failed_tests" | "new_failures" | "gone">[];
} => {
  const { task: _task, ...rest } = record;
  return {
    ...rest,
    commands: commands.map(({ passed_tests: _p, failed_tests: _f, new_failures: _n, gone: _g, ...one }) => one),
  };
};

/** Keeps a task's record as object and file, and gives the commands that take it in. */
export function recorded(project: Project, task: Task, nonce: string, record: TestRecord): Command[] {
  const text = recordText(record);
  const sha = putObject(project.task, text);
  writeFileAtomic(join(project.root, task.writes), text);
  const nothing = { findings: [], prior: [], questions: [], assumptions: [], claims: 0, reason: null };
  const result = { ok: true as const, artifact: { sha, outcome: record.outcome, ...nothing } };
  const hash = sha256(nonce);
  return [
    { do: "tested", task: { id: task.id, nonce: hash }, ...journalled(record) },
    { do: "ended", task: task.id, nonce: hash, blockable: false, subject: record.after, result },
  ];
}

/**
 * Runs the approved test commands for a task, and records what came of it for the dispatch that the nonce belongs to.
 * What was ended from outside records nothing: whoever ended it has said why.
 */
export async function testTask(project: Project, id: string, nonce: string): Promise<void> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return;
  const { run, task, signal } = begun;
  const record = await runTests(project, run, testsOf(run), {
    env: process.env,
    signal,
    timeoutMs: run.settings.tests.timeout_minutes * 60_000,
    baseline: task.who.program === "baseline",
    task: task.id,
  });
  if (!signal.aborted) change(project, () => recorded(project, task, nonce, record));
}
