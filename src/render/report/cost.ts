import type { MainUse, Run } from "../../engine/run.ts";
import type { Bounds } from "../../engine/workflow.ts";
import { mainText, spentText } from "../../text.ts";
import { type Money, pricedText } from "../../workflows/money/money.ts";

/** What the agents of a run used. */
export interface SpentReport {
  total: Bounds;
  main_thread: Pick<MainUse, "requests" | "tokens"> | null;
}

/** What was spent, in a line or two; no line while nothing is known. */
export function spentLines({ total, main_thread }: SpentReport): string[] {
  if (total.tool_calls === 0) return [];
  return [
    `Used by agents: ${spentText(total)}`,
    ...(main_thread ? [`Used otherwise: ${mainText(main_thread)}`] : []),
  ];
}

/** What that costs; no line while nothing is known. */
export const costLines = (cost: Money): string[] =>
  [pricedText(cost)].filter(Boolean).map((money) => `Cost: ${money}`);

/**
 * What the main thread of a run used, up to the newest directive; null where the journal does not
 * say.
 */
export const mainUsed = ({ main }: Run): SpentReport["main_thread"] =>
  main?.reduce(
    (sum, { from, now }) => ({
      requests: sum.requests + Math.max(0, now.requests - from.requests),
      tokens: sum.tokens + Math.max(0, now.tokens - from.tokens),
    }),
    { requests: 0, tokens: 0 },
  ) ?? null;
