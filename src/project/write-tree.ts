import { join } from "node:path";
import { filesOf } from "./changes.ts";
import { withScratch } from "./git.ts";
import { hashOf, read, treeWith } from "./kept-trees.ts";

/** Kept trees as files of a folder. */

/** Writes every file of a tree, by its hash, into an empty folder. @throws TreeUnreadable */
export function writeTree(project: string, hash: string, scratch: string, folder: string): void {
  const index = join(scratch, `write-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  withScratch(index, () => {
    read(project, scratch, ["read-tree", hash], { env });
    read(project, scratch, ["--work-tree", folder, "checkout-index", "--all", "--force"], { env });
  });
}

/** The hash of a tree whose files of these names are those of another one. @throws TreeUnreadable */
export function treeWithFiles(
  project: string,
  scratch: string,
  [tree, other]: readonly [string, string],
  isTaken: (path: string) => boolean,
): string {
  const [own, taken] = [tree, other].map((one) =>
    filesOf(project, one, scratch, "latin1").filter(({ path }) => isTaken(Buffer.from(path, "latin1").toString())),
  );
  const entries = [
    ...own!.map(({ hash, path }) => `0 ${"0".repeat(hash.length)}\t${path}\0`),
    ...taken!.map(({ mode, hash, path }) => `${mode} ${hash}\t${path}\0`),
  ];
  return treeWith(project, scratch, hashOf(project, tree, scratch), Buffer.from(entries.join(""), "latin1"));
}
