// @bun
import {
  clipBytes
} from "./s139.js";
import {
  chain
} from "./s168.js";
import {
  gatesOf,
  waveOf
} from "./s100.js";
import {
  isOver
} from "./s5.js";

// src/engine/wave.ts
var DROPPED = "dropped";
var itemsOf = (run, gate) => (run.items ?? []).filter((one) => one.gate === gate);
var tasksOfItem = (run, { gate, item }) => run.tasks.filter((task) => !task.void && task.item === item && task.gate.startsWith(`${gate}/`));
var itemOfTask = (run, task) => run.items?.find((one) => one.item === task.item && task.gate.startsWith(`${one.gate}/`));
var isItemDone = (run, item) => item.dropped === null && tasksOfItem(run, item).every(({ status }) => status === "done" || status === "skipped");
function settleWave(decision, gate, join) {
  const planned = itemsOf(decision.run, gate.key);
  if (planned.some((one) => one.join === join.id))
    return planned.every((one) => isItemDone(decision.run, one)) ? "done" : "stuck";
  const rules = waveOf(decision.workflow, gate);
  const items = rules.items(decision.run);
  if (items.length === 0)
    return "stuck";
  decision.add(...items.map(({ item, role, title, after }) => ({
    type: "item_planned",
    gate: gate.key,
    join: join.id,
    item,
    role,
    title: clipBytes(title, 400),
    after,
    width: Math.max(1, rules.width(decision.run))
  })));
  const own = gatesOf(decision.workflow, decision.run).filter((one) => one.wave === gate.key);
  const created = chain(decision.workflow, decision.run, own);
  decision.add(...created, { type: "task_blocked", task: join.id, by: created.map((one) => one.task) });
  return null;
}
function dropItem(decision, task, reason) {
  const item = itemOfTask(decision.run, task);
  if (item === undefined)
    throw new Error(`${task.id} is of no wave: there is no item that could be dropped`);
  drop(decision, item, reason);
}
function drop(decision, item, reason) {
  if (decision.run.items?.find((one) => one.gate === item.gate && one.item === item.item)?.dropped !== null)
    return;
  const left = tasksOfItem(decision.run, item).filter((one) => !isOver(one));
  const asked = decision.run.questions.filter((one) => left.some((task) => task.id === one.task));
  decision.add({ type: "item_dropped", gate: item.gate, item: item.item, reason: clipBytes(reason, 2000) }, ...asked.map((one) => ({ type: "question_closed", question: one.id })), ...left.map((one) => ({ type: "task_skipped", task: one.id, rule: DROPPED })));
  for (const later of itemsOf(decision.run, item.gate).filter((one) => one.after.includes(item.item)))
    drop(decision, later, `it comes after ${item.item}, which failed`);
}
function dropOverdue(decision) {
  for (const gate of gatesOf(decision.workflow, decision.run)) {
    if (gate.gate !== "wave")
      continue;
    const open = itemsOf(decision.run, gate.key).filter((one) => !tasksOfItem(decision.run, one).every(isOver));
    const why = open.length === 0 ? null : waveOf(decision.workflow, gate).overdue?.(decision.run) ?? null;
    if (why !== null)
      for (const item of open)
        drop(decision, item, why);
  }
}
function readyTasks(run) {
  const ready = run.tasks.filter((task) => task.status === "ready");
  if (run.items === undefined)
    return ready;
  const hasBegun = (item) => {
    const tasks = tasksOfItem(run, item);
    return tasks.some((task) => task.dispatches > 0) && !tasks.every(isOver);
  };
  const begun = new Set(run.items.filter(hasBegun));
  return ready.filter((task) => {
    const item = itemOfTask(run, task);
    if (item === undefined || begun.has(item))
      return true;
    const fits = [...begun].filter((one) => one.gate === item.gate).length < item.width;
    if (fits)
      begun.add(item);
    return fits;
  });
}

export { isItemDone, settleWave, dropItem, dropOverdue, readyTasks };
