import { isLive, type Run, type Task } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";

/** Where a run is, in a word and as a task, for whoever reads of it. */

/**
 * The token of the phase that the run is in: that of its current task, else the workflow's word for
 * where it stands.
 */
export function phaseOf(run: Run | null, words: Workflow): string {
  if (run === null) return words.idle;
  if (run.status === "complete") return words.complete;
  if (words.blocked && blockerOf(run, words.blocked.blocking) !== null) return words.blocked.token;
  if (!isLive(run)) return (run.status === "failed" ? words.failed : undefined) ?? words.idle;
  if (words.fresh !== undefined && run.tasks.every((task) => task.dispatches === 0))
    return words.fresh;
  const current = currentTask(run);
  return current ? current.token : words.idle;
}

/** The question that a run waits for, or ended at, of those that block it; null: none. */
function blockerOf(run: Run, blocking: readonly string[]): string | null {
  const last = run.decisions.at(-1);
  // What had let the run go on has no part in its end.
  const isEnd = run.tasks.some(
    (task) => task.id === last?.task && task.status === "cancelled" && !task.void,
  );
  const kinds = isLive(run)
    ? run.questions.map((question) => question.kind)
    : [isEnd && last ? last.kind : ""];
  return run.status === "cancelled"
    ? null
    : (kinds.find((kind) => blocking.includes(kind)) ?? null);
}

/**
 * The task to show as the current one: a running one, else one that is asked about, else a ready one, else the
 * last that is done.
 */
export function currentTask(run: Run): Task | undefined {
  const live = run.tasks.filter((task) => !task.void);
  return (
    live.find((task) => task.status === "running") ??
    live.find(
      ({ id, status }) => status === "waiting" && run.questions.some(({ task }) => task === id),
    ) ??
    live.find((task) => task.status === "ready") ??
    live.find((task) => task.status === "waiting") ??
    live.findLast((task) => task.status === "done")
  );
}
