/**
 * The project's files as git keeps them, stored so that two of them can be compared later: for
 * worktrees and commits, and for what they are compared with. `git:<hash>` is a git tree of the
 * present files, without ignored ones, and without what runs of tests and builds leave behind. What
 * reviewers are bound to is in disk-tree.ts.
 */
import { copyFileSync, existsSync, lstatSync, type Stats, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt, messageOf } from "../../process/attempt.ts";
import { installing } from "../../process/installing.ts";
import { filesOf, foldersApart, isWithin } from "../files.ts";
import {
  type Failure,
  GIT_TIMEOUT,
  gitPlaces,
  openStore,
  type Places,
  repositoryOf,
  runGit,
  sweepEnded,
  treeEntries,
  withScratch,
} from "../git/git.ts";
import { type Located, treeStore } from "../project.ts";
import { bytesIn, git as gitIn, line, pathText, type Repo, SnapshotError } from "../repo.ts";

export type TreeResult = { ok: true; tree: string } | Failure;

export interface TreeOptions extends Pick<Repo, "exclude"> {
  /**
   * New objects go into the person's repository, so that a commit can be made of the tree; else
   * into the project's store.
   */
  keep?: boolean;
  /**
   * As a commit can have them: of a submodule its commit, of other repositories inside nothing.
   * Else all of their files.
   */
  committable?: boolean;
  /** Of a base: the commit, in the place of HEAD. */
  at?: string;
  /** Takes the folders of repositories inside. */
  repositories?: string[];
  /** Milliseconds for each git process; 30 s when absent. */
  timeout?: number;
}

/** The hash of a tree without any file; git knows it without having it. */
export const emptyTree = (sha256: boolean): string =>
  sha256
    ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    : "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * The hash of the project's present files. Depends on the files, the ignore rules and the tracked
 * paths alone. Never throws.
 */
export const treeOf = (project: Located, options: TreeOptions): TreeResult =>
  taken(project, (places) => `git:${presentTree(placeOf(project, places, options), options)}`);

/**
 * The tree of HEAD as `treeOf` would give it for a clean checkout; the empty tree before the first
 * commit.
 */
export const baseTree = (project: Located, options: TreeOptions): TreeResult =>
  taken(project, (places) => `git:${headTree(placeOf(project, places, options), options)}`);

/**
 * What `take` makes of a project's repository, as a result. `again`: it is tried once more, as a
 * file may change while it is read.
 */
export function taken(
  project: Located,
  take: (places: Places, again: boolean) => string,
): TreeResult {
  const once = (again: boolean): TreeResult => {
    try {
      if (!statSync(project.root, { throwIfNoEntry: false })?.isDirectory())
        throw new SnapshotError(
          `the project folder ${project.root} does not exist`,
          "start in an existing folder",
        );
      const places = repositoryOf(project.root, treeStore(project));
      if (places === null)
        throw new SnapshotError(
          "git is not installed; it is needed to compare the project's files",
          `${installing(["git"])}; the project itself need not be a repository`,
        );
      return { ok: true, tree: take(places, again) };
    } catch (error) {
      if (error instanceof SnapshotError) return error.failure;
      const why = messageOf(error);
      const remedy = `check free space and permissions of ${treeStore(project)}`;
      return { ok: false, problem: `the project's files could not be hashed: ${why}`, remedy };
    }
  };
  const first = once(false);
  return !first.ok && MOVING.test(first.problem) ? once(true) : first;
}
const MOVING =
  /ENOENT|No such file|unable to stat|short read|changed|invalid object|building trees/i;

let counter = 0;
/** The path of an index of this process in a folder. */
export function newIndex(folder: string): string {
  sweepEnded(folder, /^index-(\d+)-/, false);
  return join(folder, `index-${process.pid}-${counter++}`);
}

/**
 * Git on an index of its own, at the repository's top, by the rules of the person. @throws
 * SnapshotError
 */
function withIndex<T>(
  repo: Repo,
  keep: boolean,
  work: (git: (args: string[], stdin?: string) => Buffer, index: string) => T,
): T {
  const { places, scratch } = repo;
  const store = openStore(scratch, places);
  const index = newIndex(store);
  const env = { GIT_INDEX_FILE: index, ...(keep ? {} : storeFirst(store, places)) };
  const more = (stdin?: string) =>
    stdin === undefined ? {} : { stdin: Buffer.from(stdin, "latin1") };
  // Each start of git is dear.
  const git = (args: string[], stdin?: string): Buffer =>
    stdin === "" ? Buffer.alloc(0) : gitIn(repo, args, { cwd: places.top, env, ...more(stdin) });
  return withScratch(index, () => work(git, index));
}

const storeFirst = (store: string, places: Places): Record<string, string> => ({
  GIT_OBJECT_DIRECTORY: join(store, "objects"),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join(places.common, "objects").replace(/["\\]/g, "\\$&")}"`,
});

const placeOf = (
  project: Located,
  places: Places,
  { exclude, timeout = GIT_TIMEOUT }: TreeOptions,
): Repo => {
  return { places, exclude, scratch: treeStore(project), timeout };
};

/**
 * The tree of the project's folder in an index. `isOfHead`: some of its entries are as HEAD has
 * them, and a partial clone lacks files of HEAD.
 */
function written(
  { prefix, sha256 }: Places,
  git: (args: string[]) => Buffer,
  { isEmpty, isOfHead }: { isEmpty: boolean; isOfHead: boolean },
): string {
  if (isEmpty) return emptyTree(sha256);
  const folder = prefix === "" ? [] : [`--prefix=${prefix}`];
  return line(git(["write-tree", ...(isOfHead ? ["--missing-ok"] : []), ...folder]));
}

function headTree(repo: Repo, options: TreeOptions): string {
  const { places } = repo;
  const isOut = isOutside(repo);
  return withIndex(repo, options.keep ?? false, (git) => {
    // Before the first commit HEAD names nothing.
    const { at = "HEAD" } = options;
    const head = runGit(["rev-parse", "--quiet", "--verify", at], {
      cwd: places.top,
      env: gitPlaces(places),
    });
    const listed = head.ok
      ? git(["ls-tree", "-r", "-z", "--full-tree", at]).toString("latin1")
      : "";
    const kept = treeEntries(listed).filter(({ path }) => !isOut(path));
    git(
      ["update-index", "-z", "--index-info"],
      kept.map(({ mode, hash, path }) => `${mode} ${hash}\t${path}\0`).join(""),
    );
    return written(places, git, { isEmpty: kept.length === 0, isOfHead: true });
  });
}

/** Whether a path of the repository is none of the project's. Each of its characters is a byte. */
function isOutside(repo: Repo): (path: string) => boolean {
  const { prefix } = repo.places;
  const left = foldersApart(repo).map((path) => Buffer.from(`${prefix}${path}`).toString("latin1"));
  const own = Buffer.from(prefix).toString("latin1");
  return (path) =>
    !path.startsWith(own) ||
    left.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function presentTree(repo: Repo, options: TreeOptions): string {
  const { places } = repo;
  const { repositories = [] } = options;
  const files = filesOf(repo, { repositories });
  const isInside = options.committable ? isWithin(repositories) : () => false;
  const prefix = Buffer.from(places.prefix).toString("latin1");
  const paths = new Set(
    [...files.keys()].flatMap((path) => (isInside(path) ? [] : [`${prefix}${path}`])),
  );
  const links = new Set(options.committable ? repositories.map((path) => `${prefix}${path}`) : []);
  return withIndex(repo, options.keep ?? false, (git, index) => {
    const kept = copyIndex(join(places.gitDir, "index"), index)
      ? cleanIndex(repo, git, { paths, links })
      : 0;
    git(
      ["update-index", "-z", "--add", "--remove", "--replace", "--stdin"],
      [...paths].map((path) => `${path}\0`).join(""),
    );
    return written(places, git, { isEmpty: paths.size + kept === 0, isOfHead: kept > 0 });
  });
}

/** Git's mode of a submodule. */
const LINK = "160000";

/** The commit that is checked out in a repository inside; null where it has none. */
function headOf(repo: Repo, path: string): string | null {
  const cwd = join(repo.places.top, pathText(path));
  const env = { GIT_CEILING_DIRECTORIES: dirname(cwd) };
  const head = runGit(["rev-parse", "--quiet", "--verify", "HEAD"], {
    cwd,
    env,
    timeout: repo.timeout,
  });
  return head.ok ? line(head.out) : null;
}

/**
 * Copies an index with its file time (rounded down): git reads files again whose entry is as new as
 * the index. False when there is no index to copy.
 */
export function copyIndex(from: string, to: string): boolean {
  if (!existsSync(from)) return false;
  // As a number with a fraction it may be rounded up, into the next second.
  const time = Number(statSync(from, { bigint: true }).mtimeNs / 1_000_000n) / 1000;
  copyFileSync(from, to);
  utimesSync(to, time, time);
  return true;
}

/**
 * Removes from an index what is none of these files, and the marks "assume unchanged" and "skip
 * worktree", which would hide changes. Absent files of a sparse checkout stay, submodules that are
 * not checked out, and those of `links`, at the commit that is checked out there. Returns how many
 * stay so.
 */
function cleanIndex(
  repo: Repo,
  git: (args: string[], stdin?: string) => Buffer,
  { paths, links }: Record<"paths" | "links", ReadonlySet<string>>,
): number {
  const { places } = repo;
  const sparse = existsSync(join(places.gitDir, "info", "sparse-checkout"));
  const isOut = isOutside(repo);
  // A folder above it may be a file by now.
  const statOf = (path: string): Stats | null =>
    attempt(() => lstatSync(bytesIn(places.top, path)), null);
  const isUsed = (folder: string): boolean =>
    [...paths].some((path) => path.startsWith(`${folder}/`));
  let edits = "";
  let stay = 0;
  for (const entry of git(["ls-files", "-s", "-v", "-z"]).toString("latin1").split("\0")) {
    const [, tag, mode, hash, stage, path] =
      /^(\S) (\d+) ([0-9a-f]+) (\d)\t(.+)$/s.exec(entry) ?? [];
    if (path === undefined) continue;
    const isUnseen =
      mode === LINK
        ? !isUsed(path) && statOf(path)?.isDirectory() === true
        : tag === "S" && sparse && statOf(path) === null;
    if (isUnseen && !isOut(path)) {
      stay += 1;
      const now = links.has(path) ? headOf(repo, path) : null;
      if (now !== null) edits += `${mode} ${now} 0\t${path}\0`;
    } else if (!paths.has(path)) edits += `0 ${"0".repeat(hash!.length)}\t${path}\0`;
    else if (stage === "0" && tag !== "H") edits += `${mode} ${hash} 0\t${path}\0`;
  }
  git(["update-index", "-z", "--index-info"], edits);
  return stay;
}
