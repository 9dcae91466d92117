import { directive } from "../../engine/directive.ts";
import { type Host, type Run, type Task, taskOf } from "../../engine/run.ts";
import { runForCall } from "../../host/agent-host.ts";
import { directCall } from "../../host/driver.ts";
import { isAlive } from "../../host/host.ts";
import { checkShellCommand } from "../../host/shell/check-command.ts";
import { ownProcess } from "../../process/identity.ts";
import type { Project } from "../../project/project.ts";
import { isCheck } from "../../render/directive.ts";
import { change, readRun } from "../journal/change.ts";
import { startNotifying } from "../notify/start.ts";
import { lostCheck } from "./check-task.ts";
import { prepare, type Starter } from "./prepare.ts";

/** Checks for whoever carries a run on: code starts them, and no main thread. */

/** How long a check may take. */
const MAX_MINUTES = 120;
/** How often it is looked whether one has ended that another process has started. */
const LOOK_MS = 200;

/**
 * Runs the check of a task that is at work, to its end. It writes its result itself; for one that
 * ends without see `loseCheck`.
 */
export async function runCheck(
  { project, env }: Pick<Starter, "project" | "env">,
  id: string,
  call: string,
  nonce: string,
  signal?: AbortSignal,
): Promise<void> {
  const args = ["-c", checkShellCommand(project, id, nonce, false)];
  const place = {
    cwd: project.root,
    env,
    timeoutMs: MAX_MINUTES * 60_000,
    // Its worker outlives a kill -9 of this process: what it asks of a model is paid once.
    endsAll: false,
    ...(signal && { signal }),
  };
  await runForCall(call, "/bin/sh", args, place);
}

/** Records that a check has ended without a result, if its task still waits for one. */
export function loseCheck(project: Project, id: string, call: string): void {
  change(project, (run) => {
    const task = run && taskOf(run, id);
    return task?.status === "running" && task.dispatch?.call === call ? [lostCheck(task)] : [];
  });
}

/** Waits for the end of a check that another process has started, or for the signal. */
export async function endOf(check: Host | null, signal?: AbortSignal): Promise<void> {
  while (isAlive(check) && !signal?.aborted) await Bun.sleep(LOOK_MS);
}

/** Checks at work whose starter is gone: nobody else will tell of their end. */
const orphaned = (run: Run): Task[] =>
  run.tasks.filter(
    ({ status, dispatch }) => status === "running" && dispatch?.check && !isAlive(dispatch.host),
  );

/** Checks that are to be started. */
function ready(run: Run): Task[] {
  const next = directive(run);
  const tasks = next.do === "dispatch" ? next.tasks.map((id) => taskOf(run, id)!) : [];
  return tasks.filter((task) => isCheck(run, task));
}

/** Whether a session has something to do for the run's checks. */
export const hasPendingChecks = (run: Run): boolean => orphaned(run).length + ready(run).length > 0;

/**
 * Starts each check that is due and waits until it ends; waits for checks whose starter is gone,
 * too. Returns why one could not be started; "": all could.
 */
export async function runPendingChecks(
  starter: Omit<Starter, "call" | "host" | "with">,
): Promise<string> {
  const { project } = starter;
  const before = readRun(project);
  if (before === null) return "";
  const problems: string[] = [];
  const working = orphaned(before).map(async ({ id, dispatch }) => {
    await endOf(dispatch!.process);
    loseCheck(project, id, dispatch!.call);
  });
  for (const { id } of ready(before)) {
    const run = readRun(project);
    const task = run && taskOf(run, id);
    if (!run || task?.status !== "ready") continue;
    const call = directCall(crypto.randomUUID());
    const prepared = await prepare(
      { ...starter, host: ownProcess(), call, with: () => null },
      run,
      task,
    );
    if (prepared.ok)
      working.push(
        runCheck(starter, id, call, prepared.nonce).then(() => loseCheck(project, id, call)),
      );
    // Otherwise somebody else has started it, or the run has something else to do.
    else if ("refuse" in prepared && ready(readRun(project)!).some((one) => one.id === id))
      problems.push(prepared.refuse);
  }
  await Promise.all(working);
  startNotifying(project, readRun(project));
  return problems.join("\n");
}
