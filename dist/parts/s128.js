// @bun
import {
  excerpt
} from "./s139.js";
import {
  limitOf
} from "./s227.js";
import {
  redo,
  repeatGate,
  fixTasks,
  waitFor
} from "./s168.js";
import {
  Refused
} from "./s4.js";
import {
  entryOf,
  gatesOf,
  keysFrom,
  gatesFrom,
  panelGates,
  holds
} from "./s100.js";
import {
  isOver,
  tasksOf2,
  treesOf
} from "./s5.js";

// src/engine/panel.ts
var seatsOf = (workflow, run, panel) => {
  const keys = new Set(panelGates(workflow, run, panel).map((gate) => gate.key));
  return run.tasks.filter((task) => keys.has(task.gate) && task.kind !== "fix" && !task.void);
};
function panelOf({ workflow, run }, gate) {
  const rules = workflow.panels?.[gate.panel];
  if (!rules)
    throw new Error(`workflow ${workflow.name} does not say how the panel "${gate.panel}" is counted`);
  const seats = seatsOf(workflow, run, gate.panel);
  const fixes = run.tasks.filter((task) => task.kind === "fix" && !task.void);
  const own = fixes.filter((task) => seats.some((seat) => seat.id === task.fixes));
  return {
    gate,
    rules,
    seats,
    fixes: fixes.filter((task) => own.some((one) => one === task || one.id === task.fixes))
  };
}
var standings = ({ run }, { gate, rules, seats }) => rules.standings(run, gate, seats);
function settlePanels(decision) {
  const gates = panelGates(decision.workflow, decision.run);
  for (const gate of gates.filter((one, index) => gates.findIndex((other) => other.panel === one.panel) === index)) {
    applyArbiters(decision, panelOf(decision, gate));
    const panel = panelOf(decision, gate);
    const isAsked = decision.run.questions.some((one) => panel.seats.some((seat) => seat.id === one.task));
    if (!isAsked && (isRoundOver(panel) || isShort(decision, panel)))
      settle(decision, panel);
  }
}
var hasVoted = (task) => task.status === "waiting" && task.outcome !== null;
var isArbiters = ({ arbiter }, task) => task.schema === arbiter?.schema;
function isRoundOver({ gate, seats, fixes }) {
  if (!fixes.every(isOver) || !seats.every((seat) => isOver(seat) || hasVoted(seat)))
    return false;
  const ruled = fixes.filter((task) => isArbiters(gate, task) && task.topic === null);
  const last = Math.max(0, ...ruled.map((task) => task.acceptedSeq));
  return seats.some(hasVoted) || seats.every((seat) => seat.acceptedSeq < last);
}
function isShort(decision, panel) {
  if (panel.seats.length === 0 || ![...panel.seats, ...panel.fixes].every(isOver))
    return false;
  const { tasks } = decision.run;
  const behind = new Set(behindPanel(decision, panel.gate).map((gate) => gate.key));
  const hasBegun = tasks.some((task) => behind.has(task.gate) && !task.void && task.dispatches > 0);
  if (hasBegun && !tasks.every(isOver))
    return false;
  return looks(decision, panel, standings(decision, panel), new Set).length > 0;
}
function settle(decision, panel) {
  const parts = standings(decision, panel);
  const changes = parts.flatMap((one) => one.changes);
  const end = panel.rules.ends?.(decision.run, panel.gate, parts) ?? null;
  if (end !== null && (end.stays || !isDecided(decision.run, panel.gate, { ...end, escalation: null }))) {
    decision.ask(panel.gate.undecided, end.task);
    return;
  }
  if (panel.rules.ends === undefined && askUndecided(decision, panel, changes))
    return;
  const disputed = changes.filter((one) => needsArbiter(decision, panel, one));
  const events = disputed.length > 0 ? askArbiter(decision, panel, disputed) : nextRound(decision, panel, parts);
  const waiting = panel.seats.filter((seat) => seat.status === "waiting");
  decision.add(...events, ...waiting.map((seat) => ({ type: "task_done", task: seat.id, waiver: null })));
}
var isDecided = (run, gate, { task, escalation }) => run.decisions.some((one) => one.task === task.id && (one.kind === gate.escalation.ask && escalation !== null && one.asked === escalation.decision || one.kind === gate.undecided.ask && (escalation === null || escalation.options.length < 2)));
function askUndecided(decision, panel, changes) {
  const { gate } = panel;
  const asked = new Set;
  for (const one of changes) {
    if (asked.has(one.task.id) || isDecided(decision.run, gate, one))
      continue;
    const { options = [], decision: question = "" } = one.escalation ?? {};
    if (one.escalation === null && !isEndless(decision, panel, one))
      continue;
    asked.add(one.task.id);
    if (options.length > 1)
      decision.askEach(gate.escalation, one.task, [{ question, options }]);
    else
      decision.ask(gate.undecided, one.task);
  }
  return asked.size > 0;
}
function isEndless(decision, panel, one) {
  if (panel.gate.arbiter === undefined)
    return isPastLimit(decision, panel, one) || isDeclined(panel, one);
  const spoken = arbiterOn(panel, one);
  return spoken !== undefined && one.task.acceptedSeq > spoken.acceptedSeq;
}
var arbiterOn = ({ gate, fixes }, { seat, part }) => fixes.findLast((task) => isArbiters(gate, task) && task.status === "done" && task.item === `${seat}/${part}`);
function isPastLimit({ workflow, run }, { gate, rules }, { task, part }) {
  const own = tasksOf2(run, task.gate);
  return own.filter((one) => rules.changesIn(one).includes(part)).length > limitOf(workflow, run, gate.rounds);
}
var needsArbiter = (decision, panel, one) => panel.gate.arbiter !== undefined && arbiterOn(panel, one) === undefined && (isDecided(decision.run, panel.gate, one) || isPastLimit(decision, panel, one) || isDeclined(panel, one));
function isDeclined(panel, { task, part }) {
  const fix = panel.fixes.findLast((one) => one.item === part && !isArbiters(panel.gate, one) && one.acceptedSeq < task.acceptedSeq);
  const asked = panel.seats.some((seat) => seat.gate === task.gate && seat.acceptedSeq > 0 && seat.acceptedSeq < (fix?.acceptedSeq ?? 0));
  return asked && (fix?.facts.declined ?? []).length > 0;
}
function askArbiter({ workflow, run }, panel, disputed) {
  const events = [];
  const given = [];
  let before = disputed.map((one) => one.task.id);
  for (const { task, seat, part } of disputed) {
    const from = run.tasks.length + events.length + 1;
    const [created] = fixTasks(workflow, run, task, panel.gate.arbiter, from, before, [null], given);
    events.push({ ...created, item: `${seat}/${part}` });
    given.push(created.subject);
    before = [created.task];
  }
  return [...events, ...waitFor(run, idsOf(panel), before[0])];
}
var idsOf = ({ seats, fixes }) => [...seats, ...fixes].map((task) => task.id);
function nextRound(decision, panel, parts) {
  const owners = new Set(parts.flatMap(({ changes }) => changes.flatMap((one) => ownersToMend(panel, one))));
  const after = panel.seats.map((seat) => seat.id);
  return mendAndLook(decision, panel, parts, [...owners], after, null);
}
function ownersToMend(panel, one) {
  const said = arbiterOn(panel, one);
  return said === undefined || one.task.acceptedSeq > said.acceptedSeq ? [one.part] : said.facts.owners ?? [one.part];
}
function mendAndLook(decision, panel, parts, owners, after, by) {
  const { workflow, run } = decision;
  const events = [];
  const next = () => run.tasks.length + events.length + 1;
  let before = after;
  for (const owner of owners) {
    const asker = by ?? parts.find((one) => one.part === owner)?.changes[0]?.task ?? panel.seats.at(-1);
    const items = [panel.rules.ownerOf(owner)];
    const [fix] = fixTasks(workflow, run, asker, panel.gate.revise, next(), before, items);
    events.push(fix);
    before = [fix.task];
  }
  const made = [];
  for (const { gate, scope } of looks(decision, panel, parts, new Set(owners))) {
    const id = `T${next()}`;
    events.push(repeatGate(workflow, run, id, gate, before, scope));
    made.push(id);
  }
  if (made.length === 0 && owners.length === 0)
    return [];
  return [...events, ...(made.length > 0 ? made : before).flatMap((id) => waitFor(run, idsOf(panel), id))];
}
function looks({ workflow, run }, panel, parts, mended) {
  const scopes = new Map;
  const looksAt = (seats, part) => {
    for (const seat of seats)
      scopes.set(seat, [...scopes.get(seat) ?? [], part]);
  };
  const short = parts.map(({ part, verdicts, changes, required, approved, reviewers }) => {
    const isMended = mended.has(part);
    const asked = changes.map((one) => one.seat);
    const overruled = verdicts.filter((one) => one.overruled === true).length;
    const left = required - asked.length - overruled - (isMended ? 0 : approved.length);
    const voided = verdicts.filter((one) => one.verdict === "approved" && (isMended || one.stale));
    const again = voided.slice(0, Math.max(0, left)).map((one) => one.seat);
    looksAt([...asked, ...again], part);
    const others = reviewers.filter((seat) => !verdicts.some((one) => one.seat === seat));
    return { part, others, left: Math.max(0, left - again.length) };
  });
  for (const { part, others, left } of short)
    looksAt(others.toSorted((a, b) => Number(scopes.has(b)) - Number(scopes.has(a))).slice(0, left), part);
  const gates = panelGates(workflow, run, panel.gate.panel);
  return [...scopes].flatMap(([seat, scope]) => {
    const gate = gates.find((one) => one.item === seat);
    return gate ? [{ gate, scope }] : [];
  });
}
function seatsAgain(decision, name, reviews, behind, comesAgain) {
  const { workflow, run } = decision;
  const [seat] = panelGates(workflow, run, name);
  const panel = seat && panelOf(decision, seat);
  const all = panel ? looks(decision, panel, standings(decision, panel), new Set) : [];
  for (const gate of gatesOf(workflow, run))
    if (gate.gate === "review" && reviews.includes(gate.key)) {
      const first = isDueNow(decision, gate);
      if (first || hasMoved(run, gate))
        all.push({ gate, scope: [], first });
    }
  const from = run.tasks.length + 1;
  const made = all.map((_, index) => `T${from + index}`);
  const events = all.map((look, index) => {
    const created = repeatGate(workflow, run, made[index], look.gate, [behind.id], look.scope);
    return look.first ? { ...created, kind: "gate" } : created;
  });
  const own = decision.gate(behind);
  if (events.length === 0 || own.gate !== "check")
    return [];
  if (!comesAgain)
    return [...events, ...made.flatMap((id) => waitFor(run, [behind.id], id))];
  const last = `T${from + events.length}`;
  return [...events, repeatGate(workflow, run, last, own, made), ...waitFor(run, [behind.id], last)];
}
function hasMoved(run, gate) {
  const last = tasksOf2(run, gate.key).at(-1);
  const seen = last?.status === "done" && last.waiver === null ? last.facts.trees : undefined;
  const now = treesOf(run);
  return seen !== undefined && Object.keys(seen).some((part) => seen[part] !== now[part]);
}
var isDueNow = ({ workflow, run }, gate) => tasksOf2(run, gate.key).at(-1)?.status === "skipped" && gate.when !== undefined && holds(workflow, gate.when, run, gate);
function consult(decision, { topic }) {
  const { workflow, run } = decision;
  if (!decision.live)
    throw new Refused("no_run", "no live run to ask about");
  const [gate] = panelGates(workflow, run);
  const panel = gate && panelOf(decision, gate);
  if (panel?.gate.arbiter === undefined || panel.seats.length === 0)
    throw new Refused("no_panel", `${nameOf(decision)} has no review of one another: nobody rules in it`);
  const behind = behindPanel(decision, panel.gate);
  const refused = panel.rules.refuses?.(run, behind) ?? null;
  if (refused !== null)
    throw new Refused(refused.code, refused.why);
  redoBehind(decision, panel.gate, behind);
  spawnArbiter(decision, panelOf(decision, panel.gate), excerpt(topic));
}
var behindPanel = ({ workflow, run }, { key, panel }) => gatesFrom(gatesOf(workflow, run), key).filter((one) => one.gate !== "panel" || one.panel !== panel);
function nameOf({ workflow, run }) {
  const { option = "" } = entryOf(workflow, run.entry).variants ?? {};
  return [`workflow ${run.workflow}`, ...run.options[option] ? [`${option} ${run.options[option]}`] : []].join(", ");
}
function redoBehind(decision, { panel }, behind) {
  const { workflow, run } = decision;
  const keys = new Set(behind.map((gate) => gate.key));
  const hasBegun = (task) => task.dispatches > 0 || task.status === "done" || task.status === "waiting";
  if (!run.tasks.some((task) => !task.void && keys.has(task.gate) && hasBegun(task)))
    return;
  const seats = new Set(panelGates(workflow, run, panel).map((gate) => gate.key));
  const first = behind.find((gate) => gate.after.some((key) => seats.has(key)));
  if (first)
    decision.add(...redo(workflow, run, first.key));
}
function spawnArbiter(decision, { gate, seats }, topic) {
  const { workflow, run } = decision;
  const arbiter = gate.arbiter;
  const before = run.tasks.filter((task) => !isOver(task) && task.writes === arbiter.writes);
  const ids = before.map((task) => task.id);
  const [created] = fixTasks(workflow, run, seats.at(-1), arbiter, run.tasks.length + 1, ids);
  const keys = fromPanel(decision, gate);
  const held = run.tasks.filter((task) => (task.status === "blocked" || task.status === "ready") && keys.has(task.gate) && !ids.includes(task.id));
  const first = held.filter((task) => !task.blocked_by.some((id) => held.some((one) => one.id === id)));
  decision.add({ ...created, reads: gate.reads, topic }, ...first.map((task) => ({ type: "task_blocked", task: task.id, by: [created.task] })));
}
function heldByPanels({ workflow, run }) {
  const held = new Set;
  for (const { task: id } of run.questions) {
    const task = run.tasks.find((one) => one.id === id);
    const gate = task && isOver(task) && panelGates(workflow, run).find((one) => one.key === task.gate);
    if (gate) {
      for (const key of keysFrom(gatesOf(workflow, run), [gate.key]))
        if (key !== gate.key)
          held.add(key);
    }
  }
  return held;
}
function fromPanel({ workflow, run }, { key, panel }) {
  const gates = [...panelGates(workflow, run, panel), ...gatesFrom(gatesOf(workflow, run), key)];
  return new Set(gates.map((gate) => gate.key));
}
function applyArbiters(decision, panel) {
  const { gate, seats } = panel;
  for (const said of pendingArbiters(decision.run, panel)) {
    const parts = seats.every(isOver) ? standings(decision, panel) : [];
    const keys = fromPanel(decision, gate);
    const before = decision.run.tasks.filter((task) => !isOver(task) && !keys.has(task.gate)).map((task) => task.id);
    const after = [said.id, ...before];
    const events = mendAndLook(decision, panelOf(decision, gate), parts, said.facts.owners, after, said);
    decision.add(...events.filter((one) => one.type !== "task_blocked" || !isArbiters(gate, decision.task(one.task))));
  }
}
var pendingArbiters = ({ tasks }, { gate, seats }) => tasks.filter((task) => task.topic !== null && isArbiters(gate, task) && task.status === "done" && !task.void && (task.facts.owners ?? []).length > 0 && seats.some((seat) => seat.id === task.fixes) && !tasks.some((one) => one.fixes === task.id));

export { seatsOf, settlePanels, isDecided, seatsAgain, consult, heldByPanels };
