/** Removes the worktrees of a run, where nothing is lost with them. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Failure, gitErrors } from "../git.ts";
import type { Project } from "../project.ts";
import {
  allAdmins,
  alone,
  attempt,
  baseOf,
  commitAt,
  commitTree,
  dropRef,
  git,
  isAncestor,
  keepRef,
  type Repository,
  repositoryOf,
  treeAt,
  tryGit,
} from "./git.ts";
import { type Build, DEFAULT_PREFIX, refsOf, typed, worktreePath, worktreesFolder } from "./names.ts";
import { stateIn } from "./state.ts";

type Closed =
  | {
      ok: true;
      /** Areas whose worktree was removed. */
      removed: string[];
      /** Worktrees and branches that stay, why, and what to do. */
      kept: { area: string; why: string; remedy: string }[];
      /** Deleted branches; all of their commits are merged. */
      deleted: string[];
    }
  | Failure;

/**
 * Removes the worktrees of a run and deletes its merged branches. A worktree with uncommitted work, a locked or moved one,
 * and a branch with unmerged commits are kept and named. When nothing is kept, the result stays on
 * `refs/multi-ai/<run>-built`, and the next workstream of the run starts from the checkout as it is then.
 */
export function closeWorkstreams(project: Project, build: Build): Closed {
  return attempt(() => {
    const repo = repositoryOf(project, build);
    return alone(repo, () => close(repo, build));
  });
}

function close(repo: Repository, build: Build): Closed {
  if (commitAt(repo, refsOf(repo.run).merging) !== null)
    return { ok: false, problem: `a merge of ${repo.run} ended halfway`, remedy: "merge again, then close" };
  const ours = allAdmins(repo).flatMap(({ marker, path }) => (marker?.run === repo.run ? [{ ...marker, path }] : []));
  const closed: Extract<Closed, { ok: true }> = { ok: true, removed: [], kept: [], deleted: [] };
  for (const { area, branch, path } of ours.sort((a, b) => (a.area < b.area ? -1 : 1))) {
    const why = removeWorktree(repo, build, area, path);
    if (why !== null) {
      closed.kept.push({ area, ...why });
      continue;
    }
    closed.removed.push(area);
    const unmerged = deleteBranch(repo, branch);
    if (unmerged === null) closed.deleted.push(branch);
    else closed.kept.push({ area, ...unmerged });
  }
  sweepUnfinished(repo);
  // Branches without a worktree.
  for (const name of areaRefs(repo)) {
    const branch = `${build.prefix ?? DEFAULT_PREFIX}${name}`;
    if (ours.some((one) => one.branch === branch) || commitAt(repo, `refs/heads/${branch}`) === null) continue;
    const unmerged = deleteBranch(repo, branch);
    if (unmerged === null) closed.deleted.push(branch);
    else closed.kept.push({ area: name, ...unmerged });
  }
  if (closed.kept.length === 0) retire(repo);
  return closed;
}

type Why = { why: string; remedy: string };

/** Removes a worktree. Null: done; else why it is kept. */
function removeWorktree(repo: Repository, build: Build, area: string, path: string): Why | null {
  const top = typed(repo.place.places.top);
  const own = worktreePath(repo.project, repo.run, area);
  if (path !== own)
    return {
      why: `The worktree of ${area} was moved to ${path}.`,
      remedy: `git -C ${top} worktree remove ${typed(path)}`,
    };
  const state = stateIn(repo, { ...build, area });
  if (state.kind === "missing" && !state.locked) {
    // Only this one: `git worktree prune` would also forget the person's worktrees on a disk that is not mounted.
    const admin = allAdmins(repo).find((one) => one.path === path);
    if (admin !== undefined) rmSync(admin.folder, { recursive: true, force: true });
    return null;
  }
  if (state.kind === "dirty" || state.dirty)
    return {
      why: `${state.message} It is kept: ${path}.`,
      remedy: `commit it and merge again, or git -C ${top} worktree remove --force ${typed(path)}`,
    };
  if (state.kind !== "clean") return { why: `${state.message} It is kept.`, remedy: state.remedy };
  const left = notInGit(repo, path);
  if (left !== null)
    return {
      why: `The worktree of ${area} holds ${left}, which is in no commit. It is kept.`,
      remedy: `move it to where it belongs, or git -C ${top} worktree remove --force ${typed(path)}`,
    };
  const run = tryGit(repo, ["worktree", "remove", path]);
  // With submodules git asks for --force, although those here are not checked out and hold nothing.
  const forced = !run.ok && /submodules/.test(run.err) ? tryGit(repo, ["worktree", "remove", "--force", path]) : run;
  if (forced.ok) return null;
  return {
    why: `git did not remove the worktree of ${area}: ${gitErrors(forced)}`,
    remedy: `git -C ${top} worktree remove ${typed(path)}`,
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
  const tip = commitAt(repo, ref);
  if (tip === null) return null;
  const merged = [baseOf(repo), commitAt(repo, refsOf(repo.run).merged)];
  if (!merged.some((one) => one !== null && isAncestor(repo, tip, one)))
    return {
      why: `The branch ${branch} has commits that are not merged. It is kept.`,
      remedy: `look at them: git log ${typed(branch)}`,
    };
  if (git(repo, ["worktree", "list", "--porcelain"]).toString().split("\n").includes(`branch ${ref}`))
    return {
      why: `The branch ${branch} is checked out. It is kept.`,
      remedy: `git branch -d ${typed(branch)} when it is not needed any more`,
    };
  dropRef(repo, ref, tip);
  return null;
}

/** Removes incomplete worktrees, which a killed process has left. */
function sweepUnfinished(repo: Repository): void {
  const folder = join(worktreesFolder(repo.project), repo.run);
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => name.endsWith(".making"));
  for (const name of names) {
    const path = join(folder, basename(name, ".making"));
    const admin = allAdmins(repo).find((one) => one.path === path);
    if (!admin?.marker) {
      rmSync(path, { recursive: true, force: true });
      if (admin) rmSync(admin.folder, { recursive: true, force: true });
    }
    rmSync(join(folder, name), { force: true });
  }
  removeIfEmpty(folder);
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Names of areas that the run has a ref for. */
function areaRefs(repo: Repository): string[] {
  const start = `${refsOf(repo.run).base}-`;
  const refs = git(repo, ["for-each-ref", "--format=%(refname)", `${start}*`])
    .toString()
    .split("\n");
  return refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length));
}

/** Keeps the result on one ref and drops the others; the base is dropped last, so that an interrupted call can be repeated. */
function retire(repo: Repository): void {
  const refs = refsOf(repo.run);
  const base = baseOf(repo);
  if (base === null) return;
  const merged = commitAt(repo, refs.merged);
  const last = merged ?? base;
  const before = commitAt(repo, refs.built);
  if (before === null) keepRef(repo, refs.built, last);
  else if (!isAncestor(repo, last, before)) {
    const message = `multi-ai: the builds of ${repo.run}`;
    keepRef(repo, refs.built, commitTree(repo, treeAt(repo, last), [last, before], message));
  }
  rmSync(join(worktreesFolder(repo.project), `${repo.run}.conflicts.json`), { force: true });
  for (const ref of [...areaRefs(repo).map(refs.area), refs.merged, refs.base]) {
    const commit = commitAt(repo, ref);
    if (commit !== null) dropRef(repo, ref, commit);
  }
}
