/** Removes the worktrees of a run, where nothing is lost with them. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Failure, gitErrors } from "../git.ts";
import { SnapshotFailed } from "../kept-state.ts";
import type { Project } from "../project.ts";
import { unlinkPackages } from "./dependencies.ts";
import { aloneIn, type Repository } from "./git.ts";
import { type Build, DEFAULT_PREFIX, typed, worktreePath, worktreesFolder } from "./names.ts";
import { stateIn } from "./state.ts";

/** Why something stays, and what helps. */
type Why = { why: string; remedy: string };

interface Closed {
  ok: true;
  /** Areas whose worktree is gone now. */
  removed: string[];
  /** Worktrees and branches that stay. */
  kept: ({ area: string } & Why)[];
  /** Branches that were deleted: all of their commits are merged. */
  deleted: string[];
}

/**
 * Removes the worktrees of a run and deletes its merged branches. A worktree with uncommitted work, a locked or moved one,
 * and a branch with unmerged commits are kept and named. When nothing is kept, the result stays on
 * `refs/multi-ai/<run>-built`, and the next workstream of the run starts from the checkout as it is then.
 */
export const closeWorkstreams = (project: Project, build: Build): Closed | Failure =>
  aloneIn(project, build, (repo) => close(repo, build));

function close(repo: Repository, build: Build): Closed {
  if (repo.commitAt(repo.refs.merging) !== null)
    throw new SnapshotFailed(`a merge of ${repo.run} ended halfway`, "merge again, then close");
  const ours = repo.admins().flatMap(({ marker, path }) => (marker?.run === repo.run ? [{ ...marker, path }] : []));
  const closed: Closed = { ok: true, removed: [], kept: [], deleted: [] };
  const closeBranch = (area: string, branch: string): void => {
    const unmerged = deleteBranch(repo, branch);
    if (unmerged === null) closed.deleted.push(branch);
    else closed.kept.push({ area, ...unmerged });
  };
  for (const { area, branch, path } of ours.sort((a, b) => (a.area < b.area ? -1 : 1))) {
    const why = removeWorktree(repo, build, area, path);
    if (why !== null) closed.kept.push({ area, ...why });
    else {
      closed.removed.push(area);
      closeBranch(area, branch);
    }
  }
  sweepUnfinished(repo);
  // Branches without a worktree.
  for (const name of areaRefs(repo)) {
    const branch = `${build.prefix ?? DEFAULT_PREFIX}${name}`;
    if (!ours.some((one) => one.branch === branch) && repo.commitAt(`refs/heads/${branch}`) !== null)
      closeBranch(name, branch);
  }
  if (closed.kept.length === 0) retire(repo);
  return closed;
}

/** Null when it is gone. */
function removeWorktree(repo: Repository, build: Build, area: string, path: string): Why | null {
  const remove = `git -C ${typed(repo.place.places.top)} worktree remove`;
  if (path !== worktreePath(repo.project, repo.run, area))
    return { why: `The worktree of ${area} was moved to ${path}.`, remedy: `${remove} ${typed(path)}` };
  const state = stateIn(repo, { ...build, area });
  if (state.kind === "missing" && !state.locked) {
    // Only this one: git's own prune would also forget worktrees of the person's on a disk that is not there now.
    const admin = repo.adminOf(path);
    if (admin !== null) rmSync(admin.folder, { recursive: true, force: true });
    return null;
  }
  if (state.dirty)
    return {
      why: `${state.message} It is kept: ${path}.`,
      remedy: `commit it and merge again, or ${remove} --force ${typed(path)}`,
    };
  if (state.kind !== "clean") return { why: `${state.message} It is kept.`, remedy: state.remedy };
  const left = notInGit(repo, path);
  if (left !== null)
    return {
      why: `The worktree of ${area} holds ${left}, which is in no commit. It is kept.`,
      remedy: `move it to where it belongs, or ${remove} --force ${typed(path)}`,
    };
  unlinkPackages(repo, path);
  const run = repo.tryGit(["worktree", "remove", path]);
  // With submodules git asks for --force, although those here are not checked out and hold nothing.
  const forced = !run.ok && /submodules/.test(run.err) ? repo.tryGit(["worktree", "remove", "--force", path]) : run;
  if (forced.ok) return null;
  return {
    why: `git did not remove the worktree of ${area}: ${gitErrors(forced)}`,
    remedy: `${remove} ${typed(path)}`,
  };
}

/** The first file in a folder that commits leave out (`pipeline`); null when there is none. */
function notInGit(repo: Repository, path: string): string | null {
  for (const folder of repo.place.exclude) {
    const file = firstFile(join(path, folder));
    if (file !== null) return file.slice(path.length + 1);
  }
  return null;
}

function firstFile(folder: string): string | null {
  if (!existsSync(folder)) return null;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const file = entry.isDirectory() ? firstFile(path) : path;
    if (file !== null) return file;
  }
  return null;
}

/** Deletes a merged branch. Null: done, or there was none; else why it is kept. */
function deleteBranch(repo: Repository, branch: string): Why | null {
  const ref = `refs/heads/${branch}`;
  const tip = repo.commitAt(ref);
  if (tip === null) return null;
  const merged = [repo.base(), repo.commitAt(repo.refs.merged)];
  if (!merged.some((one) => one !== null && repo.isAncestor(tip, one)))
    return {
      why: `The branch ${branch} has commits that are not merged. It is kept.`,
      remedy: `look at them: git log ${typed(branch)}`,
    };
  if (repo.checkedOutAt(ref) !== null)
    return {
      why: `The branch ${branch} is checked out. It is kept.`,
      remedy: `git branch -d ${typed(branch)} when it is not needed any more`,
    };
  repo.dropRef(ref, tip);
  return null;
}

/** Removes incomplete worktrees, which a killed process has left. */
function sweepUnfinished(repo: Repository): void {
  const folder = join(worktreesFolder(repo.project), repo.run);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".making"))) {
    const path = join(folder, basename(name, ".making"));
    const admin = repo.adminOf(path);
    if (!admin?.marker) {
      rmSync(path, { recursive: true, force: true });
      if (admin) rmSync(admin.folder, { recursive: true, force: true });
    }
    rmSync(join(folder, name), { force: true });
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Names of areas that the run has a ref for. */
function areaRefs(repo: Repository): string[] {
  const start = `${repo.refs.base}-`;
  const refs = repo.lines(["for-each-ref", "--format=%(refname)", `${start}*`]);
  return refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length));
}

/** Keeps the result on one ref and drops the others; the base is dropped last, so that an interrupted call can be repeated. */
function retire(repo: Repository): void {
  const refs = repo.refs;
  const base = repo.base();
  if (base === null) return;
  const last = repo.commitAt(refs.merged) ?? base;
  const before = repo.commitAt(refs.built);
  if (before === null) repo.keepRef(refs.built, last);
  else if (!repo.isAncestor(last, before)) {
    const message = `multi-ai: the builds of ${repo.run}`;
    repo.keepRef(refs.built, repo.commitTree(repo.treeAt(last), [last, before], message));
  }
  rmSync(join(worktreesFolder(repo.project), `${repo.run}.conflicts.json`), { force: true });
  for (const ref of [...areaRefs(repo).map(refs.area), refs.merged, refs.base]) repo.dropRef(ref);
}
