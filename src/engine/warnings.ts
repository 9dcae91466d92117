import { budgetWarning } from "./bounds.ts";
import type { Facts } from "./facts.ts";
import type { Raised, Run } from "./run.ts";

/** A warning, raised once and carried on until somebody closes it with a reason. */
export interface Warning {
  id: string;
  text: string;
  /** The task that raised it; empty for the budget's. */
  task: string;
  /** Why it is closed; null while it is open. */
  closed: string | null;
}

const NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/** What makes two texts the same one. */
const key = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The one that the run's budget gives: it has no task, and its number is nobody else's. */
const BUDGET = "W0";

/** Warnings of a run with those that one more artifact raises and closes; `taken`: its place. One that names a known id is that one. */
export function withWarnings(raised: readonly Raised[], facts: Facts, task: string, taken: number): Raised[] {
  const all = raised.map((one) => ({ ...one }));
  for (const said of facts.warnings ?? []) {
    const id = NAMED.exec(said)?.[1];
    const known = all.find((one) => (id === undefined ? key(one.text) === key(said) : one.id === id));
    const text = said.replace(NAMED, "").trim();
    if (known) known.closed = null;
    else if (text !== "" && id !== BUDGET) all.push({ id: `W${all.length + 1}`, text, task, at: taken, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    // Closed once is closed: the first word stands.
    if (known && known.closed === null) known.closed = { reason, at: taken };
  }
  return all;
}

/** All warnings of a run in the order in which they were raised; what was done anew since does not take them back. */
export function warningsOf(run: Run): Warning[] {
  const all = run.warnings.map(({ at: _at, closed, ...one }) => ({ ...one, closed: closed?.reason ?? null }));
  const budget = budgetWarning(run);
  return budget === null ? all : [...all, { id: BUDGET, text: budget, task: "", closed: null }];
}

export const openWarnings = (run: Run): Warning[] => warningsOf(run).filter((one) => one.closed === null);

/** Those that were open when the artifact of this place had been taken in. */
export const openAt = (run: Run, taken: number): Warning[] =>
  run.warnings
    .filter((one) => one.at <= taken && (one.closed === null || one.closed.at > taken))
    .map(({ id, text, task }) => ({ id, text, task, closed: null }));
