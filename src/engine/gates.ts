import { type Chosen, expanded } from "./expansion.ts";
import type { Run, Task } from "./run.ts";
import type { CheckGate, Entry, Gate, Workflow, WorkGate } from "./workflow.ts";

/** A workflow's gates as they are for one run: parts that its variant leaves out are gone, `each` is one gate per item. */

export function entryOf(workflow: Workflow, name: string): Entry {
  const entry = workflow.entries[name];
  if (!entry)
    throw new Error(
      `workflow ${workflow.name} has no entry "${name}"; known: ${Object.keys(workflow.entries).join(", ")}`,
    );
  return entry;
}

/** The last answer: one decision asks for the same gates dozens of times. */
let last: { workflow: Workflow; chosen: string; gates: Gate[] } | null = null;

/** The gates of a run, in the order of the chain. */
export function gatesOf(workflow: Workflow, run: Chosen): Gate[] {
  const entry = entryOf(workflow, run.entry);
  // Most workflows have nothing to choose.
  if (!entry.variants && !entry.gates.some((gate) => gate.each)) return entry.gates;
  const chosen = JSON.stringify([run.entry, run.options, run.settings.areas, run.settings.team]);
  if (last?.workflow === workflow && last.chosen === chosen) return last.gates;
  const gates = expanded(workflow, entry, run);
  last = { workflow, chosen, gates };
  return gates;
}

export function gateOf(workflow: Workflow, run: Chosen, key: string): Gate {
  const gate = gatesOf(workflow, run).find((one) => one.key === key);
  if (!gate) throw new Error(`workflow ${workflow.name} has no gate "${key}"`);
  return gate;
}

/** Gates from `key` on, which may name all that one `each` made: it and everything that comes after it, with its checks. */
export function gatesFrom(gates: Gate[], key: string): Gate[] {
  const reached = new Set(gates.filter((gate) => isOf(gate.key, key)).map((gate) => gate.key));
  for (const gate of gates) if (gate.after.some((one) => reached.has(one))) reached.add(gate.key);
  const chained = gates.filter((gate) => reached.has(gate.key));
  const checks = gates.filter(
    (gate) =>
      gate.gate === "check" &&
      gate.behind?.some((kind) => chained.some((one) => one.gate === "produce" && one.schema === kind)),
  );
  return [...chained, ...checks.filter((gate) => !reached.has(gate.key))];
}

/** Whether a gate is the one of this key, or one of those that its `each` made. */
export const isOf = (gate: string, key: string): boolean => gate === key || gate.startsWith(`${key}:`);

/** Comes behind an artifact, when there is something to check, and has no place of its own in the chain. */
export const isBehind = (gate: Gate): gate is CheckGate => gate.gate === "check" && gate.behind !== undefined;

/** The gate that produces what a fix rewrites. */
export function producerOf(workflow: Workflow, run: Run, fix: Task): WorkGate | undefined {
  return gatesOf(workflow, run).find(
    (gate): gate is WorkGate =>
      gate.gate === "produce" && gate.schema === fix.schema && (gate.item ?? null) === (fix.item ?? null),
  );
}
