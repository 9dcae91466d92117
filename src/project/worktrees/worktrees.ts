import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFolder, writeFileAtomic } from "../../store/disk.ts";
import { type ChangedFile, changedFiles, TreeUnreadable } from "../changes.ts";
import { type Failure, treeEntries } from "../git.ts";
import { pathText, SnapshotFailed } from "../kept-state.ts";
import { type Project, treeStore } from "../project.ts";
import { type TreeResult, treeOf } from "../tree.ts";
import {
  adminOf,
  alone,
  attempt,
  baseOf,
  changesBetween,
  commitAt,
  commitTree,
  git,
  isAncestor,
  keepRef,
  markerFile,
  presentTree,
  type Repository,
  repositoryOf,
  setRef,
  treeAt,
  tryGit,
} from "./git.ts";
import { branchName, refsOf, typed, type Workstream, worktreePath } from "./names.ts";
import { stateIn } from "./state.ts";

/** The branch of a workstream: made once, and never one of the person's. */

const OTHER_PREFIX = 'set team.branch_prefix in .claude/multi-ai.json to another prefix, such as "multi-ai/build-"';

/**
 * Makes the branch of a workstream on `base`, or finds the one that this run made. A finished run's branch whose work is
 * kept on a ref of ours gives its name away. @throws SnapshotFailed for one that is the person's own
 */
function openBranch(repo: Repository, stream: Workstream, base: string): string {
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

/**
 * Workstreams of a parallel build: each area works in a git worktree of its own, on its own branch, from one commit that
 * holds what the person sees. The person's index, HEAD, branches and files are left alone, no hook runs, nothing is signed.
 */

/**
 * `path` is the project's folder in the worktree, `base` the commit that all areas start from. `notes` say what is not
 * as in the checkout.
 */
type Opened = { ok: true; path: string; branch: string; base: string; notes: string[] } | Failure;

/** `made` is false when the branch held all work already. */
type Committed = { ok: true; commit: string; made: boolean } | Failure;

type ChangedIn = { ok: true; files: ChangedFile[] } | Failure;

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
  const found = stateIn(repo, stream);
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
  const listed = treeEntries(git(repo, ["ls-tree", "-r", "-z", "--full-tree", base]).toString("latin1"));
  const modules = listed.filter(({ kind }) => kind === "commit").map(({ path }) => path);
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
  const state = stateIn(repo, stream);
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
    const state = stateIn(repo, stream);
    if (["missing", "foreign"].includes(state.kind)) return { ok: false, problem: state.message, remedy: state.remedy };
    const options = { exclude: excluded(stream), scratch: treeStore(project), timeout: repo.place.timeout };
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
  const hash = treeEntries(listed).find(({ kind }) => kind === "tree")?.hash;
  return hash ?? git(repo, ["hash-object", "-t", "tree", "-w", "--stdin"], { stdin: "" }).toString().trim();
}

/** Files of the project that differ between a worktree and the commit that it started from, by path. */
export function changedIn(project: Project, stream: Workstream): ChangedIn {
  const base = workstreamBase(project, stream);
  if (!base.ok) return base;
  const now = workstreamTree(project, stream);
  if (!now.ok) return now;
  try {
    return { ok: true, files: changedFiles(project.root, base.tree, now.tree, treeStore(project)) };
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
    return { ok: false, problem: error.message, remedy: "run git fsck in the project" };
  }
}
