import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placesOf, runGit } from "../../../project/git/git.ts";
import { headOf } from "../../../project/git/head.ts";
import type { Located, Project } from "../../../project/project.ts";
import { type ChangedFile, diffTrees } from "../../../project/trees/changes.ts";
import { diskTree } from "../../../project/trees/disk-tree.ts";
import { baseTree, treeOf } from "../../../project/trees/tree.ts";
import { someOf } from "../../../text.ts";
import { isInGit } from "../../execute/checks/workspace.ts";
import { PLANNING } from "../paths.ts";
import { namesState } from "../planning/documents/verification.ts";
import type { Verification } from "../planning/model.ts";
import { readOverview } from "../planning/read.ts";

/** Which state of the project a verification saw, and whether that is the present one. */

const EXCLUDED = [".task", PLANNING];

/**
 * What is verified of the files that differ between two trees, without those that commands `left`;
 * null: one of them cannot be read.
 */
export const changedWork = (
  project: Located,
  [from, to]: [from: string | null, to: string | null],
  left: readonly string[] = [],
): string[] | null =>
  diffTrees(project, from, to)
    ?.map(({ path }) => path)
    .filter(
      (path) => !left.includes(path) && !EXCLUDED.some((folder) => path.startsWith(`${folder}/`)),
    ) ?? null;

/**
 * Files that differ from the commit that is checked out, without what runs of tests and builds
 * leave behind; null: nobody can tell.
 */
export function uncommitted(project: Project): ChangedFile[] | null {
  if (!isInGit(project)) return null;
  const base = baseTree(project, { exclude: EXCLUDED });
  const now = treeOf(project, { exclude: EXCLUDED, committable: true });
  return base.ok && now.ok ? diffTrees(project, base.tree, now.tree) : null;
}

/**
 * Files that commands of verifications, of any phase, have left in the checkout: no commit has
 * them, and they are nobody's work.
 */
export const leftByCommands = (root: string): string[] => [
  ...new Set(readOverview(root).phases.flatMap(({ verification }) => verification?.left ?? [])),
];

/** A commit as a tree of the project, which may be a folder of its repository. */
function treeish(root: string, commit: string): string {
  const prefix = placesOf(root)?.prefix.replace(/\/$/, "") ?? "";
  return prefix === "" ? `git:${commit}` : `git:${commit}:${prefix}`;
}

/**
 * The commit whose files are those of a tree, of what is checked out and of those that are named;
 * else what is checked out.
 */
export function commitSeen(
  project: Project,
  tree: string,
  named: readonly string[],
): string | null {
  const head = headOf(project.root)?.commit ?? null;
  const base = baseTree(project, { exclude: EXCLUDED });
  const hash = (of: string): string => of.slice(of.indexOf(":"));
  if (head === null || (base.ok && hash(base.tree) === hash(tree))) return head;
  for (const one of named.toReversed()) {
    const found = runGit(["rev-parse", "--verify", "--quiet", `${one}^{commit}`], {
      cwd: project.root,
    });
    if (!found.ok) continue;
    const commit = found.out.toString().trim();
    if (changedWork(project, [treeish(project.root, commit), tree])?.length === 0) return commit;
  }
  return head;
}

const MAX_SHOWN = 3;

type Seen = Pick<Verification, "tree" | "commit"> & Partial<Pick<Verification, "left">>;

/**
 * Why a verification says nothing of the project as it is now; null: it is about the present state.
 * Who only looks leaves nothing behind.
 */
export function staleReason(project: Project, of: Seen): string | null {
  if (existsSync(project.task)) return staleBy(project, of);
  const task = mkdtempSync(join(tmpdir(), "multi-ai-look-"));
  try {
    return staleBy({ ...project, task }, of);
  } finally {
    rmSync(task, { recursive: true, force: true });
  }
}

function staleBy(project: Located, of: Seen): string | null {
  const { tree: seen, commit, left = [] } = of;
  if (!namesState(of)) return "its verification does not say which state of the project it saw";
  const now = diskTree(project, { exclude: EXCLUDED });
  if (!now.ok)
    return `the project cannot be compared with what its verification saw: ${now.problem}`;
  if (seen === now.tree) return null;
  const changed = (from: string | null): string[] | null =>
    changedWork(project, [from, now.tree], left);
  const files = changed(seen) ?? changed(commit && treeish(project.root, commit));
  const what = commit === null ? "another state" : `commit ${commit.slice(0, 12)}`;
  if (files !== null && files.length === 0) return null;
  if (files !== null)
    return `its verification saw ${what}, and since then ${someOf(files, MAX_SHOWN)} changed`;
  return `its verification saw ${what}, which is not in this repository`;
}
