/**
 * Commits of a run, one for each piece of its work: on a branch that is made for them beside the
 * checkout, or on the one that is checked out. Of the person's index and files nothing changes but
 * what the commit holds. No hook runs and nothing is signed.
 */

import { typed } from "../../text.ts";
import { isWithin } from "../files.ts";
import { type Failure, gitErrors } from "../git/git.ts";
import { isUnderway } from "../git/head.ts";
import { type CommitForm, signOff, titleIn } from "../git/own-commits.ts";
import type { Project } from "../project.ts";
import { identity, pathText, SnapshotError } from "../repo.ts";
import { isSameFile } from "../snapshots/states.ts";
import { emptyTree } from "../trees/tree.ts";
import {
  afterwards,
  aloneIn,
  type Entries,
  type Entry,
  type Repository,
  type TreeChange,
} from "./git.ts";
import { mergeEntries } from "./merge/three-way.ts";
import { type Build, refsOf, type Workstream } from "./names.ts";
import { takeBase } from "./workstreams.ts";

/**
 * Keeps the checkout's present files as what the branch of a run starts from; what is kept already
 * stays.
 */
export const startBranch = (project: Project, build: Build): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    if (repo.base() === null) takeBase(repo);
    return { ok: true };
  });

export interface BranchCommit extends Build {
  /** Without `refs/heads/`. */
  branch: string;
  /** It is the branch that is checked out; else a branch that begins where the run began. */
  checkedOut?: boolean;
  /** First line of the message. */
  title: string;
  /** Its last lines: by them a commit is found again. */
  trailers?: Record<string, string>;
  /** How the project wants its message. */
  form?: CommitForm | undefined;
  /** Commits that are on the branch already. */
  contains?: readonly string[];
  /**
   * What goes into it: all that a landed workstream changed, or files of the checkout as they are,
   * by their names in the project.
   */
  of: { landed: Workstream } | { files: (name: string) => boolean };
}

/** Most commits that are searched for one that was already made. */
const MOST_COMMITS = 1000;

/** `commit`: null where there was nothing to commit. */
type OnBranch = { ok: true; commit: string | null } | Failure;

const HEADS = "refs/heads/";

/** The branch that is checked out, without `refs/heads/`; null where HEAD is detached. */
export const branchNow = (repo: Repository): string | null => {
  const ref = repo.tryText(["symbolic-ref", "--quiet", "HEAD"]) ?? "";
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : null;
};

/**
 * Commits a piece of work on the tip of a branch. One of the run's own begins at HEAD, or at a
 * commit on it with what was not committed when the run began. Again after a kill it makes no
 * second commit.
 */
export const commitOn = (project: Project, options: BranchCommit): OnBranch =>
  aloneIn(project, options, (repo) => put(repo, options));

/**
 * Commits files of the checkout as they are now on the branch that is checked out. `commit`: null
 * where none of them has changed, or where HEAD is detached.
 */
export const commitFiles = (
  project: Project,
  build: Build,
  {
    files,
    ...message
  }: Pick<BranchCommit, "title" | "trailers" | "form"> & { files: (name: string) => boolean },
): OnBranch =>
  aloneIn(project, build, (repo) => {
    const branch = branchNow(repo);
    if (branch === null) return { ok: true, commit: null };
    return put(repo, { ...build, branch, checkedOut: true, ...message, of: { files } });
  });

function put(
  repo: Repository,
  { branch, checkedOut, title, trailers = {}, form, of, contains = [] }: BranchCommit,
): OnBranch {
  const ref = `${HEADS}${branch}`;
  const tip = repo.commitAt(ref);
  const start = checkedOut ? null : startOf(repo);
  refuse(repo, { branch, contains }, tip, start);
  const before = tip ?? start ?? emptyTree(repo.place.places.sha256);
  const find = (): string | null =>
    tip === null || Object.keys(trailers).length === 0 ? null : foundBy(repo, trailers, start, tip);
  // The person goes on with a branch that is checked out: what was committed once is not put over
  // that.
  const made = start === null ? find() : null;
  if (made !== null) {
    // Killed between the branch and the index.
    followIndex(repo, repo.commitAt(`${made}^`) ?? emptyTree(repo.place.places.sha256), made);
    return { ok: true, commit: made };
  }
  const entries =
    "landed" in of ? entriesOnto(repo, before, of.landed) : entriesNow(repo, before, of.files);
  const tree = repo.treeWith(before, entries);
  const isNothing = entries.size === 0 || ((tip ?? start) !== null && tree === repo.treeAt(before));
  if (isNothing) return { ok: true, commit: start === null ? null : find() };
  const inUse = start === null ? null : repo.checkedOutAt(ref);
  if (inUse !== null)
    throw new SnapshotError(
      `the branch ${branch} is checked out in ${inUse}`,
      `switch to another branch there until the run ends: git -C ${typed(inUse)} checkout <branch>`,
    );
  const parents = [tip ?? start].filter((one) => one !== null);
  const author = start === null ? authorOf(repo) : {};
  const signed = signOff(form, nameOf(repo));
  const message = messageOf(titleIn(title, form, branchNow(repo)), [
    ...trailerLines(trailers),
    ...signed,
  ]);
  const commit = repo.commitTree(tree, parents, message, author);
  repo.setRef(ref, commit, tip);
  if (start === null) followIndex(repo, before, commit);
  return { ok: true, commit };
}

/**
 * @throws SnapshotError for a branch that is not the one that this run commits on, or that lacks a
 * commit that it has made there.
 * `tip`: null where the branch is gone; `start`: null where it has to be checked out
 */
function refuse(
  repo: Repository,
  { branch, contains }: { branch: string; contains: readonly string[] },
  tip: string | null,
  start: string | null,
): void {
  const now = start === null ? branchNow(repo) : branch;
  if (now !== branch)
    throw new SnapshotError(
      `${now === null ? "HEAD is detached" : `the branch ${now} is checked out`}, and this run commits on ${branch}`,
      `switch back: git switch ${typed(branch)}`,
    );
  if (start === null && isUnderway(repo.place.places.gitDir))
    throw new SnapshotError(
      "a merge, a rebase or the like is not finished here",
      "finish or abort it: git status",
    );
  if (start !== null && tip !== null && !repo.isAncestor(start, tip))
    throw new SnapshotError(
      `the branch ${branch} already exists, and this run did not create it`,
      `rename it: git branch -m ${typed(branch)} ${typed(`${branch}-mine`)}`,
    );
  const lost = contains.findLast((commit) => tip === null || !repo.isAncestor(commit, tip));
  if (lost !== undefined)
    throw new SnapshotError(
      `the branch ${branch} ${tip === null ? "is gone" : "was moved"}: it lacks ${lost.slice(0, 12)}, which this run committed`,
      `restore it: ${start === null ? "git reset --soft" : `git branch -f ${typed(branch)}`} ${lost.slice(0, 12)}`,
    );
}

const trailerLines = (trailers: Record<string, string>): string[] =>
  Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);

const messageOf = (title: string, lines: string[]): string =>
  [title, ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");

/**
 * What the branch begins with: the person's own commit where nothing else was there. @throws
 * SnapshotError
 */
function startOf(repo: Repository): string {
  const base = repo.base();
  if (base === null)
    throw new SnapshotError(`the branch of ${repo.run} was not started`, "start it first");
  const parent = repo.commitAt(`${base}^`);
  const isOwn =
    parent === null ||
    (repo.treeAt(parent) !== repo.treeAt(base) && repo.insideOf(base).length === 0);
  return isOwn ? base : parent;
}

/** The person's name and address, where git knows them. */
const personOf = (repo: Repository) =>
  ["user.name", "user.email"].map((key) => repo.tryText(["config", "--get", key])) as [
    string | null,
    string | null,
  ];

/** Whose name stands on a branch of the person: theirs, where git knows it. */
export function authorOf(repo: Repository): Record<string, string> {
  const [name, email] = personOf(repo);
  return name && email ? identity(name, email) : {};
}

function nameOf(repo: Repository): string | null {
  const [name, email] = personOf(repo);
  return name && email ? `${name} <${email}>` : null;
}

/**
 * Index entries that were as the commit before had them become those of the new one; what the
 * person has staged stays.
 */
export function followIndex(repo: Repository, before: string, commit: string): void {
  const compared = repo.git([
    "diff-index",
    "--cached",
    "--no-renames",
    "--name-only",
    "-z",
    before,
  ]);
  const staged = new Set(compared.toString("latin1").split("\0"));
  const following = repo.changesBetween(before, commit).filter(({ path }) => !staged.has(path));
  repo.putEntries(afterwards(following), {});
}

/**
 * What a landed workstream changed, put onto a tree that may lack what the person had not committed
 * when it began.
 * @throws SnapshotError where it was not brought in
 */
function entriesOnto(repo: Repository, tree: string, stream: Workstream): Entries {
  const refs = refsOf(stream.run);
  const [from, to] = [repo.commitAt(refs.base), repo.commitAt(refs.merged)];
  if (from === null || to === null)
    throw new SnapshotError(
      `the work of ${stream.area} was not brought into the checkout`,
      "merge it first",
    );
  // Where both meet in one place the file goes in whole: the work was seen to hold with the
  // person's lines in it.
  const isInside = isWithin(repo.insideOf(from));
  const changes = repo.changesBetween(from, to).filter(({ path }) => !isInside(pathText(path)));
  return changesOnto(repo, tree, changes, ({ to }) => to);
}

/**
 * Changes put onto a tree that may differ from what they were made on. `clash`: what stands where
 * they do not fit.
 */
export function changesOnto(
  repo: Repository,
  tree: string,
  changes: TreeChange[],
  clash: (one: TreeChange) => Entry | null,
) {
  const there = repo.entriesOf(tree);
  return new Map(
    changes.map((change) => {
      const merged = mergeEntries(repo, change.from, there.get(change.path) ?? null, change.to);
      return [change.path, merged === null ? clash(change) : merged.entry];
    }),
  );
}

/** What is told where a yes was given to something else. */
export const SWITCHED = [
  "something else is checked out since you were asked",
  "take it again",
] as const;

interface Taking {
  /** Commits of the run. */
  commits: readonly string[];
  /**
   * The branch that is checked out then; it begins at HEAD. Null: the one that is checked out now.
   */
  branch: string | null;
  /** Nothing is written but git objects. */
  dry?: boolean;
  /** The branch that was checked out when the person said yes to it. */
  seen?: string | undefined;
}

/**
 * Puts commits of a run, whose files are in the checkout already, onto a branch that is checked
 * out. Of files nothing changes. What the branch has already is left out, so again after a kill it
 * ends in the same state. `made`: how many it lacked.
 */
export const takeCommits = (
  project: Project,
  build: Build,
  { commits, branch, dry = false, seen }: Taking,
) =>
  aloneIn(project, build, (repo): { ok: true; on: string; made: number } | Failure => {
    const now = branchNow(repo);
    if (now === null)
      throw new SnapshotError("HEAD is detached", "switch to a branch: git switch <branch>");
    if (seen !== undefined && seen !== now) throw new SnapshotError(...SWITCHED);
    const head = repo.commitAt("HEAD");
    const empty = emptyTree(repo.place.places.sha256);
    const present = repo.entriesOf(repo.checkoutTree());
    let [tip, made] = [head, 0];
    // In the order in which they were made, which several at once do not keep in the journal.
    const ordered = repo.lines([
      "rev-list",
      "--reverse",
      "--topo-order",
      ...commits,
      ...(head ? [`^${head}`] : []),
    ]);
    const due = ordered
      .filter((one) => commits.includes(one))
      .map((commit) => {
        const parent = repo.commitAt(`${commit}^`);
        return { commit, parent, changes: repo.changesBetween(parent ?? empty, commit) };
      });
    // Of two commits on one file the branch may have both already: the older alone would not fit.
    const onBranch = repo.entriesOf(head ? repo.treeAt(head) : empty);
    const last = new Map(
      due.flatMap(({ changes }) => changes.map(({ path, to }) => [path, to] as const)),
    );
    const hasAll = [...last].every(([path, to]) => isSameFile(onBranch.get(path), to));
    for (const { commit, parent, changes } of hasAll ? [] : due) {
      const entries = changesOnto(repo, tip ?? empty, changes, ({ path }) => {
        throw new SnapshotError(
          `${pathText(path)} is another one on ${now} than the run found`,
          "commit by hand: git add, git commit",
        );
      });
      const tree = repo.treeWith(tip ?? empty, entries);
      if (tree === (tip === null ? empty : repo.treeAt(tip))) continue;
      made += 1;
      if (parent === tip) tip = commit;
      else
        tip = repo.commitTree(
          tree,
          tip === null ? [] : [tip],
          repo.text(["log", "-1", "--format=%B", commit]),
          authorOf(repo),
        );
    }
    const all = tip === null ? [] : repo.changesBetween(head ?? empty, tip);
    const gone = all.find(({ path, from }) => isSameFile(present.get(path), from));
    if (gone !== undefined)
      throw new SnapshotError(
        `the folder is without the run's change of ${pathText(gone.path)}`,
        "if it was rolled back, undo that first",
      );
    if (tip === null || made === 0) return { ok: true, on: now, made };
    if (dry) return { ok: true, on: branch ?? now, made };
    // First the index: killed between the two, git shows the change as staged.
    followIndex(repo, head ?? empty, tip);
    const ref = `${HEADS}${branch ?? now}`;
    const there = repo.commitAt(ref);
    if (branch !== null && there !== null && there !== tip)
      throw new SnapshotError(
        `a branch ${branch} already exists`,
        `rename it: git branch -m ${typed(branch)} <name>`,
      );
    if (there !== tip) repo.setRef(ref, tip, there);
    if (branch !== null) repo.git(["symbolic-ref", "-m", `multi-ai: ${branch}`, "HEAD", ref]);
    return { ok: true, on: branch ?? now, made };
  });

/**
 * Files of the checkout, by their names in the project ("" outside of it), that differ from a
 * commit or tree.
 */
function entriesNow(repo: Repository, tip: string, isIn: (name: string) => boolean): Entries {
  const nameOf = (path: string): string =>
    path.startsWith(repo.prefix) ? path.slice(repo.prefix.length) : "";
  const changes = repo.changesBetween(tip, repo.checkoutTree({ committable: true }));
  return afterwards(changes.filter(({ path }) => isIn(nameOf(pathText(path)))));
}

/**
 * The newest commit that has all of these trailers: up to a commit, and from another one on where
 * that is given. Null: there is none.
 */
function foundBy(
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
 * Creates a branch at HEAD and checks it out, where no branch has that name yet. No file changes.
 */
export const takeBranch = (
  project: Project,
  build: Build,
  branch: string,
): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    if (branchNow(repo) === branch) return { ok: true };
    // From a commit on not by checkout, which would end a merge, cherry-pick or revert of the
    // person.
    const isBorn = repo.commitAt("HEAD") !== null;
    const make = isBorn
      ? ["branch", "--no-track", "--"]
      : ["checkout", "--quiet", "--no-track", "-b"];
    const made = repo.tryGit([...make, branch]);
    if (!made.ok)
      throw new SnapshotError(
        `the branch ${branch} cannot be created: ${gitErrors(made)}`,
        `continue on the existing one, git switch ${typed(branch)}, or choose another name`,
      );
    if (isBorn)
      repo.git(["symbolic-ref", "-m", `multi-ai: ${branch}`, "HEAD", `${HEADS}${branch}`]);
    return { ok: true };
  });

/** Drops what a closed workstream has left: for one whose work is on a branch. */
export const forgetClosed = (project: Project, stream: Workstream): { ok: true } | Failure =>
  aloneIn(project, stream, (repo) => {
    const { built } = repo.refs;
    if (repo.base() === null) repo.dropRef(built);
    return { ok: true };
  });
