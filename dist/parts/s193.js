// @bun
import {
  planFacts2,
  voteFacts,
  changedIn,
  partsNamed
} from "./s33.js";
import {
  acceptedTasks
} from "./s5.js";

// src/workflows/council/ledger.ts
var isSettled2 = ({ state }) => state === "cleared" || state === "overruled";
var isBlocking = (one) => one.severity !== "minor" && !isSettled2(one);
var toAnswer = ({ objections }) => objections.filter((one) => one.state === "open");
var owedBy = ({ objections }, seat) => objections.filter((one) => one.seat === seat && !isSettled2(one) && !(one.severity === "minor" && one.state === "refused"));
var nextNumber = ({ objections }, seat) => 1 + objections.reduce((most, one) => one.seat === seat ? Math.max(most, Number(one.id.split("/F")[1])) : most, 0);
var wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
var SAME = 0.6;
function saysTheSame(one, other) {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared / (a.size + b.size - shared) >= SAME;
}
var BLOCKED = "blocked";
var OVERRULE = "overrule";
var ANOTHER_ROUND = "another_round";
var isAbout = (one, task, option) => one.kind === BLOCKED && one.task === task.id && one.option === option;
var hasDecided = (run, task, option) => run.decisions.some((one) => isAbout(one, task, option));
function ledgerOf(run) {
  const ledger = { objections: [], rounds: [] };
  for (const task of acceptedTasks(run)) {
    addPlan(ledger, task);
    addVote(ledger, run, task);
    const round = ledger.rounds.at(-1);
    if (round)
      round.open = ledger.objections.filter(isBlocking).length;
  }
  return ledger;
}
function addPlan(ledger, task) {
  const said = planFacts2(task);
  if (said === null)
    return;
  const before = ledger.rounds.at(-1)?.parts ?? {};
  const changed = changedIn(before, said.parts);
  for (const { id, state, reason = "" } of said.answers) {
    const one = ledger.objections.find((other) => other.id === id);
    if (one === undefined || isSettled2(one))
      continue;
    const named = partsNamed(reason, changed);
    Object.assign(one, { state, reason, changed: state === "taken" ? named.length > 0 ? named : changed : [] });
  }
  ledger.rounds.push({ task: task.id, plan: said.plan, body: said.body, parts: said.parts, open: 0 });
}
function addVote({ objections, rounds }, run, task) {
  const said = voteFacts(task);
  if (said === null)
    return;
  const { seat } = said;
  const own = objections.filter((one) => one.seat === seat);
  for (const { id, state } of said.prior) {
    const one = own.find((other) => other.id === id);
    if (one === undefined || one.state === "overruled")
      continue;
    if (one.state === "cleared" && state === "open")
      one.returns += 1;
    one.state = state;
  }
  for (const { id, severity, at, problem } of said.objections) {
    const earlier = own.filter((one) => one.at === at && saysTheSame(one.problem, problem));
    const returns = Math.max(0, ...earlier.map((one) => one.returns + (one.state === "cleared" ? 1 : 0)));
    const round = rounds.length;
    objections.push({
      id: `${seat}/${id}`,
      seat,
      severity,
      at,
      problem,
      state: "open",
      reason: null,
      changed: [],
      round,
      returns
    });
  }
  const overruled = run.decisions.find((one) => isAbout(one, task, OVERRULE));
  if (overruled === undefined)
    return;
  for (const one of objections)
    if (one.seat === seat && !isSettled2(one))
      Object.assign(one, { state: "overruled", reason: overruled.text ?? one.reason });
}

export { isSettled2, isBlocking, toAnswer, owedBy, nextNumber, BLOCKED, OVERRULE, ANOTHER_ROUND, hasDecided, ledgerOf };
