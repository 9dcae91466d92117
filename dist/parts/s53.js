// @bun
import {
  fitting,
  fitBeside,
  redo,
  repeatGate,
  fixTasks,
  waitFor
} from "./s63.js";
import {
  Refused
} from "./s2.js";
import {
  withSpent
} from "./s71.js";
import {
  entryOf,
  gatesOf,
  gateOf,
  gatesFrom,
  ownGate,
  keysOfGroup,
  panelGates,
  holds,
  shownBy
} from "./s50.js";
import {
  AT_END,
  isLive,
  taskOf,
  isOver,
  tasksOf2,
  undecidedCommands,
  openFindings,
  rounds,
  treesOf,
  withWarnings
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
function newTask(e) {
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
    run.tasks.push(newTask(e));
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
    if (tests.includes("approved")) {
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
    if (Object.values(ask.options).some((one) => one.tests === "approved"))
      return undecidedCommands(this.run, task);
    const goesOn = (name) => ask.options[name]?.move === "next" && ask.options[name].tests === undefined;
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

// src/engine/rounds.ts
var limitOf = (workflow, run, name) => run.settings.limits[name] ?? workflow.limits[name] ?? Number.POSITIVE_INFINITY;
var MAX_FAILED_DISPATCHES = 2;
var STALL_ROUNDS = 3;
function roundsLeft(workflow, run, gate) {
  const left = (name, keys) => Math.max(0, limitOf(workflow, run, name) - rounds(run, keys));
  return {
    reviewer: left("per_reviewer", [gate.key]),
    group: left(gate.group, keysOfGroup(workflow, run, gate.group))
  };
}
function fixesLeft(workflow, run, gate, task) {
  const checks = tasksOf2(run, gate.key);
  const passed = checks.findLastIndex((task) => task.outcome !== null && !run.tasks.some((fix) => fix.fixes === task.id) && task.status === "done");
  const since = checks.slice(passed + 1);
  const fixesOf = (item) => since.filter((one) => run.tasks.some((fix) => fix.fixes === one.id && (item === null || fix.item === item))).length;
  const fixed = Math.max(0, ...(task.facts.owners ?? [null]).map(fixesOf));
  return Math.max(0, limitOf(workflow, run, gate.fixes) - fixed);
}
function noProgress(run, review) {
  if (run.settings.convergence === false)
    return [];
  const all = tasksOf2(run, review.gate);
  const reviews = all.slice(0, all.indexOf(review) + 1);
  const why = [sameSubject, repeated, stalled].flatMap((look) => look(run, reviews, review) ?? []);
  const kept = declined(run, reviews, review);
  const sides = contradicted(run, review);
  const isCovered = (one) => one.reason === "repeated" && one.findings.every((id) => sides?.findings.includes(id)) || one.reason === "same_subject" && kept !== null;
  return [kept ?? [], sides ?? [], why.filter((one) => !isCovered(one))].flat();
}
function since(run, reviews, reason) {
  const told = reviews.findLastIndex((task) => run.decisions.some((one) => one.task === task.id && one.why.some((why) => why.reason === reason)));
  return told < 0 ? reviews : reviews.slice(told);
}
function sameSubject(run, reviews, review) {
  const before = since(run, reviews, "same_subject").findLast((task) => task !== review && task.reviewed === review.reviewed);
  return before ? { reason: "same_subject", round: before.version, findings: [] } : null;
}
function repeated(run, reviews, review) {
  const from = since(run, reviews, "repeated")[0];
  const mine = run.findings.filter((one) => one.gate === review.gate && !one.outside);
  const mended = mine.filter((one) => one.fixed_in !== null && one.fixed_in < review.version && one.fixed_in > from.version);
  let round = 0;
  const again = mine.filter((one) => {
    if (one.task !== review.id)
      return false;
    const before = mended.filter((old) => one.again.includes(old.id));
    round = Math.max(round, ...before.map((old) => old.fixed_in));
    return before.length > 0;
  });
  return again.length > 0 ? { reason: "repeated", round, findings: again.map((one) => one.id) } : null;
}
function declined(run, reviews, review) {
  const before = reviews.at(-2);
  if (before === undefined)
    return null;
  const settled = run.decisions.filter((one) => one.task !== review.id && run.tasks.some((fix) => fix.fixes !== null && fix.fixes === one.task)).filter((one) => reviews.some((task) => task.id === one.task)).flatMap((one) => one.why.flatMap((why) => why.reason === "declined" ? why.findings : []));
  const kept = openFindings(run, review.gate).filter((one) => one.declined_by !== null && one.severity !== "minor" && !settled.includes(one.id));
  const fixes = run.tasks.filter((fix) => fix.fixes === before.id && (fix.facts.declined ?? []).length > 0);
  return kept.length > 0 || fixes.length > 0 ? { reason: "declined", round: before.version, findings: kept.map((one) => one.id) } : null;
}
function stalled(run, reviews, review) {
  const last = since(run, reviews, "stalled").slice(-1 - STALL_ROUNDS);
  if (last.length <= STALL_ROUNDS)
    return null;
  if (!last.every((task) => task === review || run.tasks.some((fix) => fix.fixes === task.id)))
    return null;
  const now = openAfter(run, review);
  const first = last[0];
  return now.length > 0 && now.length >= openAfter(run, first).length ? { reason: "stalled", round: first.version, findings: now } : null;
}
var openAfter = (run, { gate, version }) => run.findings.filter((one) => one.gate === gate && !one.outside && one.severity !== "minor" && one.state !== "refused" && one.round <= version && (one.fixed_in === null || one.fixed_in > version)).map((one) => one.id);
function contradicted(run, review) {
  const told = new Set(run.decisions.filter((one) => one.task !== null && taskOf(run, one.task)?.gate === review.gate).flatMap((one) => one.why.flatMap((why) => why.against ?? [])).map(nameOf));
  const pairs = run.findings.filter((one) => one.task === review.id && !one.outside).map((one) => ({
    id: one.id,
    others: [...askedBack(run, one), ...broughtBack(run, one)].filter((other) => !told.has(nameOf({ gate: other.gate, finding: other.id })))
  })).filter((one) => one.others.length > 0);
  if (pairs.length === 0)
    return null;
  const others = [...new Set(pairs.flatMap((one) => one.others))];
  return {
    reason: "contradiction",
    round: Math.max(...others.map((one) => one.round)),
    findings: pairs.map((one) => one.id),
    against: others.map(({ gate, id }) => ({ gate, finding: id }))
  };
}
var nameOf = ({ gate, finding }) => `${gate} ${finding}`;
var askedBack = (run, mine) => mine.against.filter((one) => one.asks === "back").flatMap((one) => run.findings.filter((other) => other.gate === one.gate && other.id === one.finding)).filter((other) => other.state === "fixed");
function broughtBack(run, mine) {
  const before = run.findings.filter((old) => old.gate === mine.gate && old.fixed_in !== null && old.fixed_in < mine.round && mine.again.includes(old.id));
  return run.findings.filter((other) => other.state === "fixed" && other.against.some((one) => one.gate === mine.gate && before.some((old) => old.id === one.finding)));
}
function confirmFinal(decision) {
  if (!decision.live)
    return;
  const gates = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "review");
  for (const group of new Set(gates.map((gate) => gate.group))) {
    const gate = firstOutdated(decision.run, gates.filter((one) => one.group === group));
    if (gate)
      askConfirmation(decision, gate);
  }
}
function firstOutdated(run, gates) {
  const keys = new Set(gates.map((gate) => gate.key));
  const tasks = run.tasks.filter((task) => keys.has(task.gate) && !task.void && task.status !== "cancelled");
  if (!tasks.every(isOver))
    return;
  const last = gates.map((gate) => tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix"));
  if (last.includes(undefined))
    return;
  const final = finalSubject(tasks);
  return gates.find((gate, index) => {
    const { waiver, outcome, reviewed } = last[index];
    const approved = waiver === null && outcome !== null && gate.statuses[outcome]?.counts === "approval";
    return gate.confirm !== undefined && approved && reviewed !== final;
  });
}
var finalSubject = (tasks) => tasks.filter((task) => task.reviewed !== null).reduce((last, task) => last === null || task.acceptedSeq > last.acceptedSeq ? task : last, null)?.reviewed ?? null;
function askConfirmation(decision, gate) {
  const { run, workflow } = decision;
  const { reviewer, group } = roundsLeft(workflow, run, gate);
  const { brief, reads, limit } = gate.confirm;
  const before = tasksOf2(run, gate.key).at(-1);
  const created = repeatGate(workflow, run, `T${run.tasks.length + 1}`, { ...gate, brief, reads }, [before.id]);
  const keys = keysOfGroup(workflow, run, gate.group);
  const ofGroup = run.tasks.filter((task) => keys.includes(task.gate)).map((task) => task.id);
  decision.add(created, ...waitFor(run, ofGroup, created.task));
  if (Math.min(reviewer, group) === 0)
    decision.ask(limit, decision.task(created.task));
}

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
    if (isRoundOver(decision, panel) || isShort(decision, panel))
      settle2(decision, panel);
  }
}
var hasVoted = (task) => task.status === "waiting" && task.outcome !== null;
var isArbiters = ({ arbiter }, task) => task.schema === arbiter?.schema;
function isRoundOver({ run }, { gate, seats, fixes }) {
  if (run.questions.some((one) => seats.some((seat) => seat.id === one.task)))
    return false;
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
function settle2(decision, panel) {
  const parts = standings(decision, panel);
  const changes = parts.flatMap((one) => one.changes);
  const end = panel.rules.ends?.(decision.run, panel.gate, parts) ?? null;
  if (end !== null) {
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
  const last = made.length > 0 ? made : before;
  return [...events, ...last.flatMap((id) => waitFor(run, idsOf(panel), id))];
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
    throw new Refused("no_panel", `${nameOf2(decision)} has no review of one another: nobody rules in it`);
  const behind = behindPanel(decision, panel.gate);
  const refused = panel.rules.refuses?.(run, behind) ?? null;
  if (refused !== null)
    throw new Refused(refused.code, refused.why);
  redoBehind(decision, panel.gate, behind);
  spawnArbiter(decision, panelOf(decision, panel.gate), excerpt(topic));
}
var behindPanel = ({ workflow, run }, { key, panel }) => gatesFrom(gatesOf(workflow, run), key).filter((one) => one.gate !== "panel" || one.panel !== panel);
function nameOf2({ workflow, run }) {
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

export { PUT_BACK, preview, fold, Decision, excerpt, size, clipBytes, limitOf, MAX_FAILED_DISPATCHES, roundsLeft, fixesLeft, noProgress, confirmFinal, seatsOf, settlePanels, isDecided, seatsAgain, consult };
