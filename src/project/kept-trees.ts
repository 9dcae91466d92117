/** Reads trees that were kept. Nothing is believed whose bytes do not have the hash that it is named by. */
import { join } from "node:path";
import { errorCode } from "../store/disk.ts";
import { type GitRun, gitErrors, openStore, placesOf, runGit, treeEntries } from "./git.ts";
import { batchObjects, falseBytes, type GitObject, isGenuine, treeOfCommit } from "./git-objects.ts";

/** Thrown for a tree that cannot be read back: an empty answer would mean "nothing changed". */
export class TreeUnreadable extends Error {}

/** What `read` gives; `otherwise` where the tree that it looks at cannot be read. */
export function unlessUnreadable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TreeUnreadable) return otherwise;
    throw error;
  }
}

/** Trees that were seen to hold the bytes that they are named by, and pairs of which all that differs was. */
export const genuine = new Set<string>();

/** The trees that names stand for: a tree, or a commit. @throws TreeUnreadable */
export function roots(project: string, scratch: string, trees: readonly string[]): string[] {
  const names = trees.map(bare);
  const found = new Map<string, string>();
  readObjects(project, scratch, [...new Set(names)], (one) => {
    const tree = one.kind === "commit" ? treeOfCommit(one) : one.kind === "tree" ? one.hash : null;
    if (tree !== null) found.set(one.hash, tree);
  });
  return names.map((name, i) => {
    const tree = found.get(name);
    if (tree === undefined) throw new TreeUnreadable(`${trees[i]} is not kept any more`);
    return tree;
  });
}

/** Bytes that are read at once; a larger object comes alone. */
const MAX_AT_ONCE = 32 * 1024 * 1024;
/** So many objects are read without asking for their sizes first. */
const FEW = 24;

/** Calls `use` with each object. @throws TreeUnreadable for one that is missing, or holds other bytes than its name says */
export function readObjects(
  project: string,
  scratch: string,
  hashes: readonly string[],
  use: (one: GitObject) => void,
): void {
  const stdin = (some: readonly string[]) => ({ stdin: `${some.join("\n")}\n` });
  const sizes =
    hashes.length <= FEW
      ? hashes.map(() => 0)
      : read(project, scratch, ["cat-file", "--batch-check=%(objectsize)"], stdin(hashes))
          .out.toString()
          .split("\n")
          .map((size) => Number(size) || 0);
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    for (let bytes = 0; to < hashes.length && (to === from || bytes + sizes[to]! <= MAX_AT_ONCE); to++)
      bytes += sizes[to]!;
    const part = hashes.slice(from, to);
    const { out } = read(project, scratch, ["cat-file", "--batch"], stdin(part));
    for (const [i, one] of batchObjects(out, part.length).entries()) {
      if (one === null) throw new TreeUnreadable(`the object ${part[i]} is not kept any more`);
      if (one.hash !== part[i] || !isGenuine(one)) throw new TreeUnreadable(falseBytes(part[i]!));
      use(one);
    }
  }
}

/** The folder of the store, made ready. @throws TreeUnreadable where it cannot be written and would have to be */
function storeOf(project: string, scratch: string): string {
  try {
    return openStore(scratch, placesOf(project));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new TreeUnreadable(
      `the kept trees in ${join(scratch, "git")} could not be read: ${(error as Error).message}`,
    );
  }
}

export function read(
  project: string,
  scratch: string,
  args: string[],
  more: { stdin?: string; maxBytes?: number } = {},
): GitRun {
  const store = storeOf(project, scratch);
  // In the store's own folder: from the project's, git would read the .gitattributes there.
  const run = runGit(["--git-dir", store, ...args], { cwd: store, ...more });
  if (run.ok || run.problem === "size") return run;
  const why =
    run.problem === "exit" ? gitErrors(run) : run.problem === "timeout" ? "git took too long" : "git is missing";
  throw new TreeUnreadable(`the kept trees in ${join(scratch, "git")} could not be read: ${why}`);
}

/** The hash of a `git:<hash>` or `disk:<hash>` name. Nothing else may reach git's command line. @throws TreeUnreadable */
export function bare(tree: string): string {
  const hash = /^(?:git|disk):([0-9a-f]{40}|[0-9a-f]{64})$/.exec(tree)?.[1];
  if (hash === undefined) throw new TreeUnreadable(`${JSON.stringify(tree)} is not the name of a tree`);
  return hash;
}

/** Files, links and submodules of a tree, whose names are read as UTF-8, or byte by byte. @throws TreeUnreadable */
export function treeFiles(project: string, tree: string, scratch: string, names: "utf8" | "latin1") {
  const [root] = roots(project, scratch, [tree]) as [string];
  const out = read(project, scratch, ["ls-tree", "-r", "-t", "-z", root]).out.toString(names);
  const all = treeEntries(out);
  const folders = all.filter(({ kind }) => kind === "tree").map(({ hash }) => hash);
  if (!genuine.has(`${scratch} ${tree}`)) readObjects(project, scratch, [...new Set(folders)], () => {});
  genuine.add(`${scratch} ${tree}`);
  return all.filter(({ kind }) => kind !== "tree");
}

/** The text of each of these files of a tree, by its hash. @throws TreeUnreadable */
export function blobsOf(project: string, scratch: string, hashes: readonly string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  readObjects(project, scratch, [...new Set(hashes)], ({ hash, bytes }) => found.set(hash, bytes));
  return found;
}

/** Git's own rule: a NUL among the first 8,000 bytes. */
export const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8_000).includes(0);
