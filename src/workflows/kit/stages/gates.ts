import type {
  Ask,
  CheckGate,
  CheckpointGate,
  Gate,
  ProduceGate,
} from "../../../engine/workflow.ts";
import * as asks from "../../contract/asks.ts";

/** How gates are made: a gate states what is special about it, and gets the rest from here. */

/** A gate's place in the order and its name in a status; `inTurn` fills them in. */
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

/** Puts gates in order: one that does not say what it comes after follows the one before it. */
export const inTurn = (token: string, gates: readonly Gate[]): Gate[] =>
  gates.map((gate, at) => ({
    ...gate,
    token: gate.token === "" ? token : gate.token,
    after: gate.after.length > 0 || at === 0 ? gate.after : [gates[at - 1]!.key],
  })) as Gate[];
