/**
 * Workstreams of a parallel build: each area works in a git worktree of its own, on its own branch, from one commit that
 * holds what the person sees. The person's index, HEAD, branches and files are left alone, no hook runs, nothing is signed.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFolder, writeFileAtomic } from "../../store/disk.ts";
import type { Failure } from "../git.ts";
import type { Project } from "../project.ts";
import { scratchOf } from "../../record/run-folders.ts";
import { pathText, SnapshotFailed } from "../kept-state.ts";
import { type TreeResult, treeOf } from "../tree.ts";
import { type ChangedFile, changedFiles } from "../changes.ts";
import { TreeUnreadable } from "../tree-unreadable.ts";
import { openBranch } from "./workstream-branch.ts";
import {
  adminOf,
  alone,
  attempt,
  baseOf,
  commitAt,
  commitTree,
  git,
  keepRef,
  markerFile,
  type Repository,
  repositoryOf,
  setRef,
  treeAt,
} from "./git.ts";
import { refsOf, typed, type Workstream, worktreePath } from "./names.ts";
import { stateOf } from "./state.ts";
import { changesBetween, presentTree } from "./workstream-trees.ts";

/**
 * `path` is the project's folder in the worktree, `base` the commit that all areas start from. `notes` say what is not
 * as in the checkout.
 */
export type Opened = { ok: true; path: string; branch: string; base: string; notes: string[] } | Failure;

/** `made` is false when the branch held all work already. */
export type Committed = { ok: true; commit: string; made: boolean } | Failure;

export type ChangedIn = { ok: true; files: ChangedFile[] } | Failure;

/**
 * Makes a workstream's worktree, or finds it: again after a kill gives the same place. The first one of a run keeps the
 * checkout's present files (uncommitted and untracked ones too) as the commit that all areas start from.
 */
export function openWorkstream(project: Project, stream: Workstream): Opened {
  return attempt(() => {
    const repo = repositoryOf(project, stream);
    return alone(repo, () => open(repo, stream));
  });
}

function open(repo: Repository, stream: Workstream): Opened {
  const path = worktreePath(repo.project, repo.run, stream.area);
  createFolder(dirname(path));
  const base = baseOf(repo) ?? takeBase(repo);
  const making = `${path}.making`;
  if (existsSync(making)) {
    // Nobody was told of a worktree that was not complete: nothing in it is anybody's work.
    if (!adminOf(repo, path)?.marker) removeUnfinished(repo, path);
    rmSync(making, { force: true });
  }
  const found = stateOf(repo, stream);
  if (found.kind === "foreign" && isEmptyFolder(path)) return make(repo, stream, path, base);
  if (found.kind === "missing" && !found.locked) return make(repo, stream, path, base);
  if (!["clean", "dirty", "locked", "busy"].includes(found.kind))
    return { ok: false, problem: found.message, remedy: found.remedy };
  return opened(repo, path, found.branch, base);
}

function make(repo: Repository, stream: Workstream, path: string, base: string): Opened {
  removeUnfinished(repo, path);
  const branch = openBranch(repo, stream, base);
  writeFileAtomic(`${path}.making`, `${process.pid}\n`);
  git(repo, ["worktree", "add", path, branch]);
  const admin = adminOf(repo, path);
  if (admin === null) throw new SnapshotFailed(`git made no worktree at ${path}`, "try again");
  keepRef(repo, refsOf(repo.run).area(stream.area), commitAt(repo, `refs/heads/${branch}`)!);
  const marker = { run: repo.run, area: stream.area, branch, base };
  writeFileAtomic(markerFile(admin.folder), `${JSON.stringify(marker)}\n`);
  rmSync(`${path}.making`, { force: true });
  return opened(repo, path, branch, base);
}

function opened(repo: Repository, path: string, branch: string, base: string): Opened {
  const inside = join(path, repo.prefix);
  // A project without files of its own is a folder that git does not know.
  mkdirSync(inside, { recursive: true });
  const listed = git(repo, ["ls-tree", "-r", "-z", "--full-tree", base]).toString("latin1").split("\0");
  const modules = listed.filter((line) => line.startsWith("160000 ")).map((line) => line.slice(line.indexOf("\t") + 1));
  const shown = modules.slice(0, 10).map(pathText).join(", ");
  const notes =
    modules.length === 0 ? [] : [`Repositories within the project are empty folders in the worktree: ${shown}.`];
  return { ok: true, path: inside.replace(/\/$/, ""), branch, base, notes };
}

/** Only called where nothing is complete or the folder is gone: what git still knows of it is in the way of a new one. */
function removeUnfinished(repo: Repository, path: string): void {
  rmSync(path, { recursive: true, force: true });
  const admin = adminOf(repo, path);
  if (admin !== null) rmSync(admin.folder, { recursive: true, force: true });
}

const isEmptyFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(path).length === 0;

function takeBase(repo: Repository): string {
  const tree = presentTree(repo, repo.place.places.top, true);
  const head = commitAt(repo, "HEAD");
  const message = `multi-ai: the project's files at the start of the build of ${repo.run}`;
  const commit = commitTree(repo, tree, head === null ? [] : [head], message);
  setRef(repo, refsOf(repo.run).base, commit, null);
  return commit;
}

/**
 * Puts all work of a worktree, uncommitted and untracked files too, into a commit of its branch. Folders that are no part
 * of the build (`.task`, `pipeline`) stay out, also where the owner committed them.
 */
export function commitWorkstream(project: Project, stream: Workstream): Committed {
  return attempt(() => {
    const repo = repositoryOf(project, stream);
    return alone(repo, () => commit(repo, stream));
  });
}

function commit(repo: Repository, stream: Workstream): Committed {
  const state = stateOf(repo, stream);
  const { path, tip } = state;
  if (!["clean", "dirty", "locked"].includes(state.kind) || tip === null)
    return { ok: false, problem: state.message, remedy: state.remedy };
  const tree = presentTree(repo, path, true);
  const base = baseOf(repo)!;
  const outside = changesBetween(repo, treeAt(repo, base), tree).filter(
    (change) => !change.path.startsWith(Buffer.from(repo.prefix).toString("latin1")),
  );
  if (outside.length > 0) {
    const names = outside.map((change) => pathText(change.path));
    const told = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
    return {
      ok: false,
      problem: `${stream.area} changed files outside of the project's folder ${repo.prefix}: ${told}`,
      remedy: `put them back: git -C ${typed(path)} checkout ${base} -- ${names.slice(0, 5).map(typed).join(" ")} (remove those that are new)`,
    };
  }
  const made = tree !== treeAt(repo, tip);
  let now = tip;
  if (made) {
    now = commitTree(repo, tree, [tip], `multi-ai: the work of ${stream.area} in ${repo.run}`);
    setRef(repo, `refs/heads/${state.branch}`, now, tip);
  }
  // Also when nothing was to commit: a process that was ended here left the index behind its branch.
  git(repo, ["reset", "--quiet"], { cwd: path });
  keepRef(repo, refsOf(repo.run).area(stream.area), now);
  return { ok: true, commit: now, made };
}

const excluded = (stream: Workstream): string[] => stream.exclude ?? [".task", "pipeline"];

/** The tree of what a worktree holds now: comparable with the one of the project (`treeOf`), of which it is a version. */
export function workstreamTree(project: Project, stream: Workstream): TreeResult {
  return attempt(() => {
    const repo = repositoryOf(project, stream);
    const state = stateOf(repo, stream);
    if (["missing", "foreign"].includes(state.kind)) return { ok: false, problem: state.message, remedy: state.remedy };
    const options = { exclude: excluded(stream), scratch: scratchOf(project), timeout: repo.place.timeout };
    return treeOf(join(state.path, repo.prefix), options);
  });
}

/** The tree, comparable with `workstreamTree`, that all workstreams of the run started from. */
export function workstreamBase(project: Project, stream: Omit<Workstream, "area">): TreeResult {
  return attempt(() => {
    const repo = repositoryOf(project, stream);
    const base = baseOf(repo);
    if (base === null)
      return { ok: false, problem: `no workstream of ${repo.run} was opened yet`, remedy: "open one first" };
    return { ok: true, tree: `git:${projectTreeAt(repo, base)}` };
  });
}

/** What of a commit's tree is the project. */
function projectTreeAt(repo: Repository, commit: string): string {
  if (repo.prefix === "") return treeAt(repo, commit);
  const listed = git(repo, ["ls-tree", "-z", "--full-tree", commit, "--", repo.prefix.replace(/\/$/, "")]).toString();
  const hash = /^\d+ tree ([0-9a-f]+)\t/.exec(listed)?.[1];
  return hash ?? git(repo, ["hash-object", "-t", "tree", "-w", "--stdin"], { stdin: "" }).toString().trim();
}

/** Files of the project that differ between a worktree and the commit that it started from, by path. */
export function changedIn(project: Project, stream: Workstream): ChangedIn {
  const base = workstreamBase(project, stream);
  if (!base.ok) return base;
  const now = workstreamTree(project, stream);
  if (!now.ok) return now;
  try {
    return { ok: true, files: changedFiles(project.root, base.tree, now.tree, scratchOf(project)) };
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
    return { ok: false, problem: error.message, remedy: "run git fsck in the project" };
  }
}
