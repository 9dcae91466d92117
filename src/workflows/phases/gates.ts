import type { Ask, CheckGate, ProduceGate } from "../../engine/workflow.ts";
import { again, stop } from "../contract/asks.ts";
import { checkGate, produceGate } from "../kit/stages/gates.ts";
import { WORK } from "./paths.ts";

export { checkpointGate as checkpoint, inTurn } from "../kit/stages/gates.ts";

/** How gates of this workflow are made. */

/**
 * What the program found keeps the command from going on; the person mends it and has it looked at
 * again.
 */
const blocked: Ask = {
  ask: "phase-blocked",
  options: { again, give_up: { move: "fail" }, stop },
};

/** What the next commands go by is nobody's but the person's to let stand. */
const onTouched: Ask = {
  ask: "execute-touched",
  options: { keep: { move: "again", sets: { touched: "kept" } }, again, stop },
};

/** An agent writes an artifact; its file is called as the gate. */
export const produce = (
  gate: Partial<ProduceGate> & Pick<ProduceGate, "key" | "title" | "who">,
): ProduceGate => produceGate({ stuck: blocked, writes: `${WORK}/${gate.key}.json`, ...gate });

/** The program looks at, or writes, something itself; its file is called as the gate. */
export const check = (gate: Partial<CheckGate> & Pick<CheckGate, "key" | "title">): CheckGate =>
  checkGate({
    writes: `${WORK}/${gate.key}.json`,
    fixes: "revise",
    limit: blocked,
    stuck: blocked,
    ...gate,
    on: { pass: "next", fail: blocked, touched: onTouched, ...gate.on },
  });

/** Nobody but the person lets go of what was made before. */
export const onExisting: Ask = {
  ask: "phase-existing",
  options: { replace: { move: "next", sets: { replace: "yes" } }, stop },
};
/** Nor of what they wrote while a run was at work. */
export const onChanged: Ask = {
  ask: "phase-changed",
  options: { overwrite: { move: "again", sets: { overwrite: "yes" } }, again, stop },
};
