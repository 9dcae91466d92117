import type { Ask, CheckGate, CheckpointGate, Gate, ProduceGate } from "../../engine/workflow.ts";
import * as asks from "../contract/asks.ts";

/** How gates are made: what one says of itself, and for the rest what all of them have. */

/** Where a gate stands, and what a status calls it: `inTurn` says that of one that does not. */
const LOOSE = { token: "", after: [] as string[] };

type Named = "key" | "title";

/** An agent writes an artifact; its kind and its brief are called as the gate. */
export const produceGate = (
  spec: Pick<ProduceGate, Named | "who" | "writes"> & Partial<ProduceGate>,
): ProduceGate => ({
  ...LOOSE,
  reads: [],
  schema: spec.key,
  brief: spec.key,
  on: { done: "next" },
  stuck: asks.stuck,
  bounded: asks.bounded,
  ...spec,
  gate: "produce",
});

/** The program looks at something, or writes it, itself, by the check of its key. */
export const checkGate = (
  spec: Pick<CheckGate, Named | "writes" | "fixes" | "on" | "limit" | "stuck"> & Partial<CheckGate>,
): CheckGate => ({
  ...LOOSE,
  who: { program: spec.key },
  reads: [],
  schema: "program-record",
  brief: "check",
  ...spec,
  gate: "check",
});

/** The person decides; the question is called as the gate. */
export const checkpointGate = (
  gate: Pick<CheckpointGate, Named> & Partial<Omit<CheckpointGate, "gate" | "ask">>,
  ask: Partial<Ask> & Pick<Ask, "options">,
): CheckpointGate => ({
  ...LOOSE,
  ...gate,
  gate: "checkpoint",
  ask: { ask: gate.key, ...ask },
});

/** Gates one behind the other, where they do not say what they come after. */
export const inTurn = (token: string, gates: readonly Gate[]): Gate[] =>
  gates.map((gate, at) => ({
    ...gate,
    token: gate.token === "" ? token : gate.token,
    after: gate.after.length > 0 || at === 0 ? gate.after : [gates[at - 1]!.key],
  })) as Gate[];
