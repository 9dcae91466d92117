import type { Ask, CheckGate, ProduceGate } from "../../engine/workflow.ts";
import { bounded, stop } from "../contract/asks.ts";
import { WORK } from "./paths.ts";

/** How gates of this workflow are made. */

/** What the program found keeps the command from going on; the person mends it and has it looked at again. */
export const blocked: Ask = {
  ask: "phase-blocked",
  options: { again: { move: "again" }, give_up: { move: "fail" }, stop },
};

/** An agent writes an artifact. */
export const produce = (
  gate: Omit<ProduceGate, "gate" | "stuck" | "bounded" | "on"> & Partial<ProduceGate>,
): ProduceGate => ({ stuck: blocked, bounded, on: { done: "next" }, ...gate, gate: "produce" });

/** The program looks at, or writes, something itself; the check is called as its gate. */
export const check = (gate: Pick<CheckGate, "key" | "title" | "token" | "after"> & Partial<CheckGate>): CheckGate => ({
  who: { program: gate.key },
  reads: [],
  writes: `${WORK}/${gate.key}.json`,
  schema: "program-record",
  brief: "check",
  fixes: "revise",
  limit: blocked,
  stuck: blocked,
  ...gate,
  on: { pass: "next", fail: blocked, ...gate.on },
  gate: "check",
});
