import { minutesOf, spentBy } from "../../engine/bounds.ts";
import { BUDGET_ID, type Run } from "../../engine/run.ts";

/** The warnings of a run as they are shown: those that artifacts raised, and the budget's. Pure. */

/** A warning as it is shown; it stays open until somebody closes it with a reason. */
interface Warning {
  id: string;
  text: string;
  /** The task that raised it; empty for the budget's. */
  task: string;
  /** Why it is closed; null while it is open. */
  closed: string | null;
}

/** All warnings of a run, oldest first, also of tasks that were redone since; the budget's own comes last. */
export function warningsOf(run: Run): Warning[] {
  const all = run.warnings.map(({ at: _at, closed, ...one }) => ({ ...one, closed: closed?.reason ?? null }));
  const budget = budgetWarning(run);
  return budget === null ? all : [...all, { id: BUDGET_ID, text: budget, task: "", closed: null }];
}

export const openWarnings = (run: Run): Warning[] => warningsOf(run).filter((one) => one.closed === null);

/** Warnings that were open right after the artifact at this position was accepted. */
export const openAt = (run: Run, acceptedSeq: number): Warning[] =>
  run.warnings
    .filter((one) => one.at <= acceptedSeq && (one.closed === null || one.closed.at > acceptedSeq))
    .map(({ id, text, task }) => ({ id, text, task, closed: null }));

/** The text of the warning for a budget that only warns; null while it is not exceeded. */
function budgetWarning(run: Run): string | null {
  const { budget } = run.settings;
  if (budget?.enabled !== true || budget.on_exceed !== "warn") return null;
  const { tokens } = spentBy(run);
  const passed = [
    ...(budget.tokens_max !== undefined && tokens > budget.tokens_max
      ? [`${tokens} of ${budget.tokens_max} tokens`]
      : []),
    ...(budget.minutes_max !== undefined && minutesOf(run) > budget.minutes_max
      ? [`${Math.round(minutesOf(run))} of ${budget.minutes_max} minutes`]
      : []),
  ];
  return passed.length === 0 ? null : `The budget is passed: ${passed.join(", ")}`;
}
