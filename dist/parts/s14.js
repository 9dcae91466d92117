// @bun
// src/prices.ts
var PRICES_OF = "2026-11";
var claude = (input, output, cached) => ({
  ...{ input, output, cached },
  cache_write: input * 1.25,
  hour_write: input * 2
});
var listPrices = () => ({
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
  "claude-haiku-5-5": { ...claude(0.1, 0.5, 0.01), long: { above: 1e5, ...claude(0.5, 2.5, 0.05) } },
  "claude-haiku-4-5": claude(1, 5, 0.1),
  "gpt-6.1-sol": { input: 2, output: 10, cached: 0.1, long: { above: 272000, input: 4, output: 15, cached: 0.2 } },
  "grok-4.7": { input: 2, output: 6, cached: 0.5, long: { above: 200000, input: 4, output: 12, cached: 1 } },
  "deepseek-v4-pro": { input: 1.32, output: 3.96, cached: 0.044 },
  "deepseek-flash": { input: 0.3, output: 1.2, cached: 0.006 },
  "gemini-4-argon": { input: 4, output: 20, cached: 0.2 }
});
var PRICES = /* @__PURE__ */ listPrices();
var SAY_NO_COST = { codex: "Codex", "gemini-cli": "Gemini CLI" };
function priceOf(provider, model, { prices = {}, providers = {} }) {
  const own = (table) => Object.hasOwn(table, model) ? table[model] : undefined;
  const ofProvider = Object.hasOwn(providers, provider) ? providers[provider].price : undefined;
  return own(prices) ?? ofProvider ?? own(PRICES) ?? null;
}
var isOwnPrice = ({ provider, model }, own) => Object.hasOwn(own.prices ?? {}, model) || Object.hasOwn(own.providers ?? {}, provider) && own.providers[provider].price !== undefined;
function costOf(of, usage, own = {}) {
  const list = priceOf(of.provider, of.model, own);
  if (list === null)
    return null;
  const { input, output, cached = input } = list.long && usage.input > list.long.above ? list.long : list;
  return ((usage.input - usage.cached) * input + usage.cached * cached + usage.output * output) / 1e6;
}
var COUNTS = 5;
var listName = (model) => model.replace(/\[\w+\]$/, "").replace(/-20\d{6}$/, "");
var pricedName = (model, { prices }) => [model, listName(model)].find((name) => priceOf("anthropic", name, { prices }) !== null) ?? null;
var isOwnHostPrice = (model, { prices }) => isOwnPrice({ provider: "anthropic", model: pricedName(model, { prices }) ?? model }, { prices });
function costOfCounts(model, counts, { prices } = {}) {
  const name = pricedName(model, { prices });
  if (name === null)
    return null;
  const list = priceOf("anthropic", name, { prices });
  const [all, long] = [counts.slice(0, COUNTS), counts.slice(COUNTS)];
  if (list.long === undefined)
    return dollarsOf(all, list);
  return dollarsOf(all.map((count, at) => count - (long[at] ?? 0)), list) + dollarsOf(long, list.long);
}
function dollarsOf([input = 0, write = 0, read = 0, output = 0, hour = 0], rates) {
  const { cached = rates.input, cache_write = rates.input, hour_write = cache_write } = rates;
  const writes = (write - hour) * cache_write + hour * hour_write;
  return (input * rates.input + writes + read * cached + output * rates.output) / 1e6;
}

export { PRICES_OF, SAY_NO_COST, isOwnPrice, costOf, isOwnHostPrice, costOfCounts };
