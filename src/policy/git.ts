import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Task } from "../engine/run.ts";
import { looks } from "../host/shell/git-words.ts";
import { placesOf, worktreeNotes } from "../project/git/git.ts";
import { isInside } from "../project/project.ts";
import { isInWorktree, type Workplace } from "../run/audit/workplace.ts";
import type { PolicyContext } from "./command.ts";

/** When a task began, in milliseconds since 1970. */
const beganAt = ({ dispatch }: Task): number => (dispatch === null ? 0 : Date.parse(dispatch.at));

/** What is not there yet comes later than all that is. */
const bornAt = (path: string): number =>
  lstatSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? Number.POSITIVE_INFINITY;

/**
 * The worktree that some words name, by its whole path or the end of it, and that was there before
 * the task began; null: none is.
 */
function olderThan(task: Task, folder: string, words: readonly string[]): string | null {
  const places = placesOf(folder);
  const older = (places === null ? [] : worktreeNotes(places)).filter(
    (note) => bornAt(join(note.folder, "gitdir")) < beganAt(task),
  );
  const names = words.map((word) => basename(word));
  return (
    older.map(({ dot }) => dirname(dot)).find((path) => names.includes(basename(path))) ?? null
  );
}

/** What a task does in its own worktree. */
const WORK = /^(?:add|apply|clean|commit|mv|restore|rm)$/;

const ONLY_LOOK =
  "Only look with git here (status, diff, log, show): what is staged, stashed, committed and checked out is the person's, and the program commits. Use mv, rm and edits. To see how it was before: `git show HEAD:<file>`, or `git worktree add --detach <temporary folder>`.";

/** Why an agent may not run a git command in a folder, as a sentence; null: it may. */
export function gitRule(work: Workplace): NonNullable<PolicyContext["git"]> {
  const { scene, task } = work;
  return (folder, verb, rest) => {
    const worktree =
      verb === "worktree" && /^(?:move|remove)$/.test(rest[0] ?? "")
        ? olderThan(task, folder, rest)
        : null;
    if (worktree !== null)
      return `${worktree} is a worktree that this task did not make: leave it where it is.`;
    // Whether something is published the person is asked.
    if (looks(verb, rest) || verb === "push" || !isInside(folder, scene.project.root)) return null;
    const isAllowed =
      (verb === "worktree" && !rest.some((word) => /^-[bB]/.test(word))) ||
      (verb === "apply" && !rest.some((word) => /^(?:--index|--cached|-3|--3way)$/.test(word))) ||
      (isInWorktree(work, folder) &&
        (WORK.test(verb) || (verb === "checkout" && rest.includes("--")))) ||
      // A repository that the task has made is its work.
      bornAt(placesOf(folder)?.gitDir ?? folder) >= beganAt(task);
    return isAllowed ? null : ONLY_LOOK;
  };
}
