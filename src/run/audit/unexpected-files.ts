import { join } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import type { Task } from "../../engine/run.ts";
import { changedFiles, filesOf } from "../../project/trees/changes.ts";
import { putBackFile } from "../../project/trees/put-back.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { sha256 } from "../../store/journal.ts";
import { firstLines, someOf } from "../../text.ts";
import { change } from "../journal/change.ts";
import { hashAt } from "./calls.ts";
import { notice } from "./notice.ts";
import { unexpectedFiles, workplaceOf } from "./workplace.ts";

/**
 * Files that a task has changed and may not: what it left there is put back, and the copy is named.
 */

/** How many files one text names. */
const MAX_NAMED = 10;

/**
 * Takes back what a task has changed and may not. What somebody has changed since, and what no call
 * tells, stays. `problems`: a line for each that its agent reads; `asked`: what may be the
 * person's, which they decide about. @throws TreeUnreadable
 */
export function revertUnexpected(scene: Scene, task: Task, tree: string | null) {
  const { project } = scene;
  if (task.edits === null || task.base === null || !isTree(tree))
    return { problems: [], asked: [] };
  const all = unexpectedFiles(scene, task, changedFiles(project, task.base, tree));
  const { folder, isWorktree } = workplaceOf(scene, task);
  const own = all.filter(({ path }) => isWorktree || !task.changed || path in task.changed);
  if (own.length === 0) return { problems: [], asked: [] };
  const isAsLeft = (path: string): boolean =>
    ["?", hashAt(project, path)].includes(task.changed?.[path] ?? "-");
  const before = new Map(filesOf(project, task.base).map((file) => [file.path, file]));
  const asked: string[] = [];
  const back: { path: string; status: string; why: string; kept: string }[] = [];
  for (const { path, status, why } of own) {
    const was = before.get(path);
    const kept =
      isWorktree || isAsLeft(path) ? putBackFile(project, join(folder, path), was) : null;
    if (kept === null) asked.push(path);
    else back.push({ path, status, why, kept });
  }
  if (back.length > 0) change(project, () => [unexpectedNotice(task, back)]);
  // What builds and tests of an executor leave is no fault of it.
  const restored = back.filter(({ status }) => !(task.edits === "item" && status === "added"));
  const lines = restored.map(
    ({ path, why, kept }) =>
      `${path}: ${why}. A command of yours changed it, and it is put back (the changed version: ${kept}). Do without that change, then write this file again`,
  );
  return { problems: firstLines(lines, MAX_NAMED, " such files"), asked };
}

/**
 * What the person is told of it: they may have saved one of these files while it ran. `by`: what
 * changed them.
 */
export function unexpectedNotice(
  { id, subject }: Task,
  back: readonly { path: string; kept: string }[],
  by = "A command",
): CommandOf<"notice"> {
  const files = someOf(
    back.map(({ path, kept }) => `${path} (the changed version: ${kept})`),
    MAX_NAMED,
  );
  const text = `${by} of ${id} (${subject}) changed files that it may not change; they were restored: ${files}. If you edited them in the meantime, copy your edits back from there.`;
  return notice("stray-change", sha256(`${id} ${files}`).slice(0, 16), text);
}

/** What the person is asked about such files that may be theirs. */
export function unexpectedQuestion(task: Task, strays: string[]): CommandOf<"ended">["noticed"] {
  const text = `${someOf(strays, MAX_NAMED)} changed while ${task.id} (${task.subject}) worked, and ${task.id} may not change such files. Continue if the change is yours or you want it; else stop, and restore them first.`;
  return { what: "stray-change", key: `${task.id} ${task.dispatch?.call ?? ""}`, text };
}
