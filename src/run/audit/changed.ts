import type { Run, Task } from "../../engine/run.ts";
import { type ChangedFile, changedBetween } from "../../project/changes.ts";
import { firstWork } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { worktreeOf } from "./work.ts";

/** What a run has changed of the project, as its journal says. */

/** The project's tree before the first task that edits it; null before there is one. */
export const firstTree = (run: Run): string | null => firstWork(run)?.base ?? null;

/** The tree of the project that the last accepted artifact is about; without one the first tree. */
export function lastTree(scene: Scene): string | null {
  const { run } = scene;
  // What was looked at before the work began is not what it ended with.
  const begun = firstWork(run)?.started_at ?? "~";
  const withTree = run.tasks.filter(
    (task) => isTree(task.reviewed) && (task.ended_at ?? "") >= begun && worktreeOf(scene, task) === null,
  );
  const last = withTree.reduce<Task | null>(
    (best, task) => (task.acceptedSeq > (best?.acceptedSeq ?? 0) ? task : best),
    null,
  );
  return last?.reviewed ?? firstTree(run);
}

/** Files that the run has changed; none before its work begins, null when that cannot be told any more. */
export function changedBy(scene: Scene): ChangedFile[] | null {
  const base = firstTree(scene.run);
  return base === null ? [] : changedBetween(scene.project, base, lastTree(scene));
}
