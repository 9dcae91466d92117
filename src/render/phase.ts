import { isLive, type Run, type Task } from "../engine/run.ts";

/** Where a run is, in a word and as a task, for whoever reads of it. */

/** The token of the phase that the run is in: that of its current task, else the workflow's word for idle or complete. */
export function phaseOf(run: Run | null, words: { idle: string; complete: string }): string {
  if (run === null) return words.idle;
  if (run.status === "complete") return words.complete;
  if (!isLive(run)) return words.idle;
  const current = currentTask(run);
  return current ? current.token : words.idle;
}

/** The task to show as the current one: a running one, else a waiting, else a ready one, else the last that is done. */
export function currentTask(run: Run): Task | undefined {
  const live = run.tasks.filter((task) => !task.void);
  return (
    live.find((task) => task.status === "running") ??
    live.find((task) => task.status === "waiting") ??
    live.find((task) => task.status === "ready") ??
    live.findLast((task) => task.status === "done")
  );
}
