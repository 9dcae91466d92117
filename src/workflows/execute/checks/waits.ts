import { accepted } from "../../../record/accepted.ts";
import type { Check } from "../../contract/contract.ts";
import { type PlannedRecord, snapshotTask } from "../plan.ts";
import { plannedOf, result } from "./place.ts";

/** A task that waits for the person: the record says what they are asked for. */
export const waits: Check = async ({ project, run }, task) => {
  const planned = plannedOf(run, task.item);
  const record = accepted<PlannedRecord>(project, snapshotTask(run)?.artifact ?? null);
  return result(task, "waits", { kind: planned.waits, details: record?.details?.[planned.n] ?? planned.name });
};
