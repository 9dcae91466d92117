import type { Project } from "../../project/project.ts";
import { archivedIn, type IndexLine } from "../../record/history.ts";
import { usualMoneyText } from "./money.ts";

/**
 * What earlier runs of a kind have taken, each the median; tokens with the main thread's, minutes
 * of agents' work. `runs`: how many there are; `money`: US dollars in words, and whose part is not
 * in them.
 */
export type Usual = NonNullable<ReturnType<typeof usualCost>>;

/** Runs whose cost is alike. */
export type Kind = Pick<IndexLine, "workflow" | "entry" | "variant"> & { isDirect?: boolean };

/** So many of the newest runs tell what the next one will take. */
const MAX_USUAL = 10;

/** What completed runs of this kind have taken in this project; null: none tells. */
export function usualCost(project: Project, { workflow, entry, variant, isDirect = false }: Kind) {
  const all = archivedIn(project)
    .filter((one) => one.workflow === workflow && one.entry === entry && one.status === "complete")
    .filter((one) => one.variant === variant);
  // Without a main thread a run costs much less. Where no earlier run was of the same sort, the
  // others are still better than nothing.
  const alike = all.filter((one) => (one.main_tokens === 0) === isDirect);
  const earlier = (alike.length > 0 ? alike : all)
    .flatMap(({ tokens, minutes, main_tokens: main, usd, unpriced }) =>
      typeof tokens === "number" && tokens > 0 && typeof minutes === "number"
        ? [
            {
              tokens: tokens + (typeof main === "number" ? main : 0),
              minutes,
              usd: typeof usd === "number" ? usd : null,
              unpriced: Array.isArray(unpriced) ? unpriced.map(String) : [],
            },
          ]
        : [],
    )
    .slice(-MAX_USUAL);
  if (earlier.length === 0) return null;
  const tokens = Math.round(median(earlier.map((one) => one.tokens)));
  const priced = earlier.filter((one) => one.usd !== null);
  return {
    runs: earlier.length,
    tokens,
    minutes: median(earlier.map((one) => one.minutes)),
    money: usualMoneyText({
      usd: priced.length === 0 ? null : median(priced.map((one) => one.usd!)),
      unknown: [...new Set(priced.flatMap((one) => one.unpriced))].sort(),
    }),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle]! + sorted[middle + 1]!) / 2;
}
