import type { Ask, CheckGate, CheckpointGate, Gate, ProduceGate } from "../../engine/workflow.ts";
import { again, bounded, stop } from "../contract/asks.ts";
import { WORK } from "./paths.ts";

/** How gates of this workflow are made. */

/**
 * What the program found keeps the command from going on; the person mends it and has it looked at
 * again.
 */
export const blocked: Ask = {
  ask: "phase-blocked",
  options: { again, give_up: { move: "fail" }, stop },
};

/**
 * What `inTurn` fills in: a gate stands behind the one before it, and has the token of its command.
 */
type Placed = "token" | "after";
type Loose<G> = G extends unknown ? Omit<G, Placed> & Partial<Pick<CheckGate, Placed>> : never;
export const inPart = (part: string, gates: readonly Loose<Gate>[]) =>
  gates.map((gate) => ({ ...gate, part }));
export const inTurn = (token: string, gates: readonly Loose<Gate>[]): Gate[] =>
  gates.map(
    (gate, at) => ({ token, after: at === 0 ? [] : [gates[at - 1]!.key], ...gate }) as Gate,
  );

type Produced = Pick<ProduceGate, "key" | "title" | "who"> & Partial<ProduceGate>;

/**
 * An agent writes an artifact; its file, kind and brief are called as the gate where nothing else
 * is said.
 */
export const produce = <G extends Produced>(gate: G) => ({
  stuck: blocked,
  bounded,
  on: { done: "next" } as ProduceGate["on"],
  reads: [] as string[],
  writes: `${WORK}/${gate.key}.json`,
  schema: gate.key,
  brief: gate.key,
  ...gate,
  gate: "produce" as const,
});

type Asked = Pick<CheckpointGate, "key" | "title"> &
  Partial<Pick<CheckpointGate, Placed | "when" | "part">>;
/** The person decides; the question is called as its gate where nothing else is said. */
export const checkpoint = (gate: Asked, ask: Partial<Ask> & Pick<Ask, "options">) => ({
  ...gate,
  gate: "checkpoint" as const,
  ask: { ask: gate.key, ...ask },
});

/** The program looks at, or writes, something itself; the check is called as its gate. */
export const check = <G extends Pick<CheckGate, "key" | "title"> & Partial<CheckGate>>(
  gate: G,
) => ({
  who: { program: gate.key },
  reads: [] as string[],
  writes: `${WORK}/${gate.key}.json`,
  schema: "program-record",
  brief: "check",
  fixes: "revise",
  limit: blocked,
  stuck: blocked,
  ...gate,
  on: { pass: "next", fail: blocked, ...gate.on } as CheckGate["on"],
  gate: "check" as const,
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
