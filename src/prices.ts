/** What tokens cost. */

/** In US dollars per million tokens. */
interface Price {
  input: number;
  output: number;
  /** Input that was read from the cache; as `input` where nothing is said. */
  cached?: number | undefined;
  /** Input that was written to the cache; as `input` where nothing is said. */
  cache_write?: number | undefined;
  /** To a cache that lasts an hour; as `cache_write` where nothing is said. */
  hour_write?: number;
}
/** `long`: for the whole of a request whose input has more than so many tokens. */
type ListPrice = Price & { long?: Price & { above: number } };

/** The month in which the vendors' list prices below were looked up. */
export const PRICES_OF = "2026-11";

/** A write to a cache that is kept for five minutes, as a multiple of other input. */
const WRITE = 1.25;
/** One to a cache that Anthropic keeps for an hour costs twice as much as other input. */
const claude = (input: number, output: number, cached: number): Required<Price> => ({
  ...{ input, output, cached },
  cache_write: input * WRITE,
  hour_write: input * 2,
});

/**
 * List prices by model. One that is not here is unknown, which is not 0. Where a price depends on
 * the hour (DeepSeek), or rises soon (Gemini 4 Argon, on 1 December 2026), the higher one stands
 * here: a ceiling must not be passed. Those of Claude are of
 * platform.claude.com/docs/en/about-claude/pricing, without what a faster mode or a region adds.
 */
const PRICES: Readonly<Record<string, ListPrice>> = {
  "claude-fable-5-1": claude(10, 50, 0.25),
  "claude-fable-5": claude(10, 50, 1),
  "claude-opus-5-5": claude(4, 20, 0.2),
  "claude-opus-5": claude(5, 25, 0.5),
  "claude-opus-4-8": claude(5, 25, 0.5),
  "claude-opus-4-7": claude(5, 25, 0.5),
  "claude-opus-4-6": claude(5, 25, 0.5),
  "claude-opus-4-5": claude(5, 25, 0.5),
  "claude-sonnet-5-5": claude(2, 10, 0.1),
  "claude-sonnet-5": claude(2, 10, 0.2),
  "claude-sonnet-4-6": claude(3, 15, 0.3),
  "claude-haiku-5-5": {
    ...claude(0.1, 0.5, 0.01),
    long: { above: 100_000, ...claude(0.5, 2.5, 0.05) },
  },
  "claude-haiku-4-5": claude(1, 5, 0.1),
  "gpt-6.1-sol": {
    input: 2,
    output: 10,
    cached: 0.1,
    long: { above: 272_000, input: 4, output: 15, cached: 0.2 },
  },
  "grok-4.7": {
    input: 2,
    output: 6,
    cached: 0.5,
    long: { above: 200_000, input: 4, output: 12, cached: 1 },
  },
  "deepseek-v4-pro": { input: 1.32, output: 3.96, cached: 0.044 },
  "deepseek-flash": { input: 0.3, output: 1.2, cached: 0.006 },
  "gemini-4-argon": { input: 4, output: 20, cached: 0.2 },
  // The most that gateways publish for what this name stood for; for Large 4 alone they have 1.36
  // and 4.18.
  "mistral-large-latest": { input: 2, output: 6 },
};

/** Programs that do not say what they take, by the id of their provider, as people call them. */
export const SAY_NO_COST: Readonly<Record<string, string>> = { codex: "Codex" };

/** What the person's settings say of prices, by model. */
export interface OwnPrices {
  prices?: Readonly<Record<string, Price>> | undefined;
}

export const hasOwnPrices = ({ prices = {} }: OwnPrices): boolean => Object.keys(prices).length > 0;

/** What tokens of a model cost: by the settings, else by the list; null: unknown. */
function priceOf(model: string, { prices = {} }: OwnPrices): ListPrice | null {
  const own = (table: Readonly<Record<string, Price>>): Price | undefined =>
    Object.hasOwn(table, model) ? table[model] : undefined;
  return own(prices) ?? own(PRICES) ?? null;
}

/**
 * What one answer cost, in US dollars; null: the price is unknown. `own`: the person's own prices.
 */
export function costOf(
  model: string,
  usage: Record<"input" | "cached" | "output", number>,
  own: OwnPrices = {},
) {
  const list = priceOf(model, own);
  if (list === null) return null;
  const {
    input,
    output,
    cached = input,
  } = list.long && usage.input > list.long.above ? list.long : list;
  return (
    ((usage.input - usage.cached) * input + usage.cached * cached + usage.output * output) /
    1_000_000
  );
}

/**
 * Tokens of requests to one model: input, cache writes, cache reads, output; then, where there are
 * any, those of the writes to a cache that lasts an hour, and the same five numbers once more for
 * the requests among them with a long prompt.
 */
export type Counts = readonly number[];
/** How many numbers each half of them has. */
const COUNTS = 5;

/**
 * The name under which a model has its price: without the date of its snapshot, and without its
 * window.
 */
const listName = (model: string): string => model.replace(/\[\w+\]$/, "").replace(/-20\d{6}$/, "");

/** Under which of its names a model of the host has a price; null: under none. */
const pricedName = (model: string, { prices }: OwnPrices): string | null =>
  [model, listName(model)].find((name) => priceOf(name, { prices }) !== null) ?? null;

/** What a model of the host would cost by its counts, in US dollars; null: the price is unknown. */
export function costOfCounts(
  model: string,
  counts: Counts,
  { prices }: OwnPrices = {},
): number | null {
  const name = pricedName(model, { prices });
  if (name === null) return null;
  const list = priceOf(name, { prices })!;
  const [all, long] = [counts.slice(0, COUNTS), counts.slice(COUNTS)];
  if (list.long === undefined) return dollarsOf(all, list);
  return (
    dollarsOf(
      all.map((count, at) => count - (long[at] ?? 0)),
      list,
    ) + dollarsOf(long, list.long)
  );
}

function dollarsOf(
  [input = 0, write = 0, read = 0, output = 0, hour = 0]: Counts,
  rates: Price,
): number {
  const { input: of, cached = of, cache_write = of * WRITE, hour_write = cache_write } = rates;
  const writes = (write - hour) * cache_write + hour * hour_write;
  return (input * rates.input + writes + read * cached + output * rates.output) / 1_000_000;
}
