import { existsSync } from "node:fs";
import { attempt } from "../process/attempt.ts";
import { hasGit, placesOf, worktreesInside } from "../project/git.ts";
import type { Project } from "../project/project.ts";
import { type Env, NoRecord, readNotes, writeNotes } from "./outside.ts";

/** Linked worktrees inside of the project, which are no part of it: as they were when the run began. */
interface Noted {
  worktrees: string[];
}

/** Those that were noted; undefined: nothing was. */
export const notedWorktrees = (project: Project, run: string, env: Env = process.env): string[] | undefined =>
  existsSync(project.task) ? readNotes<Noted>(env, project, "git", run)[0]?.worktrees : undefined;

/** Notes them when a run begins. What is noted already stays. */
export function noteWorktrees(project: Project, run: string, env: Env = process.env): void {
  const places = hasGit() ? placesOf(project.root) : null;
  if (places === null || !existsSync(project.task) || notedWorktrees(project, run, env) !== undefined) return;
  const noted: Noted = { worktrees: worktreesInside(places) };
  attempt(() => writeNotes(env, project, "git", run, noted), null, NoRecord);
}
