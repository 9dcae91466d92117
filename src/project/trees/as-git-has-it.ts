/**
 * Compares a tree of raw bytes from the disk with a tree that git made, in which line endings and
 * filters were applied.
 */
import { remembering } from "../../process/once.ts";
import { sha256 } from "../../store/journal.ts";
import type { Located } from "../project.ts";
import { blobsOf, hashOf, isBinary, treeFiles, treeWith } from "../snapshots/trees.ts";
import { standsFor } from "./stand-in.ts";

/** Files that are compared by their content; the others count as changed. */
const MAX_COMPARED = 4_000;

const POINTER = /^version https:\/\/git-lfs\S*\n(?:[\s\S]*\n)?oid sha256:([0-9a-f]{64})\n/;

/**
 * Whether git would have kept these bytes of the disk so: line endings, large files elsewhere,
 * files that are encrypted.
 */
function isKeptSo(kept: Buffer, present: Buffer): boolean {
  const of = present.length < 1_000 ? standsFor(present.toString("latin1")) : null;
  const pointer = kept.length < 2_000 ? POINTER.exec(kept.toString("latin1"))?.[1] : undefined;
  if (pointer !== undefined) return pointer === (of?.sha256 ?? sha256(present));
  if (of !== null) {
    const isEncrypted = kept.subarray(0, 10).equals(Buffer.from("\0GITCRYPT\0"));
    return isEncrypted || of.sha256 === sha256(kept);
  }
  if (isBinary(kept) || isBinary(present)) return false;
  const plain = (bytes: Buffer): string => bytes.toString("latin1").replaceAll("\r\n", "\n");
  return plain(kept) === plain(present);
}

/**
 * The hash of a tree of the disk (`disk:…`) in the form of one of git's (`git:…`), with which it
 * can be compared: a file that git would keep as it is there is the same, and a submodule is its
 * commit. @throws TreeUnreadable
 */
export const asGitHasIt = ({ root, task }: Located, disk: string, git: string): string =>
  converted(JSON.stringify([{ root, task }, disk, git]));

const converted = remembering((of: string): string => {
  const [project, disk, git] = JSON.parse(of) as [Located, string, string];
  const present = treeFiles(project, disk, "latin1");
  const kept = new Map(
    treeFiles(project, git, "latin1").map((treeFile) => [treeFile.path, treeFile]),
  );
  const modules = [...kept.values()].filter(({ kind }) => kind === "commit");
  const tree = hashOf(disk);
  const none = "0".repeat(tree.length);
  let edits = "";
  for (const { path, hash } of modules) {
    const below = present.filter((one) => one.path.startsWith(`${path}/`));
    for (const one of below) edits += `0 ${none}\t${one.path}\0`;
    if (!present.some((one) => one.path === path)) edits += `160000 ${hash} 0\t${path}\0`;
  }
  const differing = present
    .flatMap((one) => {
      const other = kept.get(one.path);
      const isFile = other?.kind === "blob" && ![one.mode, other.mode].includes("120000");
      return isFile && other.hash !== one.hash ? [{ ...one, kept: other.hash }] : [];
    })
    .slice(0, MAX_COMPARED);
  for (let at = 0; at < differing.length; at += 100) {
    const part = differing.slice(at, at + 100);
    const blobs = blobsOf(
      project,
      part.flatMap((one) => [one.hash, one.kept]),
    );
    for (const one of part)
      if (isKeptSo(blobs.get(one.kept)!, blobs.get(one.hash)!))
        edits += `${one.mode} ${one.kept} 0\t${one.path}\0`;
  }
  return edits === "" ? tree : treeWith(project, tree, Buffer.from(edits, "latin1"));
});
