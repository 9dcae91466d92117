/**
 * A branch of a run with one commit for each piece of its work, made beside the checkout: HEAD, index, files and the
 * person's branches stay as they are.
 */
import { existsSync } from "node:fs";
import type { Failure } from "../git.ts";
import { SnapshotFailed } from "../kept-state.ts";
import type { Project } from "../project.ts";
import { afterwards, aloneIn, type Entries, type Repository, type TreeChange } from "./git.ts";
import { type Build, refsOf, typed, type Workstream, worktreePath } from "./names.ts";
import { takeBase } from "./worktrees.ts";

/** Keeps the checkout's present files as what the branch of a run starts from; what is kept already stays. */
export const startBranch = (project: Project, build: Build): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    if (repo.base() === null) takeBase(repo);
    return { ok: true };
  });

export interface BranchCommit extends Build {
  /** Without `refs/heads/`. */
  branch: string;
  /** First line of the message. */
  title: string;
  /** Its last lines: by them a commit is found again. */
  trailers: Record<string, string>;
  /** Commits that are on the branch already. */
  contains?: readonly string[];
  /** What goes into it: all that a landed workstream changed, or files of the checkout by their names in the project. */
  of: { landed: Workstream } | { files: (name: string) => boolean };
}

/** Commits that are looked through for one that was made already. */
const MOST_COMMITS = 1000;

/** `commit`: null where there was nothing to commit. */
export type OnBranch = { ok: true; commit: string | null } | Failure;

/**
 * Commits a piece of work on the tip of the run's branch, which begins where the run began: at HEAD, or at a commit on it
 * with what was not committed then. Again after a kill it makes no second commit.
 */
export const commitOnBranch = (project: Project, options: BranchCommit): OnBranch =>
  aloneIn(project, options, (repo) => put(repo, options));

function put(repo: Repository, { branch, title, trailers, of, contains = [] }: BranchCommit): OnBranch {
  const start = startOf(repo);
  const ref = `refs/heads/${branch}`;
  const before = repo.commitAt(ref);
  const tip = before ?? start;
  if (!repo.isAncestor(start, tip))
    throw new SnapshotFailed(
      `the branch ${branch} is there already, and this run did not make it`,
      `rename it: git branch -m ${typed(branch)} ${typed(`${branch}-mine`)}`,
    );
  hasAll(repo, branch, before, contains);
  const entries = "landed" in of ? landedEntries(repo, of.landed) : entriesNow(repo, tip, of.files);
  const tree = repo.treeWith(repo.treeAt(tip), entries);
  if (tree === repo.treeAt(tip)) return { ok: true, commit: foundBy(repo, trailers, start, tip) };
  const inUse = repo.checkedOutAt(ref);
  if (inUse !== null)
    throw new SnapshotFailed(
      `the branch ${branch} is checked out in ${inUse}`,
      `take another branch there until the run has ended: git -C ${typed(inUse)} checkout <branch>`,
    );
  const commit = repo.commitTree(tree, [tip], messageOf(title, trailers));
  repo.setRef(ref, commit, before);
  return { ok: true, commit };
}

const trailerLines = (trailers: Record<string, string>): string[] =>
  Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);

/** A commit's message. */
export function messageOf(title: string, trailers: Record<string, string>): string {
  const lines = trailerLines(trailers);
  return [title, ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");
}

/** `tip`: null where the branch is gone. @throws SnapshotFailed where it lacks a commit that the run has made on it */
export function hasAll(
  repo: Repository,
  branch: string,
  tip: string | null,
  contains: readonly string[],
  isCheckedOut = false,
): void {
  const lost = contains.findLast((one) => tip === null || !repo.isAncestor(one, tip));
  if (lost !== undefined)
    throw new SnapshotFailed(
      `the branch ${branch} ${tip === null ? "is gone" : "was moved"}: it lacks ${lost.slice(0, 12)}, which this run has made`,
      `bring it back: ${isCheckedOut ? "git reset --soft" : `git branch -f ${typed(branch)}`} ${lost.slice(0, 12)}`,
    );
}

/** What the branch begins with: the person's own commit where nothing else was there. @throws SnapshotFailed */
function startOf(repo: Repository): string {
  const base = repo.base();
  if (base === null) throw new SnapshotFailed(`the branch of ${repo.run} was not begun`, "begin it first");
  const parent = repo.commitAt(`${base}^`);
  return parent !== null && repo.treeAt(parent) === repo.treeAt(base) ? parent : base;
}

const landedEntries = (repo: Repository, stream: Workstream): Entries => afterwards(landedChanges(repo, stream));

/** What a landed workstream changed. @throws SnapshotFailed where it was not brought in */
export function landedChanges(repo: Repository, stream: Workstream): TreeChange[] {
  const refs = refsOf(stream.run);
  const [from, to] = [repo.commitAt(refs.base), repo.commitAt(refs.merged)];
  if (from === null || to === null)
    throw new SnapshotFailed(`the work of ${stream.area} was not brought into the checkout`, "merge it first");
  return repo.changesBetween(from, to);
}

/** Files of the checkout, by their names in the project, that differ from a commit or tree. */
export const entriesNow = (repo: Repository, tip: string, isIn: (name: string) => boolean): Entries =>
  afterwards(repo.changesBetween(tip, repo.checkoutTree()).filter(({ path }) => isIn(nameOf(repo, path))));

/** A path of the repository as the project names it; "" for one outside of it. */
const nameOf = ({ prefix }: Repository, path: string): string => {
  const text = Buffer.from(path, "latin1").toString("utf8");
  return text.startsWith(prefix) ? text.slice(prefix.length) : "";
};

/** The newest commit that has all of these trailers: up to a commit, and from another one on where that is given. Null: there is none. */
export function foundBy(
  repo: Repository,
  trailers: Record<string, string>,
  from: string | null,
  to: string,
): string | null {
  const wanted = trailerLines(trailers);
  const range = from === null ? [`--max-count=${MOST_COMMITS}`, to] : [to, `^${from}`];
  const log = repo.git(["log", "-z", "--format=%H%n%B", ...range]).toString();
  for (const one of log.split("\0").filter((text) => text !== "")) {
    const [commit = "", ...lines] = one.trimEnd().split("\n");
    const last = lines.slice(lines.lastIndexOf("") + 1);
    if (wanted.every((line) => last.includes(line))) return commit.trim();
  }
  return null;
}

/**
 * How far the closing of a workstream has come. `closing`: its worktree is gone and its refs are not, because the process was
 * killed; to open it again would make one without its work, so it has to be closed first.
 */
export const closingOf = (
  project: Project,
  stream: Workstream,
): { ok: true; state: "open" | "closing" | "closed" } | Failure =>
  aloneIn(project, stream, (repo) => {
    if (repo.commitAt(repo.refs.built) === null) return { ok: true, state: "open" };
    if (repo.base() === null) return { ok: true, state: "closed" };
    const isThere = existsSync(worktreePath(project, stream.run, stream.area));
    return { ok: true, state: isThere ? "open" : "closing" };
  });

/** Drops what a closed workstream has left: for one whose work is on a branch. */
export const forgetClosed = (project: Project, stream: Workstream): { ok: true } | Failure =>
  aloneIn(project, stream, (repo) => {
    const { built } = repo.refs;
    if (repo.base() === null) repo.dropRef(built);
    return { ok: true };
  });
