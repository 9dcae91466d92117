/**
 * The project's files as git would commit them, stored so that two of them can be compared later: for commits, and for what
 * they are compared with. `git:<hash>` is a git tree of the present files, without ignored ones, and without what
 * runs of tests and builds leave behind. What reviewers are bound to is in
 * disk-tree.ts.
 */
import { copyFileSync, existsSync, lstatSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Failure,
  GIT_TIMEOUT,
  type GitRun,
  gitErrors,
  gitPlaces,
  insideOf,
  openStore,
  type Places,
  type RunOptions,
  repositoryOf,
  runGit,
  sweepIndexes,
  withScratch,
  worktreesInside,
} from "./git.ts";
import { leftAmong } from "./left-behind.ts";

export type TreeResult = { ok: true; tree: string } | Failure;

type TreeOptions = {
  /** Folders left out, relative to the project: ".task", "pipeline", … */
  exclude: string[];
  /** Absolute path of the scratch folder for the index and the objects. */
  scratch: string;
  /** New objects go into the person's repository, so that a commit can be made of the tree; else into `scratch`. */
  keep?: boolean;
  /** Milliseconds for each git process; 30 s when absent. */
  timeout?: number;
};

export const NO_GIT: Failure = {
  ok: false,
  problem: "git is not installed, and the project's files are compared by it",
  remedy: "install git; the project itself need not be a repository",
};

const EMPTY_TREE = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
};

/** The hash of a tree without any file; git knows it without having it. */
export const emptyTree = (sha256: boolean): string => EMPTY_TREE[sha256 ? "sha256" : "sha1"];

let counter = 0;

/** The hash of the project's present files. Depends on the files, the ignore rules and the tracked paths alone. Never throws. */
export function treeOf(project: string, options: TreeOptions): TreeResult {
  return take(project, options, "worktree");
}

/** The tree of HEAD as `treeOf` would give it for a clean checkout; the empty tree before the first commit. */
export function baseTree(project: string, options: TreeOptions): TreeResult {
  return take(project, options, "head");
}

function take(project: string, options: TreeOptions, from: "worktree" | "head"): TreeResult {
  try {
    if (!isFolder(project)) return noFolder(project);
    const places = repositoryOf(project, options.scratch);
    return places === null ? NO_GIT : takeGit(places, options, from);
  } catch (error) {
    return unexpected(error, options);
  }
}

/** What the system refused while files were taken in. */
export function unexpected(error: unknown, { scratch }: Pick<TreeOptions, "scratch">): Failure {
  const problem = `the project's files could not be hashed: ${error instanceof Error ? error.message : String(error)}`;
  return { ok: false, problem, remedy: `check free space and permissions of ${scratch}` };
}

function takeGit(places: Places, options: TreeOptions, from: "worktree" | "head"): TreeResult {
  const store = openStore(options.scratch, places);
  sweepIndexes(store);
  const index = join(store, `index-${process.pid}-${counter++}`);
  const run: RunOptions = {
    cwd: places.project,
    timeout: options.timeout,
    env: {
      ...gitPlaces(places),
      GIT_INDEX_FILE: index,
      ...(options.keep ? {} : storeFirst(store, places)),
    },
  };
  return withScratch(index, () => {
    const left = [...options.exclude, ...worktreesInside(places)];
    const inside = insideOf(places.project, options.scratch);
    if (inside !== null) left.push(inside);
    const seeded = from === "worktree" ? seedIndex(places, left, index, run) : seedHead(places, left, run);
    if (!seeded.ok) return failure(seeded.run, run);
    if (from === "worktree") {
      const listed = runGit([...UNTRACKED, "--", ...pathspecs(left)], run);
      if (!listed.ok) return failure(listed, run);
      left.push(...leftAmong(places.project, listed.out.toString().split("\0")));
      const added = addAll(seeded, left, places, run);
      if (!added.ok) return failure(added, run);
    }
    const written = runGit(["write-tree", ...(places.prefix === "" ? [] : [`--prefix=${places.prefix}`])], run);
    if (written.ok) return { ok: true, tree: `git:${written.out.toString().trim()}` };
    if (!/prefix .* not found/.test(written.err)) return failure(written, run);
    return { ok: true, tree: `git:${emptyTree(places.sha256)}` };
  });
}

/** A folder in which nothing is tracked is one entry. */
const UNTRACKED = ["ls-files", "-z", "--others", "--exclude-standard", "--directory", "--no-empty-directory"];

const pathspecs = (left: string[]): string[] => [".", ...left.map((path) => `:(exclude,literal)${path}`)];

const storeFirst = (store: string, places: Places): Record<string, string> => ({
  GIT_OBJECT_DIRECTORY: join(store, "objects"),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join(places.common, "objects").replace(/["\\]/g, "\\$&")}"`,
});

/** `links`: submodules of the index, by their paths from the repository's top, as bytes. */
type Index = { sparse: boolean; links: string[] };
type Seeded = ({ ok: true } & Index) | { ok: false; run: GitRun };

function seedHead(places: Places, left: string[], run: RunOptions): Seeded {
  const read = runGit(["read-tree", "HEAD"], run);
  // Before the first commit HEAD names nothing: then there is no index, and the result is the empty tree.
  if (!read.ok && runGit(["rev-parse", "--quiet", "--verify", "HEAD"], run).ok) return { ok: false, run: read };
  return cleanIndex(places, left, run);
}

/** Starts from a copy of the person's index, without what it says of files that could be otherwise by now. */
function seedIndex(places: Places, left: string[], index: string, run: RunOptions): Seeded {
  const own = join(places.gitDir, "index");
  // A pipe in its place is not read, that would wait: git reports it.
  if (!statSync(own, { throwIfNoEntry: false })?.isFile() || !copyIndex(own, index))
    return { ok: true, sparse: false, links: [] };
  return cleanIndex(places, left, run);
}

/**
 * Copies an index with its file time (rounded down): git reads files again whose entry is as new as the index. False when
 * there is no index to copy.
 */
function copyIndex(from: string, to: string): boolean {
  try {
    // As a number with a fraction it may be rounded up, into the next second.
    const time = Number(statSync(from, { bigint: true }).mtimeNs / 1_000_000n) / 1000;
    copyFileSync(from, to);
    utimesSync(to, time, time);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Removes excluded paths from the private index, and the marks "assume unchanged" and "skip worktree", which would hide
 * changes. Absent files of a sparse checkout keep theirs.
 */
function cleanIndex(places: Places, left: string[], run: RunOptions): Seeded {
  const listed = runGit(["ls-files", "-s", "-v", "-z", "--full-name", "--", ":/"], run);
  if (!listed.ok) return { ok: false, run: listed };
  // As bytes: a file name need not be UTF-8.
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  const own = bytes(places.prefix);
  const out = left.map((path) => bytes(places.prefix + path));
  const sparse = existsSync(join(places.gitDir, "info", "sparse-checkout"));
  let edits = "";
  const links: string[] = [];
  for (const entry of listed.out.toString("latin1").split("\0")) {
    const tab = entry.indexOf("\t");
    if (tab < 0) continue;
    const path = entry.slice(tab + 1);
    const [tag = "", mode = "", hash = "", stage = ""] = entry.slice(0, tab).split(" ");
    const leave = out.some((folder) => path === folder || path.startsWith(`${folder}/`));
    // With a conflict outside of the project's folder write-tree would fail.
    if (leave || (stage !== "0" && !path.startsWith(own))) edits += `0 ${"0".repeat(hash.length)}\t${path}\0`;
    else if (mode === LINK && path.startsWith(own) && isRepository(places.top, path)) links.push(path);
    else if (stage !== "0" || tag === "H") continue;
    else if (tag !== "S" || !sparse || exists(places.top, path)) edits += `${mode} ${hash} 0\t${path}\0`;
  }
  if (edits === "") return { ok: true, sparse, links };
  const done = editIndex(edits, run);
  return done.ok ? { ok: true, sparse, links } : { ok: false, run: done };
}

const LINK = "160000";

const editIndex = (edits: string, run: RunOptions): GitRun =>
  runGit(["update-index", "-z", "--index-info"], { ...run, stdin: Buffer.from(edits, "latin1") });

/**
 * Submodules are left out, and their commits put in here: `git add` would ask a git in each of them whether it is dirty, and
 * that one runs filters which the submodule's own config names.
 */
function addAll({ sparse, links }: Index, left: string[], places: Places, run: RunOptions): GitRun {
  const own = Buffer.from(places.prefix).toString("latin1").length;
  const inside = links.map((path) => Buffer.from(path.slice(own), "latin1").toString());
  const added = addFiles(sparse, [...left, ...inside], run);
  if (!added.ok || links.length === 0) return added;
  let edits = "";
  for (const [i, path] of links.entries()) {
    const cwd = join(places.project, inside[i]!);
    const env = { GIT_CEILING_DIRECTORIES: dirname(cwd) };
    const head = runGit(["rev-parse", "--quiet", "--verify", "HEAD"], { cwd, env, timeout: run.timeout });
    if (head.ok) edits += `${LINK} ${head.out.toString().trim()} 0\t${path}\0`;
  }
  return edits === "" ? added : editIndex(edits, run);
}

function addFiles(sparse: boolean, left: string[], run: RunOptions): GitRun {
  const args = ["add", "-A", ...(sparse ? ["--sparse"] : []), "--", ...pathspecs(left)];
  const first = passedOver(runGit(args, run));
  // An agent may have changed a file while git read it: try once more.
  const moving = /No such file or directory|unable to stat|short read|changed/i.test(first.err);
  return !first.ok && first.problem === "exit" && moving ? passedOver(runGit(args, run)) : first;
}

/**
 * Git names what is left out here and ignored anyway as if it had been told to add it, as `__pycache__` in a new folder, and
 * ends with an error once all else is added: that is none.
 */
const passedOver = (ran: GitRun): GitRun =>
  !ran.ok && ran.problem === "exit" && IGNORED.test(ran.err) ? { ...ran, ok: true, problem: "none" } : ran;
const IGNORED =
  /^The following paths are ignored by one of your \.gitignore files:\n(?:(?!error:|fatal:|warning:).*(?:\n|$))+$/;

const placed = (top: string, latin1Path: string): Buffer =>
  Buffer.concat([Buffer.from(`${top}/`), Buffer.from(latin1Path, "latin1")]);

const exists = (top: string, path: string): boolean =>
  lstatSync(placed(top, path), { throwIfNoEntry: false }) !== undefined;

/** Git enters no folder that is a link, and none without a repository of its own. */
const isRepository = (top: string, path: string): boolean =>
  lstatSync(placed(top, path), { throwIfNoEntry: false })?.isDirectory() === true && exists(top, `${path}/.git`);

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

export const noFolder = (project: string): Failure => ({
  ok: false,
  problem: `the project folder ${project} does not exist`,
  remedy: "start from an existing folder",
});

const REMEDIES: [RegExp, string][] = [
  [/dubious ownership/, "if you trust this repository, add its folder to git's safe.directory setting"],
  [
    /filter/,
    "install the program of that filter. Where only this repository's .git/config names it, nothing was started, because an unpacked archive brings that file along: if the filter is yours, set it with git config --global",
  ],
];

/** Why git did not take in the files; `other`: what helps where that is not known. */
export function failure(
  run: GitRun,
  { timeout = GIT_TIMEOUT }: Pick<RunOptions, "timeout">,
  other = "mend what it names, or put it into .gitignore",
): Failure {
  if (run.problem === "timeout") {
    const remedy = "put large generated files and folders into .gitignore";
    return { ok: false, problem: `git needed more than ${timeout / 1000} s to hash the project's files`, remedy };
  }
  const remedy = REMEDIES.find(([pattern]) => pattern.test(run.err))?.[1] ?? other;
  return { ok: false, problem: `git could not take in the project's files: ${gitErrors(run)}`, remedy };
}
