// @bun
import {
  oneLine2,
  dollars,
  AT_LIST_PRICES
} from "./s27.js";
import {
  PRICES_OF,
  costOfCounts
} from "./s14.js";

// src/workflows/money.ts
var HOST = "host";
var total = (usd, unknown) => ({
  usd: usd.length === 0 ? null : usd.reduce((sum, one) => sum + one, 0),
  unknown: [...new Set(unknown)].sort()
});
var addedMoney = (parts) => total(parts.flatMap(({ usd }) => usd === null ? [] : [usd]), parts.flatMap(({ unknown }) => unknown));
function ofCounts(used, own) {
  const costs = Object.entries(used).map(([model, counts]) => ({ model, usd: costOfCounts(model, counts, own) }));
  return total(costs.flatMap(({ usd }) => usd === null ? [] : [usd]), costs.flatMap(({ model, usd }) => usd === null ? [oneLine2(model)] : []));
}
function ofDispatch(one, who, own) {
  if (one.model !== undefined) {
    const isKnown = one.usd !== undefined && (one.unpriced ?? 0) === 0;
    const usd = isKnown || (one.usd ?? 0) > 0 ? [one.usd ?? 0] : [];
    return total(usd, !isKnown && one.tokens > 0 ? [one.model] : []);
  }
  const host = one.used === undefined ? [] : [ofCounts(one.used, own)];
  const program = who.provider !== undefined && one.tokens + one.minutes > 0 ? [total([], [who.provider])] : [];
  const old = host.length + program.length === 0 && one.tokens > 0 ? [total([], [HOST])] : [];
  return addedMoney([...host, ...program, ...old]);
}
var moneyOf = (tasks, own = {}) => addedMoney(tasks.flatMap(({ spent, who = {} }) => spent.map((one) => ofDispatch(one, who, own))));
function since(now, from) {
  const all = Object.entries(now).map(([model, counts]) => {
    const before = Object.hasOwn(from, model) ? from[model] : [];
    return [model, counts.map((count, at) => Math.max(0, count - (before[at] ?? 0)))];
  });
  return Object.fromEntries(all.filter(([, counts]) => counts.some((count) => count > 0)));
}
var mainCounts = ({ from, now }) => {
  if (now.tokens <= from.tokens)
    return {};
  if (now.used === undefined || from.used === undefined && from.tokens > 0)
    return null;
  return since(now.used, from.used ?? {});
};
var mainModels = ({ main = [] }) => [...new Set(main.flatMap((one) => Object.keys(mainCounts(one) ?? {})))].map(oneLine2).sort();
var mainMoney = ({ main = [], settings }) => addedMoney(main.map((one) => {
  const counts = mainCounts(one);
  return counts === null ? total([], [HOST]) : ofCounts(counts, settings);
}));
var runMoney = (run) => addedMoney([moneyOf(run.tasks, run.settings), mainMoney(run)]);
var moneyText = ({ usd, unknown }) => [...usd === null ? [] : [dollars(usd)], ...unknown.length === 0 ? [] : ["unknown"]].join(" and ");
function pricedText({ usd, unknown }) {
  const names = unknown.join(", ");
  if (usd === null)
    return unknown.length === 0 ? "" : `unknown (${names})`;
  return `${dollars(usd)} ${AT_LIST_PRICES} of ${PRICES_OF}${unknown.length === 0 ? "" : `; unknown: ${names}`}`;
}
var knownMoney = ({ usd, unknown }) => ({
  usd,
  unknown: unknown.filter((one) => one !== HOST)
});

export { addedMoney, moneyOf, mainModels, mainMoney, runMoney, moneyText, pricedText, knownMoney };
