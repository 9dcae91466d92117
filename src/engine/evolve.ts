import type { Settings } from "../settings.ts";
import { withSpent } from "./bounds.ts";
import type { EventBody, EventOf, EventType, Recorded } from "./events.ts";
import { isLive, isOver, type Run, type Task, taskOf, withWarnings } from "./run.ts";

/** For runs that began before there were settings for tests. */
const OLD_TESTS: Settings["tests"] = { run: false, commands: [], timeout_minutes: 15 };

/** The run after its first event; it has no tasks yet. */
function newRun(event: EventOf<"run_created"> & { at: string; seq: number }): Run {
  return {
    run: event.run,
    workflow: event.workflow,
    entry: event.entry,
    request: event.request,
    auto: event.auto,
    // Older journals lack some settings.
    settings: {
      ...event.settings,
      secrets: event.settings.secrets ?? [],
      frozen: event.settings.frozen ?? [],
      tests: event.settings.tests ?? OLD_TESTS,
    },
    options: event.options ?? {},
    status: "running",
    reason: "",
    owner: event.session === null ? null : { session: event.session, host: event.host },
    tasks: [],
    findings: [],
    questions: [],
    asked: 0,
    decisions: [],
    warnings: [],
    assumptions: [],
    void_calls: event.void_calls.map((call) => ({ call, agent: null, session: event.session ?? "", host: event.host })),
    calls: [...event.void_calls],
    delivered: null,
    sent: [],
    paused: null,
    tests: { decided: [], none: false, baseline: [], by_hand: null },
    released: false,
    created_at: event.at,
    updated_at: event.at,
    seq: event.seq,
  };
}

/** A task as it is created. */
function newTask(e: EventOf<"task_created">): Task {
  return {
    id: e.task,
    gate: e.gate,
    kind: e.kind,
    version: e.version,
    token: e.token,
    subject: e.subject,
    who: e.who,
    item: e.item ?? null,
    scope: e.scope ?? [],
    documents: e.documents ?? [],
    edits: e.edits ?? null,
    blocked_by: e.blocked_by,
    reads: e.reads,
    writes: e.writes,
    schema: e.schema,
    brief: e.brief,
    fixes: e.fixes,
    topic: e.topic ?? null,
    status: "blocked",
    dispatch: null,
    dispatches: 0,
    refusals: 0,
    invalid: 0,
    lost: 0,
    stale: 0,
    note: "",
    artifact: null,
    commands: null,
    outcome: null,
    reviewed: null,
    facts: {},
    handed: [],
    skipped: null,
    acceptedSeq: 0,
    base: null,
    waiver: null,
    void: false,
    claims: { checked: 0, refused: 0 },
    spent: [],
    failure: null,
    waits: 0,
    host_task_id: null,
    host_blocked_by: [],
    host_completed: false,
    started_at: null,
    ended_at: null,
  };
}

type Of<T extends EventType> = Extract<Recorded, { type: T }>;
/** Each handler changes the copy of the run that `evolve` made for the batch. */
type Handlers = { [T in Exclude<EventType, "run_created">]: (run: Run, event: Of<T>) => void };

/** How many void calls are remembered; the agents of older ones ended long ago. */
const MAX_VOID_CALLS = 50;

function task(run: Run, id: string): Task {
  const found = taskOf(run, id);
  if (!found) throw new Error(`the journal names task ${id}, which run ${run.run} does not have`);
  return found;
}

/** Ends a task's dispatch. `keepsRunning`: its agent may still run; its call becomes void, so that it is denied from now on. */
function release(run: Run, on: Task, keepsRunning: boolean): void {
  const dispatch = on.dispatch;
  if (dispatch && keepsRunning) {
    const { call, agent, session, host } = dispatch;
    run.void_calls.push({ call, agent, session, host });
    if (run.void_calls.length > MAX_VOID_CALLS) run.void_calls.shift();
  }
  on.dispatch = null;
  on.refusals = 0;
}

const handlers: Handlers = {
  task_created(run, e) {
    run.tasks.push(newTask(e));
  },
  task_blocked(run, e) {
    const on = task(run, e.task);
    on.blocked_by = [...on.blocked_by, ...e.by.filter((id) => !on.blocked_by.includes(id))];
  },
  dispatched(run, e) {
    const on = task(run, e.task);
    on.status = "running";
    run.calls.push(e.call);
    if (run.calls.length > MAX_VOID_CALLS) run.calls.shift();
    on.dispatches += 1;
    on.failure = null;
    on.started_at ??= e.at;
    on.base ??= e.subject;
    on.dispatch = {
      call: e.call,
      nonce: e.nonce,
      agent: null,
      session: e.session,
      host: e.host,
      subject: e.subject,
      check: e.check,
      process: null,
      bounds: e.bounds ?? null,
      at: e.at,
    };
  },
  bound(run, e) {
    const on = task(run, e.task);
    if (on.dispatch) on.dispatch.agent = e.agent;
  },
  check_started(run, e) {
    const on = task(run, e.task);
    if (on.dispatch) on.dispatch.process = { pid: e.pid, start: e.start };
  },
  spent(run, e) {
    const on = task(run, e.task);
    on.spent = withSpent(on.spent, e);
  },
  held(run, { task, failure, message, until, at }) {
    run.paused = { task, failure, message, until, at };
  },
  went_on(run) {
    run.paused = null;
  },
  sent(run, { provider, bytes, files, more, withheld }) {
    const before = run.sent.find((one) => one.provider === provider);
    const now = {
      provider,
      prompts: (before?.prompts ?? 0) + 1,
      bytes: (before?.bytes ?? 0) + bytes,
      files: Math.max(before?.files ?? 0, files.length + more),
      withheld: Math.max(before?.withheld ?? 0, withheld),
    };
    run.sent = [...run.sent.filter((one) => one.provider !== provider), now];
  },
  tests_decided(run, { task, commands, approved, by }) {
    if (commands.length === 0) run.tests.none = true;
    for (const text of commands) run.tests.decided.push({ text, approved, by, task });
  },
  tested(run, e) {
    if (e.task === null) run.tests.by_hand = { outcome: e.outcome, tree: e.tree, at: e.at };
    if (!e.baseline) return;
    run.tests.baseline = [...new Set([...run.tests.baseline, ...e.commands.map((one) => one.command)])];
  },
  check_failed(run, e) {
    const on = task(run, e.task);
    release(run, on, false);
    on.failure = { failure: e.failure, message: e.message, detail: e.detail };
    on.note = e.message;
    on.status = "waiting";
  },
  refused(run, e) {
    const on = task(run, e.task);
    on.refusals += 1;
    on.claims.refused += e.problems.length;
    on.note = e.problems.join("\n");
  },
  returned(run, e) {
    const on = task(run, e.task);
    if (e.reason === "invalid") on.invalid += 1;
    if (e.reason === "lost") on.lost += 1;
    if (e.reason === "stale") on.stale += 1;
    if (e.reason === "api") on.waits += 1;
    if (e.reason === "again" || e.reason === "answered") on.invalid = on.lost = on.stale = 0;
    on.note = e.note;
    release(run, on, true);
    on.status = "blocked";
    on.outcome = null;
  },
  accepted(run, e) {
    const on = task(run, e.task);
    on.artifact = e.artifact;
    on.waits = 0;
    on.commands = e.commands ?? null;
    on.outcome = e.outcome;
    on.reviewed = e.subject;
    on.facts = e.facts ?? {};
    on.handed = e.documents ?? [];
    on.acceptedSeq = 1 + run.tasks.reduce((last, one) => Math.max(last, one.acceptedSeq), 0);
    if (on.facts.warnings !== undefined || on.facts.closed !== undefined)
      run.warnings = withWarnings(run.warnings, on.facts, on.id, on.acceptedSeq);
    on.claims.checked += e.claims;
    on.status = "waiting";
    on.note = "";
    release(run, on, false);
    for (const answer of e.prior) {
      const earlier = run.findings.find((finding) => finding.gate === on.gate && finding.id === answer.id);
      if (earlier && answer.state === "fixed") {
        earlier.state = "fixed";
        earlier.fixed_in = on.version;
        earlier.untouched = answer.untouched === true;
      }
    }
    for (const finding of e.findings) {
      const known = run.findings.find((one) => one.gate === on.gate && one.id === finding.id && one.task === on.id);
      if (known) continue;
      const { prints = [], against = [], ...said } = finding;
      const { gate, id: task, version: round } = on;
      run.findings.push({
        ...said,
        gate,
        task,
        state: "open",
        round,
        fixed_in: null,
        untouched: false,
        prints,
        against,
      });
    }
  },
  task_done(run, e) {
    const on = task(run, e.task);
    on.status = "done";
    on.waiver = e.waiver;
    on.ended_at = e.at;
    if (on.dispatch) release(run, on, true);
  },
  task_skipped(run, e) {
    const on = task(run, e.task);
    on.status = "skipped";
    on.skipped = e.rule;
    on.ended_at = e.at;
  },
  options_set(run, { options }) {
    run.options = { ...run.options, ...options };
  },
  task_cancelled(run, e) {
    const on = task(run, e.task);
    release(run, on, true);
    on.status = "cancelled";
    on.ended_at = e.at;
  },
  task_voided(run, e) {
    task(run, e.task).void = true;
    for (const finding of run.findings)
      if (finding.task === e.task && finding.state === "open") finding.state = "refused";
  },
  substituted(run, e) {
    task(run, e.task).who = e.who;
  },
  asked(run, e) {
    run.asked += 1;
    run.questions.push({
      id: e.question,
      kind: e.kind,
      task: e.task,
      options: e.options,
      text: e.text,
      labels: e.labels,
      request: e.request,
      start: e.start ?? null,
      why: e.why ?? [],
      wants_reason: null,
      at: e.at,
    });
  },
  reason_wanted(run, e) {
    const open = run.questions.find((one) => one.id === e.question);
    if (open) open.wants_reason = e.option;
  },
  answered(run, e) {
    const open = run.questions.find((one) => one.id === e.question);
    run.questions = run.questions.filter((one) => one.id !== e.question);
    run.decisions.push({
      question: e.question,
      kind: open?.kind ?? "",
      task: open?.task ?? null,
      option: e.option,
      text: e.text,
      asked: open?.text ?? null,
      why: open?.why ?? [],
      via: e.via,
      at: e.at,
    });
  },
  question_closed(run, e) {
    run.questions = run.questions.filter((one) => one.id !== e.question);
  },
  auto_approved(run, e) {
    run.assumptions = [...run.assumptions, ...e.assumptions.filter((text) => !run.assumptions.includes(text))];
  },
  request_changed(run, e) {
    run.request = e.request;
  },
  delivered(run, e) {
    run.delivered = { directive: e.directive, session: e.session, reminder: e.reminder };
  },
  attached(run, e) {
    run.owner = { session: e.session, host: e.host };
    run.delivered = null;
    run.paused = null;
  },
  agent_gone(run, e) {
    run.void_calls = run.void_calls.filter((one) => one.call !== e.call);
  },
  host_task(run, e) {
    task(run, e.task).host_task_id = e.host_task_id;
  },
  host_blocked(run, e) {
    const on = task(run, e.task);
    on.host_blocked_by = [...on.host_blocked_by, ...e.by];
  },
  host_completed(run, e) {
    task(run, e.task).host_completed = true;
  },
  ended(run, e) {
    run.status = e.status;
    run.reason = e.reason;
    run.questions = [];
    run.paused = null;
    for (const one of run.tasks) {
      if (one.dispatch) release(run, one, true);
      if (!isOver(one)) one.status = "cancelled";
    }
  },
  released(run) {
    run.released = true;
    run.void_calls = [];
  },
};

/**
 * Derives which tasks are ready, and the run's status, from tasks and questions. Done once, after the last event of a batch:
 * after each event a task would be ready before the task that blocks it exists.
 */
function settle(run: Run): void {
  const live = isLive(run);
  const over = new Set(
    run.tasks.filter((one) => one.status === "done" || one.status === "skipped").map((one) => one.id),
  );
  for (const one of run.tasks) {
    if (isOver(one) || one.status === "running") continue;
    if (!live) one.status = "cancelled";
    else if (run.questions.some((question) => question.task === one.id)) one.status = "waiting";
    else if (one.status !== "waiting") one.status = one.blocked_by.every((id) => over.has(id)) ? "ready" : "blocked";
  }
  if (live) run.status = run.questions.length > 0 || run.paused !== null ? "waiting_for_user" : "running";
}

/**
 * The run after one more batch of events. Pure: the run given is not changed.
 * @throws Error when the batch does not fit the run: this program did not write the journal
 */
export const evolve = (run: Run | null, batch: readonly Recorded[]): Run | null =>
  fold(run === null ? null : copyOf(run), batch);

/** The run after events that are not recorded yet; they get the number and the time of the last recorded one. */
export function preview(run: Run | null, events: readonly EventBody[]): Run | null {
  const { seq, updated_at: at } = run ?? { seq: 0, updated_at: "" };
  return evolve(
    run,
    events.map((event) => ({ ...event, seq, at, prev: "" })),
  );
}

/** A copy by JSON takes half the time of `structuredClone`. Settings never change, so they are shared. */
const copyOf = (run: Run): Run => ({
  ...(JSON.parse(JSON.stringify({ ...run, settings: null })) as Run),
  settings: run.settings,
});

/**
 * As `evolve`, but changes the run in place: for a reader of the journal, which alone holds the run that it builds up. A
 * copy for each batch would cost a hundred times as much as the folding.
 */
export function fold(run: Run | null, batch: readonly Recorded[]): Run | null {
  let next = run;
  for (const event of batch) {
    if (event.type === "run_created") {
      next = newRun(event);
      continue;
    }
    if (next === null) throw new Error(`the journal begins with ${event.type}, expected run_created`);
    if (next.run !== event.run) throw new Error(`event ${event.seq} is of run ${event.run}, expected ${next.run}`);
    const known = Object.hasOwn(handlers, event.type);
    const handle = known ? (handlers[event.type] as (run: Run, event: Recorded) => void) : undefined;
    if (!handle)
      throw new Error(`event ${event.seq} has the type ${String(event.type)}, which this version does not know`);
    handle(next, event);
    next.updated_at = event.at;
    next.seq = event.seq;
  }
  if (next !== null) settle(next);
  return next;
}
