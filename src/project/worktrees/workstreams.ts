import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFolder, writeAtomic } from "../../store/files/disk.ts";
import { someOf, typed } from "../../text.ts";
import type { Failure } from "../git/git.ts";
import type { Project } from "../project.ts";
import { pathText, SnapshotError } from "../repo.ts";
import { storeFile } from "../snapshots/bytes.ts";
import { emptyTree, type TreeResult, treeOf } from "../trees/tree.ts";
import { carryIgnored, isEmptyFolder, linkPackages } from "./copy/dependencies.ts";
import { afterwards, aloneIn, inRepository, markerFile, type Repository } from "./git.ts";
import { branchRef, excludedOf, type Workstream, worktreePath } from "./names.ts";
import { lastCommit, stateAmong, stateFailure, stateIn } from "./workstream-state.ts";

/**
 * Workstreams of a parallel build: each area works in a git worktree of its own, from one commit
 * that holds what the person sees. The person's index, HEAD, branches and files are left alone, no
 * hook runs, nothing is signed.
 */

/**
 * The commit that a workstream's worktree begins at, and the ref of its branch; null: it has none,
 * or another branch has taken the name, which stays as it is.
 */
function startOf(
  repo: Repository,
  stream: Workstream,
  base: string,
): { commit: string; ref: string | null } {
  const last = lastCommit(repo, stream);
  const commit = last !== null && repo.isAncestor(base, last) ? last : base;
  const ref = branchRef(stream);
  if (ref === null) return { commit, ref };
  const tip = repo.commitAt(ref);
  const isOwn =
    tip === null
      ? repo.tryGit(["update-ref", "--no-deref", ref, commit, "0".repeat(commit.length)]).ok
      : tip === commit && repo.checkedOutAt(ref) === null;
  return { commit, ref: isOwn ? ref : null };
}

/**
 * `path` is the project's folder in the worktree, `base` the commit that all areas start from;
 * `missing`: of a new one, what the checkout has beside its commits and was too large to copy.
 */
type Opened = { ok: true; path: string; base: string; missing?: string[] } | Failure;

type Committed = { ok: true; commit: string } | Failure;

/**
 * Makes a workstream's worktree, or finds it: again after a kill gives the same place. The first
 * one of a run keeps the checkout's present files (uncommitted and untracked ones too) as the
 * commit that all areas start from.
 */
export const openWorkstream = (project: Project, stream: Workstream): Opened =>
  aloneIn(project, stream, (repo) => {
    const path = worktreePath(repo.project, repo.run, stream.area);
    createFolder(dirname(path));
    const base = repo.base() ?? takeBase(repo);
    const making = `${path}.making`;
    if (existsSync(making)) {
      // An incomplete worktree was given to nobody: there is no work in it.
      if (!repo.adminOf(path)?.marker) removeUnfinished(repo, path);
      rmSync(making, { force: true });
    }
    const found = stateIn(repo, stream);
    const isFree = found.kind === "missing" || (found.kind === "foreign" && isEmptyFolder(path));
    if (isFree) return make(repo, stream, path, base);
    if (found.kind === "moved") {
      // The files stay; what was committed elsewhere is in the worktree's reflog.
      repo.tryGit(["checkout", "--quiet", "--detach"], { cwd: path });
      repo.git(["reset", "--quiet", "--soft", lastCommit(repo, stream) ?? base], { cwd: path });
      repo.git(["reset", "--quiet"], { cwd: path });
    } else if (!["clean", "dirty", "busy"].includes(found.kind)) throw stateFailure(found);
    return opened(repo, path, base);
  });

function make(repo: Repository, stream: Workstream, path: string, base: string): Opened {
  const last = lastCommit(repo, stream);
  if (last !== null) repo.keepRef(repo.refs.area(stream.area), last);
  removeUnfinished(repo, path);
  const { commit, ref } = startOf(repo, stream, base);
  writeAtomic(`${path}.making`, `${process.pid}\n`);
  repo.git(["worktree", "add", "--detach", path, commit]);
  if (ref !== null) repo.git(["symbolic-ref", "HEAD", ref], { cwd: path });
  const admin = repo.adminOf(path);
  if (admin === null) throw new SnapshotError(`git made no worktree at ${path}`, "try again");
  repo.keepRef(repo.refs.area(stream.area), commit);
  writeAtomic(
    markerFile(admin.folder),
    `${JSON.stringify({ run: repo.run, area: stream.area })}\n`,
  );
  const missing = carryIgnored(repo, folderIn(repo, path));
  const made = opened(repo, path, base);
  rmSync(`${path}.making`, { force: true });
  return { ...made, missing };
}

function opened(repo: Repository, path: string, base: string): Opened & { ok: true } {
  const inside = folderIn(repo, path);
  linkPackages(repo, inside);
  return { ok: true, path: inside, base };
}

/** The project's folder in a worktree: git does not know that of a project without files. */
function folderIn(repo: Repository, path: string): string {
  const inside = join(path, repo.prefix).replace(/\/$/, "");
  mkdirSync(inside, { recursive: true });
  return inside;
}

/**
 * Removes what is left of an incomplete or deleted worktree, also git's own folder of it, which
 * would stop a new one.
 */
export function removeUnfinished(repo: Repository, path: string): void {
  rmSync(path, { recursive: true, force: true });
  const admin = repo.adminOf(path);
  if (admin !== null) rmSync(admin.folder, { recursive: true, force: true });
}

/** Keeps the checkout's present files as the commit that the run's workstreams start from. */
export function takeBase(repo: Repository): string {
  const commit = repo.commitFound(
    `multi-ai: the project's files at the start of the build of ${repo.run}`,
  );
  repo.setRef(repo.refs.base, commit, null);
  return commit;
}

/**
 * Commits all work of a worktree, also untracked files. Folders that are no part of the build
 * (`.task`, `pipeline`) are left out, even if the owner has committed them. One that is gone has
 * nothing but its commits.
 */
export const commitWorkstream = (project: Project, stream: Workstream): Committed =>
  aloneIn(project, stream, (repo) => {
    const { kind, path, tip } = stateAmong(repo, stream, ["clean", "dirty", "missing"]);
    if (kind === "missing") return { ok: true, commit: tip };
    const tree = repo.presentTree(path, { keep: true });
    const base = repo.base()!;
    const outside = repo
      .changesBetween(repo.treeAt(base), tree)
      .filter((change) => !change.path.startsWith(Buffer.from(repo.prefix).toString("latin1")));
    if (outside.length > 0) {
      const names = outside.map((change) => pathText(change.path));
      throw new SnapshotError(
        `${stream.area} changed files outside the project's folder ${repo.prefix}: ${someOf(names)}`,
        `put them back: git -C ${typed(path)} checkout ${base} -- ${names.slice(0, 5).map(typed).join(" ")} (remove those that are new)`,
      );
    }
    let now = tip;
    if (tree !== repo.treeAt(tip)) {
      now = repo.commitTree(tree, [tip], `multi-ai: the work of ${stream.area} in ${repo.run}`);
      repo.moveHead(path, tip, now, branchRef(stream));
    }
    // Also when there was nothing to commit: a process that was killed here has left the index
    // after its commit.
    repo.git(["reset", "--quiet"], { cwd: path });
    repo.keepRef(repo.refs.area(stream.area), now);
    return { ok: true, commit: now };
  });

/**
 * The tree of what a worktree holds now: comparable with the one of the project (`treeOf`), of
 * which it is a version.
 */
export function workstreamTree(project: Project, stream: Workstream): TreeResult {
  return inRepository(project, stream, (repo) => {
    const state = stateIn(repo, stream);
    if (["missing", "foreign"].includes(state.kind)) throw stateFailure(state);
    const place = { ...project, root: join(state.path, repo.prefix) };
    return treeOf(place, { exclude: excludedOf(stream), timeout: repo.place.timeout });
  });
}

/**
 * `taken`: files that lay there and are in no commit, each with the place where its bytes are kept:
 * one may be the person's.
 */
type Restored = { ok: true; taken: { path: string; kept: string }[] } | Failure;

/**
 * Puts a worktree back to a commit of it: for what commands of the program have left in it, commits
 * too. Without one it is its last.
 */
export const restoreWorkstream = (
  project: Project,
  stream: Workstream,
  commit?: string,
): Restored =>
  aloneIn(project, stream, (repo) => {
    const { path: cwd, tip, kind } = stateAmong(repo, stream, ["clean", "dirty"]);
    const back = commit ?? tip;
    const lost =
      kind === "dirty" || back !== tip ? inNoCommit(repo, cwd, [back, repo.base()!]) : [];
    const taken = lost.map(({ path, hash }) => ({
      path: path.slice(repo.prefix.length),
      kept: storeFile(project, join(cwd, path)) ?? `git show ${hash}`,
    }));
    repo.git(["reset", "--quiet", "--hard", back], { cwd });
    const excluded = excludedOf(stream).map((folder) => `--exclude=/${repo.prefix}${folder}`);
    repo.git(["clean", "--quiet", "-ffd", ...excluded], { cwd });
    return { ok: true, taken };
  });

/** Files of a work tree that are in none of these commits as they are there. */
function inNoCommit(
  repo: Repository,
  top: string,
  commits: readonly string[],
): { path: string; hash: string }[] {
  const present = repo.presentTree(top, { keep: true });
  const [first, ...others] = commits.map((commit) =>
    repo
      .changesBetween(commit, present)
      .flatMap(({ path, to }) => (to === null ? [] : [{ path: pathText(path), hash: to.hash }])),
  );
  return first!.filter(({ path }) =>
    others.every((files) => files.some((file) => file.path === path)),
  );
}

/** `tree`: the project's tree that the work starts from now, comparable with `workstreamTree`. */
type Moved = { ok: true; tree: string } | Failure;

/**
 * Puts a workstream on the checkout's present files. All that it has changed and committed stays,
 * but for `without`: those files are then as they are in the checkout, and their change has to be
 * made again. Killed in between, the worktree may hold either version of them: whoever lands it has
 * to look at what it holds.
 */
export const moveWorkstream = (
  project: Project,
  stream: Workstream,
  without: readonly string[],
): Moved =>
  aloneIn(project, stream, (repo) => {
    const { path: cwd, tip } = stateAmong(repo, stream, ["clean"]);
    const changes = repo
      .changesBetween(repo.base()!, tip)
      .filter(({ path }) => !without.includes(pathText(path)));
    const base = repo.commitFound(
      `multi-ai: the project's files as ${stream.area} of ${repo.run} found them later`,
    );
    const tree = repo.treeWith(repo.treeAt(base), afterwards(changes));
    // A child of both: whichever base is known when this is interrupted, it holds it.
    const moved = repo.commitTree(
      tree,
      [base, tip],
      `multi-ai: the work of ${stream.area} in ${repo.run}, moved`,
    );
    repo.moveHead(cwd, tip, moved, branchRef(stream));
    repo.git(["reset", "--quiet", "--hard", moved], { cwd });
    repo.keepRef(repo.refs.area(stream.area), moved);
    repo.keepRef(repo.refs.base, base);
    return { ok: true, tree: `git:${projectTreeAt(repo, base)}` };
  });

/** The tree of the project's folder in a commit; the empty tree where it holds no file. */
function projectTreeAt(repo: Repository, commit: string): string {
  if (repo.prefix === "") return repo.treeAt(commit);
  const found = repo.tryText([
    "rev-parse",
    "--verify",
    `${commit}:${repo.prefix.replace(/\/$/, "")}`,
  ]);
  return found ?? emptyTree(repo.place.places.sha256);
}
