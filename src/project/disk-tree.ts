/**
 * Subjects of reviews: a git tree of the bytes that lie on the disk, named `disk:<hash>`. No filter, attribute, line ending
 * setting or mark of an index has a say in it, repositories inside are taken by their files, and a link is its target. Which
 * untracked files count is what ignore rules say. Such trees are compared with each other; see `asGitHasIt` for the rest.
 */
import { lstatSync, readFileSync, readlinkSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesAt } from "./changes.ts";
import {
  type Failure,
  GIT_TIMEOUT,
  type GitRun,
  gitErrors,
  gitPlaces,
  openStore,
  type Places,
  quotePath,
  removeIndex,
  repositoryOf,
  runGit,
  sweepIndexes,
  withIncoming,
} from "./git.ts";
import { filesOf, fullPath, git, namedPath, type Place, pathText, SnapshotFailed } from "./kept-state.ts";
import { inWords, isStandInSize, MAX_KEPT, STAND_IN, shaOf, standIn, TooSlow } from "./stand-in.ts";
import { emptyTree, NO_GIT, type TreeResult } from "./tree.ts";

/** By path, characters of which are bytes: by which figures of a file its hash is known to be this one. */
export type Looked = Record<string, [figures: string, hash: string]>;

export interface DiskOptions {
  /** Folders left out, relative to the project: ".task", "pipeline", … */
  exclude: string[];
  /** Absolute path of the scratch folder for the index and the objects. */
  scratch: string;
  /** Milliseconds for each git process, and for reading large files; 30 s when absent. */
  timeout?: number;
  /** An earlier tree: its files count whatever ignore rules or git's index say by now. */
  known?: string | null;
  /** Linked worktrees inside that are left out; all of them when absent. */
  worktrees?: readonly string[];
  /** Where hashes of a large project are kept, out of reach of what works in it; without, every file is read each time. */
  looked?: { read: () => Looked | null; write: (looked: Looked) => void };
  /** Most bytes of what git does not track; 1 GB when absent. */
  most?: number;
}

/** A project is large from here on: to read all of it each time would take seconds. */
const LARGE = { files: 4_000, bytes: 48 * 1024 * 1024 };

let counter = 0;

/** The hash of the bytes of the project's present files; Never throws. */
export function diskTree(project: string, options: DiskOptions): TreeResult {
  try {
    if (!statSync(project, { throwIfNoEntry: false })?.isDirectory())
      return {
        ok: false,
        problem: `the project folder ${project} does not exist`,
        remedy: "start from an existing folder",
      };
    const places = repositoryOf(project, options.scratch);
    if (places === null) return NO_GIT;
    const first = tryToTake(places, options, true);
    // What was looked at before may be of a store that is gone, and a file may go while it is looked at.
    const isAgain =
      !first.ok && /ENOENT|No such file|short read|changed|invalid object|building trees/i.test(first.problem);
    return isAgain ? tryToTake(places, options, false) : first;
  } catch (error) {
    return unexpected(error, options);
  }
}

function unexpected(error: unknown, { scratch }: DiskOptions): Failure {
  const problem = `the project's files could not be hashed: ${error instanceof Error ? error.message : String(error)}`;
  return { ok: false, problem, remedy: `check free space and permissions of ${scratch}` };
}

function tryToTake(places: Places, options: DiskOptions, isKnown: boolean): TreeResult {
  try {
    return take(places, options, isKnown);
  } catch (error) {
    if (error instanceof SnapshotFailed) return { ok: false, problem: error.message, remedy: error.remedy };
    return unexpected(error, options);
  }
}

function take(places: Places, options: DiskOptions, isKnown: boolean): TreeResult {
  const { exclude, scratch, timeout = GIT_TIMEOUT, worktrees, most } = options;
  const store = openStore(scratch, places);
  sweepIndexes(store);
  const place: Place = { places, exclude, scratch, timeout, ...(worktrees && { worktrees }), ...(most && { most }) };
  const index = join(store, `index-${process.pid}-${counter++}`);
  removeIndex(index);
  try {
    const known = options.known ? filesAt(places.project, options.known, scratch) : [];
    const files = [...filesOf(place, { also: known, all: true })];
    if (files.length === 0) return { ok: true, tree: `disk:${emptyTree(places.sha256)}` };
    const seen = Date.now();
    const figures = options.looked && isLarge(files) ? figuresOf(place, files) : null;
    const looked = (isKnown && figures !== null && options.looked?.read()) || null;
    const hashes = withIncoming(join(store, "objects"), store, (env) =>
      hashed({ place, store, env, index, files, figures, looked }),
    );
    const lines = files.map(([path, stat]) => `${modeOf(stat)} ${hashes.get(path)}\t${path}\0`);
    const run = { cwd: store, env: { GIT_INDEX_FILE: index }, timeout };
    const put = runGit(["--git-dir", store, "update-index", "-z", "--index-info"], {
      ...run,
      stdin: Buffer.from(lines.join(""), "latin1"),
    });
    const written = put.ok ? runGit(["--git-dir", store, "write-tree"], run) : put;
    if (!written.ok) return failure(written, timeout);
    const tree = written.out.toString().trim();
    if (figures !== null) noteLooked(options, looked, new Map(settled(files, figures, hashes, seen)));
    return { ok: true, tree: `disk:${tree}` };
  } finally {
    removeIndex(index);
  }
}

/** Keeps what was hashed, where it is not known so already. */
function noteLooked({ looked }: DiskOptions, before: Looked | null, now: ReadonlyMap<string, Looked[string]>): void {
  const isKnown = [...now].every(([path, [figures]]) => before?.[path]?.[0] === figures);
  if (!isKnown) looked?.write(Object.fromEntries(now));
}

const isLarge = (files: readonly [string, Stats][]): boolean =>
  files.length > LARGE.files || files.reduce((sum, [, { size }]) => sum + size, 0) > LARGE.bytes;

const modeOf = (stat: Stats): string => (stat.isSymbolicLink() ? "120000" : stat.mode & 0o100 ? "100755" : "100644");

/** What no program can set back: a write changes the time of the entry's last change, another file has another number. */
const figuresOf = (place: Place, files: readonly [string, Stats][]): Map<string, string> =>
  new Map(
    files.flatMap(([path]) => {
      const stat = lstatSync(namedPath(place, path), { bigint: true, throwIfNoEntry: false });
      if (stat === undefined) return [];
      const { dev, ino, mode, size, mtimeNs, ctimeNs } = stat;
      return [[path, [dev, ino, mode, size, mtimeNs, ctimeNs].join(":")]];
    }),
  );

/** In milliseconds: a file that was written so shortly before could be written again without another time. */
const FRESH = 3_000;

function* settled(
  files: readonly [string, Stats][],
  figures: ReadonlyMap<string, string>,
  hashes: ReadonlyMap<string, string>,
  seen: number,
): Generator<[string, Looked[string]]> {
  for (const [path, { ctimeMs }] of files) {
    const known = figures.get(path);
    if (known !== undefined && ctimeMs < seen - FRESH) yield [path, [known, hashes.get(path)!]];
  }
}

interface Hashing {
  place: Place;
  store: string;
  env: Record<string, string>;
  /** The private index: beside it lies what is hashed and is in no file of the project. */
  index: string;
  files: readonly [string, Stats][];
  figures: ReadonlyMap<string, string> | null;
  looked: Looked | null;
}

/** The hash of each file. @throws SnapshotFailed */
function hashed({ place, store, env, index, files, figures, looked }: Hashing): Map<string, string> {
  const hashes = new Map<string, string>();
  const asked: { path: string; line: string }[] = [];
  const { encrypted, end } = { encrypted: encryptedOf(place, files), end: Date.now() + place.timeout };
  let count = 0;
  const put = (path: string, content: Buffer): void => {
    // Git hashes only files by name: the target of a link is written into one.
    const file = `${index}-${count++}`;
    made.push(file);
    writeFileSync(file, content);
    asked.push({ path, line: quotePath(Buffer.from(file).toString("latin1")) });
  };
  const made: string[] = [];
  try {
    for (const [path, stat] of files) {
      const known = looked?.[path];
      const full = namedPath(place, path);
      if (known !== undefined && figures?.get(path) === known[0]) hashes.set(path, known[1]);
      else if (stat.isSymbolicLink()) put(path, readlinkSync(full, { encoding: "buffer" }));
      else if (encrypted.has(path)) put(path, standInOf(place, [path, stat], end, "git keeps it encrypted"));
      else if (stat.size > MAX_KEPT) put(path, standInOf(place, [path, stat], end, "too large to be shown"));
      else if (isStandInSize(stat.size) && readFileSync(full).toString("latin1").startsWith(STAND_IN))
        put(path, standInOf(place, [path, stat], end, "written as if it stood for another file"));
      else asked.push({ path, line: quotePath(fullPath(place, path).toString("latin1")) });
    }
    if (asked.length === 0) return hashes;
    const stdin = Buffer.from(asked.map(({ line }) => `${line}\n`).join(""), "latin1");
    const args = ["--git-dir", store, "hash-object", "-w", "--no-filters", "--stdin-paths"];
    const done = runGit(args, { cwd: store, env, stdin, timeout: place.timeout });
    if (!done.ok) throw problemOf(done, place.timeout);
    const found = done.out.toString().trim().split("\n");
    for (const [i, { path }] of asked.entries()) hashes.set(path, found[i]!);
    return hashes;
  } finally {
    for (const file of made) rmSync(file, { force: true });
  }
}

/** What stands for a file that is not kept. @throws SnapshotFailed where it cannot be read in time */
function standInOf(place: Place, [path, stat]: readonly [string, Stats], end: number, why: string): Buffer {
  try {
    return standIn(shaOf(fullPath(place, path), end), why);
  } catch (error) {
    if (!(error instanceof TooSlow)) throw error;
    const named = `${JSON.stringify(pathText(path))} holds ${inWords(stat.size)}`;
    throw new SnapshotFailed(
      `${named}, and the project's files could not be read in ${place.timeout / 1000} s`,
      "put it into .gitignore, or move it out of the project",
    );
  }
}

const ENCRYPTS = /crypt/i;

/**
 * Files that git keeps encrypted (git-crypt and its like): on the disk they are in the clear, and no reviewer is shown that.
 * Only where a filter of that name is set up, as the attribute alone would hide a file from its reviewers.
 */
function encryptedOf(place: Place, files: readonly [string, Stats][]): Set<string> {
  const { places } = place;
  const written = files.flatMap(([path, stat]) =>
    /(^|\/)\.gitattributes$/.test(path) && stat.isFile() && stat.size < MAX_KEPT ? [fullPath(place, path)] : [],
  );
  const isNamed = [...written, join(places.common, "info", "attributes")].some((file) => {
    try {
      return lstatSync(file).isFile() && /filter=\S*crypt/i.test(readFileSync(file, "latin1"));
    } catch {
      return false;
    }
  });
  if (!isNamed) return new Set();
  const set = runGit(["config", "--includes", "--name-only", "--get-regexp", "^filter\\..*\\.clean$"], {
    cwd: places.project,
    env: gitPlaces(places),
  });
  const drivers = set.out
    .toString()
    .split("\n")
    .map((name) => name.replace(/^filter\.|\.clean$/g, ""))
    .filter((name) => ENCRYPTS.test(name));
  if (drivers.length === 0) return new Set();
  const stdin = Buffer.from(files.map(([path]) => `${path}\0`).join(""), "latin1");
  const asked = git(place, ["check-attr", "-z", "--stdin", "filter"], { stdin }).toString("latin1").split("\0");
  const found = new Set<string>();
  for (let at = 0; at + 2 < asked.length; at += 3) if (drivers.includes(asked[at + 2]!)) found.add(asked[at]!);
  return found;
}

function problemOf(run: GitRun, timeout: number): SnapshotFailed {
  const { problem, remedy } = failure(run, timeout);
  return new SnapshotFailed(problem, remedy);
}

function failure(run: GitRun, timeout: number): Failure {
  if (run.problem === "timeout")
    return {
      ok: false,
      problem: `git needed more than ${timeout / 1000} s to hash the project's files`,
      remedy: "put large generated files and folders into .gitignore",
    };
  const remedy = /Permission denied/.test(run.err)
    ? "make the named file readable, or put it into .gitignore"
    : /No space left/.test(run.err)
      ? "free some disk space"
      : "check free space and permissions of .task, then try again";
  return { ok: false, problem: `git could not take in the project's files: ${gitErrors(run)}`, remedy };
}
