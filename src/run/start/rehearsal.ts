import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { filesOf } from "../../project/files.ts";
import {
  type Failure,
  GIT_TIMEOUT,
  gitErrors,
  type Places,
  repositoryOf,
  runGit,
} from "../../project/git/git.ts";
import { type Rooted, treeStore } from "../../project/project.ts";
import { failed, IDENTITY, type Repo, SnapshotError } from "../../project/repo.ts";
import { dropRef, keepState } from "../../project/snapshots/states.ts";
import { diskTree } from "../../project/trees/disk-tree.ts";
import { treeOf } from "../../project/trees/tree.ts";
import { foldersIn } from "../../store/files/plain-file.ts";
import { moduleOf } from "../../workflows/index.ts";

/**
 * What a run will do with git is done once before an agent is paid: the tree is taken, a commit is
 * kept, branches are named, a worktree is opened and closed. What git or the disk refuses is told
 * then. Nothing of it stays.
 */

/** A name that no run has; two may be at it at once. */
const NAME = `rehearsal-${process.pid}`;

/** A checkout of more files takes seconds: of such a project the worktree stays empty. */
const MOST_FILES = 3_000;

/**
 * Why a run of one of these workflows would not get to its end; null: nothing is in the way.
 * Worktrees and branches are tried where a workflow uses them.
 */
export function rehearse({ root }: Rooted, workflows: readonly string[]): Failure | null {
  const modules = workflows.map(moduleOf);
  const branches = modules.flatMap((module) => module.branches?.(root) ?? []);
  const task = mkdtempSync(join(tmpdir(), "multi-ai-look-"));
  try {
    const look = { root, task };
    const options = { exclude: [".task"] };
    const scratch = treeStore(look);
    const places = repositoryOf(root, scratch);
    // Without git other words are said.
    if (places === null) return null;
    const repo: Repo = { places, ...options, scratch, timeout: GIT_TIMEOUT };
    for (const take of [diskTree, treeOf]) {
      const taken = take(look, options);
      if (!taken.ok) return taken;
    }
    if (places.own) return null;
    return (
      unwritable(places) ??
      performed(
        repo,
        branches,
        modules.some((module) => module.worktree !== undefined),
      )
    );
  } catch (error) {
    if (error instanceof SnapshotError) return error.failure;
    throw error;
  } finally {
    rmSync(task, { recursive: true, force: true });
  }
}

/**
 * The first folder of the repository in which a commit could not be written: one `sudo git commit`
 * leaves some of root's.
 */
function unwritable({ common, gitDir }: Places): Failure | null {
  const objects = join(common, "objects");
  const below = (folder: string): string[] => [
    folder,
    ...foldersIn(folder).flatMap((one) => below(join(folder, one))),
  ];
  const folders = [
    gitDir,
    common,
    objects,
    ...foldersIn(objects).map((folder) => join(objects, folder)),
  ];
  const closed = [...folders, ...below(join(common, "refs"))].find(
    (one) => attempt(() => accessSync(one, constants.W_OK | constants.X_OK), false) === false,
  );
  if (closed === undefined) return null;
  return {
    ok: false,
    problem: `${closed} cannot be written, and commits are kept there`,
    remedy: `if another user made it, as sudo git does: sudo chown -R "$(id -un)" ${common}`,
  };
}

function performed(repo: Repo, branches: readonly string[], apart: boolean): Failure | null {
  const kept = `refs/multi-ai/${NAME}`;
  const commit = keepState(repo, kept, new Map(), "multi-ai: tried before a run");
  dropRef(repo, kept, commit);
  for (const start of branches) {
    const ref = `refs/heads/${start}${NAME}`;
    const named = runGit(["update-ref", "--no-deref", ref, commit, ""], { cwd: repo.places.top });
    if (!named.ok)
      return {
        ok: false,
        problem: `git does not make a branch ${start}…: ${gitErrors(named)}`,
        remedy: `rename the branch that is in the way: git branch -m ${start.split("/")[0]} <another name>`,
      };
    dropRef(repo, ref, commit);
  }
  if (apart) inWorktree(repo);
  return null;
}

/**
 * A worktree of the last commit, as git itself fills it: filters run, and a partial clone may lack
 * files. @throws SnapshotError
 */
function inWorktree(repo: Repo): void {
  const { places, scratch } = repo;
  const head = runGit(["rev-parse", "--quiet", "--verify", "HEAD"], { cwd: places.top });
  if (!head.ok) return;
  const path = join(scratch, "worktree");
  const isLarge = filesOf(repo, { also: [] }).size > MOST_FILES;
  const args = ["worktree", "add", "--detach", ...(isLarge ? ["--no-checkout"] : []), path, "HEAD"];
  const added = runGit(args, { cwd: places.top, env: IDENTITY, timeout: repo.timeout });
  runGit(["worktree", "remove", "--force", path], { cwd: places.top, timeout: repo.timeout });
  if (!added.ok) throw failed(repo, args, added);
}
