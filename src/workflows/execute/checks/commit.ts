import { denyList } from "../../../project/secrets/deny-list.ts";
import { diffTrees, displayPath } from "../../../project/trees/changes.ts";
import { type BranchCommit, commitOn } from "../../../project/worktrees/branch.ts";
import { closeWorkstreams } from "../../../project/worktrees/close-workstreams.ts";
import { endClosing, mergeWorkstreams } from "../../../project/worktrees/merge/merge.ts";
import { commitWorkstream, moveWorkstream } from "../../../project/worktrees/workstreams.ts";
import { authoredBetween } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree, treeNow } from "../../../record/subject.ts";
import { someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import {
  acceptedTree,
  baseOfItem,
  branchOf,
  buildOf,
  commitsOf,
  mayChange,
  snapshotFacts,
} from "../plan/plan.ts";
import { acceptance, isHidden, waysLines } from "./accept.ts";
import { GONE } from "./fail-to-pass.ts";
import {
  Inconclusive,
  MAX_NAMES,
  plannedOf,
  result,
  streamFor,
  treeAt,
  unwrap,
  workspaceOf,
} from "./workspace.ts";

/**
 * Files of the checkout that the run has changed since the item began: what the person has changed
 * there is theirs. @throws Inconclusive
 */
function changedSince(scene: Scene, item: string): Set<string> {
  const changed = authoredBetween(
    scene,
    baseOfItem(scene.run, item),
    unwrap(projectTree(scene)).subject,
  );
  if (changed === null) throw new Inconclusive(GONE);
  return new Set(changed.run.map(({ path }) => path));
}

/** Commits on the run's branch. @returns null where there was nothing to commit. @throws Inconclusive */
export function commitOf(
  { project, workflow, run }: Scene,
  what: Pick<BranchCommit, "title" | "trailers" | "of">,
) {
  const build = buildOf(run, excludedFolders(workflow));
  const on = {
    branch: branchOf(run),
    checkedOut: snapshotFacts(run)?.branch !== undefined,
    contains: commitsOf(run),
  };
  return unwrap(commitOn(project, { ...build, ...on, ...what, form: run.settings.commits })).commit;
}

/**
 * Brings an item's work into the checkout, as it was accepted, and commits it. Again after a kill
 * it ends in the same state, with one commit.
 */
export const commit: Check = async (scene, task, signal) => {
  const { project, run } = scene;
  const item = task.item ?? "";
  const planned = plannedOf(run, item);
  const { plan, task: number } = planned;
  const trailers = {
    Run: run.run,
    Item: item,
    ...(plan === undefined ? {} : { Plan: plan, Task: String(number ?? item) }),
  };
  const title = planned.commit ?? planned.name;
  const passed = (commit: string | null) =>
    result(task, "pass", { tree: treeNow(scene), facts: commit === null ? {} : { commit } });
  const committed = (of: BranchCommit["of"]) => passed(commitOf(scene, { title, trailers, of }));
  const stream = streamFor(scene, item);
  if (stream === null) {
    if (!snapshotFacts(run)?.commits) return passed(null);
    const own = changedSince(scene, item);
    const isOwn = mayChange(planned);
    return committed({ files: (name) => isOwn(name) && own.has(name) });
  }
  // Killed after all was done: its commit is found.
  if (unwrap(endClosing(project, stream)).isClosed) return committed({ files: () => false });
  const workspace = workspaceOf(scene, item);
  let accepted = acceptedTree(run, item);
  if (treeAt(scene, workspace) !== accepted) {
    // Something has changed since: what lands is what was looked at.
    const found = await acceptance(scene, item, signal);
    if (found.unapproved.length > 0) throw new Inconclusive(found.problems.join("; "));
    if (found.problems.length > 0 || isHidden(scene, task, found.ways))
      return result(task, "fail", {
        ...found,
        problems: [...found.problems, ...waysLines(found.ways)],
      });
    accepted = found.tree;
  }
  // Accepted work is committed already, but for what a killed process has left halfway.
  unwrap(commitWorkstream(project, stream));
  const isNow = treeAt(scene, workspace);
  if (isNow !== accepted) {
    const changed = (diffTrees(project, accepted, isNow) ?? []).map(({ path }) =>
      displayPath(path),
    );
    const files = changed.length === 0 ? "it" : someOf(changed, MAX_NAMES);
    throw new Inconclusive(
      `somebody is working in ${workspace.project.root}: ${files} changed during the check`,
    );
  }
  const isSecret = denyList(run.settings.secrets);
  const merged = mergeWorkstreams(project, { ...stream, areas: [item], isSecret });
  if (!merged.ok && merged.changed.length > 0) {
    const moved = unwrap(moveWorkstream(project, stream, merged.changed));
    const problems = merged.changed.map(
      (path) => `${path}: it was changed in the checkout in the meantime`,
    );
    return result(task, "conflict", {
      problems,
      changed: merged.changed,
      facts: { base: moved.tree },
    });
  }
  unwrap(merged);
  const done = committed({ landed: stream });
  // A worktree that cannot go stays: it holds nothing that is not in the checkout.
  closeWorkstreams(project, stream);
  return done;
};
