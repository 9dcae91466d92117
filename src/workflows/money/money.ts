import type { MainUse, Run, Task } from "../../engine/run.ts";
import {
  type Counts,
  costOfCounts,
  hasOwnPrices,
  type OwnPrices,
  PRICES_OF,
  SAY_NO_COST,
} from "../../prices.ts";
import { dollars, fit, oneLine, someOf } from "../../text.ts";

/**
 * What tasks cost in money, as far as prices are known. Of an external model what its answers cost
 * was recorded; of a model of the host its tokens were, and they are priced by the list here:
 * whoever has a subscription does not pay by token.
 */

export interface Money {
  /** US dollars of answers whose price is known; null: there are none. */
  usd: number | null;
  /** Models that took tokens and have no known price, and programs that say nothing; sorted. */
  unknown: string[];
  /** The person's settings have prices of their own. */
  own?: true;
}

type Who = Partial<Pick<Task["who"], "provider">>;
type Spending = Pick<Task, "spent"> & { who?: Who };

const priced = (usd: number): Money => ({ usd, unknown: [] });
const unpriced = (name: string): Money => ({ usd: null, unknown: [name] });

/** Several sums as one. */
function addedMoney(parts: readonly Money[]): Money {
  const known = parts.filter(({ usd }) => usd !== null);
  return {
    usd: known.length === 0 ? null : known.reduce((sum, { usd }) => sum + usd!, 0),
    unknown: [...new Set(parts.flatMap(({ unknown }) => unknown))].sort(),
  };
}

/** What models of the host would cost by their counts. */
const ofCounts = (used: Readonly<Record<string, Counts>>, own: OwnPrices): Money =>
  addedMoney(
    Object.entries(used).map(([model, counts]) => {
      const usd = costOfCounts(model, counts, own);
      return usd === null ? unpriced(oneLine(model)) : priced(usd);
    }),
  );

/** What one dispatch cost. */
function ofDispatch(one: Task["spent"][number], who: Who, own: OwnPrices): Money {
  if (one.model !== undefined) {
    // Of several answers of one dispatch some may have a price and others none.
    const isKnown = one.usd !== undefined && (one.unpriced ?? 0) === 0;
    const { model, usd = 0 } = one;
    return addedMoney([
      ...(isKnown || usd > 0 ? [priced(usd)] : []),
      ...(!isKnown && one.tokens > 0 ? [unpriced(model)] : []),
    ]);
  }
  const host = one.used === undefined ? [] : [ofCounts(one.used, own)];
  // A program such as Codex does not say what it takes, also where an agent of the host asks it.
  const program =
    who.provider !== undefined && one.tokens + one.minutes > 0 ? [unpriced(who.provider)] : [];
  return addedMoney([...host, ...program]);
}

/**
 * What these tasks cost so far. `own`: prices of the person's settings, which come before those of
 * the list.
 */
export const moneyOf = (tasks: readonly Spending[], own: OwnPrices = {}): Money =>
  addedMoney(tasks.flatMap(({ spent, who = {} }) => spent.map((one) => ofDispatch(one, who, own))));

/** What was used since an earlier moment, by model; models without use are left out. */
function since(
  now: MainUse["used"] = {},
  from: NonNullable<MainUse["used"]> = {},
): Record<string, Counts> {
  const all = Object.entries(now).map(([model, counts]): [string, Counts] => {
    const before = Object.hasOwn(from, model) ? from[model]! : [];
    return [model, counts.map((count, at) => Math.max(0, count - (before[at] ?? 0)))];
  });
  return Object.fromEntries(all.filter(([, counts]) => counts.some((count) => count > 0)));
}

/** What the main thread took for a run, up to the newest directive. */
export const mainMoney = ({ main = [], settings }: Pick<Run, "main" | "settings">): Money =>
  addedMoney(main.map(({ from, now }) => ofCounts(since(now.used, from.used), settings)));

/** What a run cost so far: agents, external models and the main thread. */
export const runMoney = (run: Pick<Run, "tasks" | "main" | "settings">): Money => ({
  ...addedMoney([moneyOf(run.tasks, run.settings), mainMoney(run)]),
  ...(hasOwnPrices(run.settings) ? { own: true } : {}),
});

/** Of so many it is said by name in a table, in so many columns each. */
const MAX_NAMED = 2;
const MAX_NAME = 24;

/**
 * `$0.0123`, `$0.0123 without Codex`, `not known`; empty while nothing was spent. What is not known
 * is never 0.
 */
export function moneyText({ usd, unknown }: Money): string {
  if (usd === null) return unknown.length === 0 ? "" : "not known";
  return `${dollars(usd)}${withoutText(unknown)}`;
}

/** A model whose name nobody has said. */
const UNNAMED = "unknown";

/** Whose part is not known, of those that have a name; empty where there are none. */
const notCounted = (unknown: readonly string[]): string =>
  someOf(
    unknown
      .filter((one) => one !== UNNAMED)
      .map((one) => fit(oneLine(SAY_NO_COST[one] ?? one), MAX_NAME)),
    MAX_NAMED,
  );

/** ` without Codex`. */
const withoutText = (unknown: readonly string[]): string => {
  const names = notCounted(unknown);
  return names === "" ? "" : ` without ${names}`;
};

/** The sum with the list's date, and whose part is not known. Empty while nothing was spent. */
export function pricedText({ usd, unknown, own }: Money): string {
  if (usd === null) return moneyText({ usd, unknown });
  const names = notCounted(unknown);
  const prices = `list prices of ${PRICES_OF}${own ? " or your own" : ""}`;
  return `${usd < 0.01 ? dollars(usd) : `$${usd.toFixed(2)}`} (${prices}${names === "" ? "" : `; ${names} not counted`})`;
}

/** The same of sums of several runs, in few words: at prices of several months. */
export const usualMoneyText = ({ usd, unknown }: Money): string =>
  usd === null ? "cost not known" : `${dollars(usd)} at API list prices${withoutText(unknown)}`;
