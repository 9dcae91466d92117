import { join } from "node:path";
import type { TestRecord } from "../engine/test-record.ts";
import type { Command } from "../engine/commands.ts";
import type { Task } from "../engine/run.ts";
import { beginCheck } from "./check.ts";
import { writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { LARGEST_OBJECT, putObject } from "../store/objects.ts";
import type { Project } from "../project/project.ts";
import { change } from "./run.ts";
import { runTests, testsOf } from "../record/run-tests.ts";

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
