// @bun
import {
  fit,
  someOf,
  oneLine2,
  dollars,
  ownPart,
  atPrices
} from "./s28.js";
import {
  PRICES_OF,
  SAY_NO_COST,
  isOwnPrice,
  isOwnHostPrice,
  costOfCounts
} from "./s14.js";

// src/workflows/money.ts
var HOST = "host";
var priced = (usd, isOwn) => ({ usd, ...isOwn && { own: "all" }, unknown: [] });
var unpriced = (name) => ({ usd: null, unknown: [name] });
function addedMoney(parts) {
  const known = parts.filter(({ usd }) => usd !== null);
  const own = ownPart(known.map((one) => one.own));
  return {
    usd: known.length === 0 ? null : known.reduce((sum, { usd }) => sum + usd, 0),
    ...own && { own },
    unknown: [...new Set(parts.flatMap(({ unknown }) => unknown))].sort()
  };
}
var ofCounts = (used, own) => addedMoney(Object.entries(used).map(([model, counts]) => {
  const usd = costOfCounts(model, counts, own);
  return usd === null ? unpriced(oneLine2(model)) : priced(usd, isOwnHostPrice(model, own));
}));
function ofDispatch(one, who, own) {
  if (one.model !== undefined) {
    const isKnown = one.usd !== undefined && (one.unpriced ?? 0) === 0;
    const { model, usd = 0 } = one;
    const isOwn = isOwnPrice({ provider: who.provider ?? "", model }, own);
    return addedMoney([
      ...isKnown || usd > 0 ? [priced(usd, isOwn)] : [],
      ...!isKnown && one.tokens > 0 ? [unpriced(model)] : []
    ]);
  }
  const host = one.used === undefined ? [] : [ofCounts(one.used, own)];
  const program = who.provider !== undefined && one.tokens + one.minutes > 0 ? [unpriced(who.provider)] : [];
  const old = host.length + program.length === 0 && one.tokens > 0 ? [unpriced(HOST)] : [];
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
  return counts === null ? unpriced(HOST) : ofCounts(counts, settings);
}));
var runMoney = (run) => addedMoney([moneyOf(run.tasks, run.settings), mainMoney(run)]);
var nameOf = (one) => one === HOST ? "agents of old versions" : SAY_NO_COST[one] ?? one;
var MAX_NAMED = 2;
var MAX_NAME = 24;
function moneyText({ usd, unknown }) {
  if (usd === null)
    return unknown.length === 0 ? "" : "not known";
  return `${dollars(usd)}${withoutText(unknown)}`;
}
var withoutText = (unknown) => unknown.length === 0 ? "" : ` without ${someOf(unknown.map((one) => fit(oneLine2(nameOf(one)), MAX_NAME)), MAX_NAMED)}`;
function missingTexts(unknown) {
  const silent = unknown.filter((one) => Object.hasOwn(SAY_NO_COST, one)).map(nameOf);
  const unpricedModels = unknown.filter((one) => one !== HOST && !Object.hasOwn(SAY_NO_COST, one));
  return [
    ...silent.length === 0 ? [] : [`${silent.join(" and ")}, which ${silent.length === 1 ? "says" : "say"} no cost`],
    ...unpricedModels.length === 0 ? [] : [`${unpricedModels.join(" and ")}, whose price is not known`],
    ...unknown.includes(HOST) ? [`${nameOf(HOST)}, which kept no models`] : []
  ];
}
function pricedText({ usd, own, unknown }) {
  const missing = missingTexts(unknown);
  if (usd === null)
    return missing.length === 0 ? "" : `not known (${missing.join("; ")})`;
  const without = missing.map((one) => `without ${one}`).join(", and ");
  return [`${dollars(usd)} ${atPrices(own, ` of ${PRICES_OF}`)}`, ...without === "" ? [] : [without]].join(", ");
}
var usualMoneyText = ({ usd, own, unknown }) => usd === null ? "money not known" : `${dollars(usd)} ${atPrices(own)}${withoutText(unknown)}`;
var knownMoney = ({ unknown, ...known }) => ({
  ...known,
  unknown: unknown.filter((one) => one !== HOST)
});

export { addedMoney, moneyOf, mainModels, mainMoney, runMoney, moneyText, pricedText, usualMoneyText, knownMoney };
