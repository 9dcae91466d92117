import type { Task } from "../../engine/run.ts";
import type { Workstream } from "../../project/worktrees/names.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders, protectOwnFolders } from "../../record/subject.ts";
import { itemOf, mayChange, streamOf } from "./plan/plan.ts";

/** Whether a task of the run is an executor's. */
const isItems = (task: Pick<Task, "edits" | "item">): boolean =>
  task.edits === "item" && task.item !== null;

/** The worktree that an executor works in; null: the project itself. */
export const worktree = (
  { workflow, run }: Pick<Scene, "workflow" | "run">,
  task: Task,
): Workstream | null =>
  isItems(task) ? streamOf(run, task.item!, excludedFolders(workflow)) : null;

/**
 * Why an executor may not change a file, by its name in the project, in words for it; null: the
 * task is none of its.
 */
export function editRule({ workflow, run }: Pick<Scene, "workflow" | "run">, task: Task) {
  if (!isItems(task)) return null;
  const planned = itemOf(run, task);
  const isOwn = planned === undefined ? () => false : mayChange(planned);
  const files = planned?.files.join(", ") ?? "nothing";
  return protectOwnFolders(workflow, (name) =>
    isOwn(name)
      ? null
      : `${name} is none of the files of task ${task.item}, which may change ${files}. Leave it, and say in deviations what should change there`,
  );
}
