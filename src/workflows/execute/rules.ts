import { undecidedCommands } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import { checksOf, isLook, itemOf } from "./plan.ts";

/** Rules that the executor's gates name. */
export const EXECUTE_RULES: Functions["rules"] = {
  /** Nobody has decided on some command that shows whether the item is done: one that was refused is not asked about again. */
  executeMayApprove(run, gate) {
    const last = checksOf(run, gate.item ?? null, "accept").at(-1);
    return last !== undefined && undecidedCommands(run, last).length > 0;
  },
};

/** Those of plans with tasks that wait for the person. */
export const WAITS_RULES: Functions["rules"] = {
  executeIsWork: (run, gate) => itemOf(run, { item: gate.item ?? null })?.waits === undefined,
  executeWaits: (run, gate) => itemOf(run, { item: gate.item ?? null })?.waits !== undefined,
  executeIsLook: (run, gate) => isLook(itemOf(run, { item: gate.item ?? null })),
  executeIsAct: (run, gate) => !isLook(itemOf(run, { item: gate.item ?? null })),
};
