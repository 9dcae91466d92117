import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { readyTasks } from "../../engine/wave.ts";
import { checkShellCommand } from "../../host/check-command.ts";
import { isAlive } from "../../host/host.ts";
import { ownProcess } from "../../process/identity.ts";
import { runProcess } from "../../process/run.ts";
import { isCheck } from "../../render/directive.ts";
import { lostCheck } from "../audit/check.ts";
import { prepare, type Starter } from "./prepare.ts";
import { change, readRun } from "./run.ts";

/** Checks for whoever carries a run on: code starts them, and no main thread. */

/** How long a check may take. */
const MAX_MINUTES = 120;

/** Runs the check of a task that is at work, to its end. It writes its result itself; one that ends without is lost. */
export async function runCheck(
  { project, env }: Pick<Starter, "project" | "env">,
  id: string,
  call: string,
  nonce: string,
  signal?: AbortSignal,
): Promise<void> {
  const args = ["-c", checkShellCommand(project, id, nonce, false)];
  await runProcess({
    command: "/bin/sh",
    args,
    cwd: project.root,
    env,
    timeoutMs: MAX_MINUTES * 60_000,
    ...(signal && { signal }),
  });
  change(project, (run) => {
    const task = run && taskOf(run, id);
    return task?.status === "running" && task.dispatch?.call === call ? [lostCheck(task)] : [];
  });
}

/** Checks at work whose starter is gone: nobody else will tell of their end. */
const orphaned = (run: Run): Task[] =>
  run.tasks.filter(({ status, dispatch }) => status === "running" && dispatch?.check && !isAlive(dispatch.host));

/** Whether a session has something to do for the run's checks. */
export const hasDueChecks = (run: Run): boolean =>
  orphaned(run).length > 0 || (run.paused === null && readyTasks(run).some((task) => isCheck(run, task)));

/**
 * Starts each check that is due and waits for their ends, and for those whose starter is gone. Returns why one of them could
 * not be started, "" where all could.
 */
export async function runDueChecks(starter: Omit<Starter, "call" | "host" | "with">): Promise<string> {
  const { project } = starter;
  const problems: string[] = [];
  const working: Promise<void>[] = [];
  const run = readRun(project);
  for (const { id, dispatch } of run === null ? [] : orphaned(run)) {
    while (isAlive(dispatch!.process)) await Bun.sleep(200);
    change(project, (now) => {
      const task = now && taskOf(now, id);
      return task?.status === "running" && task.dispatch?.nonce === dispatch!.nonce ? [lostCheck(task)] : [];
    });
  }
  for (const { id } of run === null ? [] : readyTasks(run).filter((task) => isCheck(run, task))) {
    const now = readRun(project);
    const task = now && taskOf(now, id);
    if (!now || task?.status !== "ready") continue;
    const call = `check-${crypto.randomUUID()}`;
    const prepared = await prepare({ ...starter, host: ownProcess(), call, with: () => null }, now, task);
    if (prepared.ok) working.push(runCheck(starter, id, call, prepared.nonce));
    // Somebody else has started it, or the run has something else to do: the next look finds it.
    else if ("refuse" in prepared && !prepared.next) problems.push(prepared.refuse);
  }
  await Promise.all(working);
  return problems.join("\n");
}
