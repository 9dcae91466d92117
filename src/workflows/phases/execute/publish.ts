import type { Scene } from "../../../record/scene.ts";
import type { Check } from "../../contract.ts";
import { result } from "../../execute/checks/place.ts";
import { snapshotFacts } from "../../execute/plan.ts";
import { ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import type { Edited } from "../planning/edit-lines.ts";
import { applyChanges, change } from "../planning/files.ts";
import { setPlanDone } from "../planning/write-roadmap.ts";
import type { CarriedPlan, TasksRecord } from "./recorded.ts";
import { summaryPath, tasksRecord, writeSummary } from "./summarize.ts";

/** What was carried out goes into `.planning/`: summaries that no task was left for, and the boxes of the roadmap. */
export const publish: Check = async (scene, task) => {
  const record = tasksRecord(scene);
  if (record === null)
    return result(task, "fail", { problems: ["what this run carries out is gone from .task/objects"] });
  const problems = record.plans
    .filter((plan) => isFromBefore(scene, plan))
    .flatMap((plan) => writeSummary(scene, record, plan));
  if (problems.length > 0) return result(task, "fail", { problems });
  const missing: string[] = [];
  const ticked = applyChanges(scene.project.root, [change(ROADMAP, (text) => tickPlans(text, record, missing))]);
  const warnings = ticked.ok ? missing : ticked.problems.map(problemText);
  return result(task, "pass", {
    facts: { plans: record.plans.map(({ id }) => id), ...(warnings.length === 0 ? {} : { warnings }) },
    summaries: record.plans.map(summaryPath),
  });
};

/** All of its tasks were done by an earlier run. */
const isFromBefore = ({ run }: Scene, { id }: CarriedPlan): boolean =>
  !(snapshotFacts(run)?.items ?? []).some(({ plan }) => plan === id);

/** Ticks the plans in the roadmap. `missing`: takes what could not be ticked, for a roadmap need not list plans. */
function tickPlans(before: string, { plans }: TasksRecord, missing: string[]): Edited {
  missing.length = 0;
  let text = before;
  for (const { id } of plans) {
    const edited = setPlanDone(text, id, true);
    if (edited.ok) text = edited.text;
    else missing.push(`${ROADMAP}: ${edited.problem}`);
  }
  return { ok: true, text };
}
