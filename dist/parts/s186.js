// @bun
import {
  plural,
  tokens,
  spentText,
  mainText
} from "./s26.js";

// src/render/cost.ts
function spentLines({ total, main_thread, external, tasks }) {
  const beside = external ? [`External models: ${externalText(external)}`] : [];
  if (total.tool_calls === 0)
    return beside;
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 3);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [
    `Spent by agents: ${spentText(total)}; most by ${most}`,
    ...main_thread ? [`Spent beside: ${mainText(main_thread)}`] : [],
    ...beside
  ];
}
function externalText({ usd, unpriced, calls }) {
  const known = usd > 0 || unpriced === 0 ? `${Math.round(usd * 1e4) / 1e4} US dollars` : "cost unknown";
  const unknown = usd > 0 && unpriced > 0 ? `, beside ${plural(unpriced, "answer")} whose price is unknown` : "";
  return `${plural(calls, "request")}, ${known}${unknown}`;
}
var mainUsed = ({ main }) => main?.reduce((sum, { from, now }) => ({
  requests: sum.requests + Math.max(0, now.requests - from.requests),
  tokens: sum.tokens + Math.max(0, now.tokens - from.tokens)
}), { requests: 0, tokens: 0 }) ?? null;

export { spentLines, mainUsed };
