import type { Check } from "../../contract.ts";
import type { ProgramRecord, RunStageCheck } from "./check.ts";
import { deploy } from "./deploy.ts";
import { merge } from "./merge.ts";
import { preReview } from "./pre-review.ts";
import { qa } from "./qa.ts";

/** Facts without what is undefined, as the journal holds them. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A check of a stage, with the record that it leaves. */
const recorded =
  (name: string, run: RunStageCheck): Check =>
  async (scene, task, signal) => {
    const record: ProgramRecord = plain({ task: task.id, check: name, ...(await run({ ...scene, task, signal })) });
    return { outcome: record.outcome, tree: record.tree, facts: record.facts, record };
  };

/** What the program does itself in a run of the team workflow, by the name that a gate gives it. */
export const CHECKS: Record<string, Check> = {
  merge: recorded("merge", merge),
  "pre-review": recorded("pre-review", preReview),
  qa: recorded("qa", qa),
  deploy: recorded("deploy", deploy),
};
