import { runGit } from "../../../project/git.ts";
import { headOf } from "../../../project/head.ts";
import { leftAmong } from "../../../project/left-behind.ts";
import { typed } from "../../../project/worktrees/names.ts";

/** What the person's repository says of plans: commits of their tasks, and what these changed. Nothing of it is written. */

/** A commit that says which plan it is of. */
export interface PlanCommit {
  commit: string;
  subject: string;
  /** `02-01`. */
  plan: string;
  /** Number of the task, where the program has made the commit; null: nobody can tell. */
  task: number | null;
}

interface ChangedPath {
  path: string;
  status: "added" | "modified" | "deleted";
}

const COMMIT = /^[0-9a-f]{7,64}$/;
/** `feat(02-01): add a search`, as GSD and this program write it. */
const SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+)\)!?:/;

/** Where one may be asked for: all branches, and what is checked out. */
const tips = (root: string): string[] => ["--branches", ...(headOf(root)?.commit ? ["HEAD"] : [])];

/** Commits of these plans on any branch, or in what is checked out alone, oldest first. `ids`: such as `02-01`. */
export function planCommits(
  root: string,
  ids: readonly string[],
  of: "branches" | "checkout" = "branches",
): PlanCommit[] {
  const from = of === "branches" ? tips(root) : tips(root).slice(1);
  if (ids.length === 0 || from.length === 0) return [];
  const said = ids.flatMap((id) => [`--grep=(${id})`, `--grep=Plan: ${id}`]);
  const log = runGit(
    ["log", "-z", "--topo-order", "--reverse", "--fixed-strings", ...said, "--format=%H%n%B", ...from],
    {
      cwd: root,
    },
  );
  if (!log.ok) return [];
  const found = log.out
    .toString()
    .split("\0")
    .filter((one) => one.trim() !== "");
  return found.flatMap((one): PlanCommit[] => {
    const [commit = "", subject = "", ...rest] = one.trim().split("\n");
    const trailer = (name: string): string | undefined =>
      rest.findLast((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const plan = trailer("Plan") ?? SUBJECT.exec(subject)?.[1];
    const task = trailer("Plan") === undefined ? null : Number(trailer("Task"));
    return plan !== undefined && ids.includes(plan)
      ? [{ commit, subject, plan, task: Number.isInteger(task) ? task : null }]
      : [];
  });
}

/** The plan that a commit says it is of, such as `02-01`; null: it names none. `text`: its message. */
const planIn = (text: string): string | null => {
  const lines = text.split("\n");
  return lines.findLast((line) => line.startsWith("Plan: "))?.slice(6) ?? SUBJECT.exec(lines[0] ?? "")?.[1] ?? null;
};

/** Plans that these commits say they are of, null for each that names none; empty where git cannot tell. */
export function plansNamed(root: string, commits: readonly string[]): (string | null)[] {
  const known = commits.filter((one) => COMMIT.test(one));
  if (known.length === 0) return [];
  const log = runGit(["log", "-z", "--no-walk=unsorted", "--format=%B", ...known], { cwd: root });
  if (!log.ok) return [];
  const texts = log.out.toString().split("\0");
  return texts.filter((one) => one.trim() !== "").map((one) => planIn(one.trim()));
}

/** Why a commit is in no history that lasts, in words with what helps; null: a branch, a tag or HEAD has it. `branch`: where it belongs. */
export function lostReason(root: string, commit: string, branch: string): string | null {
  if (!COMMIT.test(commit)) return `${commit}: found no commit of that name`;
  const found = runGit(["rev-parse", "--verify", "--quiet", `${commit}^{commit}`], { cwd: root });
  if (!found.ok) return `commit ${commit} is not in this repository`;
  const whole = found.out.toString().trim();
  const refs = runGit(
    [
      "for-each-ref",
      "--count=1",
      `--contains=${whole}`,
      "--format=%(refname)",
      "refs/heads",
      "refs/remotes",
      "refs/tags",
    ],
    { cwd: root },
  );
  if (refs.ok && refs.out.length > 0) return null;
  if (runGit(["merge-base", "--is-ancestor", whole, "HEAD"], { cwd: root }).ok) return null;
  return `commit ${commit} is on no branch any more; bring it back: git branch ${typed(branch)} ${commit}`;
}

/** Whether some commit on a branch, or below HEAD, has taken a file away: what brought it may have been right. */
export function wasDeleted(root: string, path: string): boolean {
  const args = ["log", "--max-count=1", "--diff-filter=D", "--no-renames", "--format=%H", ...tips(root)];
  const { ok, out } = runGit([...args, "--", `:(literal)${path}`], { cwd: root });
  return ok && out.length > 0;
}

const STATUS: Record<string, ChangedPath["status"]> = { A: "added", D: "deleted" };

/** What some commits changed, oldest first, each against the one before it; paths from the project's folder. */
export function changesOf(root: string, commits: readonly string[]): ChangedPath[][] {
  return commits.map((commit) => {
    const args = ["diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-status", "--relative"];
    const { ok, out } = runGit([...args, commit], { cwd: root });
    const words = ok ? out.toString().split("\0") : [];
    const changed: ChangedPath[] = [];
    for (let at = 0; at + 1 < words.length; at += 2)
      changed.push({ status: STATUS[words[at]!.trim()] ?? "modified", path: words[at + 1]! });
    return changed;
  });
}

/** What several commits come to: a file that one adds and a later one deletes is none. */
export function changesTogether(all: readonly ChangedPath[][]): ChangedPath[] {
  const files = new Map<string, ChangedPath["status"]>();
  for (const { path, status } of all.flat()) {
    const before = files.get(path);
    if (before === "added" && status === "deleted") files.delete(path);
    else if (before === "added") files.set(path, "added");
    else files.set(path, before === "deleted" && status === "added" ? "modified" : status);
  }
  return [...files].map(([path, status]) => ({ path, status })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Files of the project that differ from the commit that is checked out, without what runs of tests and builds left behind; null:
 * git cannot tell. `aside`: folders that are no part of the work.
 */
export function uncommitted(root: string, aside: readonly string[]): string[] | null {
  const untracked = runGit(["ls-files", "--others", "--exclude-standard", "--directory", "-z"], { cwd: root });
  if (!untracked.ok) return null;
  const out = [...aside, ...leftAmong(root, untracked.out.toString().split("\0"))];
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"];
  const status = runGit([...args, "--", ".", ...out.map((one) => `:(exclude,literal)${one}`)], { cwd: root });
  const prefix = runGit(["rev-parse", "--show-prefix"], { cwd: root });
  if (!status.ok || !prefix.ok) return null;
  const skip = prefix.out.toString().trim().length;
  return status.out
    .toString()
    .split("\0")
    .filter((one) => one.length > 3)
    .map((one) => one.slice(3 + skip));
}

/** Whether git takes a name for that of a branch, and no command line takes it for an option or for another branch. */
export function isBranchName(root: string, name: string): boolean {
  const { ok, out } = runGit(["check-ref-format", "--branch", name], { cwd: root });
  return ok && out.toString().trim() === name;
}

/** Whether there is a branch of this name. */
export const isBranch = (root: string, name: string): boolean =>
  runGit(["rev-parse", "--verify", "--quiet", `refs/heads/${name}^{commit}`], { cwd: root }).ok;
