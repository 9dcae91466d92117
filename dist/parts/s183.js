// @bun
import {
  oneLine2
} from "./s28.js";
import {
  SEATS,
  seatOf
} from "./s34.js";
import {
  isBlocking,
  OVERRULE,
  ANOTHER_ROUND,
  hasDecided,
  ledgerOf
} from "./s193.js";
import {
  voteFacts,
  changedIn
} from "./s33.js";
import {
  acceptedTasks
} from "./s5.js";

// src/workflows/council/tally.ts
var PART = "plan";
var PLAN_MAKER = "plan-maker";
var ITERATIONS = 5;
var SILENT = "silent";
var STALL_ROUNDS = 3;
var MAX_RETURNS = 2;
var distinct = (names) => [...new Set(names.map((one) => one.trim().toLowerCase()))].sort();
function tally({ seats, plan, votes, silent, overruled, quorum, quorumWaived = false }) {
  const present = votes.filter((one) => one.plan === plan && seats.some((seat) => seat.id === one.seat));
  const said = (seat) => present.filter((one) => one.seat === seat).map((one) => one.vote);
  const idsWhere = (holds) => seats.filter(holds).map((seat) => seat.id);
  const refuses = (seat) => said(seat).some((one) => one !== "APPROVE");
  const isSilent = (seat) => said(seat).length === 0 && silent.includes(seat);
  const asks = idsWhere(({ id }) => refuses(id) && !overruled.includes(id));
  const missing = idsWhere(({ id, veto }) => said(id).length === 0 && (!silent.includes(id) || veto && !overruled.includes(id)));
  const models = distinct(present.map((one) => one.model));
  const hasQuorum = models.length >= quorum;
  return {
    approved: plan !== "" && seats.length > 0 && asks.length === 0 && missing.length === 0 && (hasQuorum || quorumWaived),
    approvals: idsWhere(({ id }) => said(id).length > 0 && !refuses(id)),
    asks,
    vetoes: idsWhere(({ id, veto }) => veto && asks.includes(id) && said(id).includes("REJECT")),
    minority: idsWhere(({ id, veto }) => overruled.includes(id) && (refuses(id) || veto && isSilent(id))),
    abstained: idsWhere(({ id }) => isSilent(id)),
    missing,
    models,
    vendors: distinct(present.map((one) => one.vendor)),
    quorum,
    hasQuorum
  };
}
var quorumOf = ({ settings }) => settings.council?.quorum_models ?? 1;
var HOST = "anthropic";
function standingOf(run, seats) {
  const ledger = ledgerOf(run);
  const round = ledger.rounds.at(-1);
  const newest = new Map;
  for (const task of acceptedTasks(run)) {
    const facts = seats.some((seat) => seat.id === task.id) ? voteFacts(task) : null;
    if (facts !== null && seatOf(facts.seat))
      newest.set(facts.seat, { seat: facts.seat, task, facts });
  }
  const plan = round?.plan ?? "";
  const silent = seats.filter((task) => isSilentNow(run, seats, task, round));
  const spoken = SEATS.flatMap(({ id }) => newest.get(id) ?? []);
  const present = spoken.filter((one) => one.facts.plan === plan);
  const overruled = [
    ...present.filter((one) => one.facts.vote !== "APPROVE" && hasDecided(run, one.task, OVERRULE)).map((one) => one.seat),
    ...silent.filter((task) => hasDecided(run, task, OVERRULE)).map((task) => task.item)
  ];
  const waivers = waiversOf(present, silent);
  return {
    ledger,
    round,
    newest: spoken,
    silent,
    tally: tally({
      seats: SEATS,
      plan,
      votes: spoken.map(({ seat, task, facts }) => ({
        seat,
        vote: facts.vote,
        plan: facts.plan,
        model: task.who.model,
        vendor: task.who.provider ?? HOST
      })),
      silent: silent.map((task) => task.item),
      overruled,
      quorum: quorumOf(run),
      quorumWaived: waivers.length === 0 ? overruled.length === SEATS.length : waivers.some((task) => hasDecided(run, task, OVERRULE))
    })
  };
}
var waiversOf = (present, silent) => [
  ...present.filter((one) => one.facts.vote === "APPROVE").map((one) => one.task),
  ...silent.filter((task) => seatOf(task.item)?.veto !== true)
];
function isSilentNow(run, seats, task, round) {
  if (task.status !== "skipped" || task.skipped !== SILENT || seatOf(task.item) === undefined)
    return false;
  const position = (id) => run.tasks.findIndex((one) => one.id === id);
  const isLast = seats.findLast((one) => one.item === task.item) === task;
  return isLast && position(task.id) > position(round?.task);
}
var tallyOf = (run, seats) => standingOf(run, seats).tally;
var concernsOf = ({ objections }, seat) => objections.filter((one) => one.seat === seat).map((one) => one.at);
function standings(run, _gate, seats) {
  const standing = standingOf(run, seats);
  const { round, newest, ledger, silent, tally: count } = standing;
  if (round === undefined)
    return [];
  const verdictOf = ({ seat, task, facts }) => {
    const stale = facts.plan !== round.plan;
    const approves = facts.vote === "APPROVE";
    const overruled = !approves && !stale && !count.asks.includes(seat);
    return { part: PART, seat, task, verdict: approves ? "approved" : "changes", escalation: null, stale, overruled };
  };
  const valid = newest.filter((one) => one.facts.vote === "APPROVE" || one.facts.plan === round.plan);
  const changing = ledger.objections.filter(isBlocking).map((one) => one.at);
  const isTouched = ({ seat, facts }) => {
    const seen = ledger.rounds.findLast((one) => one.plan === facts.plan);
    const changed = [...changing, ...changedIn(seen?.parts ?? {}, round.parts)];
    return concernsOf(ledger, seat).some((part) => changed.includes(part));
  };
  const again = count.asks.length > 0;
  const isQuiet = (seat) => silent.some((task) => task.item === seat);
  const spoken = valid.filter((one) => !isQuiet(one.seat));
  const looking = again ? spoken.filter((one) => one.facts.vote !== "APPROVE" || isTouched(one)) : spoken;
  const unheard = SEATS.map((seat) => seat.id).filter((seat) => !spoken.some((one) => one.seat === seat) && (again || !rests(standing, seat)));
  const verdicts = looking.map(verdictOf);
  const voters = verdicts.map((one) => one.seat);
  return [
    {
      part: PART,
      required: verdicts.length + unheard.length,
      reviewers: SEATS.map((seat) => seat.id).filter((seat) => voters.includes(seat) || unheard.includes(seat)),
      verdicts,
      approved: verdicts.filter((one) => one.verdict === "approved" && !one.stale).map((one) => one.seat),
      changes: verdicts.filter((one) => one.verdict === "changes" && one.overruled !== true)
    }
  ];
}
function rests({ silent, tally: count }, seat) {
  if (!silent.some((one) => one.item === seat))
    return false;
  return count.approved || !count.missing.includes(seat) && (count.missing.length > 0 || count.hasQuorum);
}
var changesIn = (task) => {
  const facts = voteFacts(task);
  return facts !== null && facts.vote !== "APPROVE" ? [PART] : [];
};
var ownerOf = (part) => ({ item: part, role: PLAN_MAKER });
var MAX_POINTS = 6;
var within = (text) => oneLine2(text).replace(/\.$/, "");
var pointOf = ({ id, at, problem }) => `${id} (${at}): ${within(problem)}`;
function openPoints({ objections }) {
  const open = objections.filter(isBlocking);
  if (open.length === 0)
    return "";
  const more = open.length > MAX_POINTS ? `; and ${open.length - MAX_POINTS} more` : "";
  return ` Open: ${open.slice(0, MAX_POINTS).map(pointOf).join("; ")}${more}.`;
}
function ends(run, gate, parts) {
  const changes = parts.flatMap((one) => one.changes);
  const seats = seatsOf(run, gate);
  const standing = standingOf(run, seats);
  const { round, tally: count } = standing;
  if (round === undefined || count.approved)
    return null;
  const isDue = changes.length > 0 || unconfirmed(standing, run).length > 0;
  if (isDue && wantsAnother(run, standing))
    return null;
  const end = uncleared(run, seats, standing, changes) ?? silentVeto(run, standing) ?? (changes.length > 0 ? circling(standing, changes) ?? spent(run, gate, standing, changes) ?? stalled(standing, changes) : null) ?? shortOfModels(standing);
  return end && { ...end, stays: true };
}
var whyBlocked2 = (run, gate) => ends(run, gate, standings(run, gate, seatsOf(run, gate)))?.why ?? "";
var seatsOf = (run, { schema }) => run.tasks.filter((task) => task.schema === schema && task.kind !== "fix" && !task.void && seatOf(task.item) !== undefined);
var unconfirmed = ({ tally: count, silent }, run) => [
  ...count.missing.filter((seat) => !silent.some((task) => task.item === seat)),
  ...silent.filter((task) => hasDecided(run, task, ANOTHER_ROUND)).map((task) => task.item)
];
var wantsAnother = (run, { round, newest, silent }) => [...newest.filter((one) => one.facts.plan === round.plan).map((one) => one.task), ...silent].some((task) => hasDecided(run, task, ANOTHER_ROUND));
function uncleared(run, seats, { ledger, round }, changes) {
  const votes = acceptedTasks(run).filter((task) => seats.includes(task));
  for (const { seat, task } of changes) {
    const now = voteFacts(task);
    const before = votes.findLast((one) => one.item === seat && voteFacts(one)?.plan !== round.plan);
    const earlier = before === undefined ? null : voteFacts(before);
    if (now?.veto == null || earlier?.veto == null)
      continue;
    const held = ledger.objections.filter((one) => one.seat === seat && isBlocking(one) && isOfVeto(one, earlier));
    if (held.length === 0)
      continue;
    const why = `${seat} vetoes the plan again, and the new plan did not clear its veto: ${held.map(pointOf).join("; ")}. It asks for: ${within(now.veto.condition)}.`;
    return { task, why };
  }
  return null;
}
function isOfVeto(one, { seat, veto, objections, prior }) {
  const ids = [
    ...objections.map(({ id, at, severity }) => ({ id: `${seat}/${id}`, at, severity })),
    ...prior.filter((other) => other.state === "open").map((other) => ({ id: other.id, at: other.id === one.id ? one.at : "", severity: "blocker" }))
  ].filter((other) => other.severity === "blocker");
  const there = ids.filter((other) => other.at === veto?.at);
  return (there.length > 0 ? there : ids).some((other) => other.id === one.id);
}
function silentVeto(run, { silent }) {
  const task = silent.find((one) => seatOf(one.item)?.veto === true && !hasDecided(run, one, OVERRULE) && !hasDecided(run, one, ANOTHER_ROUND));
  if (task === undefined)
    return null;
  return {
    task,
    why: `${task.item} has a veto and gave no vote: no model that may sit there answered. Without it nothing is approved.`
  };
}
var numberOf = ({ ledger }, plan) => ledger.rounds.findIndex((one) => one.plan === plan) + 1;
function circling(standing, changes) {
  const { ledger, round } = standing;
  const earlier = ledger.rounds.slice(0, -1).findIndex((one) => one.body === round.body);
  const points = openPoints(ledger);
  if (earlier >= 0)
    return {
      task: changes[0].task,
      why: `Plan ${ledger.rounds.length} is plan ${earlier + 1} again, word for word: the council goes in a circle.${points}`
    };
  const back = ledger.objections.find((one) => isBlocking(one) && one.returns >= MAX_RETURNS);
  if (back === undefined)
    return null;
  const task = changes.find((one) => one.seat === back.seat)?.task ?? changes[0].task;
  return {
    task,
    why: `${back.seat} has raised ${pointOf(back)} again after it had cleared it ${back.returns} times.${points}`
  };
}
var rounds = ({ settings }, gate) => settings.limits[gate.rounds] ?? ITERATIONS;
function spent(run, gate, standing, changes) {
  const { ledger } = standing;
  const asked = seatsOf(run, gate).filter((task) => hasDecided(run, task, ANOTHER_ROUND)).map((task) => numberOf(standing, voteFacts(task)?.plan ?? "") || plansBefore(run, task, ledger)).sort((a, b) => a - b);
  let most = rounds(run, gate);
  for (const number of asked)
    if (number >= most)
      most = number + 1;
  const made = ledger.rounds.length;
  if (made < most)
    return null;
  return {
    task: changes[0].task,
    why: `${made} of ${made} plans are made, and ${changes.map((one) => one.seat).join(", ")} still ask${changes.length === 1 ? "s" : ""} for changes.${openPoints(ledger)}`
  };
}
var plansBefore = (run, task, { rounds }) => {
  const before = run.tasks.slice(0, run.tasks.indexOf(task)).map((one) => one.id);
  return rounds.filter((one) => before.includes(one.task)).length;
};
function stalled({ ledger }, changes) {
  const counts = ledger.rounds.map((one) => one.open);
  const [before, since] = [counts.slice(0, -STALL_ROUNDS), counts.slice(-STALL_ROUNDS)];
  if (Math.min(...since) < Math.min(...before))
    return null;
  return {
    task: changes[0].task,
    why: `The last ${STALL_ROUNDS} plans left no fewer objections open than before (${counts.join(", ")}).${openPoints(ledger)}`
  };
}
function shortOfModels({ tally: count, newest, round, silent }) {
  if (count.asks.length > 0 || count.missing.length > 0 || count.hasQuorum)
    return null;
  const last = waiversOf(newest.filter((one) => one.facts.plan === round.plan), silent).at(-1);
  if (last === undefined)
    return null;
  const names = count.models.length === 0 ? "none" : count.models.join(", ");
  return {
    task: last,
    why: `The plan has no open objection, but ${count.models.length} different model${count.models.length === 1 ? "" : "s"} voted (${names}), and the settings ask for ${count.quorum}.`
  };
}

export { PLAN_MAKER, tallyOf, standings, changesIn, ownerOf, ends, whyBlocked2, rounds };
