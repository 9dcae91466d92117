// @bun
// src/workflows/phases/planning/numbers.ts
var WHOLE = /^[1-9]\d*$/;
var plainNumber = (text) => WHOLE.test(text) ? text : text.split(".").map((part) => String(Number(part))).join(".");
function twoDigits(number) {
  if (WHOLE.test(number))
    return number.padStart(2, "0");
  const [whole = "", ...rest] = plainNumber(number).split(".");
  return [whole.padStart(2, "0"), ...rest].join(".");
}
var planId = (phase, plan) => `${twoDigits(phase)}-${String(plan).padStart(2, "0")}`;
var samePhase = (one, other) => one === other || plainNumber(one) === plainNumber(other);
function byNumber(one, other) {
  if (WHOLE.test(one) && WHOLE.test(other))
    return Number(one) - Number(other);
  const [a, b] = [one, other].map((text) => plainNumber(text).split(".").map(Number));
  for (let at = 0;at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0)
      return difference;
  }
  return 0;
}

export { plainNumber, twoDigits, planId, samePhase, byNumber };
