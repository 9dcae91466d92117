/** Frozen files (setting `frozen`): no agent of a run changes, adds or deletes them. */
import { join, relative } from "node:path";
import type { Run, Task } from "../engine/run.ts";
import { type ChangedFile, changedFiles, readAt, readFiles } from "../project/changes.ts";
import { guardSet } from "../project/globs.ts";
import { TreeUnreadable } from "../project/kept-trees.ts";
import { type Project, realPath, treeStore } from "../project/project.ts";
import { putObject } from "../store/objects.ts";

/** What is done to a path: written, removed as one file, or removed with everything below it. */
export type Touch = "write" | "remove" | "deep";

/** How many files of a folder are looked at, and how many one refusal names. */
const MAX_FILES = 5_000;
const MAX_NAMED = 10;

/**
 * A function that names a frozen file, relative to the project, that touching a path would change; null: none. It is itself
 * null where nothing is frozen.
 */
export function frozenBy(
  project: Project,
  run: Run,
  task: Task | null,
): ((path: string, touch: Touch) => string | null) | null {
  if (run.settings.frozen.length === 0) return null;
  const isFrozen = guardSet(run.settings.frozen);
  const root = realPath(project.root);
  return (path, touch) => {
    const real = realPath(path);
    const name = relative(root, real);
    if (name.startsWith("..")) return touch === "deep" && root.startsWith(`${real}/`) ? "." : null;
    if (name !== "" && isFrozen(name)) return touch === "remove" && isNew(project, task, name) ? null : name;
    if (touch !== "deep") return null;
    let left = MAX_FILES;
    try {
      for (const below of new Bun.Glob("**/*").scanSync({ cwd: real, dot: true })) {
        const file = name === "" ? below : `${name}/${below}`;
        if (isFrozen(file)) return file;
        if (--left === 0) break;
      }
    } catch {
      // Not a folder.
    }
    return null;
  };
}

/** Whether this task itself has added a file; it may remove that again. */
export function isNew(project: Project, task: Task | null, name: string): boolean {
  if (task === null || task.base === null) return false;
  try {
    return readAt(project.root, task.base, name, treeStore(project)) === null;
  } catch (error) {
    if (error instanceof TreeUnreadable) return false;
    throw error;
  }
}

/** What a task has done to frozen files, each with the command that undoes it. @throws TreeUnreadable */
export function frozenProblems(project: Project, run: Run, task: Task, tree: string): string[] {
  if (run.settings.frozen.length === 0 || task.base === null) return [];
  const scratch = treeStore(project);
  const isFrozen = guardSet(run.settings.frozen);
  const touched = changedFiles(project.root, task.base, tree, scratch).filter((one) => isFrozen(one.path));
  const lines = undone(project, project.root, task.base, touched).map(
    ({ path, status, way }) =>
      `${path}: frozen by the person, and this task ${status} it; undo that: ${way}. Say in deviations what should change there`,
  );
  const more = touched.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more frozen files`] : lines;
}

/** The first few of these changed files, each with a command (`way`) that restores it and that the rules allow. @throws TreeUnreadable */
export function undone(
  project: Project,
  work: string,
  base: string,
  touched: readonly ChangedFile[],
): (ChangedFile & { way: string })[] {
  const shown = touched.slice(0, MAX_NAMED);
  const there = shown.filter((one) => one.status !== "added").map((one) => one.path);
  const before = readFiles(project.root, base, there, treeStore(project));
  return shown.map((one) => {
    const { path, status } = one;
    const target = quote(work === project.root ? path : join(work, path));
    return {
      ...one,
      way: status === "added" ? `\`rm -- ${target}\`` : back(project, target, before.get(path) ?? null),
    };
  });
}

const quote = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** The command that restores a file from its old content, which is stored as an object; `git checkout` may do it too. */
function back(project: Project, target: string, content: string | null): string {
  const git = `\`git checkout HEAD -- ${target}\``;
  if (content === null || content.includes("\ufffd")) return `${git}, if it was committed like that`;
  return `\`cp .task/objects/${putObject(project.task, content)} ${target}\`, or ${git} if it was committed like that`;
}
