import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomic } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { withScratch } from "../git/git.ts";
import { type Project, treeStore } from "../project.ts";
import { storeFile } from "../snapshots/bytes.ts";
import type { SnapshotFile } from "../snapshots/states.ts";
import { blobsOf, hashOf, ifReadable, read } from "../snapshots/trees.ts";
import type { ChangedFile } from "./changes.ts";
import { standsFor } from "./stand-in.ts";

/**
 * Puts changed files of a folder back to what a tree has of them; what it does not have is removed.
 * @throws TreeUnreadable
 */
export function putBackFiles(
  project: Project,
  folder: string,
  tree: string,
  files: readonly ChangedFile[],
): void {
  const { added = [], old = [] } = Object.groupBy(files, ({ status }) =>
    status === "added" ? "added" : "old",
  );
  for (const { path } of added) rmSync(join(folder, path), { force: true });
  if (old.length === 0) return;
  const index = join(treeStore(project), `put-back-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  withScratch(index, () => {
    read(project, ["read-tree", hashOf(tree)], { env });
    const put = ["--work-tree", folder, "checkout-index", "--force", "-z", "--stdin"];
    read(project, put, { env, stdin: old.map(({ path }) => `${path}\0`).join("") });
  });
}

/** The same; false where what the tree has cannot be read any more. */
export const couldPutBack = (...of: Parameters<typeof putBackFiles>): boolean =>
  ifReadable(() => {
    putBackFiles(...of);
    return true;
  }, false);

/**
 * Puts a file back to what it was, "nothing" included. Returns where its bytes are kept; null: it
 * could not be, and all is as it is.
 */
export function putBackFile(
  project: Project,
  file: string,
  was: SnapshotFile | undefined,
): string | null {
  const found = statAt(file);
  const kept = found === undefined ? "nothing" : storeFile(project, file);
  const bytes = was && blobsOf(project, [was.hash]).get(was.hash)!;
  if (kept === null || (bytes && standsFor(bytes.toString("latin1", 0, 200)) !== null)) return null;
  if (found !== undefined && (was === undefined || was.mode === "120000" || !found.isFile()))
    rmSync(file);
  if (was === undefined || bytes === undefined) return kept;
  mkdirSync(dirname(file), { recursive: true });
  if (was.mode === "120000") symlinkSync(bytes.toString(), file);
  else {
    writeAtomic(file, bytes);
    chmodSync(file, was.mode === "100755" ? 0o755 : 0o644);
  }
  return kept;
}
