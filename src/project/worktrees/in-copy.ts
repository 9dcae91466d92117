import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { removeAll } from "../../process/remove-all.ts";
import { sweepEnded } from "../git.ts";
import type { Project } from "../project.ts";
import { copyProject } from "./dependencies.ts";

/**
 * Works in a copy of the project as it is now, which is gone then. Null: the project is too large
 * to be copied.
 */
export async function inCopy<T>(
  project: Project,
  work: (copy: Project) => Promise<T>,
): Promise<T | null> {
  const copies = join(project.task, "worktrees");
  mkdirSync(copies, { recursive: true });
  // Those that a kill has left.
  sweepEnded(copies, /^copy-(\d+)-/, false);
  const root = mkdtempSync(join(copies, `copy-${process.pid}-`));
  try {
    return copyProject(project.root, root) ? await work({ ...project, root }) : null;
  } finally {
    removeAll(root);
  }
}
