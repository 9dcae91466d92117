// @bun
import {
  table,
  oneLine2,
  duration,
  plural,
  tokens,
  spentText,
  mainText
} from "./s28.js";
import {
  moneyText
} from "./s135.js";

// src/render/cost.ts
var AGENT_HEAD = ["agent", "model", "rounds", "tokens", "time", "US dollars"];
var REVIEWER_HEAD = ["reviewer", "found", "blocking", "mended", "withdrawn", "tokens", "US dollars"];
var takenCells = ({ tokens: count, minutes, cost }) => [
  tokens(count),
  minutes === null ? "" : duration(minutes),
  moneyText(cost)
];
var agentCells = (agents) => [
  AGENT_HEAD,
  ...agents.flatMap((one) => [
    [one.agent, one.model, one.rounds.length === 0 ? "" : String(one.rounds.length), ...takenCells(one)],
    ...one.rounds.length > 1 ? one.rounds.map((each) => [`  round ${each.round}`, "", "", ...takenCells(each)]) : []
  ])
];
function reviewerCells(reviewers) {
  if (reviewers.every((one) => one.tokens === 0 && moneyText(one.cost) === ""))
    return [];
  return [
    REVIEWER_HEAD,
    ...reviewers.map(({ reviewer, found, blocking, mended, withdrawn, tokens: count, cost }) => [
      oneLine2(reviewer),
      ...[found, blocking, mended, withdrawn].map(String),
      count > 0 ? tokens(count) : "",
      moneyText(cost)
    ])
  ];
}
function costTables({ agents, reviewers }, width) {
  const laidOut = (cells, flexible) => table(cells, width - 2, flexible, true).flatMap((row) => row.split(`
`).map((line) => `  ${line}`));
  const found = reviewerCells(reviewers);
  return [
    ...agents.length === 0 ? [] : ["", `Cost by agent (${agents.length})`, ...laidOut(agentCells(agents), [1, 0])],
    ...found.length === 0 ? [] : ["", `What reviewers found, and for how much (${reviewers.length})`, ...laidOut(found, [0])]
  ];
}
function spentLines({ total, main_thread, external, tasks }) {
  const beside = external ? [`External models: ${externalText(external)}`] : [];
  if (total.tool_calls === 0)
    return beside;
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 2);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [
    `Spent by agents: ${spentText(total)}; most by ${most}`,
    ...main_thread ? [`Spent beside: ${mainText(main_thread)}`] : [],
    ...beside
  ];
}
function externalText({ usd, unpriced, calls }) {
  const known = usd > 0 || unpriced === 0 ? `${Math.round(usd * 1e4) / 1e4} US dollars` : "cost not known";
  const unknown = usd > 0 && unpriced > 0 ? `, beside ${plural(unpriced, "answer")} whose price is not known` : "";
  return `${plural(calls, "request")}, ${known}${unknown}`;
}
var mainUsed = ({ main }) => main?.reduce((sum, { from, now }) => ({
  requests: sum.requests + Math.max(0, now.requests - from.requests),
  tokens: sum.tokens + Math.max(0, now.tokens - from.tokens)
}), { requests: 0, tokens: 0 }) ?? null;

export { agentCells, reviewerCells, costTables, spentLines, mainUsed };
