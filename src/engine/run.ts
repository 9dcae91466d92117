import type { EventOf, Facts } from "./events.ts";
import type { Finding, Question, Run, Task } from "./fresh.ts";
import type { Bounds } from "./workflow.ts";

/** The state of a run, folded from its events, and queries on it. */

/** Ids of tasks and findings. */
export const TASK_ID = /^T\d{1,4}$/;
export const FINDING_ID = /^F\d{1,3}$/;
export const SEVERITIES = ["blocker", "major", "minor"] as const;

export type TaskStatus = "blocked" | "ready" | "running" | "waiting" | "done" | "skipped" | "failed" | "cancelled";
export type RunStatus = "running" | "waiting_for_user" | "complete" | "failed" | "cancelled";
export type TaskWho = EventOf<"task_created">["who"];
export type Host = { pid: number; start: string };
export type Request = { text: string; sha: string; bytes: number };
/** How a run is started, beside its request. */
export type Start = NonNullable<EventOf<"asked">["start"]>;
/** Why the person is asked before the limit is reached. */
export type Why = NonNullable<EventOf<"asked">["why"]>[number];
export type Waiver = NonNullable<EventOf<"task_done">["waiver"]>;

/** The dispatch that a running task waits for; results of any other dispatch are ignored. */
export interface Dispatch
  extends Pick<EventOf<"dispatched">, "call" | "nonce" | "session" | "host" | "subject" | "check"> {
  /** The object with what its agent was told; missing in a snapshot of an earlier version. */
  brief?: string;
  agent: string | null;
  process: Host | null;
  /** Hash of what the artifact says that the agent has written; missing before that. */
  wrote?: string;
  bounds: Bounds | null;
  at: string;
}

/** A call that the host itself refused an agent: the tool, its command or file, and how often. */
export type HostDenial = NonNullable<EventOf<"spent">["host_denied"]>[number];

/**
 * What an agent used; tokens read from the cache count as a tenth. `denied`: calls that a rule refused. `model`: an external
 * one; `usd`: what it cost; `unpriced`: answers of it without a known price. `used`: by model of the host, see `Counts`.
 */
export type Spent = Bounds & Partial<Omit<EventOf<"spent">, "type" | "run" | "task" | "call" | keyof Bounds>>;

/** What a main thread used. */
export type MainUse = NonNullable<EventOf<"delivered">["main"]>;

export interface Decision {
  question: string;
  kind: string;
  task: string | null;
  option: string;
  text: string | null;
  asked: string | null;
  /** Commands that were shown with it. */
  commands: string[];
  why: Why[];
  via: string;
  at: string;
}

/** A call of the host whose agent may still run although its task no longer waits for it. */
export type VoidCall = Pick<Dispatch, "call" | "agent" | "session" | "host"> & { ended?: true };

/** What was decided about a test command; `task` is the one whose artifact names it, null for the person's settings. */
export type TestCommand = Pick<EventOf<"tests_decided">, "approved" | "by" | "task"> & { text: string };

/** `bytes` of all prompts together; `files` and `withheld` of the prompt that had most of them. */
export interface Sent {
  provider: string;
  prompts: number;
  bytes: number;
  files: number;
  withheld: number;
}

/** What code noticed and the person has to know of. `known`: they were asked, and let the run go on. */
export type Notice = Pick<EventOf<"noticed">, "what" | "key" | "text" | "asked"> & { known?: true };

/** What the person was not yet asked about, or has not yet answered. */
export const openNotices = (run: Run): Notice[] => (run.notices ?? []).filter((one) => one.asked && !one.known);

/** In the place of a task: the run ended. */
export const AT_END = "end";

/** Who has changed what no call of the run has: a person, unless a command of the run that was left at work may have. */
export const BY_HAND = "by hand";
export const BY_UNSEEN = "by no call that was seen";
export type OtherAuthor = typeof BY_HAND | typeof BY_UNSEEN;

/** The same, where it is not told for each file. */
export const byOthers = (run: Run): OtherAuthor => (run.tasks.some((one) => one.runs_on) ? BY_UNSEEN : BY_HAND);

/** Where the person's repository stood when a task was dispatched. */
export interface Head {
  task: string;
  head: NonNullable<EventOf<"dispatched">["head"]>;
}

/** Why Claude's API gave no answer, in the host's words; `until`: when that ends, where it says so. */
export type ApiFailure = Pick<EventOf<"held">, "failure" | "message" | "until">;

/** `failure` of a run that waits because the main thread left a directive undone, although it was reminded. */
export const UNHEEDED = "unheeded";
/** The same where the person stopped an agent, declined to start one, or brought the files back. */
export const STOPPED = "stopped";
export const DECLINED = "declined";
/** The person stopped at a question. */
export const AT_QUESTION = "at_question";
export const ROLLED_BACK = "rolled_back";

/** Whether the run waits because the person wanted it: then not any prompt lets it go on. */
export const isPersons = ({ failure }: ApiFailure): boolean =>
  [STOPPED, DECLINED, AT_QUESTION, ROLLED_BACK].includes(failure);

/** Why the run waits although no question is open; `task`: the one that got no answer from the API. */
export type Paused = ApiFailure & Pick<EventOf<"held">, "task"> & { at: string };

/** A warning as the run stores it. `at`: the `acceptedSeq` of the artifact that raised or closed it. */
export interface Raised {
  id: string;
  text: string;
  task: string;
  at: number;
  closed: { reason: string; at: number } | null;
}

/** An item of a wave. `dropped`: why it did not get through; else null. `at`: when it was planned. */
export interface PlannedItem extends Omit<EventOf<"item_planned">, "type" | "run"> {
  dropped: string | null;
  at: string;
}

export type { Finding, Question, Run, Task } from "./fresh.ts";

export const isLive = (run: Run): boolean => run.status === "running" || run.status === "waiting_for_user";

export const taskOf = (run: Run, id: string): Task | undefined => run.tasks.find((task) => task.id === id);
export const isOver = (task: Task): boolean =>
  task.status === "done" || task.status === "skipped" || task.status === "cancelled" || task.status === "failed";

/** Tasks of a gate that still count, oldest first, without its fixes. */
export const tasksOf = (run: Run, gate: string): Task[] =>
  run.tasks.filter((task) => task.gate === gate && task.kind !== "fix" && !task.void);

/** A question that code asks by itself about the run: a letter may be meant for the one that was open before. */
export const isUnforeseen = ({ task, request }: Question): boolean => task === null && request === null;

/** Whether an answer can be meant for this question: about commands, or unforeseen, it was shown in its session, or is named. */
export const isReadBy = (open: Question, { via, named }: { via: Decision["via"]; named?: boolean }): boolean =>
  named === true ||
  (via !== "cli" && open.seen) ||
  // The dialog names its question, and a terminal shows one above the word that it asks for: commands have to be whole, too.
  ((open.commands ?? []).length === 0 && (via === "cli" || via === "dialog" || !isUnforeseen(open)));

/** Test commands that the program may run. */
export function approvedCommands(run: Run): TestCommand[] {
  if (!run.settings.tests.run) return [];
  return run.tests.decided.filter((one) => one.approved && !isOfVoid(run, one));
}

/** Test commands of a task's artifact that nobody has decided on. What was decided for a task that is void counts no more. */
export const undecidedCommands = (run: Run, task: Task): string[] =>
  run.settings.tests.run
    ? (task.commands ?? []).filter((text) => !run.tests.decided.some((one) => one.text === text && !isOfVoid(run, one)))
    : [];

const isOfVoid = (run: Run, { task }: TestCommand): boolean =>
  task !== null && run.tasks.some((one) => one.id === task && one.void);

/** Earlier findings of a reviewer that its next review has to answer. */
export const openFindings = (run: Run, gate: string): Finding[] =>
  run.findings.filter((finding) => finding.gate === gate && finding.state === "open" && !finding.outside);

/** How many re-reviews these gates have had so far; the limits count them. */
export const rounds = (run: Run, gates: string[]): number =>
  run.tasks.filter((task) => task.kind === "rereview" && !task.void && gates.includes(task.gate)).length;

/** Whether this ready task would be the first of the run that may change the project's files. */
export const beginsWork = (run: Run, task: Task): boolean =>
  task.edits !== null && task.status === "ready" && !run.tasks.some((one) => one.edits !== null && one.dispatches > 0);

/** Tasks whose artifacts count, in the order of acceptance. */
export const acceptedTasks = (run: Run): Task[] =>
  run.tasks
    .filter((task) => !task.void && task.acceptedSeq > 0 && task.outcome !== null)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq);

/** The newest known tree of each part of the project. */
export const treesOf = (run: Run): Record<string, string> =>
  Object.assign({}, ...acceptedTasks(run).map((task) => task.facts.trees ?? {})) as Record<string, string>;

/** Id of the warning about the run's budget; the ids of others begin with W1. */
export const BUDGET_ID = "W0";
const LEADING_ID = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/** Letters and digits alone: two warnings with the same key are one. */
const warningKey = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * The warnings after one more artifact, which raises and closes some; `acceptedSeq`: its position. A text that begins with
 * a known id, or repeats a known text, opens that warning again.
 */
export function withWarnings(raised: readonly Raised[], facts: Facts, task: string, acceptedSeq: number): Raised[] {
  const all = raised.map((one) => ({ ...one }));
  for (const wording of facts.warnings ?? []) {
    const id = LEADING_ID.exec(wording)?.[1];
    const known = all.find((one) => (id === undefined ? warningKey(one.text) === warningKey(wording) : one.id === id));
    const text = wording.replace(LEADING_ID, "").trim();
    if (known) known.closed = null;
    else if (text !== "" && id !== BUDGET_ID)
      all.push({ id: `W${all.length + 1}`, text, task, at: acceptedSeq, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    // The first reason counts.
    if (known && known.closed === null) known.closed = { reason, at: acceptedSeq };
  }
  return all;
}
