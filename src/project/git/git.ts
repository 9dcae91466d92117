/**
 * Git as an object store: git runs with a private index and a private object folder, so that taking
 * a tree of the project changes nothing of the person's repository (index, refs, objects, hooks,
 * config). The person's ignore rules, line ending settings and clean filters (LFS, git-crypt) still
 * apply, because without them a tree could not be compared with HEAD; but no filter that the
 * repository's own config alone names: that file may be a stranger's, as in an unpacked archive.
 */

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { linkless, ownHome, pathApart, upward } from "../../process/files/path.ts";
import { removeAll } from "../../process/files/remove-all.ts";
import { alive } from "../../process/identity.ts";
import { ownFolder, writeAtomic } from "../../store/files/disk.ts";
import { foldersIn, readPlainText, statAt } from "../../store/files/plain-file.ts";
import { TEXT_GLOBS } from "../secrets/deny-list.ts";

/** What went wrong, and what a person or an agent can do about it. */
export type Failure = { ok: false; problem: string; remedy: string };

/**
 * Where the parts of a repository are. All paths are absolute and real; `prefix` is "" or ends in
 * "/".
 */
export type Places = {
  top: string;
  project: string;
  prefix: string;
  gitDir: string;
  common: string;
  sha256: boolean;
  /** It is the program's own, as the project lies in none. */
  own?: true;
};

export type GitRun = {
  ok: boolean;
  out: Buffer;
  err: string;
  problem: "none" | "missing" | "timeout" | "size" | "exit";
};

export type RunOptions = {
  cwd: string;
  env?: Record<string, string>;
  stdin?: string | Buffer;
  /** Milliseconds. */
  timeout?: number;
  /** Git is ended after this many bytes of output; they are kept. */
  maxBytes?: number;
};

/**
 * Against settings that would start another program, hide changes, or fail because of a file name
 * or a warning. The hook `post-index-change` runs on each write of an index, so hooks matter even
 * here.
 */
const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.splitIndex=false",
  "core.trustctime=true",
  "core.checkStat=default",
  "core.ignoreStat=false",
  "core.safecrlf=false",
  "core.protectNTFS=false",
  "core.protectHFS=false",
  "core.quotePath=false",
  "index.sparse=false",
  "add.ignoreErrors=false",
  // With a small one every file is binary, and no diff has a line of it.
  "core.bigFileThreshold=512m",
  "protocol.allow=never",
  "gc.auto=0",
  // Else `log` would run the repository's gpg.program.
  "log.showSignature=false",
  "submodule.recurse=false",
].flatMap((setting) => ["-c", setting]);

export const GIT_TIMEOUT = 30_000;

/**
 * The environment in which git runs in a folder, the project or one of those that it has in
 * `.task/`, such as the store or a worktree: without the caller's GIT_* variables and without
 * prompts.
 */
export function gitEnvironment(from: NodeJS.ProcessEnv, cwd: string): Record<string, string> {
  const kept = Object.entries(from).filter(([name]) => !name.toUpperCase().startsWith("GIT_"));
  const { HOME, XDG_CONFIG_HOME, ...rest } = Object.fromEntries(kept);
  const own = Object.entries(ownHome({ HOME, XDG_CONFIG_HOME }, cwd.split("/.task/", 1)[0]!));
  return {
    ...(rest as Record<string, string>),
    ...(Object.fromEntries(own.filter(([, folder]) => folder !== undefined)) as Record<
      string,
      string
    >),
    PATH: pathApart(from.PATH, cwd.split("/.task/", 1)[0]!, from.HOME),
    ...{ LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" },
    // With replace refs another tree could be read than the one that was written.
    GIT_NO_REPLACE_OBJECTS: "1",
    // An object that is missing is asked of nobody. Older versions know the second one alone, which
    // no setting overrules.
    ...{ GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" },
  };
}

/** Git's arguments with the settings that are ours. */
export const gitArguments = (args: readonly string[]): string[] => [...SETTINGS, ...args];

/**
 * Commands that would start git in each submodule, whose own settings name filters. An option, since
 * .gitmodules overrules the setting.
 */
const LOOKS_BELOW = /^(?:status|diff|diff-files|diff-index)$/;

/** Commands that look at no file of the work tree, and so run no filter. */
const WITHOUT_FILTERS =
  /^(--git-dir|cat-file|check-attr|check-ignore|check-ref-format|commit-tree|config|diff-tree|for-each-ref|hash-object|log|ls-files|ls-tree|merge-base|merge-file|read-tree|rev-list|rev-parse|symbolic-ref|update-ref|write-tree)$/;

/** Runs git. Never throws. */
export function runGit(args: string[], options: RunOptions): GitRun {
  let at = 0;
  while (args[at] === "-c") at += 2;
  if (WITHOUT_FILTERS.test(args[at] ?? "") || args.includes("--index-info"))
    return start(args, options);
  const listed = start(FILTER_LISTING, { ...options, stdin: undefined, maxBytes: undefined });
  // Without a single one git exits with 1 and prints nothing.
  if (!listed.ok && !(listed.problem === "exit" && listed.err.trim() === "")) return listed;
  const without = strangersFilters(listed.out.toString("latin1"));
  if (without === null)
    return { ok: false, out: Buffer.alloc(0), err: STRANGE_FILTER, problem: "exit" };
  const below = LOOKS_BELOW.test(args[at] ?? "") ? ["--ignore-submodules=dirty"] : [];
  return start([...without, ...args.toSpliced(at + 1, 0, ...below)], options);
}

function start(args: string[], options: RunOptions): GitRun {
  try {
    const done = Bun.spawnSync(["git", ...gitArguments(args)], {
      cwd: options.cwd,
      env: { ...gitEnvironment(process.env, options.cwd), ...options.env },
      stdin: options.stdin === undefined ? "ignore" : Buffer.from(options.stdin as string),
      stdout: "pipe",
      stderr: "pipe",
      timeout: options.timeout ?? GIT_TIMEOUT,
      killSignal: "SIGKILL",
      maxBuffer: options.maxBytes,
    });
    const ok = done.exitCode === 0;
    const ended = done.exitedDueToTimeout ? "timeout" : done.exitedDueToMaxBuffer ? "size" : "exit";
    return { ok, out: done.stdout, err: done.stderr.toString(), problem: ok ? "none" : ended };
  } catch (error) {
    return { ok: false, out: Buffer.alloc(0), err: String(error), problem: "missing" };
  }
}

/** What git answers, without white space around it; null: it failed, or answered nothing. */
export function gitAnswer(args: string[], options: RunOptions): string | null {
  const ran = runGit(args, options);
  return (ran.ok && ran.out.toString().trim()) || null;
}

/** The ignore file of the person's own that git reads in a project; it may not be there. */
export function ownIgnoreFile(project: string, env: NodeJS.ProcessEnv = process.env): string {
  const named = gitAnswer(["config", "--includes", "--path", "--get", "core.excludesFile"], {
    cwd: project,
  });
  const config = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
  return named === null
    ? join(config, "git", "ignore")
    : resolve(topLevel(project) ?? project, named);
}

const FILTER_LISTING = ["config", "--includes", "--show-scope", "-z", "--get-regexp", "^filter\\."];

/** The entries of a list that git ends each with a zero byte. */
export const entriesOf = (listed: Buffer, as: "utf8" | "latin1" = "utf8"): string[] =>
  listed
    .toString(as)
    .split("\0")
    .filter((one) => one !== "");

const STRANGE_FILTER =
  "fatal: a filter of the repository's config has a name that is not plain ASCII, or has a = in it";

/**
 * Arguments that override filters of the repository's own config, from git's list of all filters. A
 * filter that the person's own settings define runs as they say. Any other one fails where it would
 * run, and git names it. Null: a filter has a name that no argument can hold.
 */
function strangersFilters(listing: string): string[] | null {
  const parts = listing.split("\0");
  const own = new Map<string, string>();
  const foreign = new Set<string>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope, entry = ""] = [parts[at], parts[at + 1]];
    const line = entry.indexOf("\n");
    const key = line < 0 ? entry : entry.slice(0, line);
    if (scope === "system" || scope === "global")
      own.set(key, line < 0 ? "true" : entry.slice(line + 1));
    else if (scope !== "command") foreign.add(key);
  }
  const drivers = [...new Set([...foreign].map((key) => key.slice(0, key.lastIndexOf("."))))];
  if (!drivers.every((driver) => /^[ -<>-~]+$/.test(driver))) return null;
  return drivers.flatMap((driver) => {
    const all = ["clean", "smudge", "process"].map((name) => `${driver}.${name}`);
    const set = all.filter((name) => foreign.has(name));
    // With an empty `process` git runs no `clean` either: a command that the person has not set
    // cannot be left out alone.
    const known = set.every((name) => own.has(name));
    const required = `${driver}.required=${known ? (own.get(`${driver}.required`) ?? "false") : "true"}`;
    const commands = known
      ? set.map((name) => `${name}=${own.get(name)}`)
      : all.map((name) => `${name}=`);
    return [...commands, required].flatMap((setting) => ["-c", setting]);
  });
}

/** Whether there is a git program on PATH. */
export const hasGit = (): boolean => Bun.which("git", { PATH: process.env.PATH ?? "" }) !== null;

/**
 * The folder of the repository that holds `project`, or null. Reads a few folder entries, starts no
 * program.
 */
export function topLevel(project: string): string | null {
  const from = linkless(project);
  // A folder named .git without HEAD is no repository: like git, go on to the parent folder.
  const isTop = (dot: string): boolean => existsSync(join(dot, "HEAD")) || isFile(dot);
  return from && upward(from, (folder) => isTop(join(folder, ".git")));
}

/** What the file says that stands for the folder of a repository. */
const POINTER = /^gitdir: (.+?)\r?\n?$/s;

/**
 * The parts of the repository around `project`, linked worktrees and submodules included; null
 * outside of one.
 */
export function placesOf(project: string): Places | null {
  const top = topLevel(project);
  const real = linkless(project);
  if (top === null || real === null) return null;
  const inside = relative(top, real).split(sep).join("/");
  const dot = join(top, ".git");
  const pointer = isFile(dot) ? POINTER.exec(readText(dot))?.[1] : dot;
  const gitDir = resolve(top, pointer ?? dot);
  // Git would wait for the other end of a pipe; a link to a branch is as old as git.
  if (statAt(join(gitDir, "HEAD"))?.isFIFO()) return null;
  const common = resolve(gitDir, readText(join(gitDir, "commondir")).trim() || ".");
  const sha256 = /objectformat\s*=\s*"?sha256/i.test(readText(join(common, "config")));
  return { top, project: real, prefix: inside === "" ? "" : `${inside}/`, gitDir, common, sha256 };
}

/**
 * The repository around a project; where there is none, one of the program's own in `scratch`,
 * without an index and by the rules of the project alone. Null without git.
 */
export function repositoryOf(project: string, scratch: string): Places | null {
  if (!hasGit()) return null;
  const places = placesOf(project);
  const real = places === null ? linkless(project) : null;
  if (real === null) return places;
  const store = openStore(scratch, null);
  return {
    top: real,
    project: real,
    prefix: "",
    gitDir: store,
    common: store,
    sha256: false,
    own: true,
  };
}

/**
 * What tells git where a project and its repository are. If it refuses that one, it must not go on
 * to one above.
 */
export const gitPlaces = ({ top, gitDir, own }: Places): Record<string, string> => ({
  ...(own && { GIT_DIR: gitDir }),
  GIT_WORK_TREE: top,
  GIT_CEILING_DIRECTORIES: dirname(top),
});

/**
 * The folders of a repository with its notes of linked worktrees, and the file of the worktree that
 * each of them names.
 */
export function worktreeNotes({ common }: Places): { folder: string; dot: string }[] {
  return foldersIn(join(common, "worktrees")).flatMap((name) => {
    const folder = join(common, "worktrees", name);
    const noted = fileText(join(folder, "gitdir"))?.trim() ?? "";
    // Newer versions of git may write it relative to the folder that it is in.
    return noted === "" ? [] : [{ folder, dot: resolve(folder, noted) }];
  });
}

/**
 * The repositories of submodules below a repository's folder `modules`, whose names may have
 * slashes, and of theirs.
 */
export const modulesIn = (folder: string): string[] =>
  foldersIn(folder).flatMap((name) => {
    const one = join(folder, name);
    return isFile(join(one, "HEAD")) ? [one, ...modulesIn(join(one, "modules"))] : modulesIn(one);
  });

/**
 * Worktrees of this repository that lie inside the project, as paths relative to it. Anybody can
 * write a note of a worktree into the repository, so the worktree's own file has to point back to
 * it.
 */
export const worktreesInside = (places: Places): string[] =>
  worktreeNotes(places).flatMap(({ folder, dot }) => {
    const path = insideOf(places.project, dirname(dot));
    return path !== null && isRegistered(dot, folder) ? [path] : [];
  });

/** Whether a worktree's own file names the folder that has a note of it. */
export function isRegistered(dot: string, folder: string): boolean {
  const pointer = POINTER.exec(fileText(dot) ?? "")?.[1];
  return pointer !== undefined && realOr(resolve(dirname(dot), pointer)) === realOr(folder);
}

/** `path` relative to `folder` with forward slashes, or null when it is not strictly inside. */
export function insideOf(folder: string, path: string): string | null {
  const way = relative(folder, realOr(path));
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way
    ? null
    : way.split(sep).join("/");
}

const ATTRIBUTES = "attributes";

/** How a repository takes names that differ by case or Unicode form alone, as lines of a config. */
const namesOf = ({ common }: Places): string =>
  [
    ...readText(join(common, "config")).matchAll(
      /^\s*((?:ignorecase|precomposeunicode)\s*=\s*(?:true|false))\s*$/gim,
    ),
  ]
    .map(([, line]) => `\t${line}\n`)
    .join("");

/** The same as `git init` finds it out; the disks of a Mac ignore the form, whatever the case. */
const foldsHere = (store: string): string =>
  (existsSync(join(store, "head")) ? "\tignorecase = true\n" : "") +
  (process.platform === "darwin" ? "\tprecomposeunicode = true\n" : "");

/**
 * Makes `<scratch>/git`, a bare repository with the project's objects as alternates, and returns
 * its path. Trees are read through it, so the project's config, attributes and work tree have no
 * influence.
 */
export function openStore(scratch: string, places: Places | null): string {
  const store = join(scratch, "git");
  // Through a link on the way another folder, such as the project's own .git, would be written.
  for (const folder of [
    dirname(scratch),
    scratch,
    store,
    join(store, "objects"),
    join(store, "objects", "info"),
  ])
    ownFolder(folder);
  mkdirSync(join(store, "objects", "info"), { recursive: true });
  mkdirSync(join(store, "refs"), { recursive: true });
  const info = join(store, "info");
  const isFolder = statAt(info)?.isDirectory() ?? false;
  const inside = isFolder ? readdirSync(info).filter((name) => name !== ATTRIBUTES) : [""];
  // Rules and a config of another folder that somebody has put there would decide what is seen.
  // On a disk that can only be read, also what is not there cannot be removed.
  for (const path of [...inside.map((name) => join("info", name)), "commondir", "config.worktree"])
    if (statAt(join(store, path)) !== undefined)
      rmSync(join(store, path), { recursive: true, force: true });
  mkdirSync(info, { recursive: true });
  // They come before those of the project: its files count by the bytes that lie there, and no byte
  // hides a program's text.
  const texts = TEXT_GLOBS.map((glob) => `${glob} diff\n`).join("");
  keep(join(info, ATTRIBUTES), `* -text -ident !filter !working-tree-encoding\n${texts}`);
  const theirs = places === null || places.own ? null : places;
  if (theirs !== null)
    keep(join(store, "objects", "info", "alternates"), pathLines([join(theirs.common, "objects")]));
  const ignores = theirs === null ? "\texcludesFile = /dev/null\n" : "";
  const format = theirs?.sha256
    ? "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"
    : "";
  keep(join(store, "HEAD"), "ref: refs/heads/none\n");
  const folds = theirs === null ? foldsHere(store) : namesOf(theirs);
  const core = `\tbare = true\n\tquotePath = false\n${folds}${ignores}`;
  keep(join(store, "config"), `[core]\n${core}${format}`);
  return store;
}

/**
 * Removes what processes that have ended have left in a folder: what this finds has the process'
 * number in its first group.
 */
export function sweepEnded(folder: string, left: RegExp, isOwnLeft: boolean): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(left.exec(name)?.[1] ?? Number.NaN);
    const hasEnded = pid === process.pid ? isOwnLeft : !Number.isNaN(pid) && !alive(pid, null);
    if (hasEnded) removeAll(join(folder, name));
  }
}

/**
 * Calls `work`, which may make a file (with its lock) or a folder at `path`: it is gone before,
 * because a process that was killed may have left it, and afterwards.
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

/** Git's error lines without its advice, at most three of them and 600 characters. */
export function gitErrors(run: GitRun): string {
  const lines = run.err.split("\n").filter((line) => /^(error|fatal): /.test(line));
  const complaints = lines.map((line) => line.replace(/^(error|fatal): /, "").trim()).slice(0, 3);
  return (complaints.join("; ") || run.err.trim() || "no reason given").slice(0, 600);
}

/**
 * The line with which git itself says to trust a repository of another user; null: that is not what
 * it complains of.
 */
export const trustLine = ({ err }: Pick<GitRun, "err">): string | null =>
  /^\s*(git config .*safe\.directory .*)$/m.exec(err)?.[1]?.trim() ?? null;

/** An entry of a tree: a file, a link, a folder (`tree`) or a submodule (`commit`). */
type TreeEntry = { mode: string; kind: string; hash: string; size: number; path: string };

/** The entries that `git ls-tree -z` lists; their sizes where it was asked for them. */
export const treeEntries = (listing: string): TreeEntry[] =>
  listing.split("\0").flatMap((line) => {
    const [, mode, kind, hash, size, path] =
      /^(\d+) (\w+) ([0-9a-f]+)(?: +(\d+|-))?\t(.+)$/s.exec(line) ?? [];
    return mode && kind && hash && path
      ? [{ mode, kind, hash, size: Number(size) || 0, path }]
      : [];
  });

/** The text of a regular file; null when there is none, and for a link. */
export const fileText = (file: string): string | null =>
  statAt(file)?.isFile() ? readPlainText(file) : null;

/** Writes a file where its text differs. */
function keep(file: string, text: string): void {
  if (fileText(file) === text) return;
  // A link or pipe there is replaced, never written through.
  writeAtomic(file, text);
}

/**
 * A path as git reads it from a line of its own. Quotes keep a leading `#`, and a carriage return
 * at the end, part of it.
 */
function quotePath(path: string): string {
  return /["\\\n\r]|^#/.test(path)
    ? `"${path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`
    : path;
}

/** Paths as git reads them from its standard input. */
const pathLines = (paths: readonly string[]): string =>
  paths.map((path) => `${quotePath(path)}\n`).join("");

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The text of a file; "" when there is none. */
const readText = (path: string): string => readPlainText(path) ?? "";

const realOr = (path: string): string => linkless(path) ?? path;
