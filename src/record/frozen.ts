/** Frozen files (setting `frozen`): no agent of a run changes, adds or deletes them. */
import { relative } from "node:path";
import type { Run, Task } from "../engine/run.ts";
import { readAt } from "../project/changes.ts";
import { guardSet } from "../project/globs.ts";
import { unlessUnreadable } from "../project/kept-trees.ts";
import { type Project, realPath, treeStore } from "../project/project.ts";

/** What is done to a path: written, removed as one file, or removed with everything below it. */
export type Touch = "write" | "remove" | "deep";

/** How many files of a folder are looked at. */
const MAX_FILES = 5_000;

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
  const { base } = task;
  return unlessUnreadable(() => readAt(project.root, base, name, treeStore(project)) === null, false);
}
