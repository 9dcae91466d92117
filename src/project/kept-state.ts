/**
 * Stores states of the project's files in the person's own repository, as commits on `refs/multi-ai/…`. The bytes are those
 * of the files, without line ending settings or filters, so that they can be restored exactly. Nothing else of the
 * repository is written: no index, HEAD, branch or reflog; no hook runs.
 */
import { copyFileSync, lstatSync, mkdirSync, readlinkSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  batchContents,
  GIT_TIMEOUT,
  gitErrors,
  hasGit,
  insideOf,
  type Places,
  placesOf,
  quotePath,
  runGit,
  treeEntries,
  worktreesInside,
} from "./git.ts";
import { leftBehind } from "./left-behind.ts";
import { type Project, treeStore } from "./project.ts";

/** A file of a state. `mode` is git's: 100644, 100755, or 120000 for a link (whose content is its target). */
export type KeptFile = { mode: string; hash: string };
/** Files by path relative to the project. Each character of a path is one of its bytes, because names need not be UTF-8. */
export type State<File extends KeptFile = KeptFile> = Map<string, File>;
/** A present file; `stat` was taken just before its bytes were read. */
export type SeenFile = KeptFile & { stat: Stats };

/** Thrown when a state could not be stored or read; nothing was changed. */
export class SnapshotFailed extends Error {
  constructor(
    problem: string,
    readonly remedy: string,
  ) {
    super(problem);
  }
}

/** A repository, the folders of it to leave out, and a scratch folder. */
export interface Place {
  places: Places;
  exclude: string[];
  scratch: string;
  /** Milliseconds for each git process. */
  timeout: number;
}

/** Where states of a project are stored, without the folders `exclude`; null without git or outside of a repository. */
export function placeOfStates(project: Project, exclude: string[], timeout = GIT_TIMEOUT): Place | null {
  const places = hasGit() ? placesOf(project.root) : null;
  return places === null ? null : { places, exclude, scratch: treeStore(project), timeout };
}

/** The characters of a path as bytes, and as text. */
export const bytesOf = (path: string): Buffer => Buffer.from(path, "latin1");
export const pathText = (path: string): string => bytesOf(path).toString("utf8");
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

/** The path of a file in the project, in bytes. */
export const fullPath = ({ places }: Place, path: string): Buffer =>
  Buffer.concat([Buffer.from(`${places.project}/`), bytesOf(path)]);

/** Every folder above a path, the outermost first. */
export const parentsOf = (path: string): string[] =>
  path.split("/").flatMap((_, i, parts) => (i === 0 ? [] : [parts.slice(0, i).join("/")]));

const lstatOf = (place: Place, path: string) => lstatSync(fullPath(place, path), { throwIfNoEntry: false });

/** The stat of a path of the project; undefined when there is nothing, or it is reached through a link. */
export const lookAt = (place: Place, path: string): Stats | undefined =>
  parentsOf(path).every((parent) => lstatOf(place, parent)?.isDirectory()) ? lstatOf(place, path) : undefined;

/** Author of our commits. In the environment, because the person's setting `author.name` comes before `-c user.name`. */
export const IDENTITY = {
  GIT_AUTHOR_NAME: "multi-ai",
  GIT_AUTHOR_EMAIL: "multi-ai@example.invalid",
  GIT_COMMITTER_NAME: "multi-ai",
  GIT_COMMITTER_EMAIL: "multi-ai@example.invalid",
};

function git(place: Place, args: string[], more: { stdin?: string | Buffer; env?: Record<string, string> } = {}) {
  const { top, project } = place.places;
  const env = { GIT_WORK_TREE: top, GIT_CEILING_DIRECTORIES: dirname(top), ...IDENTITY, ...more.env };
  const run = runGit(["-c", "core.logAllRefUpdates=false", ...args], {
    cwd: project,
    stdin: more.stdin,
    env,
    timeout: place.timeout,
  });
  if (run.ok) return run.out;
  if (run.problem === "timeout")
    throw new SnapshotFailed(
      `git ${args[0]} took more than ${place.timeout / 1000} s`,
      "put large generated files and folders into .gitignore",
    );
  throw new SnapshotFailed(
    `git ${args[0]} failed: ${gitErrors(run)}`,
    "check free space and permissions of the repository's .git folder and of the named file, then try again",
  );
}

/**
 * Calls `work`, which may make a file (with its lock) or a folder at `path`: it is gone before, because a process that was
 * killed may have left it, and afterwards.
 */
export function withScratch<T>(path: string, work: () => T): T {
  const remove = (): void => {
    for (const one of [path, `${path}.lock`]) rmSync(one, { recursive: true, force: true });
  };
  remove();
  try {
    return work();
  } finally {
    remove();
  }
}

/** The one line that git answered. */
export const line = (bytes: Buffer): string => bytes.toString().trim();

/**
 * What git takes for the project's files, without what tests and builds left behind, and the paths of `also`, where they are
 * files or links at present.
 */
function filesOf(place: Place, also: readonly string[]): Map<string, Stats> {
  const { places, exclude, scratch } = place;
  const left = [...exclude, ...worktreesInside(places)];
  const inside = insideOf(places.project, scratch);
  if (inside !== null) left.push(inside);
  const specs = [".", ...left.map((path) => `:(exclude,literal)${path}`)];
  const listed = git(place, ["ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard", "--", ...specs]);
  const folders = new Map<string, boolean>();
  const isFolder = (path: string): boolean => {
    const known = folders.get(path) ?? lstatOf(place, path)?.isDirectory() ?? false;
    folders.set(path, known);
    return known;
  };
  const found = new Map<string, Stats>();
  // A folder in this list is a repository of its own: left out.
  for (const path of new Set([...work(place, listed.toString("latin1"), also), ...also])) {
    // A tracked path may lead through a folder that is a link by now: not a file of the project any more.
    if (path === "" || path.endsWith("/") || !parentsOf(path).every(isFolder)) continue;
    const stat = lstatOf(place, path);
    if (stat?.isFile() || stat?.isSymbolicLink()) found.set(path, stat);
  }
  return found;
}

/** The paths of a listing with git's marks (`?` is one that it does not track) which are somebody's work. */
function work(place: Place, listing: string, also: readonly string[]): string[] {
  const entries = listing.split("\0").map((entry) => ({ isTracked: !entry.startsWith("? "), path: entry.slice(2) }));
  const tracked = new Set(entries.flatMap(({ isTracked, path }) => (isTracked ? parentsOf(path) : [])));
  // What says that a folder is a build's counts also where the state to go back to has it, and the present one has not.
  const before = new Map<string, string[]>();
  for (const path of also) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    before.set(folder, [...(before.get(folder) ?? []), pathText(path.slice(path.lastIndexOf("/") + 1))]);
  }
  const isLeft = leftBehind(place.places.project, (folder) => new Set(before.get(latin1(folder))));
  const folders = new Map<string, boolean>();
  const isLeftFolder = (path: string): boolean => {
    const known = folders.get(path) ?? (!tracked.has(path) && isLeft(pathText(path), true));
    folders.set(path, known);
    return known;
  };
  return entries.flatMap(({ isTracked, path }) =>
    isTracked || !(parentsOf(path).some(isLeftFolder) || isLeft(pathText(path), false)) ? [path] : [],
  );
}

/**
 * The project's present files: tracked and untracked ones that are not ignored, and those of `also`. `write`: their contents
 * are stored in the repository. @throws SnapshotFailed
 */
export function presentState(place: Place, options: { also?: Iterable<string>; write: boolean }): State<SeenFile> {
  const files = [...filesOf(place, [...(options.also ?? [])])];
  const targets = join(place.scratch, `links-${process.pid}`);
  return withScratch(targets, () => {
    const lines = files.map(([path, stat], i) => {
      if (!stat.isSymbolicLink()) return quotePath(fullPath(place, path).toString("latin1"));
      // Git hashes only files by name: the target of a link is written into one.
      mkdirSync(targets, { recursive: true });
      writeFileSync(join(targets, String(i)), readlinkSync(fullPath(place, path), { encoding: "buffer" }));
      return quotePath(latin1(join(targets, String(i))));
    });
    const args = ["hash-object", ...(options.write ? ["-w"] : []), "--no-filters", "--stdin-paths"];
    const stdin = Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1");
    const hashes = lines.length === 0 ? [] : line(git(place, args, { stdin })).split("\n");
    return new Map(
      files.map(([path, stat], i) => {
        const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 0o100 ? "100755" : "100644";
        return [path, { mode, hash: hashes[i]!, stat }];
      }),
    );
  });
}

/** The commit of a ref and its time (ISO 8601); null when there is no such ref. */
export function commitOf(place: Place, ref: string): { commit: string; at: string } | null {
  const shown = git(place, ["for-each-ref", "--format=%(objectname) %(committerdate:iso-strict)", ref]);
  const [commit = "", at = ""] = line(shown).split(" ");
  return commit === "" ? null : { commit, at };
}

/** Stores a state, whose contents are stored already, as a commit on a ref; the ref's last commit is its parent. @returns the commit */
export function keepState(place: Place, ref: string, state: State, message: string): string {
  mkdirSync(place.scratch, { recursive: true });
  const index = join(place.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    const lines = [...state].map(([path, { mode, hash }]) => `${mode} ${hash}\t${path}\0`);
    git(place, ["update-index", "-z", "--index-info"], { stdin: Buffer.from(lines.join(""), "latin1"), env });
    const tree = line(git(place, ["write-tree"], { env }));
    const before = commitOf(place, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = line(git(place, ["commit-tree", tree, ...parent], { stdin: `${message}\n` }));
    git(place, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  });
}

/** Deletes a ref, if it still names this commit. */
export function dropState(place: Place, ref: string, commit: string): void {
  git(place, ["update-ref", "--no-deref", "-d", ref, commit]);
}

/** The files of a stored state. @throws SnapshotFailed also for paths that none of our states can have */
export function keptState(place: Place, commit: string): State {
  const listed = git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("latin1");
  return new Map(
    treeEntries(listed).map(({ mode, kind, hash, path }) => {
      const strange = kind !== "blob" || path.split("/").some((part) => /^(\.{0,2}|\.git)$/i.test(part));
      if (strange || place.exclude.some((folder) => path.startsWith(`${latin1(folder)}/`)))
        throw new SnapshotFailed(`the kept state ${commit} holds ${JSON.stringify(path)}`, "do not use it");
      return [path, { mode, hash }];
    }),
  );
}

/** Most bytes that are read from git at once; a larger file comes alone. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Calls `use` with the content of each stored file, in order. @throws SnapshotFailed when one is missing */
export function eachContent<T extends KeptFile>(place: Place, files: T[], use: (file: T, bytes: Buffer) => void): void {
  if (files.length === 0) return;
  const stdin = (some: T[]) => some.map((file) => `${file.hash}\n`).join("");
  const sizes = git(place, ["cat-file", "--batch-check=%(objectsize)"], { stdin: stdin(files) })
    .toString()
    .split("\n")
    .map(Number);
  for (let from = 0, to = 0; from < files.length; from = to) {
    for (let bytes = 0; to < files.length && (to === from || bytes + sizes[to]! <= MAX_BYTES); to++)
      bytes += sizes[to]!;
    const part = files.slice(from, to);
    const out = git(place, ["cat-file", "--batch"], { stdin: stdin(part) });
    const hashes = part.map((file) => file.hash);
    for (const [i, bytes] of batchContents(out, hashes).entries()) {
      if (bytes === null)
        throw new SnapshotFailed(`the repository does not hold object ${hashes[i]} any more`, "run git fsck");
      use(part[i]!, bytes);
    }
  }
}

/** Which of these paths the ignore rules of a state leave out, whether git tracks them or not. */
export function ignoredUnder(place: Place, state: State, paths: string[]): Set<string> {
  if (paths.length === 0) return new Set();
  const { top, gitDir, prefix } = place.places;
  const folder = join(place.scratch, `rules-${process.pid}`);
  return withScratch(folder, () => {
    mkdirSync(join(folder, prefix), { recursive: true });
    // Rules above the project are not part of a state: the present ones count.
    for (const above of ["", ...parentsOf(prefix)].filter((path) => `${path}/` !== prefix && prefix !== "")) {
      const rules = join(top, above, ".gitignore");
      if (lstatSync(rules, { throwIfNoEntry: false })?.isFile()) copyFileSync(rules, join(folder, above, ".gitignore"));
    }
    const kept = [...state].flatMap(([path, { mode, hash }]) =>
      mode !== "120000" && /(^|\/)\.gitignore$/.test(path) ? [{ path, mode, hash }] : [],
    );
    eachContent(place, kept, ({ path }, bytes) => {
      const file = Buffer.concat([Buffer.from(`${join(folder, prefix)}/`), bytesOf(path)]);
      mkdirSync(file.subarray(0, file.lastIndexOf("/")), { recursive: true });
      writeFileSync(file, bytes);
    });
    const stdin = Buffer.from(paths.map((path) => `${latin1(prefix)}${path}\0`).join(""), "latin1");
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: folder };
    const run = runGit(["check-ignore", "--no-index", "-z", "--stdin"], { cwd: folder, env, stdin });
    // When nothing is ignored git exits with an error code and writes no error.
    if (!run.ok && run.err !== "") throw new SnapshotFailed(`git check-ignore failed: ${gitErrors(run)}`, "try again");
    const ignored = run.out.toString("latin1").split("\0");
    return new Set(ignored.map((path) => path.slice(latin1(prefix).length)));
  });
}
