import { fitting } from "../../../command-line.ts";
import type { Check } from "../../contract/contract.ts";
import { bounded } from "../recorded.ts";
import type { ProgramRecord, TeamCheck } from "./check.ts";
import { deploy } from "./deploy.ts";
import { merge } from "./merge.ts";
import { baseline, preReview } from "./pre-review.ts";
import { qa } from "./qa.ts";

/** Characters of one blocker, which may hold what a command printed. */
const MAX_ENTRY = 2_000;

/** A check with the record that it leaves. */
const recorded =
  (name: string, run: TeamCheck): Check =>
  async (scene, task, signal) => {
    const { about, ...found } = await run(scene, task, signal);
    const record: ProgramRecord = { task: task.id, check: name, ...found, facts: bounded(found.facts, MAX_ENTRY) };
    return {
      outcome: record.outcome,
      tree: record.tree,
      facts: record.facts,
      record,
      ...(about ? { commands: fitting(about, "alone") } : {}),
    };
  };

/** What the program does itself in a run of this workflow, by the name that a gate gives it. */
export const CHECKS: Record<string, Check> = {
  baseline: recorded("baseline", baseline),
  merge: recorded("merge", merge),
  "pre-review": recorded("pre-review", preReview),
  qa: recorded("qa", qa),
  deploy: recorded("deploy", deploy),
};
