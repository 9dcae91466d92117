import type { Scene } from "../../../record/scene.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { branchOf, commitsOf, snapshotFacts } from "../../execute/plan.ts";
import { due } from "../stopped.ts";
import { touchedSince } from "./kept.ts";
import type { CarriedPlan } from "./recorded.ts";
import { summaryPath, tasksRecord, writeSummary } from "./summarize.ts";

/**
 * Looks whether .planning says what it said, and writes summaries of plans that no task was left for: all others have theirs
 * behind their last task.
 */
export const publish: Check = async (scene, task) => {
  const record = due(tasksRecord(scene));
  const own = record.plans.map(summaryPath);
  const touched = record.kept === undefined ? [] : touchedSince(scene.project.root, record.kept, own);
  if (touched.length > 0 && scene.run.options.touched !== "kept") return result(task, "touched", { problems: touched });
  const problems = record.plans
    .filter((plan) => isFromBefore(scene, plan))
    .flatMap((plan) => writeSummary(scene, record, plan));
  if (problems.length > 0) return failed(task, ...problems);
  const facts = { paths: record.plans.map(summaryPath) };
  const isBeside = snapshotFacts(scene.run)?.branch === undefined && commitsOf(scene.run).length > 0;
  const beside = `the commits are on ${branchOf(scene.run)}, beside the checkout: HEAD was on no branch`;
  return result(task, "pass", { facts: { ...facts, ...(isBeside ? { warnings: [beside] } : {}) } });
};

/** All of its tasks were done by an earlier run. */
const isFromBefore = ({ run }: Scene, { id }: CarriedPlan): boolean =>
  !(snapshotFacts(run)?.items ?? []).some(({ plan }) => plan === id);
