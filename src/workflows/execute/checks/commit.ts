import { changedFiles } from "../../../project/changes.ts";
import { denyList } from "../../../project/deny-list.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { closingOf, commitOnBranch } from "../../../project/worktrees/branch.ts";
import { commitCheckedOut } from "../../../project/worktrees/checked-out.ts";
import { closeWorkstreams } from "../../../project/worktrees/close.ts";
import { mergeWorkstreams } from "../../../project/worktrees/merge.ts";
import { moveWorkstream } from "../../../project/worktrees/move.ts";
import { commitWorkstream } from "../../../project/worktrees/worktrees.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree } from "../../../record/subject.ts";
import type { Check } from "../../contract/contract.ts";
import { acceptedTree, baseOfItem, branchOf, buildOf, commitsOf, itemOf, mayChange, snapshotFacts } from "../plan.ts";
import { acceptance, ranLine } from "./accept.ts";
import { clipped, placeOf, result, streamFor, treeAt } from "./place.ts";

/** Files of the checkout that differ from what the item began on: what the person had lying there before is theirs. */
function changedSince(scene: Scene, item: string): { ok: true; files: Set<string> } | { ok: false; problem: string } {
  const { project, run } = scene;
  const base = baseOfItem(run, item);
  const now = projectTree(scene);
  if (!now.ok) return now;
  const unread = { ok: false as const, problem: "what the project held before the task cannot be read any more" };
  if (base === null || now.subject === null) return unread;
  const changed = unlessUnreadable(() => changedFiles(project.root, base, now.subject!, treeStore(project)), null);
  return changed === null ? unread : { ok: true, files: new Set(changed.map(({ path }) => path)) };
}

/**
 * Brings an item's work into the checkout, as it was accepted, and commits it. Again after a kill it ends
 * in the same state, with one commit.
 */
export const commit: Check = async (scene, task, signal) => {
  const { project, workflow, run } = scene;
  const item = task.item ?? "";
  const planned = itemOf(run, task);
  const cannot = (problem: string) => result(task, "cannot", { problems: [problem] });
  if (planned === undefined) return cannot(`the plan has no task ${item}`);
  const build = buildOf(run, excludedFolders(workflow));
  const { plan, task: number } = planned;
  const trailers = {
    Run: run.run,
    Item: item,
    ...(plan === undefined ? {} : { Plan: plan, Task: String(number ?? item) }),
  };
  const options = {
    ...build,
    branch: branchOf(run),
    contains: commitsOf(run),
    title: planned.commit ?? planned.name,
    trailers,
  };
  const commitOn = snapshotFacts(run)?.branch === undefined ? commitOnBranch : commitCheckedOut;
  const stream = streamFor(scene, item);
  const passed = (commit: string | null) => {
    const now = projectTree(scene);
    const tree = now.ok ? now.subject : null;
    return result(task, "pass", { tree, facts: commit === null ? {} : { commit } });
  };
  if (stream === null) {
    if (!snapshotFacts(run)?.commits) return passed(null);
    const own = changedSince(scene, item);
    if (!own.ok) return cannot(own.problem);
    const isOwn = mayChange(planned);
    const made = commitOn(project, { ...options, of: { files: (name) => isOwn(name) && own.files.has(name) } });
    return made.ok ? passed(made.commit) : cannot(`${made.problem}; ${made.remedy}`);
  }
  let before = closingOf(project, stream);
  if (before.ok && before.state === "closing") {
    closeWorkstreams(project, stream);
    before = closingOf(project, stream);
  }
  if (!before.ok) return cannot(`${before.problem}; ${before.remedy}`);
  if (before.state === "closed") {
    // Killed after all was done: there is nothing left but to find its commit.
    const made = commitOn(project, { ...options, of: { files: () => false } });
    return made.ok ? passed(made.commit) : cannot(`${made.problem}; ${made.remedy}`);
  }
  const place = placeOf(scene, item);
  if (!place.ok) return cannot(place.problem);
  const tree = treeAt(scene, place);
  if (!tree.ok) return cannot(tree.problem);
  let accepted = acceptedTree(run, item);
  if (tree.tree !== accepted) {
    // Something has changed since: what lands is what was looked at.
    const found = await acceptance(scene, item, signal);
    if (found.cannot || found.unapproved.length > 0) return cannot(found.problems.join("; "));
    if (found.problems.length > 0)
      return result(task, "fail", { ...found, facts: { ran: clipped(found.ran.map(ranLine)) } });
    accepted = found.tree;
  }
  // Accepted work is committed already, but for what a killed process has left halfway.
  const work = commitWorkstream(project, stream);
  if (!work.ok) return cannot(`${work.problem}; ${work.remedy}`);
  const now = treeAt(scene, place);
  if (!now.ok) return cannot(now.problem);
  if (now.tree !== accepted)
    return cannot(`somebody is at work in ${place.project.root}: it changed while it was looked at`);
  const isSecret = denyList(run.settings.secrets);
  const merged = mergeWorkstreams(project, { ...stream, areas: [item], isSecret });
  if (!merged.ok && merged.changed.length > 0) {
    const moved = moveWorkstream(project, stream, merged.changed);
    if (!moved.ok) return cannot(`${moved.problem}; ${moved.remedy}`);
    const problems = merged.changed.map((path) => `${path}: somebody changed it in the checkout meanwhile`);
    return result(task, "conflict", { problems, changed: merged.changed, facts: { base: moved.tree } });
  }
  if (!merged.ok) return cannot(`${merged.problem}; ${merged.remedy}`);
  const made = commitOn(project, { ...options, of: { landed: stream } });
  if (!made.ok) return cannot(`${made.problem}; ${made.remedy}`);
  // A worktree that cannot go stays: it holds nothing that is not in the checkout.
  closeWorkstreams(project, stream);
  return passed(made.commit);
};
