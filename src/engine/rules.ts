import { gatesOf, isBehind } from "./gates.ts";
import { approvedCommands, type Run, type Task } from "./run.ts";
import type { CheckGate, Gate, Workflow } from "./workflow.ts";

/** Rules of every workflow. */
export const RULES: Record<string, (run: Run) => boolean> = {
  always: () => true,
  approvedTests: (run) => approvedCommands(run).length > 0,
  /** A baseline is what holds before the first change: a command that is approved later has none. */
  newTests: (run) =>
    approvedCommands(run).some((one) => !run.tests.baseline.includes(one.text)) &&
    !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null),
};

/**
 * Whether a rule that a workflow names holds: a gate has something to do, or which of two moves comes.
 * @throws Error for an unknown one
 */
export function holds({ name, rules = {} }: Workflow, rule: string, run: Run, gate: Gate): boolean {
  if (Object.hasOwn(RULES, rule)) return RULES[rule]!(run);
  const own = rules[rule];
  if (!own) throw new Error(`workflow ${name} has no rule "${rule}"`);
  return own(run, gate);
}

/** The checks that what a task has produced calls for; none when they have nothing to do. */
export const checksDue = (workflow: Workflow, run: Run, done: Task): CheckGate[] =>
  gatesOf(workflow, run).filter(
    (gate): gate is CheckGate =>
      isBehind(gate) &&
      gate.behind!.some((kind) => kind === done.schema) &&
      holds(workflow, gate.when ?? "always", run, gate),
  );
