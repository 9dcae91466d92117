import { accepted } from "../../../record/accepted.ts";
import type { Check } from "../../contract/contract.ts";
import { type PlannedRecord, snapshotTask } from "../plan/plan.ts";
import { take } from "../take.ts";
import { accept } from "./accept.ts";
import { commit } from "./commit.ts";
import { completion } from "./completion.ts";
import { snapshot } from "./snapshot.ts";
import { orInconclusive, plannedOf, result } from "./workspace.ts";

/** A task that waits for the person: the record says what they are asked for. */
const waits: Check = async ({ project, run }, task) => {
  const planned = plannedOf(run, task.item);
  const record = accepted<PlannedRecord>(project, snapshotTask(run)?.artifact ?? null);
  return result(task, "waits", {
    kind: planned.waits,
    details: record?.details?.[planned.n] ?? planned.name,
  });
};

/** What the program does itself in a fragment of the executor, by name. */
export const EXECUTE_CHECKS: Record<string, Check> = {
  snapshot: orInconclusive(snapshot),
  accept: orInconclusive(accept),
  commit: orInconclusive(commit),
  completion: orInconclusive(completion),
  take: orInconclusive(take),
};

/** Those of plans with tasks that wait for the person. */
export const WAITS_CHECKS: Record<string, Check> = { waits: orInconclusive(waits) };
