import { isPostCheck } from "../../../src/engine/gates.ts";
import type { ReviewGate } from "../../../src/engine/workflow.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";

/**
 * Ids of a new run's tasks by what they are: a spec that is not about the chain's order does not
 * know it.
 */

const KEYS = multiAi.entries
  .start!.gates.filter((gate) => !isPostCheck(gate))
  .map((gate) => gate.key);

function idOf(key: string): string {
  if (!KEYS.includes(key)) throw new Error(`the chain has no ${key}`);
  return `T${KEYS.indexOf(key) + 1}`;
}

export const PLAN = idOf("plan");
export const PLAN_SONNET = idOf("plan-review-sonnet");
export const PLAN_OPUS = idOf("plan-review-opus");
export const PLAN_CODEX = idOf("plan-review-codex");
export const BUILD = idOf("implementation");
export const CODE_SONNET = idOf("code-review-sonnet");
export const CODE_OPUS = idOf("code-review-opus");
export const CODE_CODEX = idOf("code-review-codex");

/** The one review that may reject the plan. */
export const [REJECTS] = multiAi.entries.start!.gates.filter(
  (gate) => gate.gate === "review" && gate.group === "plan_reviews" && "rejected" in gate.on,
) as [ReviewGate];
export const PLAN_LAST = idOf(REJECTS.key);

/** How many tasks a new run has. */
export const TASKS = KEYS.length;
/** The chain's reviews, by their tokens. */
export const REVIEWS = multiAi.entries.start!.gates.flatMap((gate) =>
  gate.gate === "review" ? [gate.token] : [],
);

/** The task that was created as this one behind the chain, from 1: a fix, a re-review, a check. */
export const added = (number: number): string => `T${TASKS + number}`;
