import type { Task } from "../engine/run.ts";
import { dollars } from "../text.ts";

/** What tasks cost in money, as far as prices are known. */

export interface Money {
  /** US dollars of answers whose price is known; null: there are none. */
  usd: number | null;
  /** Models that took tokens and have no known price, and `host` for agents of the host; sorted. */
  unknown: string[];
}

/** Agents of the host are paid for with the host: nothing here knows how. */
const HOST = "host";

/** What these tasks cost so far. */
export function moneyOf(tasks: readonly Pick<Task, "spent">[]): Money {
  let usd: number | null = null;
  const unknown = new Set<string>();
  for (const one of tasks.flatMap(({ spent }) => spent)) {
    // Of several answers of one dispatch some may have a price and others none.
    const isKnown = one.model !== undefined && one.usd !== undefined && (one.unpriced ?? 0) === 0;
    if (one.model !== undefined && (isKnown || (one.usd ?? 0) > 0)) usd = (usd ?? 0) + (one.usd ?? 0);
    if (!isKnown && one.tokens > 0) unknown.add(one.model ?? HOST);
  }
  return { usd, unknown: [...unknown].sort() };
}

/** `$0.0123`, `$0.0123 and unknown`, `unknown`; empty while nothing was spent. What is not known is never 0. */
export const moneyText = ({ usd, unknown }: Money): string =>
  [...(usd === null ? [] : [dollars(usd)]), ...(unknown.length === 0 ? [] : ["unknown"])].join(" and ");

/** The same for external models alone. */
export const externalMoney = ({ usd, unknown }: Money): Money => ({
  usd,
  unknown: unknown.filter((one) => one !== HOST),
});
