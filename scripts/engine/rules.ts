import { approvedCommands, type Run } from "./run.ts";
import { TEAM_BARS, TEAM_RULES } from "./team-rules.ts";
import type { Gate } from "./workflow.ts";

/** Rules that a workflow names: whether a gate has anything to do, or which of two moves comes. */
export const RULES: Record<string, (run: Run, gate: Gate) => boolean> = {
  always: () => true,
  approvedTests: (run) => approvedCommands(run).length > 0,
  /** A baseline is what holds before the first change: a command that is approved later has none. */
  newTests: (run) =>
    approvedCommands(run).some((one) => !run.tests.baseline.includes(one.text)) &&
    !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null),
  ...TEAM_RULES,
};

/** What speaks against a choice, in words; a rule by name. */
export const BARS: Record<string, (run: Run) => string[]> = TEAM_BARS;
