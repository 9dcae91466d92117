import { gatesOf, waveOf } from "../gates.ts";
import { isOver, type PlannedItem, type Run, type Task } from "../run.ts";
import type { WaveGate } from "../workflow.ts";
import { clipBytes, type Decision } from "./decision.ts";
import { chain, closing } from "./tasks.ts";

/**
 * Waves: items of work, carried out as many at once as may be. Which items are in one wave is not
 * recorded: it is what is ready.
 */

/** `skipped` of the tasks of an item that did not get through. */
export const DROPPED = "dropped";

/** The items that a wave has now. */
const itemsOf = (run: Run, gate: string): PlannedItem[] =>
  (run.items ?? []).filter((item) => item.gate === gate);

/** The tasks of an item. */
export const tasksOfItem = (run: Run, { gate, item }: Pick<PlannedItem, "gate" | "item">): Task[] =>
  run.tasks.filter((task) => !task.void && task.item === item && task.gate.startsWith(`${gate}/`));

/** The item that a task is for; undefined for a task of no wave. */
export const itemOfTask = (run: Run, task: Task): PlannedItem | undefined =>
  run.items?.find((item) => item.item === task.item && task.gate.startsWith(`${item.gate}/`));

/** An item is done when all of its tasks are, and none was left out because it failed. */
export const isItemDone = (run: Run, item: PlannedItem): boolean =>
  item.dropped === null &&
  tasksOfItem(run, item).every(({ status }) => status === "done" || status === "skipped");

/**
 * The ready task of a wave, for the first time: its items get their tasks. Ready again: all of them
 * are over.
 * @returns what comes of the wave then; null: it has only begun
 */
export function settleWave(
  decision: Decision,
  gate: WaveGate,
  join: Task,
): "done" | "stuck" | null {
  const planned = itemsOf(decision.run, gate.key);
  if (planned.some((one) => one.join === join.id))
    return planned.every((one) => isItemDone(decision.run, one)) ? "done" : "stuck";
  const rules = waveOf(decision.workflow, gate);
  const items = rules.items(decision.run);
  if (items.length === 0) return "stuck";
  decision.add(
    ...items.map(({ item, role, model, title, after }) => ({
      type: "item_planned" as const,
      gate: gate.key,
      join: join.id,
      item,
      role,
      model,
      title: clipBytes(title, 400),
      after,
      width: Math.max(1, rules.width(decision.run)),
    })),
  );
  const own = gatesOf(decision.workflow, decision.run).filter((one) => one.wave === gate.key);
  const created = chain(decision.workflow, decision.run, own);
  decision.add(...created, {
    type: "task_blocked",
    task: join.id,
    by: created.map((one) => one.task),
  });
  return null;
}

/**
 * A task's item has failed: its remaining tasks are skipped, and so are items that come after it.
 */
export function dropItem(decision: Decision, task: Task, reason: string): void {
  const item = itemOfTask(decision.run, task);
  if (item === undefined)
    throw new Error(`${task.id} is of no wave: there is no item that could be dropped`);
  drop(decision, item, reason);
}

function drop(decision: Decision, item: PlannedItem, reason: string): void {
  if (
    decision.run.items?.find((one) => one.gate === item.gate && one.item === item.item)?.dropped !==
    null
  )
    return;
  const remaining = tasksOfItem(decision.run, item).filter((one) => !isOver(one));
  const closed = closing(decision.run, (one) => remaining.some((task) => task.id === one.task));
  decision.add(
    { type: "item_dropped", gate: item.gate, item: item.item, reason: clipBytes(reason, 2_000) },
    ...closed,
    ...remaining.map((one) => ({ type: "task_skipped" as const, task: one.id, rule: DROPPED })),
  );
  for (const later of itemsOf(decision.run, item.gate).filter((one) =>
    one.after.includes(item.item),
  ))
    drop(decision, later, `it comes after ${item.item}, which failed`);
}

/** Ready tasks that may begin now: of waves no more items are at work than may be. */
export function readyTasks(run: Run): Task[] {
  const ready = run.tasks.filter((task) => task.status === "ready");
  if (run.items === undefined) return ready;
  const hasBegun = (item: PlannedItem): boolean => {
    const tasks = tasksOfItem(run, item);
    return tasks.some((task) => task.dispatches > 0) && !tasks.every(isOver);
  };
  const begun = new Set(run.items.filter(hasBegun));
  return ready.filter((task) => {
    const item = itemOfTask(run, task);
    if (item === undefined || begun.has(item)) return true;
    const fits = [...begun].filter((one) => one.gate === item.gate).length < item.width;
    if (fits) begun.add(item);
    return fits;
  });
}
