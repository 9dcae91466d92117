import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
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

/** What reaches, from any worktree, what all worktrees of a repository have in common. */
const SHARED =
  /^(?:branch|notes|prune|reflog|remote|replace|stash|symbolic-ref|tag|update-ref|worktree)$/;

/** The folder, or the nearest above it that is there. */
const thereIn = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : thereIn(dirname(folder));

/** Whether a folder, or where it is to be made, lies in a worktree of the project's repository. */
const sharesWith = (root: string, folder: string): boolean =>
  placesOf(root) !== null && placesOf(thereIn(folder))?.common === placesOf(root)?.common;

/**
 * Whether a command for worktrees makes a detached one, takes away some that it names, or forgets
 * those that are gone.
 */
const isOwnWorktree = ([verb = "", ...words]: readonly string[]): boolean =>
  verb === "add"
    ? words.some((word) => /^(?:-d|--detach)$/.test(word)) &&
      !words.some((word) => /^-[bB]/.test(word))
    : verb === "prune" ||
      (/^(?:move|remove)$/.test(verb) &&
        words.some((word) => !word.startsWith("-")) &&
        !words.some((word) => word.includes("$")));

/**
 * Why an agent may not run a git command in a folder, as a sentence; null: it may. What is judged
 * has the project's folder in the place of the task's worktree; where a line began, `cwd`, may be
 * either.
 */
export function gitRule(work: Workplace, cwd: string): NonNullable<PolicyContext["git"]> {
  const { scene, task } = work;
  const { root } = scene.project;
  const isHere = isInWorktree(work, cwd);
  return (at, verb, rest, { made, isStart }) => {
    const isThere = work.isWorktree && isInside(at, root) && (isHere || !isStart);
    const folder = isThere ? join(work.folder, relative(root, at)) : at;
    const worktree =
      verb === "worktree" && /^(?:move|remove)$/.test(rest[0] ?? "")
        ? olderThan(task, made === "worktree" ? root : folder, rest)
        : null;
    if (worktree !== null)
      return `${worktree} is a worktree that this task did not make: leave it where it is.`;
    // Whether something is published the person is asked.
    if (looks(verb, rest) || verb === "push" || made === "repository") return null;
    if (verb === "worktree") return isOwnWorktree(rest) ? null : ONLY_LOOK;
    if (made === "worktree" || !isInside(folder, root)) {
      const names = SHARED.test(verb) || rest.some((word) => /^-[bBcC]$/.test(word));
      return names && (made === "worktree" || sharesWith(root, folder)) ? ONLY_LOOK : null;
    }
    const isAllowed =
      (verb === "apply" &&
        !rest.some((word) => /^(?:--(?:ca|ind|int|3)\S*|-\w*[3N]\w*)$/.test(word))) ||
      (isInWorktree(work, folder) &&
        (WORK.test(verb) || (verb === "checkout" && rest.includes("--")))) ||
      // A repository that the task has made is its work.
      bornAt(placesOf(folder)?.common ?? root) >= beganAt(task);
    return isAllowed ? null : ONLY_LOOK;
  };
}
