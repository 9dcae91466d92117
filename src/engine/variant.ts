import type { Decision } from "./decision.ts";
import type { EventBody } from "./events.ts";
import { entryOf, gatesOf, isBehind } from "./gates.ts";
import { acceptedTasks, isOver, type Run } from "./run.ts";
import { type Created, chain } from "./tasks.ts";
import type { Gate } from "./workflow.ts";

/** A run whose change outgrows its variant gets the parts that it lacks; what was built stays. */

/** Moves the run where its newest check says that it has outgrown its variant. Says so in the run's options. */
export function settleVariant(decision: Decision): void {
  const { run, workflow } = decision;
  const option = entryOf(workflow, run.entry).variants?.option;
  const outgrown = acceptedTasks(run).at(-1)?.facts.outgrown;
  if (option === undefined || !outgrown || run.options[option] === outgrown.to) return;
  // Fewer approvals were the smaller track's.
  const moved = {
    [option]: outgrown.to,
    approvals: "",
    moved: `${run.options[option] ?? ""} to ${outgrown.to}: ${outgrown.reason}`,
  };
  decision.add({ type: "options_set", options: moved });
  decision.add(...missing(decision));
}

/** The tasks of the parts that are new, and again of what comes behind them, save what was built. */
function missing(decision: Decision): EventBody[] {
  const { run, workflow } = decision;
  const gates = gatesOf(workflow, run);
  const known = new Set(run.tasks.filter((task) => !task.void).map((task) => task.gate));
  const fresh = gates.filter((gate) => !known.has(gate.key) && !isBehind(gate)).map((gate) => gate.key);
  const reached = behind(gates, new Set(fresh));
  const kept = new Set(gates.filter((gate) => known.has(gate.key) && isBuilt(run, gate)).map((gate) => gate.key));
  const again = gates.filter((gate) => reached.has(gate.key) && !kept.has(gate.key));
  const keys = new Set(again.map((gate) => gate.key));
  const old = run.tasks.filter((task) => keys.has(task.gate) && !task.void);
  const ended: EventBody[] = old.flatMap((task) => [
    ...(isOver(task) ? [] : [{ type: "task_cancelled" as const, run: run.run, task: task.id }]),
    { type: "task_voided" as const, run: run.run, task: task.id },
  ]);
  const created = chain(workflow, run, again, run);
  return [...ended, ...created.map((one) => waiting(one, gates, kept, created))];
}

/** What has changed the project stays as it is. */
const isBuilt = (run: Run, gate: Gate): boolean =>
  gate.gate === "produce" &&
  gate.edits === "area" &&
  run.tasks.some((task) => task.gate === gate.key && !task.void && isOver(task));

function behind(gates: Gate[], from: Set<string>): Set<string> {
  const reached = new Set(from);
  for (const gate of gates) if (gate.after.some((key) => reached.has(key))) reached.add(gate.key);
  return reached;
}

/** A task behind something that stays waits for what should have come before that. */
function waiting(task: Created, gates: Gate[], kept: Set<string>, created: Created[]): Created {
  const gate = gates.find((one) => one.key === task.gate)!;
  const before = new Set<string>();
  const look = (key: string): void => {
    if (before.has(key)) return;
    before.add(key);
    for (const one of gates.find((other) => other.key === key)?.after ?? []) look(one);
  };
  for (const key of gate.after) if (kept.has(key)) look(key);
  const more = created.filter((one) => before.has(one.gate)).map((one) => one.task);
  return { ...task, blocked_by: [...new Set([...task.blocked_by, ...more])] };
}
