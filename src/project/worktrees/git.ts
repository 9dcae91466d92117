import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { alive, hostName, startTime } from "../../process/identity.ts";
import { createFolder, createTaskFolder, errorCode, UnsafeFile } from "../../store/disk.ts";
import { acquire } from "../../store/lock.ts";
import { type Failure, fileText, type GitRun, gitErrors, hasGit, placesOf, runGit, treeEntries } from "../git.ts";
import { IDENTITY, line, type Place, SnapshotFailed, withScratch } from "../kept-state.ts";
import { type Project, treeStore } from "../project.ts";
import { Halfway } from "../put.ts";
import { treeOf } from "../tree.ts";
import { type Build, excludedOf, refsOf, worktreesFolder } from "./names.ts";

/**
 * Git for workstreams: the repository, its worktrees' own folders, and trees and commits that no branch needs. Written for
 * git 2.20 and later; an older one may lack a command, and its own error is told.
 */

/** The repository around a project. `place` is the whole of it, `prefix` the project's folder in it: "" or ending in "/". */
export interface Repository {
  project: Project;
  place: Place;
  prefix: string;
  run: string;
}

/** Git's own folder of a linked worktree. `marker`: our file in it, written when the worktree is complete. */
export interface Admin {
  folder: string;
  /** Where the worktree is, or was. */
  path: string;
  marker: Marker | null;
  /** Why it is locked ("" without a reason); null when it is not. */
  locked: string | null;
}
type Marker = { run: string; area: string; branch: string; base: string };

const MINUTE = 60_000;

/** Settings beside those of ../git.ts: against names that macOS takes for `.git`, and for one plain worktree. */
const SETTINGS = ["core.protectHFS=true", "submodule.recurse=false", "worktree.useRelativePaths=false"];

/** Runs git in a folder of the repository, by default its top. @throws SnapshotFailed on a timeout, not on an exit code */
export function tryGit(
  repo: Repository,
  args: string[],
  more: { cwd?: string; stdin?: string | Buffer; env?: Record<string, string> } = {},
): GitRun {
  const cwd = more.cwd ?? repo.place.places.top;
  // In a worktree its own config could name another folder, such as the person's, as the one to work in.
  const own: Record<string, string> = more.cwd === undefined ? {} : { GIT_WORK_TREE: cwd };
  const env = { GIT_CEILING_DIRECTORIES: dirname(cwd), ...IDENTITY, ...own, ...more.env };
  const run = runGit([...SETTINGS.flatMap((one) => ["-c", one]), ...args], {
    cwd,
    env,
    stdin: more.stdin,
    timeout: repo.place.timeout,
  });
  if (run.problem === "timeout")
    throw new SnapshotFailed(
      `git ${args[0]} took more than ${repo.place.timeout / 1000} s`,
      "put large generated files and folders into .gitignore, then try again",
    );
  return run;
}

/** As `tryGit`; returns the output. @throws SnapshotFailed also when git fails */
export function git(repo: Repository, args: string[], more: Parameters<typeof tryGit>[2] = {}): Buffer {
  const run = tryGit(repo, args, more);
  if (!run.ok)
    throw new SnapshotFailed(
      `git ${args.slice(0, 2).join(" ")} failed: ${gitErrors(run)}`,
      "check free space and permissions of the repository's .git folder and of .task/worktrees, then try again",
    );
  return run.out;
}

/** What git answered, as one line. @throws SnapshotFailed */
const gitText = (...call: Parameters<typeof git>): string => line(git(...call));

/** The lines that git answers, without empty ones. @throws SnapshotFailed */
export const gitLines = (repo: Repository, args: string[]): string[] =>
  git(repo, args)
    .toString()
    .split("\n")
    .filter((one) => one !== "");

/** The repository of a project. @throws SnapshotFailed where there is none with a work tree */
function repositoryOf(project: Project, build: Build): Repository {
  const local = "or build in the checkout itself, with the profile local";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(build.run))
    throw new SnapshotFailed(`run: found ${JSON.stringify(build.run)}, expected the id of a run`, "look at status");
  if (!hasGit()) throw new SnapshotFailed("git is not installed, and worktrees need it", `install git, ${local}`);
  const places = placesOf(project.root);
  if (places === null) {
    const bare = ["HEAD", "objects", "refs"].every((name) => existsSync(join(project.root, name)));
    throw bare
      ? bareRepository(project, local)
      : new SnapshotFailed(`${project.root} is in no git repository`, `run git init, ${local}`);
  }
  const whole = placesOf(places.top);
  if (whole === null) throw new SnapshotFailed(`the repository of ${project.root} is gone`, "try again");
  const exclude = excludedOf(build).map((folder) => `${places.prefix}${folder}`);
  const place = { places: whole, exclude, scratch: treeStore(project), timeout: build.timeout ?? MINUTE };
  const repo = { project, place, prefix: places.prefix, run: build.run };
  const asked = tryGit(repo, ["rev-parse", "--is-inside-work-tree"]);
  if (asked.ok && asked.out.toString().trim() === "true") return repo;
  if (asked.ok || /work tree/.test(asked.err)) throw bareRepository(project, local);
  const trust = `if you trust this repository: git config --global --add safe.directory ${places.top}`;
  const remedy = /dubious ownership/.test(asked.err) ? trust : "run git status in the project and mend what it reports";
  throw new SnapshotFailed(`git does not read the repository: ${gitErrors(asked)}`, remedy);
}

const bareRepository = (project: Project, local: string): SnapshotFailed =>
  new SnapshotFailed(
    `${project.root} is a bare repository: there are no files to build on`,
    `start in a clone of it, ${local}`,
  );

/** Calls `work` with the project's repository; what it could not do comes back as a value. */
export function inRepository<T>(project: Project, build: Build, work: (repo: Repository) => T): T | Failure {
  try {
    return work(repositoryOf(project, build));
  } catch (error) {
    if (error instanceof SnapshotFailed) return { ok: false, problem: error.message, remedy: error.remedy };
    if (error instanceof Halfway)
      return {
        ok: false,
        problem: `it stopped halfway: ${error.message}`,
        remedy: "mend that and merge again: what was there is kept, and the next merge goes on",
      };
    if (!(error instanceof UnsafeFile) && errorCode(error) === undefined) throw error;
    const remedy = "check free space and permissions of .task/worktrees, then try again";
    return { ok: false, problem: (error as Error).message, remedy };
  }
}

/** As inRepository, while no other process is at the workstreams of the same lock. Waits for it at most a minute. */
export const aloneIn = <T>(project: Project, build: Build, work: (repo: Repository) => T): T | Failure =>
  inRepository(project, build, (repo) => alone(repo, build.lock ?? repo.run, () => work(repo)));

function alone<T>(repo: Repository, lock: string, work: () => T): T {
  createTaskFolder(repo.project.task);
  createFolder(worktreesFolder(repo.project));
  const file = join(worktreesFolder(repo.project), `${lock}.lock`);
  const held = acquire(file, { pid: process.pid, host: hostName(), start: startTime(process.pid) }, MINUTE);
  if (held === null)
    throw new SnapshotFailed(
      `the worktrees of ${lock} are in use by another process (${file})`,
      "wait for it, then try again; if none is running, check the folder's permissions",
    );
  try {
    sweepScratch(repo.place.scratch);
    return work();
  } finally {
    held.release();
  }
}

/** A path in the scratch folder with the id of this process. */
export const scratchName = (repo: Repository, what: string): string =>
  join(repo.place.scratch, `stream-${process.pid}-${what}`);

/** Removes files there of processes that have ended. */
function sweepScratch(scratch: string): void {
  mkdirSync(scratch, { recursive: true });
  for (const name of readdirSync(scratch)) {
    const pid = /^stream-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !alive(Number(pid), null)))
      rmSync(join(scratch, name), { recursive: true, force: true });
  }
}

/** The commit that a ref names; null when there is none. */
export function commitAt(repo: Repository, ref: string): string | null {
  const run = tryGit(repo, ["rev-parse", "--quiet", "--verify", `${ref}^{commit}`]);
  return run.ok ? run.out.toString().trim() : null;
}

export const treeAt = (repo: Repository, commit: string): string =>
  gitText(repo, ["rev-parse", "--verify", `${commit}^{tree}`]);

export const isAncestor = (repo: Repository, older: string, newer: string): boolean =>
  tryGit(repo, ["merge-base", "--is-ancestor", older, newer]).ok;

/** Puts a ref on a commit, if it still names `before` (null: if it is not there). */
export function setRef(repo: Repository, ref: string, commit: string, before: string | null): void {
  git(repo, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
}

/** As `setRef`, whatever the ref names now; for our own refs. */
export function keepRef(repo: Repository, ref: string, commit: string): void {
  const before = commitAt(repo, ref);
  if (before !== commit) setRef(repo, ref, commit, before);
}

export function dropRef(repo: Repository, ref: string, commit: string): void {
  git(repo, ["update-ref", "--no-deref", "-d", ref, commit]);
}

/** Makes a commit and returns its hash; no hook runs and nothing is signed. `author`: in the environment, ours where it is empty. */
export const commitTree = (
  repo: Repository,
  tree: string,
  parents: readonly string[],
  message: string,
  author: Record<string, string> = {},
): string =>
  gitText(repo, ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
    stdin: `${message}\n`,
    env: author,
  });

/** The work tree that has the branch of a ref checked out; null when none has. */
export function checkedOutAt(repo: Repository, ref: string): string | null {
  let at: string | null = null;
  for (const one of gitLines(repo, ["worktree", "list", "--porcelain"])) {
    if (one.startsWith("worktree ")) at = one.slice("worktree ".length);
    if (one === `branch ${ref}`) return at;
  }
  return null;
}

/** What git keeps about the worktree at a path; null when it knows of none there. */
export function adminOf(repo: Repository, path: string): Admin | null {
  return allAdmins(repo).find((one) => one.path === path) ?? null;
}

/** All linked worktrees of the repository. */
export function allAdmins(repo: Repository): Admin[] {
  const list = join(repo.place.places.common, "worktrees");
  if (!existsSync(list)) return [];
  return readdirSync(list).flatMap((name) => {
    const folder = join(list, name);
    const file = fileText(join(folder, "gitdir"))?.trim() ?? "";
    if (file === "") return [];
    const locked = fileText(join(folder, "locked"))?.trim() ?? null;
    return [{ folder, path: dirname(resolve(folder, file)), marker: markerOf(folder), locked }];
  });
}

export const markerFile = (admin: string): string => join(admin, "multi-ai.json");

function markerOf(folder: string): Marker | null {
  try {
    const { run, area, branch, base } = JSON.parse(fileText(markerFile(folder)) ?? "") as Marker;
    return [run, area, branch, base].every((one) => typeof one === "string") ? { run, area, branch, base } : null;
  } catch {
    return null;
  }
}

/** The commit that all workstreams of the run start from; null before the first one is opened. */
export const baseOf = (repo: Repository): string | null => commitAt(repo, refsOf(repo.run).base);

/** A file of a tree; `mode` is git's. */
export type Entry = { mode: string; hash: string };
/** A path that differs between two trees. Each character of `path` is one of its bytes. */
type TreeChange = { path: string; from: Entry | null; to: Entry | null };

/** The tree of a work tree's present files, without the excluded folders; `keep`: its objects go into the repository. */
export function presentTree(repo: Repository, top: string, keep: boolean): string {
  const { exclude, scratch, timeout } = repo.place;
  const taken = treeOf(top, { exclude, scratch, timeout, keep });
  if (!taken.ok) throw new SnapshotFailed(taken.problem, taken.remedy);
  return taken.tree.slice("git:".length);
}

/** Every file, link and submodule of a tree or commit. */
export const entriesOf = (repo: Repository, tree: string) =>
  treeEntries(git(repo, ["ls-tree", "-r", "-z", "--full-tree", tree]).toString("latin1"));

/** What differs between two trees or commits, by path. Renames count as a file that went and one that came. */
export function changesBetween(repo: Repository, from: string, to: string): TreeChange[] {
  if (from === to) return [];
  const parts = git(repo, ["diff-tree", "-r", "-z", "--no-renames", "--raw", `${from}^{tree}`, `${to}^{tree}`])
    .toString("latin1")
    .split("\0");
  const entry = (mode: string, hash: string): Entry | null => (mode === "000000" ? null : { mode, hash });
  const changes: TreeChange[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, old, now, before, after] = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(parts[i]!) ?? [];
    if (!old || !now || !before || !after) throw new SnapshotFailed("git diff-tree could not be read", "try again");
    changes.push({ path: parts[i + 1]!, from: entry(old, before), to: entry(now, after) });
  }
  return changes;
}

/** The tree with these entries instead of its own (null: removed). @returns its hash */
export function treeWith(repo: Repository, tree: string, entries: ReadonlyMap<string, Entry | null>): string {
  const index = scratchName(repo, "index");
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    git(repo, ["read-tree", tree], { env });
    putEntries(repo, entries, env);
    return gitText(repo, ["write-tree"], { env });
  });
}

/** Writes entries into an index. Removals come first: a file may take the place of a folder. */
export function putEntries(
  repo: Repository,
  entries: ReadonlyMap<string, Entry | null>,
  env: Record<string, string>,
): void {
  const all = [...entries];
  const none = "0".repeat(repo.place.places.sha256 ? 64 : 40);
  const [gone, there] = [all.filter(([, entry]) => entry === null), all.filter(([, entry]) => entry !== null)];
  const lines = [...gone, ...there].map(([path, entry]) => `${entry?.mode ?? 0} ${entry?.hash ?? none}\t${path}\0`);
  const stdin = Buffer.from(lines.join(""), "latin1");
  if (stdin.length > 0) git(repo, ["update-index", "-z", "--index-info"], { stdin, env });
}
