// @bun
import {
  fitting,
  fitBeside
} from "./s2.js";
import {
  Refused
} from "./s4.js";
import {
  gateOf,
  ownGate,
  holds,
  shownBy
} from "./s100.js";
import {
  openNotices,
  AT_END,
  isLive,
  taskOf,
  isOver,
  undecidedCommands,
  withWarnings
} from "./s5.js";
import {
  withSpent
} from "./s3.js";

// src/engine/evolve.ts
var OLD_TESTS = { run: false, commands: [], timeout_minutes: 15 };
function newRun(event) {
  return {
    run: event.run,
    workflow: event.workflow,
    entry: event.entry,
    request: event.request,
    auto: event.auto,
    settings: {
      ...event.settings,
      frozen: event.settings.frozen ?? [],
      tests: event.settings.tests ?? OLD_TESTS
    },
    options: event.options ?? {},
    status: "running",
    reason: "",
    owner: event.session === null ? null : { session: event.session, host: event.host },
    ...event.assigned ? { assigned: event.assigned } : {},
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
    turn: 0,
    edits: [],
    sent: [],
    heads: [],
    paused: null,
    tests: { decided: [], none: false, baseline: [], by_hand: null },
    released: false,
    created_at: event.at,
    updated_at: event.at,
    seq: event.seq
  };
}
var withOptions = (token, { options }) => token.replace(/\{(\w+)\}/g, (_, name) => options[name] ?? "");
function newTask(run, e) {
  return {
    id: e.task,
    gate: e.gate,
    kind: e.kind,
    version: e.version,
    token: withOptions(e.token, run),
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
    unsettled: 0,
    turn: 1,
    note: "",
    artifact: null,
    commands: null,
    outcome: null,
    said: null,
    reviewed: null,
    facts: {},
    handed: [],
    skipped: null,
    as_assumed: true,
    by_person: false,
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
    ended_at: null
  };
}
var plain = (text) => text?.replaceAll(",", ";").trim() ?? null;
var PUT_BACK = "put_back";
var NOTICED = "noticed";
var MAX_VOID_CALLS = 50;
function release(run, task, keepsRunning) {
  const { dispatch } = task;
  if (dispatch && keepsRunning) {
    const { call, agent, session, host } = dispatch;
    run.void_calls.push({ call, agent, session, host });
    if (run.void_calls.length > MAX_VOID_CALLS)
      run.void_calls.shift();
  }
  task.dispatch = null;
  task.refusals = 0;
}
function closeFindings(run, task, e) {
  for (const answer of e.prior) {
    const earlier = run.findings.find((finding) => finding.gate === task.gate && finding.id === answer.id);
    if (earlier && answer.state !== "open") {
      earlier.state = answer.state;
      earlier.fixed_in = task.version;
      earlier.closed_by = task.id;
      earlier.untouched = answer.untouched === true;
    }
  }
  for (const { gate, id } of e.known ?? []) {
    const minor = run.findings.find((one) => one.gate === gate && one.id === id && one.state === "open");
    if (minor)
      Object.assign(minor, { state: "fixed", closed_by: task.id });
  }
  if (task.kind === "fix" && e.by !== "person") {
    for (const finding of run.findings)
      if (finding.gate === task.gate && finding.state === "open")
        finding.declined_by = e.declined?.includes(finding.id) ? task.id : null;
  }
}
function addFindings(run, task, e) {
  for (const finding of e.findings) {
    const known = run.findings.find((one) => one.gate === task.gate && one.id === finding.id && one.task === task.id);
    if (known)
      continue;
    const { id, severity, outside, again = [], against = [] } = finding;
    run.findings.push({
      id,
      severity,
      outside,
      gate: task.gate,
      task: task.id,
      state: "open",
      round: task.version,
      fixed_in: null,
      closed_by: null,
      declined_by: null,
      untouched: false,
      again,
      against
    });
  }
}
function noteHead(run, task, head) {
  const before = run.heads.at(-1)?.head;
  if (head && (before?.branch !== head.branch || before?.commit !== head.commit))
    run.heads.push({ task, head });
}
var ON_TASK = {
  task_blocked(task, e) {
    task.blocked_by = [...task.blocked_by, ...e.by.filter((id) => !task.blocked_by.includes(id))];
    task.turn += 1;
  },
  dispatched(task, e, run) {
    task.status = "running";
    run.calls.push(e.call);
    if (run.calls.length > MAX_VOID_CALLS)
      run.calls.shift();
    task.dispatches += 1;
    task.unsettled = 0;
    task.failure = null;
    task.started_at ??= e.at;
    task.base ??= e.subject;
    noteHead(run, task.id, e.head);
    if (e.snapshot !== undefined)
      run.snapshot ??= e.snapshot;
    task.dispatch = {
      call: e.call,
      nonce: e.nonce,
      agent: null,
      session: e.session,
      host: e.host,
      subject: e.subject,
      check: e.check,
      process: null,
      bounds: e.bounds ?? null,
      at: e.at
    };
  },
  bound(task, e) {
    if (task.dispatch)
      task.dispatch.agent = e.agent;
  },
  wrote(task, e) {
    if (task.dispatch)
      task.dispatch.wrote = e.sense;
  },
  check_started(task, e) {
    if (task.dispatch)
      task.dispatch.process = { pid: e.pid, start: e.start };
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
    task.claims.refused += e.problems.length;
    task.note = e.problems.join(`
`);
  },
  returned(task, e, run) {
    if (e.reason === "invalid")
      task.invalid += 1;
    if (e.reason === "lost")
      task.lost += 1;
    if (e.reason === "stale")
      task.stale += 1;
    if (e.reason === "changed")
      task.unsettled += 1;
    if (e.reason === "api")
      task.waits += 1;
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
    task.facts = e.facts ?? {};
    task.handed = e.documents ?? [];
    task.as_assumed = true;
    task.by_person = e.by === "person";
    task.acceptedSeq = 1 + run.tasks.reduce((last, one) => Math.max(last, one.acceptedSeq), 0);
    if (task.facts.warnings !== undefined || task.facts.closed !== undefined)
      run.warnings = withWarnings(run.warnings, task.facts, task.id, task.acceptedSeq);
    task.claims.checked += e.claims;
    task.status = "waiting";
    task.note = "";
    release(run, task, false);
    closeFindings(run, task, e);
    addFindings(run, task, e);
  },
  task_done(task, e, run) {
    task.status = "done";
    task.waiver = e.waiver;
    task.ended_at = e.at;
    if (task.dispatch)
      release(run, task, true);
  },
  task_skipped(task, e, run) {
    if (task.dispatch)
      release(run, task, true);
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
    if (run.items)
      run.items = run.items.filter((one) => one.join !== e.task);
    for (const finding of run.findings)
      if (finding.task === e.task && finding.state === "open")
        finding.state = "refused";
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
      withheld: Math.max(before?.withheld ?? 0, withheld)
    };
    run.sent = [...run.sent.filter((one) => one.provider !== provider), now];
  },
  edited(_task, { task, path, sha, asked }, run) {
    run.edits = run.edits.filter((one) => one.path !== path || one.sha !== sha);
    run.edits.push({ task, path, sha, put_back: !asked });
  },
  auto_approved(_task, e, run) {
    run.assumptions = [...run.assumptions, ...e.assumptions.filter((text) => !run.assumptions.includes(text))];
  }
};
function closed(run, id) {
  const open = run.questions.find((one) => one.id === id);
  run.questions = run.questions.filter((one) => one.id !== id);
  const task = open?.task ? taskOf(run, open.task) : undefined;
  if (task)
    task.turn += 1;
  else
    run.turn += 1;
  return open;
}
var ON_RUN = {
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
    if (commands.length === 0)
      run.tests.none = true;
    run.tests.decided = run.tests.decided.filter((one) => !commands.includes(one.text));
    for (const text of commands)
      run.tests.decided.push({ text, approved, by, task });
  },
  tested(run, e) {
    if (e.task === null)
      run.tests.by_hand = { outcome: e.outcome, tree: e.tree, at: e.at };
    if (!e.baseline)
      return;
    run.tests.baseline = [...new Set([...run.tests.baseline, ...e.commands.map((one) => one.command)])];
  },
  item_planned(run, { type: _type, run: _run, seq: _seq, batch: _batch, prev: _prev, ...item }) {
    run.items = [...run.items ?? [], { ...item, dropped: null }];
  },
  item_dropped(run, e) {
    const dropped = run.items?.find((one) => one.gate === e.gate && one.item === e.item);
    if (dropped)
      dropped.dropped ??= e.reason;
  },
  options_set(run, { options }) {
    run.options = { ...run.options, ...options };
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
      commands: e.commands ?? null,
      request: e.request,
      start: e.start ?? null,
      edit: e.edit ?? null,
      why: e.why ?? [],
      wants_reason: null,
      proposed: null,
      shown: false,
      seen: false,
      at: e.at
    });
  },
  reason_wanted(run, e) {
    const open = run.questions.find((one) => one.id === e.question);
    if (!open)
      return;
    open.wants_reason = e.option;
    open.proposed = e.text ?? null;
    open.shown = open.seen = false;
  },
  settings_read(run, e) {
    run.settings = e.settings;
  },
  shown(run, e) {
    for (const open of run.questions.filter((one) => e.questions.includes(one.id))) {
      open.seen = true;
      if (!e.printed)
        open.shown = true;
    }
  },
  answered(run, e) {
    const open = closed(run, e.question);
    const edit = open?.edit;
    const asking = open?.text ? taskOf(run, open.task ?? "") : undefined;
    if (asking && plain(e.text) !== plain(open?.labels[0] ?? null))
      asking.as_assumed = false;
    if (edit && e.option === PUT_BACK) {
      for (const one of run.edits)
        if (one.path === edit.path && one.sha === edit.sha)
          one.put_back = true;
    }
    if (open?.kind === NOTICED)
      for (const one of openNotices(run))
        one.known = true;
    run.decisions.push({
      question: e.question,
      kind: open?.kind ?? "",
      task: open?.task ?? null,
      option: e.option,
      text: e.text,
      asked: open?.text ?? null,
      commands: open?.commands ?? [],
      why: open?.why ?? [],
      via: e.via,
      at: e.at
    });
  },
  noticed(run, { what, key, text, asked }) {
    const others = (run.notices ?? []).filter((one) => one.what !== what || one.key !== key);
    run.notices = [...others, { what, key, text, asked }];
  },
  question_closed(run, e) {
    closed(run, e.question);
  },
  request_changed(run, e) {
    run.request = e.request;
  },
  delivered(run, e) {
    run.delivered = { directive: e.directive, session: e.session, reminder: e.reminder };
    if (e.directive.startsWith("ask:"))
      for (const open of run.questions)
        open.shown = false;
    if (!e.main)
      return;
    const known = run.main?.find((one) => one.session === e.session);
    if (known)
      known.now = e.main;
    else
      run.main = [...run.main ?? [], { session: e.session, from: e.main, now: e.main }];
  },
  attached(run, e) {
    if (run.owner?.session !== e.session)
      for (const open of run.questions)
        open.seen = false;
    run.owner = { session: e.session, host: e.host };
    run.delivered = null;
    run.paused = null;
    for (const one of [...run.tasks.map((task) => task.dispatch), ...run.void_calls])
      if (one?.host && one.host.pid === e.host?.pid && one.host.start === e.host.start)
        one.session = e.session;
  },
  agent_ended(run, e) {
    for (const one of run.void_calls)
      if (one.call === e.call)
        one.ended = true;
  },
  agent_gone(run, e) {
    run.void_calls = run.void_calls.filter((one) => one.call !== e.call);
  },
  ended(run, e) {
    run.status = e.status;
    run.reason = e.reason;
    noteHead(run, AT_END, e.head);
    run.questions = [];
    run.paused = null;
    for (const one of run.tasks) {
      if (one.dispatch)
        release(run, one, true);
      if (!isOver(one))
        one.status = "cancelled";
    }
  },
  released(run) {
    run.released = true;
    run.void_calls = [];
  }
};
function settle(run) {
  const live = isLive(run);
  const over = new Set(run.tasks.filter((one) => one.status === "done" || one.status === "skipped").map((one) => one.id));
  for (const one of run.tasks) {
    if (isOver(one) || one.status === "running")
      continue;
    if (!live)
      one.status = "cancelled";
    else if (run.questions.some((question) => question.task === one.id))
      one.status = "waiting";
    else if (one.status !== "waiting")
      one.status = one.blocked_by.every((id) => over.has(id)) ? "ready" : "blocked";
  }
  if (live)
    run.status = run.questions.length > 0 || run.paused !== null ? "waiting_for_user" : "running";
}
var evolve = (run, batch) => fold(run === null ? null : copyOf(run), batch);
function preview(run, events) {
  const { seq, updated_at: at } = run ?? { seq: 0, updated_at: "" };
  return evolve(run, events.map((event) => ({ ...event, seq, at, prev: "" })));
}
var copyOf = (run) => ({
  ...JSON.parse(JSON.stringify({ ...run, settings: null })),
  settings: run.settings
});
function fold(run, batch) {
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
  if (next !== null)
    settle(next);
  return next;
}
function apply(run, event) {
  if (isOfTask(event)) {
    const task = taskOf(run, event.task);
    if (!task)
      throw new Error(`the journal names task ${event.task}, which run ${run.run} does not have`);
    ON_TASK[event.type](task, event, run);
  } else if (Object.hasOwn(ON_RUN, event.type))
    ON_RUN[event.type](run, event);
  else
    throw new Error(`event ${event.seq} has the type ${String(event.type)}, which this version does not know`);
}
var isOfTask = (event) => Object.hasOwn(ON_TASK, event.type);

// src/engine/decision.ts
class Decision {
  workflow;
  run;
  events = [];
  constructor(workflow, run) {
    this.workflow = workflow;
    this.run = run;
  }
  add(...drafts) {
    if (drafts.length === 0)
      return;
    const events = drafts.map((draft) => ({ ...draft, run: this.run.run }));
    this.events.push(...events);
    this.run = preview(this.run, events);
  }
  get live() {
    return isLive(this.run);
  }
  task(id) {
    const task = taskOf(this.run, id);
    if (!task)
      throw new Refused("unknown_task", `run ${this.run.run} has no task ${id}`);
    return task;
  }
  gate(task) {
    return gateOf(this.workflow, this.run, task.gate);
  }
  waitingFor(id, nonce) {
    const task = this.task(id);
    return this.live && task.status === "running" && task.dispatch?.nonce === nonce ? task : null;
  }
  spend(task, spent) {
    if (spent !== null && task.dispatch)
      this.add({ type: "spent", task: task.id, call: task.dispatch.call, ...spent });
  }
  decideTests(task, commands, approved, by) {
    if (commands.length > 0)
      this.add({ type: "tests_decided", task, commands, approved, by });
  }
  ask(ask, task, more = {}) {
    const offered = Object.entries(ask.options).filter(([, { when }]) => when === undefined || holds(this.workflow, when, this.run, this.gate(this.task(task.id))));
    const options = Object.fromEntries(offered);
    this.put({ ...ask, options }, { task: task.id, ...more, commands: this.commandsOf(ask, task) });
  }
  askEach(ask, task, open) {
    for (const { question, options } of open)
      this.put(ask, { task: task.id, text: question, labels: options });
  }
  commandsOf(ask, task) {
    const now = this.task(task.id);
    const gate = ownGate(this.workflow, this.run, now);
    const alone = gate?.gate === "produce" ? gate.tests?.unapproved : undefined;
    const tests = Object.values(ask.options).map((one) => one.tests);
    if (tests.includes("approved") && ask.shows === undefined) {
      const open = undecidedCommands(this.run, now);
      if (ask.ask === alone?.ask)
        return fitting(open, "alone");
      return alone !== undefined && !fitBeside(open) ? [] : fitting(open, "beside");
    }
    if (ask.shows !== undefined)
      return fitting(this.unshown(ask, now), "beside");
    return tests.includes("named") ? fitting(now.commands ?? [], "alone") : undefined;
  }
  unshown(ask, task) {
    const approves = (name) => ask.options[name]?.tests === "approved";
    if (ask.shows === undefined && Object.keys(ask.options).some(approves))
      return undecidedCommands(this.run, task);
    const goesOn = (name) => ask.options[name]?.move === "next" && (ask.options[name].tests === undefined || approves(name));
    const seen = this.run.decisions.flatMap((one) => goesOn(one.option) ? one.commands : []);
    return shownBy(this.workflow, this.run, ask).filter((one) => !seen.includes(one));
  }
  askRun(ask, more = {}) {
    for (const open of this.run.questions)
      if (open.task === null && open.kind === ask.ask)
        this.add({ type: "question_closed", question: open.id });
    this.put(ask, more);
  }
  put(ask, about) {
    const { first, text = null, labels = [], task = null, request = null, ...more } = about;
    const options = Object.keys(ask.options);
    this.add({
      type: "asked",
      question: `Q${this.run.asked + 1}`,
      kind: ask.ask,
      task,
      options: first === undefined ? options : [first, ...options.filter((one) => one !== first)],
      text: text && clipBytes(text, 8000),
      labels: labels.map((label) => clipBytes(label, 480)),
      request,
      ...more
    });
  }
}
var excerpt = (request) => ({ ...request, text: clipBytes(request.text, 12000, "") });
var encoder = new TextEncoder;
var size = (text) => encoder.encode(JSON.stringify(text)).length - 2;
function clipBytes(text, bytes, mark = "\u2026") {
  if (text.length * 6 <= bytes || size(text) <= bytes)
    return text;
  let room = bytes - size(mark);
  let kept = "";
  for (const char of text) {
    room -= size(char);
    if (room < 0)
      break;
    kept += char;
  }
  return kept + mark;
}

export { PUT_BACK, NOTICED, preview, fold, Decision, excerpt, size, clipBytes };
