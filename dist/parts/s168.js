// @bun
import {
  isWork
} from "./s6.js";
import {
  itemsOf2,
  fillItem,
  gatesOf,
  gateOf,
  keysFrom,
  gatesFrom,
  isBehind
} from "./s100.js";
import {
  taskOf,
  isOver,
  tasksOf2
} from "./s5.js";

// src/engine/tasks.ts
var PROGRAM = "program";
function whoOf(who, { settings, assigned, options }, { profiles, ...workflow }) {
  const models = { ...profiles?.of[options?.[profiles.option] ?? ""], ...settings?.models };
  if ("program" in who)
    return { agent: PROGRAM, model: who.program, program: who.program };
  if ("role" in who) {
    const first = assigned?.[who.role]?.[0];
    if (first)
      return { ...first, role: who.role };
    const { agent, model } = agentOf(workflow, who.role);
    return { agent, model: models[who.role] ?? models[agent] ?? model, role: who.role };
  }
  const model = models[who.agent] ?? who.model;
  return "provider" in who ? { agent: who.agent, model, provider: who.provider } : { agent: who.agent, model };
}
function agentOf({ roles = {} }, role) {
  const begins = Object.keys(roles).find((name) => name.endsWith("*") && role.startsWith(name.slice(0, -1)));
  const found = roles[role] ?? (begins === undefined ? undefined : roles[begins]);
  if (!found)
    throw new Error(`no agent has the role "${role}"; known: ${Object.keys(roles).join(", ")}`);
  return found;
}
function nextFor2({ assigned }, { who }) {
  const { agent, model, provider, role } = who;
  const all = role !== undefined && assigned?.[role] || [];
  const now = all.findLastIndex((one) => one.agent === agent && one.model === model && one.provider === provider);
  const next = now < 0 ? undefined : all[now + 1];
  return next && { ...next, role };
}
var PERSON = { agent: "person", model: "" };
var JOIN = { agent: PROGRAM, model: "wave" };
function gateTask(id, gate, { version, after, who, kind = "gate", token }) {
  const work = isWork(gate) ? gate : { reads: [], writes: "", schema: "decision", brief: "" };
  return {
    type: "task_created",
    task: id,
    gate: gate.key,
    kind,
    version,
    token: token ?? gate.token ?? "",
    subject: version === 1 ? gate.title : `${gate.title} v${version}`,
    who,
    blocked_by: after,
    reads: work.reads,
    writes: work.writes,
    schema: work.schema,
    brief: work.brief,
    fixes: null,
    ...optionalFields(isWork(gate) ? gate : {}, gate.item)
  };
}
var optionalFields = ({ documents, edits }, item) => ({
  ...item === undefined ? {} : { item },
  ...documents ? { documents } : {},
  ...edits ? { edits } : {}
});
var versionsOf = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.kind !== "fix").length;
function chain(workflow, run, gates, kept) {
  const ids = new Map;
  const all = gatesOf(workflow, run);
  const isNew = ({ wave }) => wave !== kept && gates.some((one) => one.key === wave);
  const chained = gates.filter((gate) => !isBehind(gate) && !isNew(gate));
  return chained.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const stays = gate.after.filter((key) => !gates.some((one) => one.key === key));
    const after = gate.after.flatMap((key) => ids.get(key) ?? (stays.includes(key) ? lastOf(run, key) : []));
    for (const [key, earlier] of ids)
      if (!after.includes(earlier) && stays.some((one) => keysFrom(all, [key]).has(one)))
        after.push(earlier);
    ids.set(gate.key, id);
    return gateTask(id, gate, { version: versionsOf(run, gate.key) + 1, after, who: whoNow(workflow, run, gate) });
  });
}
var lastOf = (run, gate) => tasksOf2(run, gate).filter((task) => task.status !== "cancelled").slice(-1).map((task) => task.id);
var checksBehind = (run, gates, done) => checks(run, gates, done.id, done.token);
var checksBefore = (run, gate, task) => {
  const [created] = checks(run, [gate], "", task.token);
  const check = created;
  return [
    { ...check, blocked_by: task.blocked_by },
    { type: "task_blocked", task: task.id, by: [check.task] }
  ];
};
function checks(run, gates, after, token) {
  let before = after;
  const events = gates.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const version = versionsOf(run, gate.key) + 1;
    const who = whoOf(gate.who, run, {});
    const created = gateTask(id, gate, { version, after: [before], who, token: gate.token ?? token });
    before = id;
    return created;
  });
  return [...events, ...waitFor(run, [after], before)];
}
function whoNow(workflow, run, gate) {
  if (!isWork(gate))
    return gate.gate === "wave" ? JOIN : PERSON;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix");
  const isOther = gate.wave !== undefined && "role" in gate.who && before?.who.role !== gate.who.role;
  return before && !isOther ? before.who : whoOf(gate.who, run, workflow);
}
var dropped = (run, keys, kept = []) => run.tasks.flatMap((task) => {
  if (!keys.has(task.gate) || kept.includes(task.id) || task.void && isOver(task))
    return [];
  const voided = { type: "task_voided", task: task.id };
  return isOver(task) ? [voided] : [{ type: "task_cancelled", task: task.id }, voided];
});
function redo(workflow, run, key) {
  const all = gatesOf(workflow, run);
  const gates = gatesFrom(all, key);
  const keys = new Set(gates.map((gate) => gate.key));
  const questions = run.questions.filter((one) => one.task !== null && keys.has(taskOf(run, one.task).gate));
  const closed = questions.map((one) => ({ type: "question_closed", question: one.id }));
  const kept = all.find((gate) => gate.key === key)?.wave;
  const created = chain(workflow, run, gates, kept);
  const join = created.find((one) => one.gate === kept);
  const items = (run.items ?? []).filter((one) => join !== undefined && one.gate === kept);
  const planned = items.flatMap(({ at: _at, dropped: why, ...item }) => [
    { ...item, type: "item_planned", join: join.task },
    ...why === null || created.some((one) => one.gate.startsWith(`${kept}/`) && one.item === item.item) ? [] : [{ type: "item_dropped", gate: item.gate, item: item.item, reason: why }]
  ]);
  return [...dropped(run, keys), ...closed, ...created, ...planned];
}
function reviewsAgain(workflow, run, review, then) {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate === "check")
    return isBehind(gate) ? [] : [gate];
  if (gate.gate !== "review")
    return [];
  if (then === "self")
    return [gate];
  const hasReviewed = (one) => {
    const reviews = tasksOf2(run, one.key);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return gatesOf(workflow, run).filter((one) => one.gate === "review" && one.group === gate.group && (one.key === gate.key || hasReviewed(one)));
}
function repeatGate(workflow, run, id, gate, by, scope = []) {
  const kind = gate.gate === "check" ? "gate" : "rereview";
  const who = whoNow(workflow, run, gate);
  const created = gateTask(id, gate, { version: versionsOf(run, gate.key) + 1, after: by, who, kind });
  return scope.length > 0 ? { ...created, scope } : created;
}
function fixTasks(workflow, run, found, fix, from, first, items = fix.each ? itemsOf2(workflow, fix.each.over, run, found) : [null], given = []) {
  const gate = gateOf(workflow, run, found.gate);
  const reads = isWork(gate) ? gate.reads : [];
  const number = gate.gate === "panel" && gate.arbiter?.schema === fix.schema ? 1 : found.version;
  let before = first;
  return items.map((item, index) => {
    const one = item === null ? fix : fillItem(fix, item);
    const created = {
      type: "task_created",
      task: `T${from + index}`,
      gate: found.gate,
      kind: "fix",
      version: found.version,
      token: one.token,
      subject: numbered(run, given, `${one.title} v`, number),
      who: whoOf(one.who, run, workflow),
      blocked_by: before,
      reads: [...new Set([...reads, found.writes])].filter((path) => path !== ""),
      writes: one.writes,
      schema: one.schema,
      brief: one.brief,
      fixes: found.id,
      ...optionalFields(one, item?.item ?? (gate.wave === undefined ? undefined : gate.item))
    };
    before = [created.task];
    return created;
  });
}
function numbered(run, given, title, version) {
  const isTaken = (subject) => given.includes(subject) || run.tasks.some((task) => task.subject === subject);
  for (let number = version;; number += 1)
    if (!isTaken(`${title}${number}`))
      return `${title}${number}`;
}
var waitFor = (run, ids, by) => run.tasks.filter((task) => !isOver(task) && task.blocked_by.some((id) => ids.includes(id))).map((task) => ({ type: "task_blocked", task: task.id, by: [by] }));
function fixAndReview(workflow, run, review, fix, then) {
  const events = fixTasks(workflow, run, review, fix, run.tasks.length + 1, [review.id]);
  let before = `T${run.tasks.length + events.length}`;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${run.tasks.length + events.length + 1}`;
    events.push(repeatGate(workflow, run, id, gate, [before]));
    before = id;
  }
  return [...events, ...waitFor(run, [review.id], before)];
}

export { whoOf, nextFor2, chain, checksBehind, checksBefore, dropped, redo, repeatGate, fixTasks, waitFor, fixAndReview };
