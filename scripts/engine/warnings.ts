import { taken } from "./areas.ts";
import { budgetWarning } from "./bounds.ts";
import type { Run } from "./run.ts";

/** A warning, raised once and carried on until somebody closes it with a reason. */
export interface Warning {
  id: string;
  text: string;
  /** The task that raised it. */
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

/** All warnings of a run in the order in which they were raised; pure. One that names a known id is that one. */
export function warningsOf(run: Run): Warning[] {
  const all: Warning[] = [];
  for (const task of taken(run)) {
    for (const said of task.facts.warnings ?? []) {
      const id = NAMED.exec(said)?.[1];
      const known = all.find((one) => (id === undefined ? key(one.text) === key(said) : one.id === id));
      if (known) known.closed = null;
      else {
        const text = said.replace(NAMED, "").trim();
        if (text !== "") all.push({ id: `W${all.length + 1}`, text, task: task.id, closed: null });
      }
    }
    for (const { id, reason } of task.facts.closed ?? []) {
      const known = all.find((one) => one.id === id);
      if (known) known.closed = reason;
    }
  }
  const budget = budgetWarning(run);
  if (budget !== null) all.push({ id: `W${all.length + 1}`, text: budget, task: "", closed: null });
  return all;
}

export const openWarnings = (run: Run): Warning[] => warningsOf(run).filter((one) => one.closed === null);
