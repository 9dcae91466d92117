import type { CommandOf } from "../../engine/commands.ts";
import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { CALL, isDirectCall } from "../../host/driver.ts";
import { isAlive } from "../../host/host.ts";
import { alive, startTime } from "../../process/identity.ts";
import { endGroup, endStartedWith } from "../../process/run.ts";
import type { Project } from "../../project/project.ts";
import { strangeTop } from "../../project/worktrees/linked-worktrees.ts";
import { writeOwn } from "../../record/changes/own-files.ts";
import { type Env, wasBegunHere } from "../../record/machine/outside.ts";
import { writtenMeanwhile } from "../../record/tests/test-record.ts";
import { sha256 } from "../../store/journal.ts";
import { putObject } from "../../store/objects.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { writtenText } from "../../workflows/words/test-words.ts";
import { snapshotAfter } from "../audit/accepted-state.ts";
import { aroundCommands } from "../audit/folder.ts";
import { notice } from "../audit/notice.ts";
import { change, readRun } from "../journal/change.ts";

/** How often it is looked whether the starter is there, in milliseconds. */
const LOOK_MS = 1_000;

const takenText = (taken: readonly string[]): string =>
  `Uncommitted files in a worktree were moved out after the criteria ran: ${taken.join(", ")}. Commands may have left them; look there for any files that you saved.`;

/** The task, if it runs and waits for the dispatch with this nonce; else null. */
export function waitingTask(
  project: Project,
  id: string,
  nonce: string,
): { run: Run; task: Task } | null {
  const run = readRun(project);
  const task = run ? taskOf(run, id) : undefined;
  if (!run || task?.status !== "running") return null;
  return task.dispatch?.nonce === sha256(nonce) ? { run, task } : null;
}

/**
 * Records that this process runs a task's check; null when the task does not wait for it. `signal`
 * fires on SIGTERM and the like.
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

/** What is recorded of a check that has ended without a result. */
export const lostCheck = ({ id, dispatch }: Task): CommandOf<"lost"> => ({
  do: "lost",
  task: id,
  nonce: dispatch!.nonce,
  why: "its check ended without a result",
});

/**
 * Ends the processes that work on a run's tasks: its checks, and what a driver has started. `run`:
 * its state before the change that makes them void. Record that change first: a check that ends
 * while its task waits for it counts as failed. A run that was not begun here, such as one of a
 * copy, may name any process: none of those is ended.
 */
export async function endWork(
  { project, env }: { project: Project; env: Env },
  run: Run,
): Promise<void> {
  if (!wasBegunHere(project, run.run, env)) return;
  for (const { dispatch } of run.tasks) {
    if (dispatch === null) continue;
    const { call, process: check } = dispatch;
    if (check && alive(check.pid, check.start)) await endGroup(check.pid);
    if (isDirectCall(call)) await endStartedWith(`${CALL}=${call}`);
  }
}

/**
 * Runs a task's check in this process and records its outcome for the dispatch with this nonce.
 * Records nothing when it was ended by a signal. False: nothing was recorded, as the task does not
 * wait for it any more.
 * @throws Error for a check that the workflow does not have
 */
export async function checkTask(project: Project, id: string, nonce: string): Promise<boolean> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return false;
  const { run, task, signal } = begun;
  const { host } = task.dispatch!;
  // What a stranger has written does not outlive whoever started it.
  if (host !== null && strangeTop(project.root) !== null)
    setInterval(() => isAlive(host) || process.kill(process.pid, "SIGTERM"), LOOK_MS).unref();
  const checks = await moduleOf(run.workflow).checks();
  const check = checks[task.who.program ?? ""];
  if (!check)
    throw new Error(
      `workflow ${run.workflow} has no check "${task.who.program}"; known: ${Object.keys(checks).join(", ")}`,
    );
  const { outcome, tree, facts, commands, tested, record } = await aroundCommands(
    project,
    { task: id, call: nonce },
    () => check(sceneOf(project, run), task, signal),
  );
  // A signal that came while git was waited for is heard only now; git got it, too, and the check
  // says that it failed.
  await Bun.sleep(10);
  if (signal.aborted) return false;
  const text = `${JSON.stringify(record, null, 2)}\n`;
  const sha = putObject(project.task, text);
  // Where a run begins with a check nobody has made the folder yet.
  writeOwn(project, run, task.writes, text);
  const nothing = { findings: [], prior: [], questions: [], assumptions: [], reason: null };
  // A check that could not run has made nothing that is accepted.
  const kept = outcome === "cannot_run" ? undefined : snapshotAfter(project, run, tree);
  const artifact = {
    sha,
    outcome,
    kept,
    ...nothing,
    ...(commands ? { commands } : {}),
    ...(facts ? { facts } : {}),
  };
  const hash = sha256(nonce);
  const written = writtenMeanwhile(record);
  const { taken_out: taken = [] } = record as { taken_out?: string[] };
  const key = `${id} ${sha}`;
  const { events } = change(project, () => [
    ...(written.length > 0
      ? [notice("written-meanwhile", key, `${id}: ${writtenText(written)}`)]
      : []),
    ...(taken.length > 0 ? [notice("taken-out", key, `${id}: ${takenText(taken)}`)] : []),
    ...(tested ? [{ do: "tested" as const, task: { id, nonce: hash }, ...tested }] : []),
    {
      do: "ended",
      task: id,
      nonce: hash,
      blockable: false,
      subject: tree,
      result: { ok: true, artifact },
    },
  ]);
  return events.length > 0;
}
