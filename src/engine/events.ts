import * as z from "zod/mini";
import type { Settings } from "../settings.ts";
import { FINDING_ID, FORM, SEVERITIES, TASK_ID } from "./run.ts";

/** What can happen to a run: the lines of its journal. */

/**
 * How a run of the approved test commands ended. `known`: what is red was red before the first
 * change, too; `unclear`: nobody can tell whether it was. `red`: the baseline's own; `cannot_run`:
 * a command did not start, or its time was up;
 * `none`: not one of them may be run.
 */
export const TEST_OUTCOMES = [
  "pass",
  "known",
  "fail",
  "unclear",
  "red",
  "cannot_run",
  "none",
] as const;
export type TestOutcome = (typeof TEST_OUTCOMES)[number];

const text = z.string();
const texts = z.array(text);
const maybeText = z.nullable(text);
const named = z.record(text, text);
const number = z.number();
const flag = z.optional(z.literal(true));

/** One test command that was run. */
const testedCommand = z.object({
  command: text,
  /** It ran in a shell, because it needs one and the person approved that. */
  shell: z.boolean(),
  /** `not_run`: it needs a shell, and nobody approved that. */
  state: z.enum(["passed", "failed", "timeout", "not_found", "not_run"]),
  exit: z.nullable(number),
  signal: maybeText,
  /** Milliseconds. */
  ms: number,
  /** The last lines of its output. */
  lines: texts,
  /** Hash of the object that holds its output, at most 1 MB of it. */
  log: maybeText,
  /** Counts of tests that its report, or its output, tells. */
  passed: number,
  failed: number,
  skipped: number,
  /**
   * By what its tests are known: the runner's own report, its output, or its exit code alone, which
   * names none.
   */
  told_by: z.enum(["report", "output", "exit"]),
  /** Whose report it is. */
  runner: z.optional(text),
});
export type TestedCommand = z.infer<typeof testedCommand>;

const ranges = z.array(z.tuple([number, number]));

/**
 * What an artifact, or a check of the program, states beside its outcome. The rules of a workflow
 * read nothing else. The engine reads these fields; others are the workflow's own.
 */
const facts = z.looseObject({
  /** Their texts; one that begins with the id of a known warning is that warning. */
  warnings: z.optional(texts),
  closed: z.optional(z.array(z.object({ id: text, reason: text }))),
  /** Items whose owner has something to fix. */
  owners: z.optional(texts),
  /**
   * What the author of a fix holds to be wrong and has not mended: the reviewer's words, and why
   * not.
   */
  declined: z.optional(z.array(z.object({ text: text, reason: text }))),
  /** Why it ends the run, or drops its item, in words for the person. */
  reason: z.optional(text),
  /**
   * Of a review: lines of the change that no reviewer was shown so far; without lines: the file
   * itself. Left out: not known.
   */
  unshown: z.optional(z.array(z.object({ path: text, added: ranges, removed: ranges }))),
  /** Files beyond those listed. */
  unshown_more: z.optional(number),
  /** Of a review: neither it nor one before it was shown anything of the change. */
  saw_none: z.optional(z.boolean()),
  /**
   * Of a review: criteria for which nothing but the name of a file speaks, or all of them, where it
   * says of each that it holds without a change.
   */
  by_name: z.optional(texts),
  as_before: z.optional(texts),
  /** What does not hold and is nobody's to mend any more, each with why. */
  outdated: z.optional(texts),
  /**
   * Of a run of tests: what passed before the change, and does not with what tests rest on as it
   * was, or may not.
   */
  lost_tests: z.optional(texts),
  /** The tree of each part of the project, after it. */
  trees: z.optional(named),
});
export type Facts = z.infer<typeof facts>;

const sha = text.check(z.regex(/^[0-9a-f]{64}$/));
/** What else an artifact may say. */
const stated = {
  /** Test commands that it names. */
  commands: z.optional(texts),
  facts: z.optional(facts),
  /** Documents that were handed in with it, as objects. */
  documents: z.optional(z.array(z.object({ path: text, sha }))),
};
const taskId = text.check(z.regex(TASK_ID));
const findingId = text.check(z.regex(FINDING_ID));
/** Not checked again: they were when the run began. */
const settings = z.custom<Settings>((value) => typeof value === "object" && value !== null);
const host = z.object({ pid: number, start: text });
const request = z.object({ text: text, sha, bytes: number });
/** How a run is started; kept with a request until the person has decided what to do with it. */
const start = z.object({
  workflow: text,
  entry: text,
  auto: z.boolean(),
  options: named,
});
const who = z.object({
  agent: text,
  model: text,
  provider: z.optional(text),
  program: z.optional(text),
  /** What it is called in this run, where one agent has several roles. */
  role: z.optional(text),
});

/** `branch`: null where none is checked out; `commit`: null where there is none yet. */
const head = z.object({ branch: maybeText, commit: maybeText });
const questionId = text.check(z.regex(/^Q\d+$/));

const spent = z.object({ tool_calls: number, minutes: number, tokens: number });
/** `Counts` of src/prices.ts; missing where nobody counted by model. */
const used = z.optional(z.record(text, z.array(number)));
/**
 * What its own test shows of a finding; `before`: it fails without the change, too. Both are
 * missing where none was run.
 */
const shownBy = {
  shown: z.optional(z.enum(["proven", "refuted", "unknown"])),
  before: flag,
};
/**
 * A call that was refused, and how often. `asked`: a rule of ours asked about it, and nobody
 * allowed it.
 */
const deniedCall = z.object({
  tool: text,
  what: text,
  times: number,
  asked: z.optional(z.boolean()),
  why: z.optional(text),
});

const event = <N extends string, S extends z.core.$ZodLooseShape>(type: N, shape: S) =>
  z.object({ type: z.literal(type), run: text, ...shape });

/** What can happen to a run; `seq`, `at`, `batch` and `prev` are added by the store. */
export const EVENTS = {
  run_created: event("run_created", {
    form: z.literal(FORM),
    version: text,
    workflow: text,
    entry: text,
    request,
    auto: z.boolean(),
    settings,
    /** What the person chose at the start. */
    options: z.optional(named),
    session: maybeText,
    host: z.nullable(host),
    /** A program carries it on by itself, and no session's main thread. */
    driver: flag,
    /** Who carries it on is noted outside of the project. */
    noted: z.optional(z.boolean()),
    /** Fingerprint of a job's key: whoever has that carries the run on, on whichever machine. */
    key: z.optional(sha),
    /**
     * Who does a role in this run, in the order in which they are tried; a role that is left out
     * has the workflow's.
     */
    assigned: z.optional(z.record(text, z.array(who))),
  }),
  task_created: event("task_created", {
    task: taskId,
    gate: text,
    kind: z.enum(["gate", "fix", "rereview"]),
    version: number,
    token: text,
    subject: text,
    who,
    blocked_by: z.array(taskId),
    reads: texts,
    writes: text,
    schema: text,
    brief: text,
    /** The review that a fix answers. */
    fixes: z.nullable(taskId),
    /** Further ones that it answers: of reviewers who looked at the same beside that one. */
    also_fixes: z.optional(z.array(taskId)),
    item: z.optional(text),
    scope: z.optional(texts),
    documents: z.optional(texts),
    edits: z.optional(text),
    /** What the person asks the arbiter. */
    topic: z.optional(request),
  }),
  task_blocked: event("task_blocked", { task: taskId, by: z.array(taskId) }),
  dispatched: event("dispatched", {
    task: taskId,
    call: text,
    nonce: sha,
    agent_type: text,
    session: text,
    host: z.nullable(host),
    brief: sha,
    subject: maybeText,
    check: z.boolean(),
    /**
     * Session of the host that the driver starts for it; missing where a main thread dispatches.
     */
    agent: z.optional(text),
    /** What this dispatch may use; missing where nothing bounds it. */
    bounds: z.optional(spent),
    /** Where the person's repository stood; missing without one. */
    head: z.optional(head),
    /**
     * The commit that holds the project's files before the first work; only of the task that begins
     * it.
     */
    snapshot: z.optional(text),
    /**
     * Files that git brought between the start of the run and this first work; `more`: how many
     * beyond those.
     */
    brought: z.optional(z.object({ files: texts, more: number })),
  }),
  /**
   * What a dispatch used, recorded when it has ended. When it is recorded twice, the larger figures
   * count.
   */
  spent: event("spent", {
    task: taskId,
    call: text,
    ...spent.shape,
    /** Calls that a rule denied. */
    denied: z.optional(number),
    /**
     * The external model that was asked, what it cost in US dollars, and how many of its answers
     * have no known price.
     */
    model: z.optional(text),
    /** The name of the model that answered, where it is not the one that was asked for. */
    answered: z.optional(text),
    usd: z.optional(number),
    unpriced: z.optional(number),
    /**
     * Calls that the host itself refused, and what is known of calls that our rules denied; missing
     * where there are none.
     */
    host_denied: z.optional(z.array(deniedCall)),
    own_denied: z.optional(z.array(deniedCall)),
    used,
  }),
  /** `calls`: hooks see each call of its agent that may change the project. */
  bound: event("bound", { task: taskId, agent: text, calls: flag }),
  /**
   * Files that a call of its agent has changed, with a hash of what it left there, "" for none;
   * `all`: nobody saw which.
   * `runs_on`: the call has left something at work, of which nobody sees what it changes; false:
   * all of it has been ended.
   */
  changed: event("changed", {
    task: taskId,
    files: named,
    all: flag,
    runs_on: z.optional(z.boolean()),
  }),
  /**
   * The agent has written its artifact by a tool of the host; `sense`: hash of what it says,
   * however it is laid out.
   */
  wrote: event("wrote", { task: taskId, sense: sha }),
  check_started: event("check_started", { task: taskId, pid: number, start: text }),
  /**
   * A prompt that goes to an external provider, with as many names of its files as fit into a line
   * of the journal.
   */
  sent: event("sent", {
    task: taskId,
    provider: text,
    bytes: number,
    files: texts,
    /** Files beyond those listed. */
    more: number,
    /** Files that the deny list kept out. */
    withheld: number,
  }),
  /**
   * Test commands that the program may run from now on, or may not. No commands: the program runs
   * no tests.
   */
  tests_decided: event("tests_decided", {
    task: z.nullable(taskId),
    commands: texts,
    approved: z.boolean(),
    by: z.enum(["person", "auto", "settings"]),
  }),
  /** Tests that the program ran; of an earlier version also by hand, without a task. */
  tested: event("tested", {
    task: z.nullable(taskId),
    baseline: z.boolean(),
    /** The project's tree before and after the run. */
    tree: maybeText,
    after: maybeText,
    outcome: z.enum(TEST_OUTCOMES),
    commands: z.array(testedCommand),
  }),
  /** A script that a reviewer had the program run; it and its output are objects. */
  tried: event("tried", {
    task: taskId,
    script: sha,
    output: sha,
    exit: z.nullable(z.number()),
    ms: z.number(),
  }),
  /**
   * The program ran the test of a finding. `key`: hash of the test, and of its tree. `tree`: that of
   * a fix, on which the test of an earlier finding was run again and should pass.
   */
  finding_tested: event("finding_tested", {
    task: taskId,
    finding: findingId,
    key: sha,
    tree: z.optional(text),
    why: text,
    ...shownBy,
  }),
  check_failed: event("check_failed", {
    task: taskId,
    failure: text,
    message: text,
    detail: text,
  }),
  refused: event("refused", { task: taskId, problems: texts, artifact: z.nullable(sha) }),
  returned: event("returned", {
    task: taskId,
    reason: z.enum([
      "again",
      "answered",
      "invalid",
      "lost",
      "stale",
      "changed",
      "taken_over",
      "bounded",
      "api",
      "stopped",
    ]),
    note: text,
  }),
  accepted: event("accepted", {
    task: taskId,
    artifact: sha,
    /** An external model's answer as it came, as an object: the artifact is made of it. */
    raw: z.optional(sha),
    /**
     * The commit that holds the project's files as they were then, where they differ from those
     * before.
     */
    kept: z.optional(text),
    outcome: text,
    subject: maybeText,
    findings: z.array(
      z.object({
        id: findingId,
        severity: z.enum(SEVERITIES),
        outside: z.boolean(),
        /** Earlier findings of the same reviewer, closed by it, that this one says again. */
        again: z.optional(z.array(findingId)),
        ...shownBy,
      }),
    ),
    prior: z.array(
      z.object({
        id: findingId,
        /** Of another reviewer's; left out: its own. */
        gate: z.optional(text),
        /** `withdrawn`: it was wrong, says its own reviewer. */
        state: z.enum(["fixed", "open", "withdrawn"]),
        /** Called fixed although its place did not change. */
        untouched: flag,
      }),
    ),
    /**
     * Of a fix: findings that its author holds to be wrong and has not mended. The reasons stand in
     * the artifact.
     */
    declined: z.optional(z.array(findingId)),
    /**
     * The status that the review itself gave, where code changed it: a review that asks only for
     * minor changes counts as approved.
     */
    said: z.optional(text),
    ...stated,
    /** It is an earlier one as the person changed it. */
    by: z.optional(z.literal("person")),
  }),
  task_done: event("task_done", {
    task: taskId,
    waiver: z.nullable(
      z.object({ kind: z.enum(["accepted", "overruled", "waived"]), reason: text }),
    ),
  }),
  /** There is nothing to do for it: its rule does not hold. */
  task_skipped: event("task_skipped", { task: taskId, rule: text }),
  /** One item of a wave. `join`: the task that waits for all of them. */
  item_planned: event("item_planned", {
    gate: text,
    join: taskId,
    item: text,
    role: text,
    model: z.optional(text),
    title: text,
    after: texts,
    /** How many items may be at work at once. */
    width: number,
  }),
  /** An item of a wave does not get through, or comes after one that did not. */
  item_dropped: event("item_dropped", { gate: text, item: text, reason: text }),
  options_set: event("options_set", { options: named }),
  task_cancelled: event("task_cancelled", { task: taskId }),
  task_voided: event("task_voided", { task: taskId }),
  substituted: event("substituted", { task: taskId, who }),
  asked: event("asked", {
    question: questionId,
    kind: text,
    task: z.nullable(taskId),
    /** Options by key, in the order shown. */
    options: texts,
    /** The question's own words and labels, when they come from an artifact. */
    text: maybeText,
    labels: texts,
    /**
     * Commands that it shows whole: what its answer approves. Left out where it is about none.
     */
    commands: z.optional(texts),
    request: z.nullable(request),
    /** Of a request for a new run: how that is started. */
    start: z.optional(start),
    /**
     * Why it is asked before the limit: the loop makes no progress. `round`: the earlier round that
     * shows it.
     */
    why: z.optional(
      z.array(
        z.object({
          reason: z.enum(["same_subject", "repeated", "stalled", "declined"]),
          round: number,
          findings: z.array(findingId),
        }),
      ),
    ),
  }),
  /** The person has changed settings while a question about commands was open. */
  settings_read: event("settings_read", { settings }),
  reason_wanted: event("reason_wanted", { question: questionId, option: maybeText }),
  /**
   * The host's dialog was opened with these questions; `printed`: the session printed them whole,
   * without one.
   */
  shown: event("shown", { questions: z.array(questionId), printed: flag }),
  answered: event("answered", {
    question: questionId,
    option: text,
    text: maybeText,
    via: z.enum(["dialog", "prompt", "command", "cli"]),
    /** Who has said it, where others than the person who runs it may. */
    by: z.optional(text),
    session: maybeText,
  }),
  /**
   * What code noticed and the person has to know of; `what` and `key` tell it from others. `asked`:
   * the run waits for their word.
   */
  noticed: event("noticed", {
    what: text,
    key: text,
    text: text,
    asked: z.boolean(),
  }),
  /**
   * Files that no call of the run has changed, with a hash of each, "" for none: the person says at
   * its end whose they are.
   */
  unclaimed: event("unclaimed", { files: named }),
  question_closed: event("question_closed", { question: questionId }),
  auto_approved: event("auto_approved", {
    task: taskId,
    kind: text,
    /** What agents assumed. */
    assumptions: texts,
    /** What the program settled in the person's place. */
    unasked: texts,
  }),
  request_changed: event("request_changed", { request, back: text }),
  delivered: event("delivered", {
    directive: text,
    session: text,
    reminder: z.boolean(),
    /** What the main thread of this session has used by then, from before the run too. */
    main: z.optional(
      z.object({
        requests: number,
        tokens: number,
        /** Tokens in the context of its newest answer; missing before one. */
        context: z.optional(number),
        used,
      }),
    ),
  }),
  attached: event("attached", {
    session: text,
    host: z.nullable(host),
    driver: flag,
  }),
  agent_gone: event("agent_gone", { call: text }),
  agent_ended: event("agent_ended", { call: text }),
  host_task: event("host_task", { task: taskId, host_task_id: text }),
  host_blocked: event("host_blocked", { task: taskId, by: z.array(taskId) }),
  host_completed: event("host_completed", { task: taskId }),
  ended: event("ended", {
    status: z.enum(["complete", "failed", "cancelled"]),
    reason: text,
    /** Where HEAD of the person's repository stood then. */
    head: z.optional(head),
  }),
  released: event("released", {}),
  /**
   * Claude's API does not answer: nothing starts until the person goes on. `until`: in the API's
   * own words.
   */
  held: event("held", {
    task: z.nullable(taskId),
    failure: text,
    message: text,
    until: maybeText,
  }),
  went_on: event("went_on", {}),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventOf<T extends EventType> = z.infer<(typeof EVENTS)[T]>;
export type EventBody = { [T in EventType]: EventOf<T> }[EventType];
/** The same before a decision has said which run it is of. */
export type EventDraft = { [T in EventType]: Omit<EventOf<T>, "run"> }[EventType];
/** An event as the journal holds it. */
export type Recorded = EventBody & {
  seq: number;
  at: string;
  batch?: [number, number];
  prev: string;
};
