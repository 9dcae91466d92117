import type { EventDraft } from "../events.ts";
import { fillItem, gateOf, gatesFrom, gatesOf, isPostCheck, itemsOf, keysFrom } from "../gates.ts";
import {
  isOver,
  openFindings,
  type Question,
  type Run,
  type Task,
  type TaskWho,
  taskOf,
  tasksOf,
} from "../run.ts";
import {
  type CheckGate,
  type Fix,
  type Gate,
  type Item,
  isWork,
  type PanelGate,
  type ReviewGate,
  type Who,
  type Workflow,
  type WorkGate,
} from "../workflow.ts";
import type { Decision } from "./decision.ts";

/** Events that create tasks. Their ids continue from the run's last task. */

/** The agent's name of tasks that the program does itself. */
const PROGRAM = "program";

/**
 * Agent and model for a task. What its item names comes first, then the person's `models` by role
 * or by agent, the workflow's.
 */
export function whoOf(
  who: Who,
  { settings, assigned }: Partial<Pick<Run, "settings" | "assigned">>,
  workflow: Pick<Workflow, "roles">,
): TaskWho {
  const models = settings?.models ?? {};
  if ("program" in who) return { agent: PROGRAM, model: who.program, program: who.program };
  if ("role" in who) {
    const first = assigned?.[who.role]?.[0];
    if (first) return { ...first, role: who.role };
    const { agent, model } = agentOf(workflow, who.role);
    return {
      agent,
      model: who.model || (models[who.role] ?? models[agent] ?? model),
      role: who.role,
    };
  }
  const model = models[who.agent] ?? who.model;
  return "provider" in who
    ? { agent: who.agent, model, provider: who.provider }
    : { agent: who.agent, model };
}

/**
 * The agent of a role: by its name, else by a `name*` that it begins with. @throws Error for a role
 * without one
 */
function agentOf(
  { roles = {} }: Pick<Workflow, "roles">,
  role: string,
): { agent: string; model: string } {
  const begins = Object.keys(roles).find(
    (name) => name.endsWith("*") && role.startsWith(name.slice(0, -1)),
  );
  const found = roles[role] ?? (begins === undefined ? undefined : roles[begins]);
  if (!found)
    throw new Error(`no agent has the role "${role}"; known: ${Object.keys(roles).join(", ")}`);
  return found;
}

type Created = Extract<EventDraft, { type: "task_created" }>;

/**
 * Whom the run tries next for a task's role where the one that it has comes to nothing; undefined:
 * nobody.
 */
export function nextFor({ assigned }: Run, { who }: Task): TaskWho | undefined {
  const { agent, model, provider, role } = who;
  const all = (role !== undefined && assigned?.[role]) || [];
  // The last of equal ones: each is tried once at most.
  const now = all.findLastIndex(
    (one) => one.agent === agent && one.model === model && one.provider === provider,
  );
  const next = now < 0 ? undefined : all[now + 1];
  return next && { ...next, role: role! };
}

/** The same agent with the first of these models that it does not have now. */
export const withOther = (who: TaskWho, models: readonly string[]): TaskWho => {
  return { ...who, model: models.find((model) => model !== who.model) ?? who.model };
};

/** Who fixes something. */
const fixerOf = (workflow: Workflow, run: Run, { who, writes }: Fix): TaskWho =>
  "other" in who
    ? withOther(run.tasks.findLast((task) => task.writes === writes && !task.void)!.who, who.other)
    : whoOf(who, run, workflow);

/** A checkpoint is never dispatched: the person decides. */
const PERSON: TaskWho = { agent: "person", model: "" };
/** Nor is a wave's own task, which waits for its items. */
const JOIN: TaskWho = { agent: PROGRAM, model: "wave" };

/** What a gate's task is created with beside its gate. */
interface About {
  version: number;
  after: string[];
  who: TaskWho;
  kind?: "gate" | "rereview";
  token?: string;
}

function gateTask(
  id: string,
  gate: Gate,
  { version, after, who, kind = "gate", token }: About,
): Created {
  const work: Partial<WorkGate> = isWork(gate) ? gate : {};
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
    reads: work.reads ?? [],
    writes: work.writes ?? "",
    schema: work.schema ?? "decision",
    brief: work.brief ?? "",
    fixes: null,
    item: gate.item,
    documents: work.documents,
    edits: work.edits,
  };
}

const versionsOf = (run: Run, gate: string): number =>
  run.tasks.filter((task) => task.gate === gate && task.kind !== "fix").length;

/**
 * One task for each of these gates of the chain; checks after an artifact are created later, and
 * so are the items of a wave that is among them: they are not known yet.
 */
export function chain(workflow: Workflow, run: Run, gates: Gate[]): Created[] {
  const ids = new Map<string, string>();
  const all = gatesOf(workflow, run);
  const isNew = ({ wave }: Gate): boolean => gates.some((gate) => gate.key === wave);
  const chained = gates.filter((gate) => !isPostCheck(gate) && !isNew(gate));
  return chained.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const stays = gate.after.filter((key) => !gates.some((gate) => gate.key === key));
    const after = gate.after.flatMap(
      (key) => ids.get(key) ?? (stays.includes(key) ? lastOf(run, key) : []),
    );
    // After something that stays it waits for what should have come before that.
    for (const [key, earlier] of ids)
      if (!after.includes(earlier) && stays.some((stay) => keysFrom(all, [key]).has(stay)))
        after.push(earlier);
    ids.set(gate.key, id);
    return gateTask(id, gate, {
      version: versionsOf(run, gate.key) + 1,
      after,
      who: whoNow(workflow, run, gate),
    });
  });
}

const lastOf = (run: Run, gate: string): string[] =>
  tasksOf(run, gate)
    .filter((task) => task.status !== "cancelled")
    .slice(-1)
    .map((task) => task.id);

/**
 * Checks of what a task has produced, in sequence; whatever waited for the task then waits for the
 * last of them.
 */
export function checksAfter(run: Run, gates: CheckGate[], done: Task): EventDraft[] {
  let before = done.id;
  const events: EventDraft[] = gates.map((gate, index) => {
    const created = checkTask(run, gate, run.tasks.length + index + 1, [before], done.token);
    before = created.task;
    return created;
  });
  return [...events, ...waitFor(run, [done.id], before)];
}

/**
 * Runs a review group's check once more before this task, because the tree has changed since it
 * ran.
 */
export const checksBefore = (run: Run, gate: CheckGate, task: Task): EventDraft[] => {
  const check = checkTask(run, gate, run.tasks.length + 1, task.blocked_by, task.token);
  return [check, { type: "task_blocked", task: task.id, by: [check.task] }];
};

function checkTask(
  run: Run,
  gate: CheckGate,
  number: number,
  after: string[],
  token: string,
): Created {
  const version = versionsOf(run, gate.key) + 1;
  return gateTask(`T${number}`, gate, {
    version,
    after,
    who: whoOf(gate.who, run, {}),
    token: gate.token ?? token,
  });
}

/**
 * Who does a gate's next task: whoever did the last one, since the person may have substituted
 * another, else by the workflow.
 */
function whoNow(workflow: Workflow, run: Run, gate: Gate): TaskWho {
  if (!isWork(gate)) return gate.gate === "wave" ? JOIN : PERSON;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix");
  // An item that is made anew may have another role.
  const isOther =
    gate.wave !== undefined && "role" in gate.who && before?.who.role !== gate.who.role;
  return before && !isOther ? before.who : whoOf(gate.who, run, workflow);
}

/**
 * Tasks of these gates count no more, save those of `kept`: what is unfinished is cancelled, what
 * was approved is void.
 */
export const dropped = (
  run: Run,
  keys: Set<string>,
  except: readonly string[] = [],
): EventDraft[] =>
  run.tasks.flatMap((task): EventDraft[] => {
    if (!keys.has(task.gate) || except.includes(task.id) || (task.void && isOver(task))) return [];
    const voided = { type: "task_voided", task: task.id } as const;
    return isOver(task) ? [voided] : [{ type: "task_cancelled", task: task.id }, voided];
  });

/** Takes back the questions that are meant. */
export const closing = (run: Run, isMeant: (question: Question) => boolean): EventDraft[] =>
  run.questions.filter(isMeant).map(({ id }) => ({ type: "question_closed", question: id }));

/** Everything from a gate on is replaced by new tasks. */
export function redo(workflow: Workflow, run: Run, key: string): EventDraft[] {
  const gates = gatesFrom(gatesOf(workflow, run), key);
  const keys = new Set(gates.map((gate) => gate.key));
  const closed = closing(run, ({ task }) => task !== null && keys.has(taskOf(run, task)!.gate));
  return [...dropped(run, keys), ...closed, ...chain(workflow, run, gates)];
}

/**
 * Gates that review again after a fix: that of the reviewer alone, or all of its group that have
 * finished a review. A reviewer whose review is still to come is left out: it would look at the
 * same thing twice. A check of the chain is repeated itself; one after an artifact is created when
 * the fix is done.
 */
function reviewsAgain(
  workflow: Workflow,
  run: Run,
  review: Task,
  then: "self" | "group",
): (ReviewGate | CheckGate)[] {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate === "check")
    return isPostCheck(gate) ? [] : [...finders(workflow, run, gate), gate];
  if (gate.gate !== "review") return [];
  if (then === "self") return [gate];
  const hasReviewed = (gate: ReviewGate): boolean => {
    const reviews = tasksOf(run, gate.key);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return gatesOf(workflow, run).filter(
    (one): one is ReviewGate =>
      one.gate === "review" &&
      one.group === gate.group &&
      (one.key === gate.key || hasReviewed(one)),
  );
}

/** Reviews that a check sums up, and that have something open. */
const finders = (workflow: Workflow, run: Run, { sums }: CheckGate): ReviewGate[] =>
  gatesOf(workflow, run).filter(
    (gate): gate is ReviewGate =>
      gate.gate === "review" && gate.group === sums && openFindings(run, [gate.key]).length > 0,
  );

/** A run as a decision has it by then. */
type At = Pick<Decision, "workflow" | "run">;
type Repeated = ReviewGate | CheckGate | PanelGate;

/**
 * One more review of a gate's reviewer, or one more run of a check; `scope`: the parts that a seat
 * looks at again.
 */
export function repeatGate(
  { workflow, run }: At,
  id: string,
  gate: Repeated,
  by: string[],
  scope: string[] = [],
): Created {
  const kind = gate.gate === "check" ? "gate" : "rereview";
  const who = whoNow(workflow, run, gate);
  const created = gateTask(id, gate, {
    version: versionsOf(run, gate.key) + 1,
    after: by,
    who,
    kind,
  });
  return scope.length > 0 ? { ...created, scope } : created;
}

interface Fixing {
  /** Whom it is for; left out: all that the fix names. */
  items?: (Item | null)[];
  /** Subjects that the same decision has used already. */
  given?: string[];
}

/**
 * The tasks that fix what this one found, in sequence: one, or one per owner. `from`: number of the
 * first one's id.
 */
export function fixTasks(
  at: At,
  found: Task,
  fix: Fix,
  from: number,
  first: string[],
  more: Fixing = {},
): Created[] {
  const { workflow, run } = at;
  const all = fix.each ? itemsOf(workflow, fix.each.over, run, found) : [null];
  const { items = all, given = [] } = more;
  const gate = gateOf(workflow, run, found.gate);
  const reads = isWork(gate) ? gate.reads : [];
  // An arbiter's are counted by themselves, whatever the round in which it is called.
  const number = gate.gate === "panel" && gate.arbiter?.schema === fix.schema ? 1 : found.version;
  let before = first;
  return items.map((item, index) => {
    const one = item === null ? fix : fillItem(fix, item);
    const created: Created = {
      type: "task_created",
      task: `T${from + index}`,
      gate: found.gate,
      kind: "fix",
      version: found.version,
      token: one.token,
      subject: numbered(run, given, `${one.title} v`, number),
      who: fixerOf(workflow, run, one),
      blocked_by: before,
      reads: [...new Set([...reads, found.writes])].filter((path) => path !== ""),
      writes: one.writes,
      schema: one.schema,
      brief: one.brief,
      fixes: found.id,
      // In a wave a fix is the work on the same item.
      item: item?.item ?? (gate.wave === undefined ? undefined : gate.item),
      documents: one.documents,
      edits: one.edits,
    };
    before = [created.task];
    return created;
  });
}

/**
 * A title with the first free number from `version` on: with several seats an owner may fix more
 * than once in a round.
 */
function numbered(run: Run, given: string[], title: string, version: number): string {
  const isTaken = (subject: string): boolean =>
    given.includes(subject) || run.tasks.some((task) => task.subject === subject);
  for (let number = version; ; number += 1)
    if (!isTaken(`${title}${number}`)) return `${title}${number}`;
}

/** Whatever waits for one of these tasks also waits for `by`. */
export const waitFor = (run: Run, ids: string[], ...by: string[]): EventDraft[] =>
  run.tasks
    .filter((task) => !isOver(task) && task.blocked_by.some((id) => ids.includes(id)))
    .map((task) => ({ type: "task_blocked", task: task.id, by }));

/**
 * A fix after its review, then the re-reviews in sequence; whatever waited for the review waits for
 * the last of them.
 */
export function fixAndReview(at: At, review: Task, fix: Fix, then: "self" | "group"): EventDraft[] {
  const { workflow, run } = at;
  const events: EventDraft[] = fixTasks(at, review, fix, run.tasks.length + 1, [review.id]);
  let before = `T${run.tasks.length + events.length}`;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${run.tasks.length + events.length + 1}`;
    events.push(repeatGate(at, id, gate, [before]));
    before = id;
  }
  return [...events, ...waitFor(run, [review.id], before)];
}

/**
 * One fix after reviews that looked beside each other, then their re-reviews beside each other, or
 * those of all of the group; whatever waited for one of them waits for all of these.
 */
export function fixTogether(
  at: At,
  reviews: [first: Task, ...others: Task[]],
  fix: Fix,
  then: "self" | "group",
): EventDraft[] {
  const { workflow, run } = at;
  const [first, ...others] = reviews;
  const ids = reviews.map(({ id }) => id);
  const fixes = fixTasks(at, first, fix, run.tasks.length + 1, ids).map((one) => ({
    ...one,
    also_fixes: others.map(({ id }) => id),
    reads: [...new Set([...one.reads, ...others.map(({ writes }) => writes)])],
  }));
  const last = fixes.at(-1)!.task;
  const again = new Set(
    reviews.flatMap((one) => reviewsAgain(workflow, run, one, then)).map(({ key }) => key),
  );
  const from = run.tasks.length + fixes.length + 1;
  const looks = gatesOf(workflow, run)
    .filter((gate): gate is ReviewGate => again.has(gate.key))
    .map((gate, index) => repeatGate(at, `T${from + index}`, gate, [last]));
  return [...fixes, ...looks, ...waitFor(run, ids, ...looks.map(({ task }) => task))];
}
