import { type Run, type Task, taskOf } from "../engine/run.ts";
import { sha256 } from "../store/journal.ts";
import { startTime } from "../process/identity.ts";
import type { Project } from "../project/project.ts";
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
