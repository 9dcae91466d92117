// @bun
import {
  runGit,
  placesOf
} from "./s191.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  diskTree2
} from "./s54.js";
import {
  headOf2
} from "./s224.js";
import {
  someOf,
  short
} from "./s28.js";
import {
  PLANNING
} from "./s40.js";
import {
  readText
} from "./s120.js";
import {
  baseTree
} from "./s230.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/phases/verify/seen.ts
import { existsSync, mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
var EXCLUDED = [".task", PLANNING];
var isExcluded = (path) => EXCLUDED.some((folder) => path.startsWith(`${folder}/`));
var leftByCommands = (phases) => [
  ...new Set(phases.flatMap(({ verification }) => verification?.left ?? []))
];
function treeish(root, commit) {
  const prefix = placesOf(root)?.prefix.replace(/\/$/, "") ?? "";
  return prefix === "" ? `git:${commit}` : `git:${commit}:${prefix}`;
}
function commitSeen(project, tree, named) {
  const head = headOf2(project.root)?.commit ?? null;
  const base = baseTree(project.root, { exclude: EXCLUDED, scratch: treeStore(project) });
  const hash = (of) => of.slice(of.indexOf(":"));
  if (head === null || base.ok && hash(base.tree) === hash(tree))
    return head;
  for (const one of named.toReversed()) {
    const found = runGit(["rev-parse", "--verify", "--quiet", `${one}^{commit}`], { cwd: project.root });
    if (!found.ok)
      continue;
    const commit = found.out.toString().trim();
    const differs = unlessUnreadable(() => changedFiles(project.root, treeish(project.root, commit), tree, treeStore(project)), [{ path: "?" }]);
    if (differs.every(({ path }) => isExcluded(path)))
      return commit;
  }
  return head;
}
var TREE = /^tree: "((?:git|disk|dir):[0-9a-f]+)"$/m;
var MAX_SHOWN = 3;
function staleReason(project, of) {
  if (existsSync(project.task))
    return staleBy(project, of, treeStore(project));
  const scratch = mkdtempSync(join(tmpdir(), "multi-ai-look-"));
  try {
    return staleBy(project, of, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
function staleBy(project, { path, commit, left = [] }, scratch) {
  const [, front = ""] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(readText(project.root, path, []) ?? "") ?? [];
  const seen = TREE.exec(front)?.[1];
  const now = diskTree2(project.root, { exclude: EXCLUDED, scratch });
  if (!now.ok)
    return null;
  if (seen === now.tree)
    return null;
  const changed = (from) => unlessUnreadable(() => changedFiles(project.root, from, now.tree, scratch).map((one) => one.path).filter((one) => !left.includes(one) && !isExcluded(one)), null);
  const files = (seen === undefined ? null : changed(seen)) ?? (commit === null ? null : changed(treeish(project.root, commit)));
  const what = commit === null ? "another state" : `commit ${short(commit)}`;
  if (files !== null && files.length === 0)
    return null;
  if (files !== null)
    return `its verification saw ${what}, and since then ${someOf(files, MAX_SHOWN)} changed`;
  return seen === undefined && commit === null ? null : `its verification saw ${what}, which is not in this repository`;
}

export { EXCLUDED, isExcluded, leftByCommands, treeish, commitSeen, staleReason };
