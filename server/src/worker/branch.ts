import { oneLine } from "../line.ts";
import { type Folder, filesRef, headRef } from "./folder.ts";
import { git, gitOrNull } from "./git.ts";

/** What a job leaves in its repository: commits on a branch. */

const MAX_DIFF = 5 * 1_024 * 1_024;
const MAX_TITLE = 72;

/**
 * The first line of a request that says something, as a commit's title; git takes none that is
 * empty.
 */
export const titleOf = (request: string): string =>
  request
    .split("\n")
    .map((line) => oneLine(line, MAX_TITLE))
    .find((line) => line !== "") ?? "A job";

const stage = (worktree: string): Promise<string> =>
  git(worktree, ["add", "-A", "--", ".", ":(exclude,glob)**/.task/**"]);

/**
 * Commits what was left uncommitted; files of the record stay out. `at`: the committer's date, now
 * unless it is said.
 */
export async function commitLeft(
  { worktree }: Folder,
  title: string,
  at: string | null = null,
): Promise<void> {
  await stage(worktree);
  if ((await git(worktree, ["status", "--porcelain", "--untracked-files=no"])) !== "")
    await git(worktree, ["commit", "-q", "--no-verify", "-m", title], {
      env: at === null ? {} : { GIT_COMMITTER_DATE: at },
    });
}

/** Removes the refs that only a job under way needs. */
export async function dropOwnRefs({ repository }: Folder, job: string): Promise<void> {
  for (const ref of [filesRef(job), headRef(job)])
    await gitOrNull(repository, ["update-ref", "-d", ref]);
}

/** What a job has changed since it began, committed or not; null: nothing. */
export async function diffOf({ worktree, base }: Folder): Promise<string | null> {
  await stage(worktree);
  const how = ["--cached", "--no-ext-diff", "--no-textconv"];
  const diff = await git(worktree, ["diff", ...how, base]);
  return diff.length > MAX_DIFF ? `${diff.slice(0, MAX_DIFF)}\n…` : diff || null;
}
