import { approvedCommands, type Run } from "./run.ts";
import type { Workflow } from "./workflow.ts";

/** Rules that a workflow names: whether a gate has anything to do. */
export const RULES: Record<string, (workflow: Workflow, run: Run) => boolean> = {
  approvedTests: (_workflow, run) => approvedCommands(run).length > 0,
  /** A baseline is what holds before the first change: a command that is approved later has none. */
  newTests: (workflow, run) =>
    approvedCommands(run).some((one) => !run.tests.baseline.includes(one.text)) &&
    !run.tasks.some((task) => task.dispatches > 0 && workflow.editors.includes(task.who.agent)),
};
