/** The branch of a workstream: made once, and never one of the person's. */
import { SnapshotFailed } from "../kept-state.ts";
import { commitAt, git, isAncestor, type Repository, setRef, tryGit } from "./git.ts";
import { branchName, refsOf, typed, type Workstream } from "./names.ts";

const OTHER_PREFIX = 'set team.branch_prefix in .claude/multi-ai.json to another prefix, such as "multi-ai/build-"';

/**
 * Makes the branch of a workstream on `base`, or finds the one that this run made. A finished run's branch whose work is
 * kept on a ref of ours gives its name away. @throws SnapshotFailed for one that is the person's own
 */
export function openBranch(repo: Repository, stream: Workstream, base: string): string {
  const branch = branchName(stream);
  const ref = `refs/heads/${branch}`;
  if (branch.startsWith("-") || !tryGit(repo, ["check-ref-format", ref]).ok)
    throw new SnapshotFailed(
      `team.branch_prefix: ${JSON.stringify(stream.prefix)} makes ${JSON.stringify(branch)}, which is no name of a branch`,
      OTHER_PREFIX,
    );
  refuseClash(repo, ref, branch);
  const tip = commitAt(repo, ref);
  if (tip === null) {
    // A branch that was deleted comes back with the last work that is known.
    const last = commitAt(repo, refsOf(repo.run).area(stream.area));
    setRef(repo, ref, last !== null && isAncestor(repo, base, last) ? last : base, null);
  } else {
    const ours = isAncestor(repo, base, tip);
    const inUse = checkedOutAt(repo, ref);
    if (!ours && (inUse !== null || !isKept(repo, tip)))
      throw persons(branch, `${branch} is there already, and this run did not make it`);
    if (inUse !== null)
      throw new SnapshotFailed(
        `the branch ${branch} is checked out in ${inUse}, and git has a branch in one place only`,
        `take another branch there: git -C ${typed(inUse)} checkout <branch>`,
      );
    if (!ours) setRef(repo, ref, base, tip);
  }
  return branch;
}

const persons = (branch: string, problem: string): SnapshotFailed =>
  new SnapshotFailed(
    `the branch ${problem}`,
    `${OTHER_PREFIX}, or rename the branch: git branch -m ${typed(branch)} ${typed(`${branch}-mine`)}`,
  );

/** Branches are files in many repositories: one may be in another's way as a folder, or be the same but for its case. */
function refuseClash(repo: Repository, ref: string, branch: string): void {
  const refs = git(repo, ["for-each-ref", "--format=%(refname)", "refs/heads"]).toString().split("\n");
  for (const other of refs.filter((one) => one !== "" && one !== ref)) {
    const name = other.slice("refs/heads/".length);
    if (other.toLowerCase() === ref.toLowerCase())
      throw persons(
        name,
        `${name} differs from ${branch} in upper and lower case alone, which is one file on some disks`,
      );
    if (
      ref.toLowerCase().startsWith(`${other.toLowerCase()}/`) ||
      other.toLowerCase().startsWith(`${ref.toLowerCase()}/`)
    )
      throw persons(name, `${name} is in the way of ${branch}: a branch cannot lie below another one`);
  }
}

/** A ref of ours holds the same commit: nothing is lost when a branch leaves it. */
const isKept = (repo: Repository, commit: string): boolean =>
  git(repo, ["for-each-ref", `--points-at=${commit}`, "refs/multi-ai"]).length > 0;

/** The work tree that has the branch checked out; null when none has. */
function checkedOutAt(repo: Repository, ref: string): string | null {
  let at: string | null = null;
  for (const line of git(repo, ["worktree", "list", "--porcelain"]).toString().split("\n")) {
    if (line.startsWith("worktree ")) at = line.slice("worktree ".length);
    if (line === `branch ${ref}`) return at;
  }
  return null;
}
