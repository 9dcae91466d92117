import { accepted } from "../../../record/accepted.ts";
import type { Check } from "../../contract/contract.ts";
import { itemOf, type PlannedRecord, snapshotTask } from "../plan.ts";
import { result } from "./place.ts";

/** A task that waits for the person: the record says what they are asked for. */
export const waits: Check = async ({ project, run }, task) => {
  const planned = itemOf(run, task);
  if (planned === undefined) return result(task, "cannot", { problems: [`the plan has no task ${task.item}`] });
  const said = accepted<PlannedRecord>(project, snapshotTask(run)?.artifact ?? null);
  return result(task, "waits", { kind: planned.waits, details: said?.details?.[planned.n] ?? planned.name });
};
