import { isAbsolute } from "node:path";
import type { Folder } from "./folder.ts";
import { GitFailed, git } from "./git.ts";
import type { LeasedJob } from "./hold.ts";

/** Branches that a job makes; every other one is a person's. */
const OWN = /^multi-ai\//;

/**
 * Brings a job's branch to where its repository was cloned from, with the keys that git has on this
 * machine: a pull request can be opened for it there. Returns why it could not be; null: it is
 * there.
 */
export async function pushBranch(
  { worktree }: Pick<Folder, "worktree">,
  { project }: Pick<LeasedJob, "project">,
  branch: string,
): Promise<string | null> {
  if (!OWN.test(branch)) return `its branch ${branch} is none of a job, and was not pushed`;
  try {
    // By its address: what the clone says of it a command of the project may have written.
    const to = isAbsolute(project) ? "origin" : project;
    const what = [`HEAD:refs/heads/${branch}`];
    // Never over what somebody else has put there.
    await git(worktree, ["push", "-q", "--no-verify", "--no-follow-tags", to, ...what]);
    return null;
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    return `its branch ${branch} could not be pushed: ${error.message}`;
  }
}
