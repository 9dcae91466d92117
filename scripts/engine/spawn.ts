import type { EventBody } from "../artifacts/events.ts";
import { RULES } from "./rules.ts";
import { isOver, type Run, type Task, type TaskWho } from "./run.ts";
import type { CheckGate, Entry, Fix, Gate, ReviewGate, Who, Workflow } from "./workflow.ts";

/** Events that create tasks; ids count on from the run's last task. */

export function entryOf(workflow: Workflow, name: string): Entry {
  const entry = workflow.entries[name];
  if (!entry)
    throw new Error(
      `workflow ${workflow.name} has no entry "${name}"; known: ${Object.keys(workflow.entries).join(", ")}`,
    );
  return entry;
}

export function gateOf(workflow: Workflow, run: Run, key: string): Gate {
  const gate = entryOf(workflow, run.entry).gates.find((one) => one.key === key);
  if (!gate) throw new Error(`workflow ${workflow.name} has no gate "${key}"`);
  return gate;
}

/** The gate that produces what a fix rewrites. */
export function producerOf(workflow: Workflow, run: Run, fix: Task): Gate | undefined {
  return entryOf(workflow, run.entry).gates.find((gate) => gate.gate === "produce" && gate.schema === fix.schema);
}

/** Who the program is in a list of tasks. */
const PROGRAM = "program";

/** A person's setting decides the model; a provider run as an agent keeps both names. */
export function whoOf(who: Who, models: Record<string, string>): TaskWho {
  if ("program" in who) return { agent: PROGRAM, model: who.program, program: who.program };
  const model = models[who.agent] ?? who.model;
  return "provider" in who ? { agent: who.agent, model, provider: who.provider } : { agent: who.agent, model };
}

const versioned = (title: string, version: number): string => (version === 1 ? title : `${title} v${version}`);

type Created = Extract<EventBody, { type: "task_created" }>;

function gateTask(
  run: string,
  id: string,
  gate: Gate,
  version: number,
  blockedBy: string[],
  kind: "gate" | "rereview",
  who: TaskWho,
  token = gate.token ?? "",
): Created {
  return {
    type: "task_created",
    run,
    task: id,
    gate: gate.key,
    kind,
    version,
    token,
    subject: versioned(gate.title, version),
    who,
    blocked_by: blockedBy,
    reads: gate.reads,
    writes: gate.writes,
    schema: gate.schema,
    brief: gate.brief,
    fixes: null,
  };
}

const versionsOf = (run: Run, gate: string): number =>
  run.tasks.filter((task) => task.gate === gate && task.kind !== "fix").length;

const isBehind = (gate: Gate): gate is CheckGate => gate.gate === "check";

/** The chain of an entry, or of the part of it that begins at `from`; checks come when there is something to check. */
export function chain(run: string, gates: Gate[], existing: Run | null, models: Record<string, string>): Created[] {
  const ids = new Map<string, string>();
  const offset = existing?.tasks.length ?? 0;
  const chained = gates.filter((gate) => !isBehind(gate));
  return chained.map((gate, index) => {
    const id = `T${offset + index + 1}`;
    const blockedBy = gate.after.flatMap((key) => ids.get(key) ?? (existing ? lastOf(existing, key) : []));
    ids.set(gate.key, id);
    return gateTask(
      run,
      id,
      gate,
      existing ? versionsOf(existing, gate.key) + 1 : 1,
      blockedBy,
      "gate",
      whoNow(existing, gate, models),
    );
  });
}

function lastOf(run: Run, gate: string): string[] {
  const done = run.tasks.filter(
    (task) => task.gate === gate && task.kind !== "fix" && !task.void && task.status !== "cancelled",
  );
  return done.length > 0 ? [done[done.length - 1]!.id] : [];
}

/** Gates from `key` on: it and everything that comes after it, with the checks of what they produce. */
export function gatesFrom(entry: Entry, key: string): Gate[] {
  const reached = new Set([key]);
  for (const gate of entry.gates) if (gate.after.some((one) => reached.has(one))) reached.add(gate.key);
  const chained = entry.gates.filter((gate) => reached.has(gate.key));
  const checks = entry.gates.filter(
    (gate) => isBehind(gate) && chained.some((one) => one.gate === "produce" && gate.behind.includes(one.schema)),
  );
  return [...chained, ...checks];
}

/**
 * The checks of what a task has produced, one behind the other, and whatever waited for the task waits for the last.
 * Empty when no check has anything to do.
 */
export function checksBehind(workflow: Workflow, run: Run, done: Task): EventBody[] {
  const gates = entryOf(workflow, run.entry).gates.filter(
    (gate): gate is CheckGate =>
      isBehind(gate) && gate.behind.some((kind) => kind === done.schema) && RULES[gate.when]!(workflow, run),
  );
  return checks(run, gates, done.id, done.token);
}

/** The checks that a review group may not begin without, once more before this task, because the tree is another one. */
export const checksBefore = (run: Run, gate: CheckGate, task: Task): EventBody[] => {
  const [created] = checks(run, [gate], "", task.token);
  const check = created as Created;
  return [
    { ...check, blocked_by: task.blocked_by },
    { type: "task_blocked", run: run.run, task: task.id, by: [check.task] },
  ];
};

function checks(run: Run, gates: CheckGate[], after: string, token: string): EventBody[] {
  let before = after;
  const events: EventBody[] = gates.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const version = versionsOf(run, gate.key) + 1;
    const created = gateTask(run.run, id, gate, version, [before], "gate", whoOf(gate.who, {}), gate.token ?? token);
    before = id;
    return created;
  });
  for (const task of run.tasks)
    if (before !== after && !isOver(task) && task.blocked_by.includes(after))
      events.push({ type: "task_blocked", run: run.run, task: task.id, by: [before] });
  return events;
}

/**
 * Reviews that come again after a fix: the reviewer's own, or of its whole group those that have reviewed. One that still
 * has a review before it waits behind the others: two of one reviewer would look at the same thing twice.
 */
export function reviewsAgain(workflow: Workflow, run: Run, review: Task, then: "self" | "group"): ReviewGate[] {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate !== "review") return [];
  if (then === "self") return [gate];
  const again = (one: ReviewGate): boolean => {
    const reviews = run.tasks.filter((task) => task.gate === one.key && task.kind !== "fix" && !task.void);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return entryOf(workflow, run.entry).gates.filter(
    (one): one is ReviewGate =>
      one.gate === "review" && one.group === gate.group && (one.key === gate.key || again(one)),
  );
}

/** A reviewer that the person put in the place of another stays in it. */
function whoNow(run: Run | null, gate: Gate, models: Record<string, string>): TaskWho {
  const before = run?.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix");
  return before?.who ?? whoOf(gate.who, models);
}

/** One more look of a gate's reviewer. */
export const rereview = (run: Run, id: string, gate: ReviewGate, by: string[]): Created =>
  gateTask(run.run, id, gate, versionsOf(run, gate.key) + 1, by, "rereview", whoNow(run, gate, run.settings.models));

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
  const models = run.settings.models;
  let next = run.tasks.length + 1;
  const fixId = `T${next++}`;
  const events: EventBody[] = [
    {
      type: "task_created",
      run: run.run,
      task: fixId,
      gate: review.gate,
      kind: "fix",
      version: review.version,
      token: fix.token,
      subject: `${fix.title} v${review.version}`,
      who: whoOf(fix.who, models),
      blocked_by: [review.id],
      reads: [...new Set([...gateOf(workflow, run, review.gate).reads, review.writes])],
      writes: fix.writes,
      schema: fix.schema,
      brief: fix.brief,
      fixes: review.id,
    },
  ];
  let before = fixId;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${next++}`;
    events.push(rereview(run, id, gate, [before]));
    before = id;
  }
  for (const task of run.tasks) {
    if (!isOver(task) && task.blocked_by.includes(review.id))
      events.push({ type: "task_blocked", run: run.run, task: task.id, by: [before] });
  }
  return events;
}

/** Everything from a gate on is replaced: what is unfinished is cancelled, what was approved is void, new tasks follow. */
export function redo(workflow: Workflow, run: Run, key: string): EventBody[] {
  const gates = gatesFrom(entryOf(workflow, run.entry), key);
  const keys = new Set(gates.map((gate) => gate.key));
  const events: EventBody[] = [];
  for (const task of run.tasks) {
    if (!keys.has(task.gate)) continue;
    if (!isOver(task)) events.push({ type: "task_cancelled", run: run.run, task: task.id });
    if (!task.void) events.push({ type: "task_voided", run: run.run, task: task.id });
  }
  for (const question of run.questions) {
    const task = run.tasks.find((one) => one.id === question.task);
    if (task && keys.has(task.gate)) events.push({ type: "question_closed", run: run.run, question: question.id });
  }
  return [...events, ...chain(run.run, gates, run, run.settings.models)];
}
