// @bun
import {
  repeatGate,
  waitFor
} from "./s168.js";
import {
  gatesOf,
  keysOfGroup
} from "./s100.js";
import {
  taskOf,
  isOver,
  tasksOf2,
  openFindings2,
  rounds2
} from "./s5.js";

// src/engine/rounds.ts
var limitOf = (workflow, run, name) => run.settings.limits[name] ?? workflow.limits[name] ?? Number.POSITIVE_INFINITY;
var MAX_FAILED_DISPATCHES = 2;
var MAX_ANSWERS = 2;
var STALL_ROUNDS = 3;
function roundsLeft(workflow, run, gate) {
  const left = (name, keys) => Math.max(0, limitOf(workflow, run, name) - rounds2(run, keys));
  return {
    reviewer: left("per_reviewer", [gate.key]),
    group: left(gate.group, keysOfGroup(workflow, run, gate.group))
  };
}
function fixesLeft(workflow, run, gate, task) {
  const checks = tasksOf2(run, gate.key);
  const passed = checks.findLastIndex((task) => task.outcome !== null && !run.tasks.some((fix) => fix.fixes === task.id) && task.status === "done");
  const since = checks.slice(passed + 1);
  const fixesOf = (item) => since.filter((one) => run.tasks.some((fix) => fix.fixes === one.id && (item === null || fix.item === item))).length;
  const fixed = Math.max(0, ...(task.facts.owners ?? [null]).map(fixesOf));
  return Math.max(0, limitOf(workflow, run, gate.fixes) - fixed);
}
function noProgress(run, review, { stall }) {
  if (run.settings.convergence === false)
    return [];
  const all = tasksOf2(run, review.gate);
  const reviews = all.slice(0, all.indexOf(review) + 1);
  const why = [sameSubject, repeated, stall ? unmoved : stalled].flatMap((look) => look(run, reviews, review) ?? []);
  const kept = declined(run, reviews, review);
  const sides = contradicted(run, review);
  const isCovered = (one) => one.reason === "repeated" && one.findings.every((id) => sides?.findings.includes(id)) || one.reason === "same_subject" && kept !== null;
  return [kept ?? [], sides ?? [], why.filter((one) => !isCovered(one))].flat();
}
function since(run, reviews, reason) {
  const told = reviews.findLastIndex((task) => run.decisions.some((one) => one.task === task.id && one.why.some((why) => why.reason === reason)));
  return told < 0 ? reviews : reviews.slice(told);
}
function sameSubject(run, reviews, review) {
  const before = since(run, reviews, "same_subject").findLast((task) => task !== review && task.reviewed === review.reviewed);
  return before ? { reason: "same_subject", round: before.version, findings: [] } : null;
}
function repeated(run, reviews, review) {
  const from = since(run, reviews, "repeated")[0];
  const mine = run.findings.filter((one) => one.gate === review.gate && !one.outside);
  const mended = mine.filter((one) => one.fixed_in !== null && one.fixed_in < review.version && one.fixed_in > from.version);
  let round = 0;
  const again = mine.filter((one) => {
    if (one.task !== review.id)
      return false;
    const before = mended.filter((old) => one.again.includes(old.id));
    round = Math.max(round, ...before.map((old) => old.fixed_in));
    return before.length > 0;
  });
  return again.length > 0 ? { reason: "repeated", round, findings: again.map((one) => one.id) } : null;
}
function declined(run, reviews, review) {
  const before = reviews.at(-2);
  if (before === undefined)
    return null;
  const settled = run.decisions.filter((one) => one.task !== review.id && run.tasks.some((fix) => fix.fixes !== null && fix.fixes === one.task)).filter((one) => reviews.some((task) => task.id === one.task)).flatMap((one) => one.why.flatMap((why) => why.reason === "declined" ? why.findings : []));
  const kept = openFindings2(run, review.gate).filter((one) => one.declined_by !== null && one.severity !== "minor" && !settled.includes(one.id));
  const fixes = run.tasks.filter((fix) => fix.fixes === before.id && (fix.facts.declined ?? []).length > 0);
  return kept.length > 0 || fixes.length > 0 ? { reason: "declined", round: before.version, findings: kept.map((one) => one.id) } : null;
}
function stalled(run, reviews, review) {
  const last = since(run, reviews, "stalled").slice(-1 - STALL_ROUNDS);
  if (last.length <= STALL_ROUNDS)
    return null;
  if (!last.every((task) => task === review || run.tasks.some((fix) => fix.fixes === task.id)))
    return null;
  const now = openAfter(run, review);
  const first = last[0];
  return now.length > 0 && now.length >= openAfter(run, first).length ? { reason: "stalled", round: first.version, findings: now } : null;
}
function unmoved(run, reviews, review) {
  const before = since(run, reviews, "stalled").at(-2);
  if (before === undefined || !run.tasks.some((fix) => fix.fixes === before.id))
    return null;
  const [then, now] = [openAfter(run, before), openAfter(run, review)];
  return then.length > 0 && then.every((id) => now.includes(id)) ? { reason: "stalled", round: before.version, findings: now } : null;
}
var openAfter = (run, { gate, version }) => run.findings.filter((one) => one.gate === gate && !one.outside && one.severity !== "minor" && one.state !== "refused" && one.round <= version && (one.fixed_in === null || one.fixed_in > version)).map((one) => one.id);
function contradicted(run, review) {
  const told = new Set(run.decisions.filter((one) => one.task !== null && taskOf(run, one.task)?.gate === review.gate).flatMap((one) => one.why.flatMap((why) => why.against ?? [])).map(nameOf));
  const pairs = run.findings.filter((one) => one.task === review.id && !one.outside).map((one) => ({
    id: one.id,
    others: [...askedBack(run, one), ...broughtBack(run, one)].filter((other) => !told.has(nameOf({ gate: other.gate, finding: other.id })))
  })).filter((one) => one.others.length > 0);
  if (pairs.length === 0)
    return null;
  const others = [...new Set(pairs.flatMap((one) => one.others))];
  return {
    reason: "contradiction",
    round: Math.max(...others.map((one) => one.round)),
    findings: pairs.map((one) => one.id),
    against: others.map(({ gate, id }) => ({ gate, finding: id }))
  };
}
var nameOf = ({ gate, finding }) => `${gate} ${finding}`;
var askedBack = (run, mine) => mine.against.filter((one) => one.asks === "back").flatMap((one) => run.findings.filter((other) => other.gate === one.gate && other.id === one.finding)).filter((other) => other.state === "fixed");
function broughtBack(run, mine) {
  const before = run.findings.filter((old) => old.gate === mine.gate && old.fixed_in !== null && old.fixed_in < mine.round && mine.again.includes(old.id));
  return run.findings.filter((other) => other.state === "fixed" && other.against.some((one) => one.gate === mine.gate && before.some((old) => old.id === one.finding)));
}
function confirmFinal(decision) {
  if (!decision.live)
    return;
  const gates = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "review");
  for (const group of new Set(gates.map((gate) => gate.group))) {
    const gate = firstOutdated(decision.run, gates.filter((one) => one.group === group));
    if (gate)
      askConfirmation(decision, gate);
  }
}
function firstOutdated(run, gates) {
  const keys = new Set(gates.map((gate) => gate.key));
  const tasks = run.tasks.filter((task) => keys.has(task.gate) && !task.void && task.status !== "cancelled");
  if (!tasks.every(isOver))
    return;
  const last = gates.map((gate) => tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix"));
  if (last.includes(undefined))
    return;
  const final = finalSubject(tasks);
  return gates.find((gate, index) => {
    const { waiver, outcome, reviewed } = last[index];
    const approved = waiver === null && outcome !== null && gate.statuses[outcome]?.counts === "approval";
    return gate.confirm !== undefined && approved && reviewed !== final;
  });
}
var finalSubject = (tasks) => tasks.filter((task) => task.reviewed !== null).reduce((last, task) => last === null || task.acceptedSeq > last.acceptedSeq ? task : last, null)?.reviewed ?? null;
function askConfirmation(decision, gate) {
  const { run, workflow } = decision;
  const { reviewer, group } = roundsLeft(workflow, run, gate);
  const { brief, reads, limit } = gate.confirm;
  const before = tasksOf2(run, gate.key).at(-1);
  const created = repeatGate(workflow, run, `T${run.tasks.length + 1}`, { ...gate, brief, reads }, [before.id]);
  const keys = keysOfGroup(workflow, run, gate.group);
  const ofGroup = run.tasks.filter((task) => keys.includes(task.gate)).map((task) => task.id);
  decision.add(created, ...waitFor(run, ofGroup, created.task));
  if (Math.min(reviewer, group) === 0)
    decision.ask(limit, decision.task(created.task));
}

export { limitOf, MAX_FAILED_DISPATCHES, MAX_ANSWERS, roundsLeft, fixesLeft, noProgress, confirmFinal };
