/** Reads trees that were kept. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { errorCode } from "../../store/files/disk.ts";
import {
  type GitRun,
  gitErrors,
  openStore,
  placesOf,
  runGit,
  treeEntries,
  withScratch,
} from "../git/git.ts";
import { type Located, treeStore } from "../project.ts";

/** Thrown for a tree that cannot be read back: an empty answer would mean "nothing changed". */
export class TreeUnreadable extends Error {}

/** What `read` gives; `otherwise` where the tree that it looks at cannot be read. */
export const ifReadable = <T>(read: () => T, otherwise: T): T =>
  attempt(read, otherwise, TreeUnreadable);

/**
 * The content of each of these files of trees, by its hash. @throws TreeUnreadable for one that is
 * missing
 */
export function blobsOf(project: Located, hashes: readonly string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  if (hashes.length === 0) return found;
  const asked = [...new Set(hashes)];
  const stdin = asked.map((hash) => `${hash}\n`).join("");
  const { out } = read(project, ["cat-file", "--batch"], { stdin });
  let at = 0;
  for (const hash of asked) {
    const end = out.indexOf(10, at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(out.toString("latin1", at, end))?.[1];
    if (size === undefined) throw new TreeUnreadable(`the object ${hash} is no longer stored`);
    at = end + 1 + Number(size) + 1;
    found.set(hash, out.subarray(end + 1, at - 1));
  }
  return found;
}

const unreadable = (project: Located, why: string): TreeUnreadable =>
  new TreeUnreadable(
    `the kept trees in ${join(treeStore(project), "git")} could not be read: ${why}`,
  );

/**
 * The folder of the store, made ready. @throws TreeUnreadable where it cannot be written and would
 * have to be
 */
function storeOf(project: Located): string {
  try {
    return openStore(treeStore(project), placesOf(project.root));
  } catch (error) {
    throw errorCode(error) === undefined ? error : unreadable(project, (error as Error).message);
  }
}

/** What git has read of objects, which never change: by the store, and what was asked of it. */
const readBefore = new Map<string, GitRun>();
const MAX_BEFORE = { answers: 100, bytes: 200_000 };

/** Runs git on the store. @throws TreeUnreadable */
export function read(
  project: Located,
  args: string[],
  more: { stdin?: string | Buffer; maxBytes?: number; env?: Record<string, string> } = {},
): GitRun {
  const store = storeOf(project);
  // Each start of git is dear. A store that was removed and made again has another inode.
  const asked = /^(?:diff-tree|ls-tree|cat-file)$/.test(args[0]!)
    ? JSON.stringify([store, statSync(join(store, "objects")).ino, args, more])
    : null;
  const before = readBefore.get(asked ?? "");
  if (before !== undefined) return before;
  // In the store's own folder: from the project's, git would read the .gitattributes there.
  const run = runGit(["--git-dir", store, ...args], { cwd: store, ...more });
  if (asked !== null && run.ok && run.out.length <= MAX_BEFORE.bytes) {
    if (readBefore.size >= MAX_BEFORE.answers) readBefore.clear();
    readBefore.set(asked, run);
  }
  if (run.ok || run.problem === "size") return run;
  const why = {
    timeout: "git took too long",
    missing: "git is missing",
    exit: gitErrors(run),
    none: "",
  };
  throw unreadable(project, why[run.problem]);
}

/**
 * The hash of a tree by its name, `git:<hash>` or `disk:<hash>`. Nothing else may reach git's
 * command line. @throws TreeUnreadable
 */
export function hashOf(tree: string): string {
  const hash = /^(?:git|disk):([0-9a-f]{40}|[0-9a-f]{64})$/.exec(tree)?.[1];
  if (hash === undefined)
    throw new TreeUnreadable(`${JSON.stringify(tree)} is not the name of a tree`);
  return hash;
}

/**
 * The hash of a tree (`--empty`: of none) with other entries in it, as `git update-index
 * --index-info` reads them.
 * @throws TreeUnreadable
 */
export function treeWith(project: Located, tree: string, entries: Buffer): string {
  const index = join(treeStore(project), `tree-${process.pid}`);
  const git = (args: string[], stdin?: Buffer): string =>
    read(project, args, { env: { GIT_INDEX_FILE: index }, ...(stdin && { stdin }) })
      .out.toString()
      .trim();
  return withScratch(index, () => {
    git(["read-tree", tree]);
    git(["update-index", "-z", "--index-info"], entries);
    return git(["write-tree"]);
  });
}

/**
 * Files, links and submodules of a tree, whose names are read as UTF-8, or byte by byte. @throws
 * TreeUnreadable
 */
export function treeFiles(project: Located, tree: string, names: "utf8" | "latin1") {
  const root = hashOf(tree);
  return treeEntries(read(project, ["ls-tree", "-r", "-z", root]).out.toString(names));
}

/** Git's own rule: a NUL among the first 8,000 bytes. */
export const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8_000).includes(0);
