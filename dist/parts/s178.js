// @bun
import {
  nearestQuote
} from "./s145.js";

// src/workflows/review/fixed.ts
var checkFixed = (prior, open) => prior.flatMap(({ id, state }, index) => state === "fixed" && sinceOf(open, id) === "nothing" ? [
  `prior[${index}] (${id}): state is "fixed", but nothing has changed since ${id} was raised; expected "open" with a status that fits, or "withdrawn" with a reason if the finding was wrong`
] : []);
var answersOf = (prior, open) => prior.map(({ id, state }) => state === "fixed" && sinceOf(open, id) === "elsewhere" ? { id, state, untouched: true } : { id, state });
var sinceOf = (open, id) => open.find((one) => one.id === id)?.since;
function sinceInTree(changed, file, place, texts) {
  if (changed.length === 0)
    return "nothing";
  if (!file)
    return "place";
  if (!changed.includes(file))
    return "elsewhere";
  const { before, now } = texts();
  return before !== null && now !== null && standsAsItWas(before, now, place) ? "elsewhere" : "place";
}
var NEAR = 5;
function standsAsItWas(before, now, { line, quote, missing }) {
  const found = missing || !quote ? null : nearestQuote(before, quote, line ?? null);
  if (found === null)
    return false;
  const lines = before.split(`
`);
  const quoted = quote.trim().split(`
`).length;
  const around = lines.slice(Math.max(0, found.line - 1 - NEAR), found.line - 1 + quoted + NEAR);
  return `
${now}
`.includes(`
${around.join(`
`)}
`);
}

export { checkFixed, answersOf, sinceInTree };
