import { gatesOf } from "../engine/gates.ts";
import { type Run, type Task, taskOf } from "../engine/run.ts";
import { objectText } from "../record/accepted.ts";
import type { Scene } from "../record/scene.ts";
import type { Document } from "./contract/contract.ts";
import { moduleOf } from "./index.ts";

/**
 * A re-review overwrites the file of the review before it. The earlier file is kept, so that a
 * person can read both.
 */

/** In a workflow's own folder and in `.task/`: files that newer ones have taken the place of. */
export const EARLIER = "earlier";

/**
 * The folder of the program's that a file lies in: the workflow's own, or `.task`; null: none of
 * them.
 */
export const folderOf = (run: Run, path: string): string | null =>
  [moduleOf(run.workflow).workflow.files, ".task"].find((one) => path.startsWith(`${one}/`)) ??
  null;

/** What people read of a review: the document that the program wrote from it, or itself. */
const readOf = ({ handed, writes, artifact }: Task): { path: string; sha: string | null } =>
  handed[0] ?? { path: writes, sha: artifact };

/**
 * Where a review is kept whose reviewer looks again: `earlier/review-opus.v1.json`. Null: it is the
 * newest, or no review.
 */
export function earlierPath(run: Run, task: Task): string | null {
  const { gate, version, writes } = task;
  const { path } = readOf(task);
  const isAgain = run.tasks.some(
    (task) => task.gate === gate && task.writes === writes && task.version > version,
  );
  const folder =
    isAgain && task.kind !== "fix" && task.artifact !== null ? folderOf(run, path) : null;
  if (folder === null) return null;
  const { workflow, keeps } = moduleOf(run.workflow);
  const kind = gatesOf(workflow, run).find((one) => one.key === gate)?.gate ?? "";
  if (!["review", "panel"].includes(kind) || keeps?.includes(task.schema)) return null;
  return `${folder}/${EARLIER}/${path.slice(folder.length + 1).replace(/(\.\w+)?$/, `.v${version}$1`)}`;
}

/** Every such review, oldest first. */
export const earlierIn = (run: Run): { task: string; path: string }[] =>
  run.tasks.flatMap((task) => {
    const path = earlierPath(run, task);
    return path === null ? [] : [{ task: task.id, path }];
  });

/** The same as files, as they were accepted. */
export const earlierFiles = ({ project, run }: Scene): Document[] =>
  earlierIn(run).flatMap(({ task, path }) => {
    const text = objectText(project, readOf(taskOf(run, task)!).sha);
    return text === null ? [] : [{ path, text }];
  });
