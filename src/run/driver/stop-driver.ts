import { type Run, taskOf } from "../../engine/run.ts";
import { isAlive } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { lookUntil } from "../../process/look.ts";
import type { Project } from "../../project/project.ts";
import { type Env, wasBegunHere } from "../../record/machine/outside.ts";
import { endWork } from "../dispatch/check-task.ts";
import { forgetMounts } from "../fence/leftovers.ts";
import { readRun } from "../journal/change.ts";
import { transcriptFor } from "../results/agent-files.ts";
import { takeIn } from "../results/take-in.ts";

/** How long a driver may take to end what it has started. */
const MAX_STOP_MS = 10_000;

/**
 * Ends a run's driver with what it has started, and takes in what its agents had finished, so that
 * nobody is paid for it twice. Done before somebody else carries the run on. Returns the run as it
 * is then; null: there is none any more.
 */
export async function leaveDriver(
  { project, env }: { project: Project; env: Env },
  run: Run,
): Promise<Run | null> {
  if (!run.owner?.driver) return run;
  const { host } = run.owner;
  if (isAlive(host) && wasBegunHere(project, run.run, env)) {
    attempt(() => process.kill(host!.pid, "SIGTERM"), false);
    await lookUntil(
      () => isAlive(host),
      (isLeft) => !isLeft,
      MAX_STOP_MS,
    );
  }
  await endWork({ project, env }, run);
  for (const { id, status, dispatch } of run.tasks) {
    if (status === "running") forgetMounts(project.root, Date.parse(dispatch!.at));
    const now = readRun(project);
    const task = now && taskOf(now, id);
    const agent = task?.dispatch?.agent ?? null;
    const transcript = agent === null ? null : transcriptFor(project, env, agent);
    if (task?.status !== "running" || transcript === null) continue;
    await takeIn({ project, env }, now!, task, { transcript, agent }, true);
  }
  return readRun(project);
}
