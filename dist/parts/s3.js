// @bun
// src/engine/bounds.ts
var minutesIn = (time) => ISO_UTC.test(time) ? (Date.parse(time) || 0) / 60000 : 0;
var ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
var CEILING = { ask: "ceiling", options: { more: { move: "next" }, stop: { move: "stop" } } };
var MORE = "more";
var answeredMore = (run, kind, task) => run.decisions.filter((one) => one.kind === kind && one.task === task && one.option === MORE).length;
function roleBounds(workflow, settings, agent) {
  const own = settings.bounds?.[agent];
  const base = workflow.bounds[agent];
  return base ? { ...base, ...own } : null;
}
function boundsOf(workflow, run, task) {
  const one = roleBounds(workflow, run.settings, task.who.agent);
  const times = 1 + answeredMore(run, "bounded", task.id);
  return one && { tool_calls: one.tool_calls * times, minutes: one.minutes * times, tokens: one.tokens * times };
}
var reached = (bounds, spent) => [
  { name: "tool calls", of: bounds.tool_calls, is: spent.tool_calls },
  { name: "minutes", of: bounds.minutes, is: spent.minutes },
  { name: "tokens", of: bounds.tokens, is: spent.tokens }
].filter((one) => one.is >= one.of).map((one) => `${Math.round(one.is * 10) / 10} of ${one.of} ${one.name}`);
var NOTHING = { tool_calls: 0, tokens: 0, minutes: 0 };
function withSpent(known, now) {
  const before = known.find((one) => one.call === now.call) ?? NOTHING;
  const max = (key) => Math.max(before[key] ?? 0, now[key] ?? 0);
  const larger = { call: now.call, tool_calls: max("tool_calls"), minutes: max("minutes"), tokens: max("tokens") };
  const { host_denied: host = before.host_denied, own_denied: own = before.own_denied, used = before.used } = now;
  const refused = { ...host && { host_denied: host }, ...own && { own_denied: own }, ...used && { used } };
  const { model, usd = 0, unpriced = 0 } = now;
  const external = model === undefined ? {} : { model, usd, ...unpriced > 0 && { unpriced } };
  const counted = { ...larger, ...max("denied") > 0 && { denied: max("denied") }, ...refused, ...external };
  return [...known.filter((one) => one !== before), counted];
}
var sum = (parts) => parts.reduce((all, one) => ({
  tool_calls: all.tool_calls + one.tool_calls,
  tokens: all.tokens + one.tokens,
  minutes: all.minutes + one.minutes
}), NOTHING);
var spentOn = (task) => sum(task.spent);
var spentBy = (run) => sum(run.tasks.map(spentOn));
var escalating = (run) => {
  const { budget } = run.settings;
  return budget?.enabled === true && budget.on_exceed === "escalate" ? budget : null;
};
function ceilingOf(run) {
  const both = [run.settings.ceiling_tokens, escalating(run)?.tokens_max].filter((one) => typeof one === "number");
  return both.length === 0 ? null : Math.min(...both) * (1 + answeredMore(run, CEILING.ask, null));
}
var minutesOf = (run) => Math.max(0, minutesIn(run.updated_at) - minutesIn(run.created_at));
function externalUse(run) {
  const spent = run.tasks.flatMap((task) => task.spent);
  const all = (key) => spent.reduce((total, one) => total + (one[key] ?? 0), 0);
  return { usd: all("usd"), unpriced: all("unpriced"), calls: run.sent.reduce((total, one) => total + one.prompts, 0) };
}
function externalCeiling(run, more = 0) {
  const { calls_max = Infinity, usd_max = Infinity } = escalating(run) ?? {};
  const { usd, calls } = externalUse(run);
  const times = 1 + answeredMore(run, CEILING.ask, null);
  if (calls >= calls_max * times)
    return { name: "budget.calls_max", limit: calls_max * times, count: calls };
  const count = Math.round((usd + more) * 1e4) / 1e4;
  return usd + more >= usd_max * times ? { name: "budget.usd_max", limit: usd_max * times, count } : null;
}
function atCeiling(run) {
  if (externalCeiling(run) !== null)
    return true;
  const ceiling = ceilingOf(run);
  const minutes = escalating(run)?.minutes_max;
  const isLate = minutes !== undefined && minutesOf(run) >= minutes * (1 + answeredMore(run, CEILING.ask, null));
  return isLate || ceiling !== null && spentBy(run).tokens >= ceiling;
}

export { CEILING, roleBounds, boundsOf, reached, NOTHING, withSpent, spentOn, spentBy, ceilingOf, minutesOf, externalUse, externalCeiling, atCeiling };
