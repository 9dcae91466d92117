// @bun
import {
  dollars
} from "./s26.js";

// src/workflows/money.ts
var HOST = "host";
function moneyOf(tasks) {
  let usd = null;
  const unknown = new Set;
  for (const one of tasks.flatMap(({ spent }) => spent)) {
    const isKnown = one.model !== undefined && one.usd !== undefined && (one.unpriced ?? 0) === 0;
    if (one.model !== undefined && (isKnown || (one.usd ?? 0) > 0))
      usd = (usd ?? 0) + (one.usd ?? 0);
    if (!isKnown && one.tokens > 0)
      unknown.add(one.model ?? HOST);
  }
  return { usd, unknown: [...unknown].sort() };
}
var moneyText = ({ usd, unknown }) => [...usd === null ? [] : [dollars(usd)], ...unknown.length === 0 ? [] : ["unknown"]].join(" and ");
var externalMoney = ({ usd, unknown }) => ({
  usd,
  unknown: unknown.filter((one) => one !== HOST)
});

export { moneyOf, moneyText, externalMoney };
