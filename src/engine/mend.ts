import type { EventBody } from "./events.ts";
import { filled, itemsOf } from "./expansion.ts";
import { gateOf, gatesOf, isBehind } from "./gates.ts";
import { isOver, type Run, type Task } from "./run.ts";
import { type Created, gateTask, more, versionsOf, whoNow, whoOf } from "./tasks.ts";
import type { CheckGate, Fix, Item, PanelGate, ReviewGate, Workflow } from "./workflow.ts";

/** Tasks that mend what another one found, and those that look again. */

/**
 * Reviews that come again after a fix: the reviewer's own, or of its whole group those that have reviewed. One that still
 * has a review before it waits behind the others: two of one reviewer would look at the same thing twice. A check of the
 * chain comes again itself; one behind an artifact comes with the fix's.
 */
export function reviewsAgain(
  workflow: Workflow,
  run: Run,
  review: Task,
  then: "self" | "group",
): (ReviewGate | CheckGate)[] {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate === "check") return isBehind(gate) ? [] : [gate];
  if (gate.gate !== "review") return [];
  if (then === "self") return [gate];
  const again = (one: ReviewGate): boolean => {
    const reviews = run.tasks.filter((task) => task.gate === one.key && task.kind !== "fix" && !task.void);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return gatesOf(workflow, run).filter(
    (one): one is ReviewGate =>
      one.gate === "review" && one.group === gate.group && (one.key === gate.key || again(one)),
  );
}

/** One more look of a gate's reviewer, or one more run of a check; `scope`: the areas that a seat looks at again. */
export function again(
  workflow: Workflow,
  run: Run,
  id: string,
  gate: ReviewGate | CheckGate | PanelGate,
  by: string[],
  scope: string[] = [],
): Created {
  const kind = gate.gate === "check" ? "gate" : "rereview";
  const who = whoNow(workflow, run, gate, run.settings.models);
  const created = gateTask(run.run, id, gate, versionsOf(run, gate.key) + 1, by, kind, who);
  return scope.length > 0 ? { ...created, scope } : created;
}

/** The tasks that mend what this one found, one behind the other: one, or one per owner. */
export function fixTasks(
  workflow: Workflow,
  run: Run,
  found: Task,
  fix: Fix,
  from: number,
  first: string[],
  items: (Item | null)[] = fix.each ? itemsOf(workflow, fix.each.over, run, found) : [null],
  /** Subjects that the same decision has given already. */
  given: string[] = [],
): Created[] {
  const gate = gateOf(workflow, run, found.gate);
  const reads = gate.gate === "checkpoint" ? [] : gate.reads;
  let before = first;
  return items.map((item, index) => {
    const one = item === null ? fix : filled(fix, item);
    const created: Created = {
      type: "task_created",
      run: run.run,
      task: `T${from + index}`,
      gate: found.gate,
      kind: "fix",
      version: found.version,
      token: one.token,
      subject: numbered(run, given, `${one.title} v`, found.version),
      who: whoOf(one.who, run.settings.models, workflow),
      blocked_by: before,
      reads: [...new Set([...reads, found.writes])].filter((path) => path !== ""),
      writes: one.writes,
      schema: one.schema,
      brief: one.brief,
      fixes: found.id,
      ...more(one, item?.item),
    };
    before = [created.task];
    return created;
  });
}

/** No two tasks have one subject: with several seats the same owner may mend more than once in a round. */
function numbered(run: Run, given: string[], title: string, version: number): string {
  const isTaken = (subject: string): boolean =>
    given.includes(subject) || run.tasks.some((task) => task.subject === subject);
  let number = version;
  while (isTaken(`${title}${number}`)) number += 1;
  return `${title}${number}`;
}

/** Whatever waits for one of these tasks waits for the new one, too. */
export const waitFor = (run: Run, ids: string[], by: string): EventBody[] =>
  run.tasks
    .filter((task) => !isOver(task) && task.blocked_by.some((id) => ids.includes(id)))
    .map((task) => ({ type: "task_blocked", run: run.run, task: task.id, by: [by] }));

/**
 * A fix blocked by its review, the re-reviews behind it in order, and whatever waited for the review waits for the last
 * of them: the next reviewer, or what the chain has next.
 */
export function fixAndReview(
  workflow: Workflow,
  run: Run,
  review: Task,
  fix: Fix,
  then: "self" | "group",
): EventBody[] {
  const events: EventBody[] = fixTasks(workflow, run, review, fix, run.tasks.length + 1, [review.id]);
  let before = `T${run.tasks.length + events.length}`;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${run.tasks.length + events.length + 1}`;
    events.push(again(workflow, run, id, gate, [before]));
    before = id;
  }
  return [...events, ...waitFor(run, [review.id], before)];
}
