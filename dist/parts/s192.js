// @bun
import {
  ownPart
} from "./s28.js";
import {
  archiveIndex
} from "./s210.js";
import {
  usualMoneyText
} from "./s135.js";

// src/workflows/usual.ts
var MAX_USUAL = 10;
function usualCost2(project, { workflow, entry, variant }) {
  const told = archiveIndex(project).filter((one) => one.workflow === workflow && one.entry === entry && one.status === "complete").filter((one) => one.variant === variant).flatMap(({ tokens, minutes, main_tokens: main, usd, own, unpriced }) => typeof tokens === "number" && tokens > 0 && typeof minutes === "number" ? [
    {
      tokens: tokens + (typeof main === "number" ? main : 0),
      minutes,
      usd: typeof usd === "number" ? usd : null,
      own,
      unpriced: Array.isArray(unpriced) ? unpriced.map(String) : []
    }
  ] : []).slice(-MAX_USUAL);
  if (told.length === 0)
    return null;
  const tokens = Math.round(median(told.map((one) => one.tokens)));
  const priced = told.filter((one) => one.usd !== null);
  return {
    runs: told.length,
    tokens,
    minutes: median(told.map((one) => one.minutes)),
    money: usualMoneyText({
      usd: priced.length === 0 ? null : median(priced.map((one) => one.usd)),
      own: ownPart(priced.map((one) => one.own)),
      unknown: [...new Set(priced.flatMap((one) => one.unpriced))].sort()
    })
  };
}
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle] + sorted[middle + 1]) / 2;
}

export { usualCost2 };
