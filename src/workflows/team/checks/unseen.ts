import { acceptedTasks, type Task, treesOf } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { someOf } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { partText } from "../areas.ts";
import { partsOf } from "../ownership.ts";
import { currentTree, type Found, nothing } from "./check.ts";

/** The question about it, and the option by which the person says that what is there goes out as it is. */
const UNSEEN = "deploy-unseen";
const AS_IT_IS = "anyway";

/** Names that are told. */
const MAX_SHOWN = 5;

/**
 * What has changed since the run last saw the project, by a hand outside of it: nobody has tested or approved it as it is.
 * `ask`: the outcome that asks about it; null where nothing has, or where the person has said so of this very tree, which
 * then is a warning.
 */
export function unseen(scene: Scene, task: Task): { ask: Found | null; warnings: string[] } {
  const { project, run } = scene;
  const known = treesOf(run);
  const { tree, parts } = currentTree(scene);
  const now = parts.trees ?? {};
  const moved = Object.keys(known).filter((part) => now[part] !== undefined && now[part] !== known[part]);
  if (tree === null || moved.length === 0) return { ask: null, warnings: [] };
  const before = acceptedTasks(run).findLast((one) => isTree(one.reviewed) && one.facts.trees !== undefined)?.reviewed;
  const of = partsOf(run);
  const files = unlessUnreadable(
    () => (before ? changedFiles(project.root, before, tree, treeStore(project)) : []).map((one) => one.path),
    [],
  ).filter((path) => of(path).some((part) => moved.includes(part)));
  const what = files.length > 0 ? someOf(files, MAX_SHOWN) : moved.map(partText).join(", ");
  const said = run.decisions.findLast((one) => one.task === task.id && one.kind === UNSEEN);
  if (said?.option === AS_IT_IS && programRecord(project, task)?.tree === tree)
    return { ask: null, warnings: [`Deployed with changes that were neither tested nor approved: ${what}`] };
  const blockers = [`changed by hand after the tests and the approvals: ${what}`];
  return { ask: { ...nothing, outcome: "differs", tree, facts: { status: "FAIL", blockers } }, warnings: [] };
}
