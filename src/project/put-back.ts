import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ChangedFile } from "./changes.ts";
import { withScratch } from "./git.ts";
import { hashOf, read } from "./kept-trees.ts";
import { type Project, treeStore } from "./project.ts";

/** Puts changed files of a folder back to what a tree has of them; what it does not have is removed. @throws TreeUnreadable */
export function putBack(project: Project, folder: string, tree: string, files: readonly ChangedFile[]): void {
  const [added, old] = [true, false].map((is) =>
    files.filter(({ status }) => (status === "added") === is).map(({ path }) => path),
  ) as [string[], string[]];
  for (const path of added) rmSync(join(folder, path), { force: true });
  if (old.length === 0) return;
  const scratch = treeStore(project);
  const index = join(scratch, `put-back-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  withScratch(index, () => {
    read(project.root, scratch, ["read-tree", hashOf(project.root, tree, scratch)], { env });
    const put = ["--work-tree", folder, "checkout-index", "--force", "-z", "--stdin"];
    read(project.root, scratch, put, { env, stdin: old.map((path) => `${path}\0`).join("") });
  });
}
