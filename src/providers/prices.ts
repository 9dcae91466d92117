import type { Own } from "./endpoint.ts";
import type { Usage } from "./provider.ts";

/** What tokens cost. No hook loads this. */

/** In US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Input that was read from the cache; as `input` where nothing is said. */
  cached?: number | undefined;
}
/** `long`: for the whole of a request whose input has more than so many tokens. */
interface ListPrice extends Price {
  long?: Price & { above: number };
}

/** The month in which the vendors' list prices below were looked up. */
export const PRICES_OF = "2026-11";

/**
 * List prices by model. One that is not here is unknown, which is not 0. Where a price depends on the hour (DeepSeek), or
 * rises soon (Gemini 4 Argon, on 1 December 2026), the higher one stands here: a ceiling must not be passed.
 */
const PRICES: Readonly<Record<string, ListPrice>> = {
  "claude-opus-5-5": { input: 4, output: 20, cached: 0.2 },
  "claude-sonnet-5-5": { input: 2, output: 10, cached: 0.1 },
  "claude-haiku-5-5": {
    input: 0.1,
    output: 0.5,
    cached: 0.01,
    long: { above: 100_000, input: 0.5, output: 2.5, cached: 0.05 },
  },
  "gpt-6.1-sol": { input: 2, output: 10, cached: 0.1, long: { above: 272_000, input: 4, output: 15, cached: 0.2 } },
  "grok-4.7": { input: 2, output: 6, cached: 0.5, long: { above: 200_000, input: 4, output: 12, cached: 1 } },
  "deepseek-v4-pro": { input: 1.32, output: 3.96, cached: 0.044 },
  "deepseek-flash": { input: 0.3, output: 1.2, cached: 0.006 },
  "gemini-4-argon": { input: 4, output: 20, cached: 0.2 },
};

/** What the person's settings say of prices: by model, and for all models of a provider. */
export interface OwnPrices {
  prices?: Readonly<Record<string, Price>> | undefined;
  providers?: Readonly<Record<string, Pick<Own, "price">>> | undefined;
}

/** What tokens of a model cost: by the settings, else by the list; null: unknown. */
function priceOf(provider: string, model: string, { prices = {}, providers = {} }: OwnPrices): ListPrice | null {
  const own = (table: Readonly<Record<string, Price>>): Price | undefined =>
    Object.hasOwn(table, model) ? table[model] : undefined;
  const ofProvider = Object.hasOwn(providers, provider) ? providers[provider]!.price : undefined;
  return own(prices) ?? ofProvider ?? own(PRICES) ?? null;
}

/** What one answer cost, in US dollars; null: the price is unknown. `own`: the person's own prices. */
export function costOf(of: { provider: string; model: string }, usage: Usage, own: OwnPrices = {}): number | null {
  const list = priceOf(of.provider, of.model, own);
  if (list === null) return null;
  const { input, output, cached = input } = list.long && usage.input > list.long.above ? list.long : list;
  return ((usage.input - usage.cached) * input + usage.cached * cached + usage.output * output) / 1_000_000;
}
