// @bun
import {
  _regex,
  string,
  number2,
  boolean,
  array,
  object,
  looseObject,
  record2,
  _enum,
  literal,
  optional,
  nullable,
  custom
} from "./s1.js";
import {
  TASK_ID,
  FINDING_ID,
  SEVERITIES
} from "./s5.js";

// src/engine/events.ts
var TEST_OUTCOMES = ["pass", "known", "fail", "unclear", "red", "cannot_run", "none"];
var testedCommand = object({
  command: string(),
  shell: boolean(),
  state: _enum(["passed", "failed", "timeout", "not_found", "not_run"]),
  exit: nullable(number2()),
  signal: nullable(string()),
  ms: number2(),
  lines: array(string()),
  log: nullable(string()),
  passed: number2(),
  failed: number2(),
  skipped: optional(number2()),
  told_by: optional(_enum(["report", "output", "exit"])),
  runner: optional(string())
});
var facts = looseObject({
  warnings: optional(array(string())),
  closed: optional(array(object({ id: string(), reason: string() }))),
  owners: optional(array(string())),
  declined: optional(array(object({ text: string(), reason: string() }))),
  reason: optional(string()),
  trees: optional(record2(string(), string()))
});
var sha = string().check(_regex(/^[0-9a-f]{64}$/));
var stated = {
  commands: optional(array(string())),
  facts: optional(facts),
  documents: optional(array(object({ path: string(), sha })))
};
var taskId = string().check(_regex(TASK_ID));
var findingId = string().check(_regex(FINDING_ID));
var settings = custom((value) => typeof value === "object" && value !== null);
var maybe = (type) => nullable(type);
var host = object({ pid: number2(), start: string() });
var request = object({ text: string(), sha, bytes: number2() });
var start = object({
  workflow: string(),
  entry: string(),
  auto: boolean(),
  options: record2(string(), string())
});
var who = object({
  agent: string(),
  model: string(),
  provider: optional(string()),
  program: optional(string()),
  role: optional(string())
});
var head = object({ branch: maybe(string()), commit: maybe(string()) });
var edit = object({
  task: taskId,
  path: string(),
  sha,
  problems: array(string()),
  artifact: optional(object({
    sha,
    outcome: string(),
    questions: array(object({ question: string(), options: array(string()) })),
    assumptions: array(string()),
    claims: number2(),
    reason: maybe(string()),
    ...stated
  }))
});
var questionId = string().check(_regex(/^Q\d+$/));
var spent = object({ tool_calls: number2(), minutes: number2(), tokens: number2() });
var used = optional(record2(string(), array(number2())));
var deniedCall = object({ tool: string(), what: string(), times: number2(), asked: optional(boolean()) });
var event = (type, shape) => object({ type: literal(type), run: string(), ...shape });
var EVENTS = {
  run_created: event("run_created", {
    version: string(),
    workflow: string(),
    entry: string(),
    request,
    auto: boolean(),
    settings,
    options: optional(record2(string(), string())),
    session: maybe(string()),
    host: maybe(host),
    noted: optional(boolean()),
    assigned: optional(record2(string(), array(who))),
    void_calls: array(string())
  }),
  task_created: event("task_created", {
    task: taskId,
    gate: string(),
    kind: _enum(["gate", "fix", "rereview"]),
    version: number2(),
    token: string(),
    subject: string(),
    who,
    blocked_by: array(taskId),
    reads: array(string()),
    writes: string(),
    schema: string(),
    brief: string(),
    fixes: maybe(taskId),
    item: optional(string()),
    scope: optional(array(string())),
    documents: optional(array(string())),
    edits: optional(string()),
    topic: optional(request)
  }),
  task_blocked: event("task_blocked", { task: taskId, by: array(taskId) }),
  dispatched: event("dispatched", {
    task: taskId,
    call: string(),
    nonce: sha,
    agent_type: string(),
    session: string(),
    host: maybe(host),
    brief: sha,
    subject: maybe(string()),
    check: boolean(),
    bounds: optional(spent),
    head: optional(head),
    snapshot: optional(string())
  }),
  spent: event("spent", {
    task: taskId,
    call: string(),
    ...spent.shape,
    denied: optional(number2()),
    model: optional(string()),
    usd: optional(number2()),
    unpriced: optional(number2()),
    host_denied: optional(array(deniedCall)),
    own_denied: optional(array(deniedCall)),
    used
  }),
  bound: event("bound", { task: taskId, agent: string() }),
  wrote: event("wrote", { task: taskId, sense: sha }),
  check_started: event("check_started", { task: taskId, pid: number2(), start: string() }),
  sent: event("sent", {
    task: taskId,
    provider: string(),
    bytes: number2(),
    files: array(string()),
    more: number2(),
    withheld: number2()
  }),
  tests_decided: event("tests_decided", {
    task: maybe(taskId),
    commands: array(string()),
    approved: boolean(),
    by: _enum(["person", "auto", "settings"])
  }),
  tested: event("tested", {
    task: maybe(taskId),
    baseline: boolean(),
    tree: maybe(string()),
    after: maybe(string()),
    outcome: _enum(TEST_OUTCOMES),
    commands: array(testedCommand)
  }),
  check_failed: event("check_failed", { task: taskId, failure: string(), message: string(), detail: string() }),
  refused: event("refused", { task: taskId, problems: array(string()), artifact: maybe(sha) }),
  returned: event("returned", {
    task: taskId,
    reason: _enum([
      "again",
      "answered",
      "invalid",
      "lost",
      "stale",
      "changed",
      "taken_over",
      "bounded",
      "api",
      "stopped"
    ]),
    note: string()
  }),
  accepted: event("accepted", {
    task: taskId,
    artifact: sha,
    raw: optional(sha),
    outcome: string(),
    subject: maybe(string()),
    findings: array(object({
      id: findingId,
      severity: _enum(SEVERITIES),
      outside: boolean(),
      again: optional(array(findingId)),
      against: optional(array(object({ gate: string(), finding: findingId, asks: _enum(["about", "back"]) })))
    })),
    prior: array(object({
      id: findingId,
      state: _enum(["fixed", "open", "withdrawn"]),
      untouched: optional(literal(true))
    })),
    declined: optional(array(findingId)),
    known: optional(array(object({ gate: string(), id: findingId }))),
    said: optional(string()),
    claims: number2(),
    ...stated,
    by: optional(literal("person"))
  }),
  task_done: event("task_done", {
    task: taskId,
    waiver: maybe(object({ kind: _enum(["accepted", "overruled", "waived"]), reason: string() }))
  }),
  task_skipped: event("task_skipped", { task: taskId, rule: string() }),
  item_planned: event("item_planned", {
    gate: string(),
    join: taskId,
    item: string(),
    role: string(),
    title: string(),
    after: array(string()),
    width: number2()
  }),
  item_dropped: event("item_dropped", { gate: string(), item: string(), reason: string() }),
  options_set: event("options_set", { options: record2(string(), string()) }),
  task_cancelled: event("task_cancelled", { task: taskId }),
  task_voided: event("task_voided", { task: taskId }),
  substituted: event("substituted", { task: taskId, who }),
  asked: event("asked", {
    question: questionId,
    kind: string(),
    task: maybe(taskId),
    options: array(string()),
    text: maybe(string()),
    labels: array(string()),
    commands: optional(array(string())),
    request: maybe(request),
    edit: optional(edit),
    start: optional(start),
    why: optional(array(object({
      reason: _enum(["same_subject", "repeated", "stalled", "contradiction", "declined"]),
      round: number2(),
      findings: array(findingId),
      against: optional(array(object({ gate: string(), finding: findingId })))
    })))
  }),
  settings_read: event("settings_read", { settings }),
  reason_wanted: event("reason_wanted", {
    question: questionId,
    option: maybe(string()),
    text: optional(string())
  }),
  shown: event("shown", { questions: array(questionId), printed: optional(literal(true)) }),
  answered: event("answered", {
    question: questionId,
    option: string(),
    text: maybe(string()),
    via: _enum(["dialog", "prompt", "command", "cli"]),
    session: maybe(string()),
    prompt: optional(string()),
    said: optional(sha)
  }),
  edited: event("edited", { task: taskId, path: string(), sha, asked: boolean() }),
  noticed: event("noticed", { what: string(), key: string(), text: string(), asked: boolean() }),
  question_closed: event("question_closed", { question: questionId }),
  auto_approved: event("auto_approved", { task: taskId, kind: string(), assumptions: array(string()) }),
  request_changed: event("request_changed", { request, back: string() }),
  delivered: event("delivered", {
    directive: string(),
    session: string(),
    reminder: boolean(),
    main: optional(object({
      requests: number2(),
      tokens: number2(),
      context: optional(number2()),
      used
    }))
  }),
  attached: event("attached", { session: string(), host: maybe(host) }),
  agent_gone: event("agent_gone", { call: string() }),
  agent_ended: event("agent_ended", { call: string() }),
  host_task: event("host_task", { task: taskId, host_task_id: string() }),
  host_blocked: event("host_blocked", { task: taskId, by: array(taskId) }),
  host_completed: event("host_completed", { task: taskId }),
  ended: event("ended", {
    status: _enum(["complete", "failed", "cancelled"]),
    reason: string(),
    head: optional(head)
  }),
  released: event("released", {}),
  held: event("held", { task: maybe(taskId), failure: string(), message: string(), until: maybe(string()) }),
  went_on: event("went_on", {})
};

// src/run/event-problem.ts
function problemIn(line) {
  if (isUnknown(line))
    return `type: found ${shown(line.type)}, which this version does not know`;
  const [issue] = EVENTS[line.type].safeParse(line).error?.issues ?? [];
  if (issue === undefined)
    return null;
  const found = issue.path.reduce((value, key) => value?.[key], line);
  return `${line.type}.${issue.path.join(".")}: found ${shown(found)}, expected ${expected(issue)}`;
}
var isUnknown = ({ type }) => !Object.hasOwn(EVENTS, type);
var shown = (value) => value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
function expected(issue) {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "invalid_format":
      return `the form ${issue.pattern ?? issue.format}`;
    default:
      return "another value";
  }
}
export {
  isUnknown,
  problemIn
};
