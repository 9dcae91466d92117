import { fitting } from "../../../command-line.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import { closeWorkstreams } from "../../../project/worktrees/close-workstreams.ts";
import { endClosing, mergeWorkstreams } from "../../../project/worktrees/merge/merge.ts";
import { commitWorkstream } from "../../../project/worktrees/workstreams.ts";
import type { Scene } from "../../../record/scene.ts";
import type { Check } from "../../contract/contract.ts";
import { areasWithWork, isApart } from "../areas.ts";
import { BRANCHES } from "../ownership.ts";
import { bounded } from "../record/recorded.ts";
import { changeOf } from "./change.ts";
import { cannotRun, currentTree, type Found, type ProgramRecord, type TeamCheck } from "./check.ts";
import { deploy } from "./deploy.ts";
import { baseline, preReview, qa } from "./looks.ts";

/**
 * Stage 04: what was built in worktrees is merged; where nothing differs, although every owner has
 * said that its part is built, the person decides.
 */
const merge: TeamCheck = async (scene) => {
  const merged = isApart(scene.run) ? await mergeAreas(scene) : null;
  const { tree, parts } = currentTree(scene);
  if (merged !== null && merged.outcome !== "pass") return merged;
  if (changeOf(scene, tree).isEmpty !== true)
    return merged ?? { outcome: "pass", tree, facts: { status: "PASS", ...parts } };
  const blockers = [
    "stage 04 passed, and no file of the project has changed: build what is asked for",
  ];
  const owners = areasWithWork(scene.run);
  return { outcome: "unchanged", tree, facts: { status: "FAIL", blockers, owners, ...parts } };
};

/**
 * What the owners built in worktrees is merged in the settings' order and brought into the
 * checkout.
 */
const mergeAreas = async (scene: Scene): Promise<Found> => {
  const { project, run } = scene;
  const build = { run: run.run, prefix: BRANCHES };
  const areas = areasWithWork(run);
  const [area = ""] = areas;
  const closing = endClosing(project, { ...build, area });
  if (!closing.ok) return cannotRun(`${closing.problem}; ${closing.remedy}`, null);
  for (const area of closing.isClosed ? [] : areas) {
    const done = commitWorkstream(project, { ...build, area });
    if (!done.ok) return cannotRun(`${area}: ${done.problem}; ${done.remedy}`, null);
  }
  const isSecret = denyList(run.settings.secrets);
  const merged = closing.isClosed
    ? closing
    : mergeWorkstreams(project, { ...build, areas, isSecret });
  const { tree, parts } = currentTree(scene);
  if (merged.ok) {
    // What is mended from here on is mended in the checkout; a worktree with work that is not
    // merged stays.
    closeWorkstreams(project, build);
    return { outcome: "pass", tree, facts: { status: "PASS", ...parts } };
  }
  if (merged.conflicts.length === 0)
    return cannotRun([merged.problem, ...merged.changed].join("; "), tree);
  const { conflicts } = merged;
  const owners = [...new Set(conflicts.map((conflict) => conflict.area))];
  const blockers = conflicts.map(
    (conflict) => `${conflict.path}: ${conflict.area} and ${conflict.against} conflict`,
  );
  return { outcome: "fail", tree, conflicts, facts: { status: "FAIL", owners, blockers } };
};

/** Characters of one blocker, which may hold what a command printed. */
const MAX_ENTRY = 2_000;

/** A check with the record that it leaves. */
const recorded =
  (name: string, run: TeamCheck): Check =>
  async (scene, task, signal) => {
    const { about, ...found } = await run(scene, task, signal);
    const record: ProgramRecord = {
      task: task.id,
      check: name,
      ...found,
      facts: bounded(found.facts, MAX_ENTRY),
    };
    const { outcome, tree, facts } = record;
    return { outcome, tree, facts, record, ...(about && { commands: fitting(about, "alone") }) };
  };

const OWN = { baseline, merge, "pre-review": preReview, qa, deploy };

/** What the program does itself in a run of this workflow, by the name that a gate gives it. */
export const CHECKS: Record<string, Check> = Object.fromEntries(
  Object.entries(OWN).map(([name, run]) => [name, recorded(name, run)]),
);
