import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../../process/attempt.ts";
import { removeAll } from "../../../process/files/remove-all.ts";
import { placesOf, runGit, sweepEnded } from "../../git/git.ts";
import type { Project } from "../../project.ts";
import { copyProject } from "./dependencies.ts";

/**
 * Works in a copy of the project as it is now, which is gone then. Null: none can be made, as the
 * project is too large, or the disk refuses it. `isTaken`: of files, by their paths in the project.
 */
export async function inCopy<T>(
  project: Project,
  work: (copy: Project) => Promise<T>,
  isTaken?: (path: string) => boolean,
): Promise<T | null> {
  const root = attempt(() => emptyCopy(project), null);
  if (root === null) return null;
  try {
    const isMade = attempt(() => copyProject(project.root, root, isTaken), false);
    return isMade ? await work({ ...project, root }) : null;
  } finally {
    removeAll(root);
  }
}

function emptyCopy({ task }: Project): string {
  const copies = join(task, "worktrees");
  mkdirSync(copies, { recursive: true });
  // Those that a kill has left.
  sweepEnded(copies, /^copy-(\d+)-/, false);
  return mkdtempSync(join(copies, `copy-${process.pid}-`));
}

const AUTHOR = ["-c", "user.name=multi-ai", "-c", "user.email=multi-ai@localhost"];

/**
 * Gives the copy of a project in git a repository of its own, with one commit of all that it holds:
 * a test that asks git would get the answers of the project's repository, or none.
 */
export function asRepository({ root }: Project, copy: string): void {
  if (placesOf(root) === null) return;
  const commit = [...AUTHOR, "-c", "commit.gpgSign=false", "commit", "-q", "--allow-empty"];
  for (const args of [
    ["init", "-q", "--template="],
    ["add", "--all"],
    [...commit, "--no-verify", "-m", "Before the change, with its code"],
  ])
    runGit(args, { cwd: copy });
}
