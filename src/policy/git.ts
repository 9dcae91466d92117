import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Task } from "../engine/run.ts";
import { looks } from "../host/git-words.ts";
import { placesOf, worktreeNotes } from "../project/git.ts";
import { isUnderway } from "../project/head.ts";
import { isInside } from "../project/project.ts";
import type { Env } from "../record/outside.ts";
import { hasBegun } from "../run/audit/calls.ts";
import type { Workplace } from "../run/audit/work.ts";
import type { Place } from "./command.ts";

/**
 * The worktree that some words name, by its whole path or the end of it, and that was there before
 * the task began; null: none is.
 */
function olderThan({ dispatch }: Task, folder: string, words: readonly string[]): string | null {
  const places = placesOf(folder);
  const began = dispatch === null ? 0 : Date.parse(dispatch.at);
  const older = (places === null ? [] : worktreeNotes(places)).filter(
    (note) =>
      (lstatSync(join(note.folder, "gitdir"), { throwIfNoEntry: false })?.birthtimeMs ?? 0) < began,
  );
  const names = words.map((word) => basename(word));
  return (
    older.map(({ dot }) => dirname(dot)).find((path) => names.includes(basename(path))) ?? null
  );
}

/** Why an agent may not run a git command in a folder, as a sentence; null: it may. */
export function gitRule(
  { scene: { project, run }, task, isWorktree }: Workplace,
  env: Env,
): NonNullable<Place["git"]> {
  return (folder, verb, rest) => {
    const worktree =
      verb === "worktree" && /^(?:move|remove)$/.test(rest[0] ?? "")
        ? olderThan(task, folder, rest)
        : null;
    if (worktree !== null)
      return `${worktree} is a worktree that this task did not make: leave it where it is.`;
    if (isWorktree || looks(verb, rest) || !isInside(folder, project.root)) return null;
    const places = placesOf(folder);
    if (places === null || !isUnderway(places.gitDir) || hasBegun(project, run, places.top, env))
      return null;
    return `The person is in the middle of a merge, rebase or the like in ${places.top}, and ends it. Until then only look with git (status, diff, log, show), edit the files, and say what should be staged.`;
  };
}
