import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { installing } from "../../process/installing.ts";
import { remembering } from "../../process/once.ts";
import { createFolder, errorCode, makeTaskFolder, UnsafeFile } from "../../store/files/disk.ts";
import { acquire } from "../../store/files/lock.ts";
import { fieldsIn, valueIn } from "../../store/json/fields.ts";
import {
  type Failure,
  fileText,
  type GitRun,
  gitErrors,
  hasGit,
  placesOf,
  runGit,
  sweepEnded,
  treeEntries,
  trustLine,
  withScratch,
  worktreeNotes,
} from "../git/git.ts";
import { type Project, treeStore } from "../project.ts";
import { failed, IDENTITY, line, pathText, type Repo, SnapshotError } from "../repo.ts";
import { PartialApply } from "../trees/apply-changes.ts";
import { type TreeOptions, treeOf } from "../trees/tree.ts";
import { type Build, excludedOf, ownRefs, refsOf, worktreesFolder } from "./names.ts";

/**
 * Git for workstreams: the repository, its worktrees' own folders, and trees and commits that no
 * branch needs. Written for git 2.20 and later; an older one may lack a command, and its own error
 * is told.
 */

/**
 * Git's own folder of a linked worktree. `marker`: our file in it, written when the worktree is
 * complete.
 */
interface Admin {
  folder: string;
  /** Where the worktree is, or was. */
  path: string;
  marker: Marker | null;
}
type Marker = { run: string; area: string };

/** A file of a tree; `mode` is git's. */
export type Entry = { mode: string; hash: string };
/** A path that differs between two trees. Each character of `path` is one of its bytes. */
export type TreeChange = { path: string; from: Entry | null; to: Entry | null };

/** What stands at some paths; null: nothing. */
export type Entries = ReadonlyMap<string, Entry | null>;
/** What changes come to. */
export const afterwards = (changes: readonly TreeChange[]): Entries =>
  new Map(changes.map(({ path, to }) => [path, to]));

type More = { cwd?: string; stdin?: string | Buffer; env?: Record<string, string> };

const MINUTE = 60_000;

/** What a line of a commit's message begins with that names a repository inside. */
const INSIDE = "Inside: ";

/**
 * Settings beside those of ../git/git.ts: against names that macOS takes for `.git`, and for one plain
 * worktree.
 */
const SETTINGS = ["core.protectHFS=true", "worktree.useRelativePaths=false"];

/**
 * The repository around a project. `place` is the whole of it, `prefix` the project's folder in it:
 * "" or ending in "/".
 */
export class Repository {
  private own: Map<string, string> | null = null;
  /** The tree of a commit, by its hash. */
  readonly treeAt = remembering((commit: string) =>
    this.text(["rev-parse", "--verify", `${commit}^{tree}`]),
  );

  constructor(
    readonly project: Project,
    readonly place: Repo,
    readonly prefix: string,
    readonly run: string,
  ) {}

  get refs(): ReturnType<typeof refsOf> {
    return refsOf(this.run);
  }

  /**
   * Runs git in a folder of the repository, by default its top. @throws SnapshotError on a
   * timeout, not on an exit code
   */
  tryGit(args: string[], more: More = {}): GitRun {
    const { places, timeout } = this.place;
    const cwd = more.cwd ?? places.top;
    // In a worktree its own config could name another folder, such as the person's, as the one to
    // work in.
    const own: Record<string, string> = more.cwd === undefined ? {} : { GIT_WORK_TREE: cwd };
    const env = { GIT_CEILING_DIRECTORIES: dirname(cwd), ...IDENTITY, ...own, ...more.env };
    const settings = SETTINGS.flatMap((one) => ["-c", one]);
    const run = runGit([...settings, ...args], { cwd, env, stdin: more.stdin, timeout });
    if (run.problem === "timeout") throw failed(this.place, args, run);
    return run;
  }

  /** As `tryGit`; returns the output. @throws SnapshotError also when git fails */
  git(args: string[], more: More = {}): Buffer {
    const run = this.tryGit(args, more);
    if (!run.ok) throw failed(this.place, args, run);
    return run.out;
  }

  /** What git answered, as one line. @throws SnapshotError */
  text(args: string[], more: More = {}): string {
    return line(this.git(args, more));
  }

  /** The same; null where git fails. */
  tryText(args: string[], more: More = {}): string | null {
    const run = this.tryGit(args, more);
    return run.ok ? line(run.out) : null;
  }

  /** The lines that git answers, without empty ones. @throws SnapshotError */
  lines(args: string[]): string[] {
    return this.git(args).toString().split("\n").filter(Boolean);
  }

  /** A path in the scratch folder with the id of this process. */
  scratchName(what: string): string {
    return join(this.place.scratch, `stream-${process.pid}-${what}`);
  }

  /**
   * The commit that a ref names; null when there is none. The refs of the build are read once:
   * nobody else writes them.
   */
  commitAt(ref: string): string | null {
    if (!ref.startsWith(ownRefs(this.run)))
      return this.tryText(["rev-parse", "--quiet", "--verify", `${ref}^{commit}`]);
    this.own ??= this.readOwn();
    return this.own.get(ref) ?? null;
  }

  private readOwn(): Map<string, string> {
    const listed = this.lines([
      "for-each-ref",
      "--format=%(refname) %(objectname)",
      `${ownRefs(this.run)}*`,
    ]);
    return new Map(listed.map((one) => one.split(" ") as [string, string]));
  }

  isAncestor(older: string, newer: string): boolean {
    return older === newer || this.tryGit(["merge-base", "--is-ancestor", older, newer]).ok;
  }

  /** The commit that all workstreams of the run start from; null before the first one is opened. */
  base(): string | null {
    return this.commitAt(this.refs.base);
  }

  /** Puts a ref on a commit, if it still names `before` (null: if it is not there). */
  setRef(ref: string, commit: string, before: string | null): void {
    this.git(["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    this.own?.set(ref, commit);
  }

  /** As `setRef`, whatever the ref names now; for our own refs. */
  keepRef(ref: string, commit: string): void {
    const before = this.commitAt(ref);
    if (before !== commit) this.setRef(ref, commit, before);
  }

  /**
   * Moves what a worktree has checked out from one commit to another; its index and files stay, and
   * every branch but its own.
   */
  moveHead(worktree: string, from: string, to: string, own: string | null): void {
    const isOwn =
      own !== null && this.tryText(["symbolic-ref", "-q", "HEAD"], { cwd: worktree }) === own;
    this.git(["update-ref", ...(isOwn ? [] : ["--no-deref"]), "HEAD", to, from], { cwd: worktree });
  }

  /** Deletes a ref where it is there. */
  dropRef(ref: string, commit = this.commitAt(ref)): void {
    if (commit !== null) this.git(["update-ref", "--no-deref", "-d", ref, commit]);
    this.own?.delete(ref);
  }

  /**
   * Makes a commit and returns its hash; no hook runs and nothing is signed. `author`: in the
   * environment, ours where it is empty.
   */
  commitTree(
    tree: string,
    parents: readonly string[],
    message: string,
    author: Record<string, string> = {},
  ): string {
    const named = parents.flatMap((parent) => ["-p", parent]);
    return this.text(["commit-tree", tree, ...named], { stdin: `${message}\n`, env: author });
  }

  /** The work tree that has the branch of a ref checked out; null when none has. */
  checkedOutAt(ref: string): string | null {
    let at: string | null = null;
    for (const line of this.lines(["worktree", "list", "--porcelain"])) {
      if (line.startsWith("worktree ")) at = line.slice("worktree ".length);
      if (line === `branch ${ref}`) return at;
    }
    return null;
  }

  /** What git keeps about the worktree at a path; null when it knows of none there. */
  adminOf(path: string): Admin | null {
    return this.admins().find((admin) => admin.path === path) ?? null;
  }

  /** All linked worktrees of the repository. */
  admins(): Admin[] {
    const notes = worktreeNotes(this.place.places);
    return notes.map(({ folder, dot }) => ({
      folder,
      path: dirname(dot),
      marker: markerOf(folder),
    }));
  }

  /**
   * The tree of a work tree's present files, without the excluded folders; `keep`: its objects go
   * into the repository.
   */
  presentTree(
    top: string,
    options: Pick<TreeOptions, "keep" | "committable" | "repositories">,
  ): string {
    const { exclude, timeout } = this.place;
    const taken = treeOf({ ...this.project, root: top }, { exclude, timeout, ...options });
    if (!taken.ok) throw new SnapshotError(taken.problem, taken.remedy);
    return taken.tree.slice("git:".length);
  }

  /** The tree of the checkout's present files, whose objects go into the repository. */
  checkoutTree(more: Pick<TreeOptions, "committable" | "repositories"> = {}): string {
    return this.presentTree(this.place.places.top, { keep: true, ...more });
  }

  /**
   * Commits the checkout's files as they are, on HEAD where there is one. Files of repositories
   * inside are in this commit alone: its parent, without them, is what a branch of the person's can
   * go on from, and its message names these repositories.
   */
  commitFound(message: string): string {
    const repositories: string[] = [];
    const tree = this.checkoutTree({ repositories });
    const head = this.commitAt("HEAD");
    const on = head === null ? [] : [head];
    if (repositories.length === 0) return this.commitTree(tree, on, message);
    const plain = this.checkoutTree({ committable: true });
    const start =
      head !== null && this.treeAt(head) === plain ? head : this.commitTree(plain, on, message);
    const inside = repositories.map((path) => `${INSIDE}${JSON.stringify(pathText(path))}`);
    return this.commitTree(tree, [start], [message, "", ...inside].join("\n"));
  }

  /** Repositories inside of the checkout whose files are in a commit of `commitFound`. */
  insideOf(commit: string): string[] {
    const lines = this.text(["log", "-1", "--format=%B", commit]).split("\n");
    return lines.flatMap((line) =>
      line.startsWith(INSIDE) ? [`${valueIn(line.slice(INSIDE.length))}`] : [],
    );
  }

  /** Every file, link and submodule of a tree or commit, by its path. */
  entriesOf(tree: string): Map<string, Entry> {
    const listed = this.git(["ls-tree", "-r", "-z", "--full-tree", tree]).toString("latin1");
    return new Map(treeEntries(listed).map(({ path, mode, hash }) => [path, { mode, hash }]));
  }

  /** The content of a file of a tree. */
  blob(hash: string): Buffer {
    return this.git(["cat-file", "blob", hash]);
  }

  /**
   * What differs between two trees or commits, by path. Renames count as a file that went and one
   * that came.
   */
  changesBetween(from: string, to: string): TreeChange[] {
    if (from === to) return [];
    const parts = this.git([
      "diff-tree",
      "-r",
      "-z",
      "--no-renames",
      "--raw",
      `${from}^{tree}`,
      `${to}^{tree}`,
    ])
      .toString("latin1")
      .split("\0");
    const entry = (mode: string, hash: string): Entry | null =>
      mode === "000000" ? null : { mode, hash };
    const changes: TreeChange[] = [];
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const [, old, now, before, after] =
        /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(parts[i]!) ?? [];
      if (!old || !now || !before || !after)
        throw new SnapshotError("git diff-tree could not be read", "try again");
      changes.push({ path: parts[i + 1]!, from: entry(old, before), to: entry(now, after) });
    }
    return changes;
  }

  /** The tree with these entries instead of its own (null: removed). @returns its hash */
  treeWith(tree: string, entries: Entries): string {
    const index = this.scratchName("index");
    const env = { GIT_INDEX_FILE: index };
    return withScratch(index, () => {
      this.git(["read-tree", tree], { env });
      this.putEntries(entries, env);
      // A partial clone lacks files that stay as they were.
      return this.text(["write-tree", "--missing-ok"], { env });
    });
  }

  /** Writes entries into an index. Removals come first: a file may take the place of a folder. */
  putEntries(entries: Entries, env: Record<string, string>): void {
    const none = "0".repeat(this.place.places.sha256 ? 64 : 40);
    const all = [...entries].sort(([, a], [, b]) => Number(a !== null) - Number(b !== null));
    const lines = all.map(
      ([path, entry]) => `${entry?.mode ?? 0} ${entry?.hash ?? none}\t${path}\0`,
    );
    const stdin = Buffer.from(lines.join(""), "latin1");
    if (stdin.length > 0) this.git(["update-index", "-z", "--index-info"], { stdin, env });
  }
}

/** The repository of a project. @throws SnapshotError where there is none with a work tree */
function repositoryOf(project: Project, build: Build): Repository {
  const local = "or build in the checkout itself, by execute.isolation";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(build.run))
    throw new SnapshotError(
      `run: found ${JSON.stringify(build.run)}, expected the id of a run`,
      "see status",
    );
  if (!hasGit())
    throw new SnapshotError(
      "git is not installed, and worktrees need it",
      `${installing(["git"])}, ${local}`,
    );
  const places = placesOf(project.root);
  const whole = places && placesOf(places.top);
  if (places === null || whole === null)
    throw new SnapshotError(
      `${project.root} is not in a git repository with files`,
      `run git init, ${local}`,
    );
  const exclude = excludedOf(build).map((folder) => `${places.prefix}${folder}`);
  const place = { places: whole, exclude, scratch: treeStore(project), timeout: MINUTE };
  const repo = new Repository(project, place, places.prefix, build.run);
  const answer = repo.tryGit(["rev-parse", "--is-inside-work-tree"]);
  if (answer.ok && line(answer.out) === "true") return repo;
  const trusted = trustLine(answer);
  const bare = answer.ok || /work tree/.test(answer.err);
  throw new SnapshotError(
    bare
      ? `${project.root} is a bare repository`
      : `git does not read the repository: ${gitErrors(answer)}`,
    trusted === null
      ? `run git status there and repair what it reports, ${local}`
      : `if you trust this repository: ${trusted}`,
  );
}

/** Calls `work` with the project's repository; what it could not do comes back as a value. */
export function inRepository<T>(
  project: Project,
  build: Build,
  work: (repo: Repository) => T,
): T | Failure {
  try {
    return work(repositoryOf(project, build));
  } catch (error) {
    if (error instanceof SnapshotError) return error.failure;
    if (error instanceof PartialApply)
      return {
        ok: false,
        problem: `it stopped halfway: ${error.message}`,
        remedy: "fix that and merge again: your files are kept, and the next merge continues",
      };
    if (!(error instanceof UnsafeFile) && errorCode(error) === undefined) throw error;
    const remedy = "check free space and permissions of .task/worktrees, then try again";
    return { ok: false, problem: (error as Error).message, remedy };
  }
}

/**
 * As inRepository, while no other process is at the workstreams of the same lock. Waits for it at
 * most a minute.
 */
export const aloneIn = <T>(
  project: Project,
  build: Build,
  work: (repo: Repository) => T,
): T | Failure =>
  inRepository(project, build, (repo) => {
    const lock = build.lock ?? repo.run;
    makeTaskFolder(project.task);
    createFolder(worktreesFolder(project));
    const file = join(worktreesFolder(project), `${lock}.lock`);
    const held = acquire(file, MINUTE, 60 * MINUTE);
    if (held === null)
      throw new SnapshotError(
        `the worktrees of ${lock} are in use by another process (${file})`,
        "wait for it, then try again; if none is running, check the folder's permissions",
      );
    try {
      mkdirSync(repo.place.scratch, { recursive: true });
      sweepEnded(repo.place.scratch, /^stream-(\d+)-/, true);
      return work(repo);
    } finally {
      held.release();
    }
  });

export const markerFile = (admin: string): string => join(admin, "multi-ai.json");

function markerOf(folder: string): Marker | null {
  const { run, area } = fieldsIn(fileText(markerFile(folder)));
  return typeof run === "string" && typeof area === "string" ? { run, area } : null;
}
