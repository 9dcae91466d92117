import { withSpent } from "./bounds.ts";
import type { EventBody, EventOf, EventType, Recorded } from "./events.ts";
import {
  AT_END,
  gatesAnswered,
  isLive,
  isOver,
  newFinding,
  newQuestion,
  newRun,
  newTask,
  openNotices,
  openQuestion,
  ownedBy,
  type Question,
  type Run,
  sameHost,
  type Task,
  taskOf,
  undecidedFiles,
  withWarnings,
} from "./run.ts";

/** A label as the host's dialog has it: without commas. */
const plain = (text: string | null): string | null => text?.replaceAll(",", ";").trim() ?? null;

/** Asked about what code noticed: whether the run goes on. */
export const NOTICED = "noticed";
/** Asked at the end: whose are the files that no call of the run has changed. */
export const WHOSE = "whose-files";
/** The answer that they belong to the change. */
export const TAKE = "take";

type Of<T extends EventType> = Extract<Recorded, { type: T }>;
/** Events about an existing task. */
type OfTask = Exclude<
  { [T in EventType]: EventOf<T> extends { task: string } ? T : never }[EventType],
  "task_created"
>;

/** How many void calls are remembered; the agents of older ones ended long ago. */
const MAX_VOID_CALLS = 50;

/**
 * Ends a task's dispatch. `keepsRunning`: its agent may still run; its call becomes void, so that
 * it is denied from now on.
 */
function release(run: Run, task: Task, keepsRunning: boolean): void {
  const { dispatch } = task;
  if (dispatch && keepsRunning) {
    const { call, agent, session, host } = dispatch;
    run.void_calls.push({ call, agent, session, host });
    if (run.void_calls.length > MAX_VOID_CALLS) run.void_calls.shift();
  }
  task.dispatch = null;
  task.refusals = 0;
}

/** What an artifact says of earlier findings. */
function closeFindings(run: Run, task: Task, e: EventOf<"accepted">): void {
  for (const answer of e.prior) {
    const { gate = task.gate } = answer;
    const earlier = run.findings.find(
      (finding) => finding.gate === gate && finding.id === answer.id,
    );
    if (!earlier || answer.state === "open") continue;
    // Of another reviewer's it only says that it is done with.
    if (gate !== task.gate && earlier.state !== "open") continue;
    earlier.state = answer.state;
    earlier.closed_by = task.id;
    if (gate !== task.gate) continue;
    earlier.fixed_in = task.version;
    earlier.untouched = answer.untouched === true;
  }
  const answered = gatesAnswered(run, task);
  // The person's own version of a fix answers no finding anew.
  if (task.kind === "fix" && e.by !== "person")
    for (const finding of run.findings)
      if (answered.includes(finding.gate) && finding.state === "open")
        finding.declined_by = e.declined?.includes(finding.id) ? task.id : null;
}

/** HEAD of the person's repository where it stands elsewhere than before. */
function noteHead(run: Run, task: string, head: EventOf<"ended">["head"]): void {
  const before = run.heads.at(-1)?.head;
  if (head && (before?.branch !== head.branch || before?.commit !== head.commit))
    run.heads.push({ task, head });
}

/** What counts the dispatches that came to nothing, by why they did. */
export const COUNTERS = {
  invalid: "invalid",
  lost: "lost",
  stale: "stale",
  changed: "unsettled",
  api: "waits",
} as const;

/**
 * What each event does to the task that it is about, in the copy of the run that `evolve` made for
 * the batch.
 */
const ON_TASK: { [T in OfTask]: (task: Task, event: Of<T>, run: Run) => void } = {
  task_blocked(task, e) {
    task.blocked_by = [...task.blocked_by, ...e.by.filter((id) => !task.blocked_by.includes(id))];
    task.turn += 1;
  },
  dispatched(task, e, run) {
    task.status = "running";
    run.calls.push(e.call);
    if (run.calls.length > MAX_VOID_CALLS) run.calls.shift();
    task.dispatches += 1;
    task.unsettled = 0;
    task.failure = null;
    task.started_at ??= e.at;
    task.base ??= e.subject;
    task.brought ??= e.brought;
    noteHead(run, task.id, e.head);
    if (e.snapshot !== undefined) run.snapshot ??= e.snapshot;
    const {
      call,
      nonce,
      agent = null,
      session,
      host,
      subject,
      check,
      brief,
      bounds = null,
      at,
    } = e;
    task.dispatch = {
      call,
      nonce,
      agent,
      session,
      host,
      subject,
      check,
      brief,
      process: null,
      bounds,
      at,
    };
  },
  bound(task, e) {
    if (task.dispatch) task.dispatch.agent = e.agent;
    // What an earlier agent of it did may be unseen.
    task.changed = e.calls ? (task.changed === undefined ? {} : task.changed) : null;
  },
  changed(task, e) {
    task.runs_on = e.runs_on ?? task.runs_on;
    if (e.all) task.changed = null;
    else if (task.changed) Object.assign(task.changed, e.files);
  },
  wrote(task, e) {
    if (task.dispatch) task.dispatch.wrote = e.sense;
  },
  tried(task) {
    task.tried++;
  },
  finding_tested(task, { finding, key, tree, why, shown, before }) {
    task.tested.push({ finding, key, tree, why, shown, before });
  },
  check_started(task, e) {
    if (task.dispatch) task.dispatch.process = { pid: e.pid, start: e.start };
  },
  spent(task, e) {
    task.spent = withSpent(task.spent, e);
  },
  check_failed(task, e, run) {
    release(run, task, false);
    task.failure = { failure: e.failure, message: e.message, detail: e.detail };
    task.note = e.message;
    task.status = "waiting";
  },
  refused(task, e) {
    task.refusals += 1;
    task.note = e.problems.join("\n");
  },
  returned(task, e, run) {
    if (e.reason in COUNTERS) task[COUNTERS[e.reason as keyof typeof COUNTERS]] += 1;
    if (e.reason === "again" || e.reason === "answered")
      task.invalid = task.lost = task.stale = task.unsettled = 0;
    task.turn += 1;
    task.note = e.note;
    release(run, task, true);
    task.status = "blocked";
    task.outcome = null;
  },
  accepted(task, e, run) {
    task.artifact = e.artifact;
    task.waits = 0;
    task.commands = e.commands ?? null;
    task.outcome = e.outcome;
    task.said = e.said ?? null;
    task.reviewed = e.subject;
    if (e.kept !== undefined) run.kept = { task: task.id, tree: e.subject, commit: e.kept };
    task.facts = e.facts ?? {};
    task.handed = e.documents ?? [];
    task.as_assumed = true;
    task.by_person = e.by === "person";
    task.acceptedSeq = 1 + run.tasks.reduce((last, one) => Math.max(last, one.acceptedSeq), 0);
    if (task.facts.warnings !== undefined || task.facts.closed !== undefined)
      run.warnings = withWarnings(run.warnings, task.facts, task.id, task.acceptedSeq);
    task.status = "waiting";
    task.note = "";
    release(run, task, false);
    closeFindings(run, task, e);
    const isKnown = (id: string): boolean =>
      run.findings.some(
        (finding) => finding.gate === task.gate && finding.id === id && finding.task === task.id,
      );
    for (const finding of e.findings)
      if (!isKnown(finding.id)) run.findings.push(newFinding(finding, task));
  },
  task_done(task, e, run) {
    task.status = "done";
    task.waiver = e.waiver;
    task.ended_at = e.at;
    if (task.dispatch) release(run, task, true);
  },
  task_skipped(task, e, run) {
    if (task.dispatch) release(run, task, true);
    task.status = "skipped";
    task.skipped = e.rule;
    task.ended_at = e.at;
  },
  task_cancelled(task, e, run) {
    release(run, task, true);
    task.status = "cancelled";
    task.ended_at = e.at;
  },
  task_voided(task, e, run) {
    task.void = true;
    // A wave that is made again has other items.
    if (run.items) run.items = run.items.filter((item) => item.join !== e.task);
    for (const finding of run.findings)
      if (finding.task === e.task && finding.state === "open") finding.state = "refused";
  },
  substituted(task, e) {
    task.who = e.who;
  },
  host_task(task, e) {
    task.host_task_id = e.host_task_id;
  },
  host_blocked(task, e) {
    task.host_blocked_by = [...task.host_blocked_by, ...e.by];
  },
  host_completed(task) {
    task.host_completed = true;
  },
  sent(_task, { provider, bytes, files, more, withheld }, run) {
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
  auto_approved(_task, e, run) {
    run.assumptions = [...new Set([...run.assumptions, ...e.assumptions])];
    run.unasked = [...new Set([...run.unasked, ...e.unasked])];
  },
};

/** Takes a question away: what waited for it is due anew. */
function closed(run: Run, id: string): Question | undefined {
  const open = openQuestion(run, id);
  run.questions = run.questions.filter((question) => question.id !== id);
  const task = open?.task ? taskOf(run, open.task) : undefined;
  if (task) task.turn += 1;
  else run.turn += 1;
  return open;
}

/** The same for what is not about one task, or creates it. */
const ON_RUN: {
  [T in Exclude<EventType, OfTask | "run_created">]: (run: Run, event: Of<T>) => void;
} = {
  task_created(run, e) {
    run.tasks.push(newTask(run, e));
  },
  held(run, { task, failure, message, until, at }) {
    run.paused = { task, failure, message, until, at };
  },
  went_on(run) {
    run.paused = null;
    run.turn += 1;
  },
  tests_decided(run, { task, commands, approved, by }) {
    if (commands.length === 0) run.tests.none = true;
    // What was decided last counts.
    run.tests.decided = run.tests.decided.filter((one) => !commands.includes(one.text));
    for (const text of commands) run.tests.decided.push({ text, approved, by, task });
  },
  tested(run, e) {
    if (!e.baseline) return;
    run.tests.baseline = [
      ...new Set([...run.tests.baseline, ...e.commands.map((command) => command.command)]),
    ];
  },
  item_planned(run, { type: _type, run: _run, seq: _seq, batch: _batch, prev: _prev, ...item }) {
    run.items = [...(run.items ?? []), { ...item, dropped: null }];
  },
  item_dropped(run, e) {
    const dropped = run.items?.find((item) => item.gate === e.gate && item.item === e.item);
    if (dropped) dropped.dropped ??= e.reason;
  },
  options_set(run, { options }) {
    run.options = { ...run.options, ...options };
  },
  asked(run, e) {
    run.asked += 1;
    run.questions.push(newQuestion(e));
  },
  reason_wanted(run, e) {
    const open = openQuestion(run, e.question);
    if (!open) return;
    open.wants_reason = e.option;
    open.shown = open.seen = false;
  },
  settings_read(run, e) {
    run.settings = e.settings;
  },
  shown(run, e) {
    for (const open of run.questions.filter((question) => e.questions.includes(question.id))) {
      open.seen = true;
      open.seen_whole ||= open.wants_reason === null;
      if (!e.printed) open.shown = true;
    }
  },
  answered(run, e) {
    const open = closed(run, e.question);
    if (open === undefined) return;
    const asking = open.text ? taskOf(run, open.task) : undefined;
    if (asking && plain(e.text) !== plain(open.labels[0] ?? null)) asking.as_assumed = false;
    if (open.kind === NOTICED) for (const notice of openNotices(run)) notice.known = true;
    if (open.kind === WHOSE)
      for (const path of undecidedFiles(run)) run.unclaimed![path]!.taken = e.option === TAKE;
    const { question, option, text, via, at, by } = e;
    const { kind, task, text: asked, why } = open;
    run.decisions.push({
      question,
      kind,
      task,
      option,
      text,
      asked,
      commands: open.commands ?? [],
      why,
      via,
      at,
      ...(by !== undefined && { by }),
    });
  },
  noticed(run, { what, key, text, asked }) {
    const others = (run.notices ?? []).filter(
      (notice) => notice.what !== what || notice.key !== key,
    );
    run.notices = [...others, { what, key, text, asked }];
  },
  unclaimed(run, { files }) {
    const more = Object.entries(files).map(
      ([path, hash]) => [path, { hash, taken: null }] as const,
    );
    run.unclaimed = { ...run.unclaimed, ...Object.fromEntries(more) };
  },
  question_closed(run, e) {
    closed(run, e.question);
  },
  request_changed(run, e) {
    run.request = e.request;
  },
  delivered(run, e) {
    run.delivered = { directive: e.directive, session: e.session, reminder: e.reminder };
    // Asked for anew: the dialog may open once more.
    if (e.directive.startsWith("ask:")) for (const open of run.questions) open.shown = false;
    if (!e.main) return;
    const known = run.main?.find((one) => one.session === e.session);
    if (known) known.now = e.main;
    else run.main = [...(run.main ?? []), { session: e.session, from: e.main, now: e.main }];
  },
  attached(run, e) {
    // What another session has shown was not shown in this one.
    if (run.owner?.session !== e.session)
      for (const open of run.questions) open.seen = open.seen_whole = false;
    run.owner = ownedBy(e);
    run.delivered = null;
    run.paused = null;
    for (const one of [...run.tasks.map((task) => task.dispatch), ...run.void_calls])
      if (one && sameHost(one.host, e.host)) one.session = e.session;
  },
  agent_ended(run, e) {
    for (const voidCall of run.void_calls) if (voidCall.call === e.call) voidCall.ended = true;
  },
  agent_gone(run, e) {
    run.void_calls = run.void_calls.filter((voidCall) => voidCall.call !== e.call);
  },
  ended(run, e) {
    run.status = e.status;
    run.reason = e.reason;
    noteHead(run, AT_END, e.head);
    run.questions = [];
    run.paused = null;
    for (const task of run.tasks) {
      if (task.dispatch) release(run, task, true);
      if (!isOver(task)) task.status = "cancelled";
    }
  },
  released(run) {
    run.released = true;
    run.void_calls = [];
  },
};

/**
 * Derives which tasks are ready, and the run's status, from tasks and questions. Done once, after
 * the last event of a batch: after each event a task would be ready before the task that blocks it
 * exists.
 */
function settle(run: Run): void {
  const live = isLive(run);
  const over = new Set(
    run.tasks
      .filter((task) => task.status === "done" || task.status === "skipped")
      .map((task) => task.id),
  );
  for (const task of run.tasks) {
    if (isOver(task) || task.status === "running") continue;
    if (!live) task.status = "cancelled";
    else if (run.questions.some((question) => question.task === task.id)) task.status = "waiting";
    else if (task.status !== "waiting")
      task.status = task.blocked_by.every((id) => over.has(id)) ? "ready" : "blocked";
  }
  if (live)
    run.status = run.questions.length > 0 || run.paused !== null ? "waiting_for_user" : "running";
}

/**
 * The run after one more batch of events. Pure: the run given is not changed.
 * @throws Error when the batch does not fit the run: this program did not write the journal
 */
export const evolve = (run: Run | null, batch: readonly Recorded[]): Run | null =>
  fold(run === null ? null : copyOf(run), batch);

/**
 * The run after events that are not recorded yet; they get the number and the time of the last
 * recorded one.
 */
export function preview(run: Run | null, events: readonly EventBody[]): Run | null {
  const { seq, updated_at: at } = run ?? { seq: 0, updated_at: "" };
  return evolve(
    run,
    events.map((event) => ({ ...event, seq, at, prev: "" })),
  );
}

/**
 * A copy by JSON takes half the time of `structuredClone`. Settings never change, so they are
 * shared.
 */
const copyOf = (run: Run): Run => ({
  ...(JSON.parse(JSON.stringify({ ...run, settings: null })) as Run),
  settings: run.settings,
});

/**
 * As `evolve`, but changes the run in place: for a reader of the journal, which alone holds the run
 * that it builds up. A copy for each batch would cost a hundred times as much as the folding.
 */
export function fold(run: Run | null, batch: readonly Recorded[]): Run | null {
  let next = run;
  for (const event of batch) {
    if (event.type === "run_created") {
      next = newRun(event);
      continue;
    }
    if (next === null)
      throw new Error(`the journal begins with ${event.type}, expected run_created`);
    if (next.run !== event.run)
      throw new Error(`event ${event.seq} is of run ${event.run}, expected ${next.run}`);
    apply(next, event);
    next.updated_at = event.at;
    next.seq = event.seq;
  }
  if (next !== null) settle(next);
  return next;
}

function apply(run: Run, event: Exclude<Recorded, { type: "run_created" }>): void {
  if (isOfTask(event)) {
    const task = taskOf(run, event.task);
    if (!task)
      throw new Error(`the journal names task ${event.task}, which run ${run.run} does not have`);
    (ON_TASK[event.type] as (task: Task, event: Recorded, run: Run) => void)(task, event, run);
  } else if (Object.hasOwn(ON_RUN, event.type))
    (ON_RUN[event.type] as (run: Run, event: Recorded) => void)(run, event);
  else
    throw new Error(
      `event ${event.seq} has the type ${String(event.type)}, which this version does not know`,
    );
}

const isOfTask = (event: Recorded): event is Of<OfTask> => Object.hasOwn(ON_TASK, event.type);
