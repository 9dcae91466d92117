import { entriesOf, runGit } from "../../../project/git/git.ts";
import { headOf } from "../../../project/git/head.ts";
import { typed } from "../../../text.ts";
import { PLANNING } from "../paths.ts";

/**
 * What the person's repository says of plans: commits of their tasks, and what these changed.
 * Nothing of it is written.
 */

/**
 * A commit that says which plan it is of, such as `02-01`. `task`: its number, where the program
 * has made the commit.
 */
export type PlanCommit = ReturnType<typeof planCommits>[number];

const COMMIT = /^[0-9a-f]{7,64}$/;
/** `feat(02-01): add a search`, as GSD and this program write it. */
const SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+[A-Za-z]?)\)!?:/;

const git = (root: string, ...args: string[]) => runGit(args, { cwd: root });
/** What git says with zero bytes between; nothing where it says nothing. */
const parts = ({ ok, out }: ReturnType<typeof runGit>): string[] => (ok ? entriesOf(out) : []);

/** Where one may be asked for: all branches, and what is checked out. */
const tips = (root: string): string[] => ["--branches", ...(headOf(root)?.commit ? ["HEAD"] : [])];

/** Paths of the project's files: all of them, or those beside its planning. */
export const CHANGING = { anything: ["."], code: [".", `:(exclude,literal)${PLANNING}`] };

/**
 * Commits of these plans on any branch, or in what is checked out alone, oldest first. `ids`: such
 * as `02-01`. `changing`: only those that changed some file of these paths; a merge changes none.
 */
export function planCommits(
  root: string,
  ids: readonly string[],
  of: "branches" | "checkout" = "branches",
  changing: readonly string[] = [],
) {
  const from = of === "branches" ? tips(root) : tips(root).slice(1);
  if (ids.length === 0 || from.length === 0) return [];
  const patterns = ids.flatMap((id) => [`--grep=(${id})`, `--grep=Plan: ${id}`]);
  const form = ["-z", "--topo-order", "--reverse", "--fixed-strings", "--format=%H%n%B"];
  const only = changing.length > 0 ? ["--full-history", "--no-merges", "--", ...changing] : [];
  return parts(git(root, "log", ...form, ...patterns, ...from, ...only)).flatMap((part) => {
    const [commit = "", ...lines] = part.trim().split("\n");
    const plan = planIn(lines);
    const task =
      trailer(lines, "Plan") === null ? null : Number(trailer(lines, "Task") ?? Number.NaN);
    return plan !== null && ids.includes(plan)
      ? [{ commit, subject: lines[0] ?? "", plan, task: Number.isInteger(task) ? task : null }]
      : [];
  });
}

/** What the last line of a message says under this name. */
const trailer = (lines: readonly string[], name: string): string | null =>
  lines
    .slice(1)
    .findLast((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2) ?? null;

/**
 * The plan that a commit says it is of, such as `02-01`; null: it names none. `lines`: its message.
 */
const planIn = (lines: readonly string[]): string | null =>
  trailer(lines, "Plan") ?? SUBJECT.exec(lines[0] ?? "")?.[1] ?? null;

/**
 * Plans that these commits say they are of, null for each that names none; empty where git cannot
 * tell.
 */
export function plansNamed(root: string, commits: readonly string[]): (string | null)[] {
  const known = commits.filter((commit) => COMMIT.test(commit));
  if (known.length === 0) return [];
  const texts = parts(git(root, "log", "-z", "--no-walk=unsorted", "--format=%B", ...known));
  return texts.filter((text) => text.trim() !== "").map((text) => planIn(text.trim().split("\n")));
}

const isShallow = (root: string): boolean =>
  git(root, "rev-parse", "--is-shallow-repository").out.toString().trim() === "true";

/**
 * Why a commit is in no history that lasts, in words with what helps; null: a branch, a tag or HEAD
 * has it. `branch`: where it belongs.
 */
export function lostReason(root: string, commit: string, branch: string): string | null {
  if (!COMMIT.test(commit)) return `${commit}: found no commit of that name`;
  const found = git(root, "rev-parse", "--verify", "--quiet", `${commit}^{commit}`);
  if (!found.ok)
    return `commit ${commit} is not in this repository${isShallow(root) ? ", a shallow clone: git fetch --unshallow" : ""}`;
  const whole = found.out.toString().trim();
  const places = ["refs/heads", "refs/remotes", "refs/tags"];
  const refs = git(
    root,
    "for-each-ref",
    "--count=1",
    `--contains=${whole}`,
    "--format=%(refname)",
    ...places,
  );
  if (refs.ok && refs.out.length > 0) return null;
  if (git(root, "merge-base", "--is-ancestor", whole, "HEAD").ok) return null;
  return `commit ${commit} is no longer on any branch; bring it back: git branch ${typed(branch)} ${commit}`;
}

/**
 * The newest commit that did this to a file; null: none did, or git cannot tell. `from`: left out,
 * what is checked out.
 */
function newest(root: string, path: string, how: "D" | "ADM", from: string[] = []): string | null {
  const form = ["--max-count=1", `--diff-filter=${how}`, "--no-renames", "--format=%H"];
  const { ok, out } = git(root, "log", ...form, ...from, "--", `:(literal)${path}`);
  return (ok && out.toString().trim()) || null;
}

/**
 * Whether some commit on a branch, or below HEAD, has taken a file away: what brought it may have
 * been right.
 */
export const wasDeleted = (root: string, path: string): boolean =>
  newest(root, path, "D", tips(root)) !== null;

/** The commit that changed a file last, of what is checked out. */
export const lastCommitOf = (root: string, path: string): string | null =>
  newest(root, path, "ADM");

/**
 * Files that some commits changed, oldest first, and whether the first of them made it; paths from
 * the project's folder.
 */
export function changesOf(
  root: string,
  commits: readonly string[],
): Map<string, "added" | "changed"> {
  const changed = new Map<string, "added" | "changed">();
  const form = [
    "-r",
    "-z",
    "--root",
    "--no-commit-id",
    "--no-renames",
    "--name-status",
    "--relative",
  ];
  if (commits.length === 0) return changed;
  const words = parts(
    runGit(["diff-tree", ...form, "--stdin"], { cwd: root, stdin: `${commits.join("\n")}\n` }),
  );
  for (let at = 0; at + 1 < words.length; at += 2) {
    const path = words[at + 1]!;
    if (!changed.has(path)) changed.set(path, words[at]!.trim() === "A" ? "added" : "changed");
  }
  return changed;
}

/** Whether there is a branch of this name. */
export const isBranch = (root: string, name: string): boolean =>
  git(root, "rev-parse", "--verify", "--quiet", `refs/heads/${name}^{commit}`).ok;
