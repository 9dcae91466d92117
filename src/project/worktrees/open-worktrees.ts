import { join, relative } from "node:path";
import { foldersIn } from "../../store/files/plain-file.ts";
import type { Project } from "../project.ts";
import { worktreesFolder } from "./names.ts";

/**
 * Worktrees of a run, or of all runs (null), that are still there, relative to the project: nobody
 * has brought their work in, or closed them.
 */
export function openWorktrees(project: Project, run: string | null): string[] {
  const folder = worktreesFolder(project);
  return foldersIn(folder)
    .filter((name) => run === null || name === run || name.startsWith(`${run}-`))
    .flatMap((name) =>
      foldersIn(join(folder, name)).map((area) => relative(project.root, join(folder, name, area))),
    )
    .sort();
}
