import type { Settings } from "../settings.ts";
import { budgetWarning } from "./bounds.ts";
import type { EventOf, Facts } from "./events.ts";
import type { Bounds } from "./workflow.ts";

/** A run as its events leave it, and what can be asked of it. */

/** Names of tasks and findings, wherever they are written down. */
export const TASK_ID = /^T\d{1,4}$/;
export const FINDING_ID = /^F\d{1,3}$/;
export const SEVERITIES = ["blocker", "major", "minor"] as const;

type TaskStatus = "blocked" | "ready" | "running" | "waiting" | "done" | "skipped" | "failed" | "cancelled";
export type RunStatus = "running" | "waiting_for_user" | "complete" | "failed" | "cancelled";
export type TaskWho = EventOf<"task_created">["who"];
export type Host = { pid: number; start: string };
export type Request = { text: string; sha: string; bytes: number };
/** How a run is started, beside its request. */
export type Start = NonNullable<EventOf<"asked">["start"]>;
/** Why the person is asked before the limit is reached. */
export type Why = NonNullable<EventOf<"asked">["why"]>[number];
export type Waiver = NonNullable<EventOf<"task_done">["waiver"]>;

/** The dispatch that a running task waits for; everything else that claims the task is void. */
export interface Dispatch {
  /** The host's tool_use_id of the call that code put the brief into. */
  call: string;
  nonce: string;
  agent: string | null;
  session: string;
  host: Host | null;
  subject: string | null;
  check: boolean;
  process: Host | null;
  bounds: Bounds | null;
  at: string;
}

/** What an agent took; tokens read from the cache count a tenth. */
export type Spent = Bounds & { denied?: number };

export interface Task {
  id: string;
  gate: string;
  kind: "gate" | "fix" | "rereview";
  version: number;
  token: string;
  subject: string;
  who: TaskWho;
  /** What of several its gate's instance is about. */
  item: string | null;
  /** What a later round of a panel looks at; empty: all that the seat has to look at. */
  scope: string[];
  /** Paths beside the artifact that its agent writes; one that ends in `/` is a folder. */
  documents: string[];
  /** Name of the part of the project that it may change; null: nothing. */
  edits: string | null;
  blocked_by: string[];
  reads: string[];
  writes: string;
  schema: string;
  brief: string;
  fixes: string | null;
  /** What the person asks a panel's arbiter; null for every other task. */
  topic: Request | null;
  status: TaskStatus;
  dispatch: Dispatch | null;
  /** How often it was dispatched, and how often that came to nothing, by reason. */
  dispatches: number;
  refusals: number;
  invalid: number;
  lost: number;
  stale: number;
  /** Why its last dispatch did not count: told to the next one. */
  note: string;
  artifact: string | null;
  /** Test commands that its artifact names; null where it is not known to name any. */
  commands: string[] | null;
  outcome: string | null;
  reviewed: string | null;
  /** What else its artifact says that decides. */
  facts: Facts;
  /** Documents that were handed in with it, as objects. */
  handed: { path: string; sha: string }[];
  /** Name of the rule that left it out. */
  skipped: string | null;
  /** Its place among the artifacts that were taken in, from 1; 0 before it has one. */
  acceptedSeq: number;
  /** The subject at its first dispatch: what a diff of its work starts from. */
  base: string | null;
  waiver: Waiver | null;
  void: boolean;
  claims: { checked: number; refused: number };
  /** Of each dispatch that is over. */
  spent: (Spent & { call: string })[];
  failure: { failure: string; message: string; detail: string } | null;
  /** Dispatches since its last artifact that an API, or a provider, gave no answer to: the run waited. */
  waits: number;
  host_task_id: string | null;
  host_blocked_by: string[];
  host_completed: boolean;
  started_at: string | null;
  ended_at: string | null;
}

/**
 * That a finding pulls against one of another reviewer. `about`: it quotes what the fix for that one made the author write,
 * which a fault in a fix does as well. `back`: its own fix names the text that the other one had objected to, and which is gone.
 */
export type Against = NonNullable<EventOf<"accepted">["findings"][number]["against"]>[number];

export interface Finding {
  id: string;
  gate: string;
  task: string;
  severity: (typeof SEVERITIES)[number];
  outside: boolean;
  state: "open" | "fixed" | "refused";
  round: number;
  /** The reviewer's round that called it fixed. */
  fixed_in: number | null;
  /** Called fixed while its place did not change. */
  untouched: boolean;
  prints: string[];
  /** Findings of other reviewers that it pulls against. */
  against: Against[];
}

export interface Question {
  id: string;
  kind: string;
  task: string | null;
  options: string[];
  text: string | null;
  labels: string[];
  request: Request | null;
  /** How a new run with this request is started; null where the request is not for one. */
  start: Start | null;
  /** Empty for every question that is not an early one. */
  why: Why[];
  /** The option that the person chose and that counts only with a reason. */
  wants_reason: string | null;
  at: string;
}

export interface Decision {
  question: string;
  kind: string;
  task: string | null;
  option: string;
  text: string | null;
  asked: string | null;
  why: Why[];
  via: string;
  at: string;
}

/** A call of the host whose agent may still run although its task no longer waits for it. */
interface VoidCall {
  call: string;
  agent: string | null;
  session: string;
  /** The host that runs it; null when that is not known. */
  host: Host | null;
}

/** What was decided about a test command; `task` is the one whose artifact names it, null for the person's settings. */
interface TestCommand {
  text: string;
  approved: boolean;
  by: "person" | "auto" | "settings";
  task: string | null;
}

/** `bytes` of all prompts together; `files` and `withheld` of the prompt that had most of them. */
export interface Sent {
  provider: string;
  prompts: number;
  bytes: number;
  files: number;
  withheld: number;
}

/** Why Claude's API gave no answer, in the host's words; `until`: when that ends, where it says so. */
export interface ApiFailure {
  failure: string;
  message: string;
  until: string | null;
}

/** Why the run waits although it asks nothing; the task is the one that got no answer. */
export interface Paused extends ApiFailure {
  task: string | null;
  at: string;
}

/** A warning as the run keeps it; `at` are places among the artifacts that were taken in. */
interface Raised {
  id: string;
  text: string;
  task: string;
  at: number;
  closed: { reason: string; at: number } | null;
}

export interface Run {
  run: string;
  workflow: string;
  entry: string;
  request: Request;
  auto: boolean;
  settings: Settings;
  /** What the person chose at the start, and later at a checkpoint. */
  options: Record<string, string>;
  status: RunStatus;
  reason: string;
  owner: { session: string; host: Host | null } | null;
  tasks: Task[];
  findings: Finding[];
  questions: Question[];
  asked: number;
  decisions: Decision[];
  warnings: Raised[];
  assumptions: string[];
  void_calls: VoidCall[];
  /** The newest calls that were dispatches: their notifications are ours, also when they come late. */
  calls: string[];
  delivered: { directive: string; session: string; reminder: boolean } | null;
  /** What external providers were given, one entry for each of them. */
  sent: Sent[];
  paused: Paused | null;
  tests: {
    decided: TestCommand[];
    /** Nobody wants the program to run tests. */
    none: boolean;
    /** Commands that were run before the first change. */
    baseline: string[];
    /** The newest run that a person started by hand. */
    by_hand: { outcome: string; tree: string | null; at: string } | null;
  };
  released: boolean;
  created_at: string;
  updated_at: string;
  seq: number;
}

export const isLive = (run: Run): boolean => run.status === "running" || run.status === "waiting_for_user";

export const taskOf = (run: Run, id: string): Task | undefined => run.tasks.find((task) => task.id === id);
export const isOver = (task: Task): boolean =>
  task.status === "done" || task.status === "skipped" || task.status === "cancelled" || task.status === "failed";

/** Test commands that the program may run. */
export function approvedCommands(run: Run): TestCommand[] {
  if (!run.settings.tests.run) return [];
  return run.tests.decided.filter(
    (one) => one.approved && !(one.task !== null && run.tasks.some((task) => task.id === one.task && task.void)),
  );
}

/** Test commands of a task's artifact that nobody has decided on. */
export const undecidedCommands = (run: Run, task: Task): string[] =>
  (task.commands ?? []).filter((text) => !run.tests.decided.some((one) => one.text === text));

/** Earlier findings of a reviewer that its next review has to answer. */
export const openFindings = (run: Run, gate: string): Finding[] =>
  run.findings.filter((finding) => finding.gate === gate && finding.state === "open" && !finding.outside);

/** Re-reviews that a list of gates has had so far: what the limits count. */
export const rounds = (run: Run, gates: string[]): number =>
  run.tasks.filter((task) => task.kind === "rereview" && !task.void && gates.includes(task.gate)).length;

/** The first task of the run that may change the project's files. */
export const beginsWork = (run: Run, task: Task): boolean =>
  task.edits !== null && task.status === "ready" && !run.tasks.some((one) => one.edits !== null && one.dispatches > 0);

/** Tasks whose artifacts count, in the order in which they were taken in. */
export const acceptedTasks = (run: Run): Task[] =>
  run.tasks
    .filter((task) => !task.void && task.acceptedSeq > 0 && task.outcome !== null)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq);

/** The tree of each part of the project as it was last seen. */
export const treesOf = (run: Run): Record<string, string> =>
  Object.assign({}, ...acceptedTasks(run).map((task) => task.facts.trees ?? {})) as Record<string, string>;

/** A warning, raised once and carried on until somebody closes it with a reason. */
interface Warning {
  id: string;
  text: string;
  /** The task that raised it; empty for the budget's. */
  task: string;
  /** Why it is closed; null while it is open. */
  closed: string | null;
}

/** The one that the run's budget gives: it has no task, and its number is nobody else's. */
const BUDGET = "W0";
const NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/** What makes two texts the same one. */
const key = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Warnings with those that one more artifact raises and closes; `acceptedSeq`: its place. One that names a known id is that one. */
export function withWarnings(raised: readonly Raised[], facts: Facts, task: string, acceptedSeq: number): Raised[] {
  const all = raised.map((one) => ({ ...one }));
  for (const said of facts.warnings ?? []) {
    const id = NAMED.exec(said)?.[1];
    const known = all.find((one) => (id === undefined ? key(one.text) === key(said) : one.id === id));
    const text = said.replace(NAMED, "").trim();
    if (known) known.closed = null;
    else if (text !== "" && id !== BUDGET)
      all.push({ id: `W${all.length + 1}`, text, task, at: acceptedSeq, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    // Closed once is closed: the first word stands.
    if (known && known.closed === null) known.closed = { reason, at: acceptedSeq };
  }
  return all;
}

/** All warnings of a run in the order in which they were raised; what was done anew since does not take them back. */
export function warningsOf(run: Run): Warning[] {
  const all = run.warnings.map(({ at: _at, closed, ...one }) => ({ ...one, closed: closed?.reason ?? null }));
  const budget = budgetWarning(run);
  return budget === null ? all : [...all, { id: BUDGET, text: budget, task: "", closed: null }];
}

export const openWarnings = (run: Run): Warning[] => warningsOf(run).filter((one) => one.closed === null);

/** Those that were open when the artifact of this place had been taken in. */
export const openAt = (run: Run, acceptedSeq: number): Warning[] =>
  run.warnings
    .filter((one) => one.at <= acceptedSeq && (one.closed === null || one.closed.at > acceptedSeq))
    .map(({ id, text, task }) => ({ id, text, task, closed: null }));
