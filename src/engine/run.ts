import type { TestedFinding } from "./commands.ts";
import type { EventOf, Facts } from "./events.ts";
import type { Bounds } from "./workflow.ts";

/** The state of a run, folded from its events, and queries on it. */

/**
 * The form of a journal, which its first event names. A change by which earlier journals would be
 * read wrongly, or not at all, counts it up; their runs cannot be continued then.
 */
export const FORM = 1;

/** Ids of tasks and findings. */
export const TASK_ID = /^T\d{1,4}$/;
export const FINDING_ID = /^F\d{1,3}$/;
export const SEVERITIES = ["blocker", "major", "minor"] as const;

type TaskStatus =
  | "blocked"
  | "ready"
  | "running"
  | "waiting"
  | "done"
  | "skipped"
  | "failed"
  | "cancelled";
type RunStatus = "running" | "waiting_for_user" | "complete" | "failed" | "cancelled";
export type TaskWho = EventOf<"task_created">["who"];
export type Host = { pid: number; start: string };
/** Whether two hosts are one process, and so one window of the person. */
export const sameHost = (a: Host | null | undefined, b: Host | null): boolean =>
  a?.pid === b?.pid && a?.start === b?.start && b !== null;
export type Request = { text: string; sha: string; bytes: number };
/** How a run is started, beside its request. */
export type Start = NonNullable<EventOf<"asked">["start"]>;
/** Why the person is asked before the limit is reached. */
export type Why = NonNullable<EventOf<"asked">["why"]>[number];
export type Waiver = NonNullable<EventOf<"task_done">["waiver"]>;

/** The dispatch that a running task waits for; results of any other dispatch are ignored. */
export interface Dispatch
  extends Pick<EventOf<"dispatched">, "call" | "nonce" | "session" | "host" | "subject" | "check"> {
  /** The object with what its agent was told. */
  brief: string;
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
 * What an agent used; tokens read from the cache count as a tenth. `denied`: calls that a rule
 * refused. `model`: an external one; `usd`: what it cost; `unpriced`: answers of it without a known
 * price. `used`: by model of the host, see `Counts`.
 */
export type Spent = Bounds &
  Partial<Omit<EventOf<"spent">, "type" | "run" | "task" | "call" | keyof Bounds>>;

/** What a main thread used. */
export type MainUse = NonNullable<EventOf<"delivered">["main"]>;

type Answer = Pick<EventOf<"answered">, "question" | "option" | "text">;
export interface Decision extends Answer, Pick<Question, "kind" | "task" | "why" | "at"> {
  asked: string | null;
  /** Commands that were shown with it. */
  commands: string[];
  via: string;
  by?: string;
}

/** A call of the host whose agent may still run although its task no longer waits for it. */
export type VoidCall = Pick<Dispatch, "call" | "agent" | "session" | "host"> & { ended?: true };

/**
 * What was decided about a test command; `task` is the one whose artifact names it, null for the
 * person's settings.
 */
type TestCommand = Pick<EventOf<"tests_decided">, "approved" | "by" | "task"> & {
  text: string;
};

/** `bytes` of all prompts together; `files` and `withheld` of the prompt that had most of them. */
export interface Sent extends Record<"prompts" | "bytes" | "files" | "withheld", number> {
  provider: string;
}

/**
 * What code noticed and the person has to know of. `known`: they were asked, and let the run go on.
 */
type Notice = Pick<EventOf<"noticed">, "what" | "key" | "text" | "asked"> & { known?: true };

/** What the person was not yet asked about, or has not yet answered. */
export const openNotices = (run: Run): Notice[] =>
  (run.notices ?? []).filter((notice) => notice.asked && !notice.known);

/**
 * A file that no call of the run has changed. `taken`: the person says that it belongs to the
 * change; null: not decided.
 */
interface Unclaimed {
  hash: string;
  taken: boolean | null;
}

/** Files of which the person has not said whose they are. */
export const undecidedFiles = (run: Run): string[] =>
  Object.entries(run.unclaimed ?? {}).flatMap(([path, { taken }]) =>
    taken === null ? [path] : [],
  );

/** In the place of a task: the run ended. */
export const AT_END = "end";

/**
 * Who has changed what no call of the run has: a person, unless a command of the run that was left
 * at work may have.
 */
export const BY_HAND = "by hand";
export const BY_UNSEEN = "by no call that was seen";
export type OtherAuthor = typeof BY_HAND | typeof BY_UNSEEN;

/** The same, where it is not told for each file. */
export const byOthers = (run: Run): OtherAuthor =>
  run.tasks.some((task) => task.runs_on) ? BY_UNSEEN : BY_HAND;

/** Where the person's repository stood when a task was dispatched. */
export interface Head {
  task: string;
  head: NonNullable<EventOf<"dispatched">["head"]>;
}

/**
 * Why Claude's API gave no answer, in the host's words; `until`: when that ends, where it says so.
 */
export type ApiFailure = Pick<EventOf<"held">, "failure" | "message" | "until">;

/** What ends by itself, or by what the person does about the account. */
const PASSING = [
  "rate_limit",
  "overloaded",
  "server_error",
  "billing_error",
  "authentication_failed",
];
const OF_ACCOUNT = [
  "oauth_org_not_allowed",
  "account_on_hold",
  "verification_required",
  "cloud_credential_error",
];
/** What the host calls what it does not know. */
export const UNKNOWN = "unknown";
/**
 * Whether a failure that Claude's API names stays as it is, however long the run waits: so it is
 * for this request or model.
 */
export const isLasting = (failure: string): boolean =>
  ![...PASSING, ...OF_ACCOUNT, UNKNOWN].includes(failure);

/**
 * `failure` of a run that waits because the main thread left a directive undone, although it was
 * reminded.
 */
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

/**
 * Why the run waits although no question is open; `task`: the one that got no answer from the API.
 */
export type Paused = ApiFailure & Pick<EventOf<"held">, "task"> & { at: string };

/**
 * A warning as the run stores it. `at`: the `acceptedSeq` of the artifact that raised or closed it.
 */
interface Raised {
  id: string;
  text: string;
  task: string;
  at: number;
  closed: { reason: string; at: number } | null;
}

/**
 * An item of a wave. `dropped`: why it did not get through; else null. `at`: when it was planned.
 */
export interface PlannedItem extends Omit<EventOf<"item_planned">, "type" | "run"> {
  dropped: string | null;
  at: string;
}

/* The run and its parts as they begin. What each field is for stands here; `evolve.ts` says what becomes of it. */

/** Who carries a run on: a session of the host, or a driver, whose session is a name alone. */
interface RunOwner {
  session: string;
  host: Host | null;
  /** Then the run belongs to the person, and any session or terminal of theirs may decide. */
  driver?: true;
}

export const ownedBy = ({ session, host, driver }: RunOwner): RunOwner => ({
  session,
  host,
  ...(driver ? { driver } : {}),
});

/** The run after its first event; it has no tasks yet. */
export function newRun(event: EventOf<"run_created"> & { at: string; seq: number }) {
  const { session, host, driver } = event;
  return {
    run: event.run,
    workflow: event.workflow,
    entry: event.entry,
    request: event.request,
    auto: event.auto,
    settings: event.settings,
    /** What the person chose at the start, and later at a checkpoint. */
    options: event.options ?? {},
    status: "running" as RunStatus,
    reason: "",
    owner: session === null ? null : ownedBy({ session, host, driver }),
    /** Who does a role, in the order in which they are tried; missing: whom the workflow names. */
    assigned: event.assigned,
    tasks: [] as Task[],
    /** Items of waves; missing before the first wave. */
    items: undefined as PlannedItem[] | undefined,
    findings: [] as Finding[],
    questions: [] as Question[],
    asked: 0,
    decisions: [] as Decision[],
    warnings: [] as Raised[],
    assumptions: [] as string[],
    /** What the program settled in the person's place. */
    unasked: [] as string[],
    void_calls: [] as VoidCall[],
    /** The newest calls that were dispatches: by them a late notification is known as ours. */
    calls: [] as string[],
    delivered: null as { directive: string; session: string; reminder: boolean } | null,
    /**
     * What each session's main thread had used at its first directive, and at its newest; missing
     * before the first.
     */
    main: undefined as { session: string; from: MainUse; now: MainUse }[] | undefined,
    /** As that of a task, for what holds up or turns the whole run. */
    turn: 0,
    /**
     * The commit that holds the project's files before the first work; missing before that, and
     * without git.
     */
    snapshot: undefined as string | undefined,
    /** The project's files as the newest accepted task left them; missing before that. */
    kept: undefined as { task: string; tree: string | null; commit: string } | undefined,
    /** Fingerprint of the key of the job that it is; missing where it is none. */
    key: event.key,
    /** What code noticed; missing before the first. */
    notices: undefined as Notice[] | undefined,
    /** Files that no call has changed; missing where the person was asked about none. */
    unclaimed: undefined as Record<string, Unclaimed> | undefined,
    /** What was sent to external providers, one entry for each. */
    sent: [] as Sent[],
    /** The first HEAD of the repository, and each later one that differs from the one before. */
    heads: [] as Head[],
    paused: null as Paused | null,
    tests: {
      decided: [] as TestCommand[],
      /** Nobody wants the program to run tests. */
      none: false,
      /** Commands that were run before the first change. */
      baseline: [] as string[],
    },
    released: false,
    created_at: event.at,
    updated_at: event.at,
    seq: event.seq,
  };
}
export type Run = ReturnType<typeof newRun>;

/** A token in which `{option}` stands for the value of that option of the run. */
const withOptions = (token: string, options: Record<string, string>): string =>
  token.replace(/\{(\w+)\}/g, (_, name: string) => options[name] ?? "");

/** A task as it is created. */
export function newTask(
  { options }: { options: Record<string, string> },
  e: EventOf<"task_created">,
) {
  return {
    id: e.task,
    gate: e.gate,
    kind: e.kind,
    version: e.version,
    token: withOptions(e.token, options),
    subject: e.subject,
    who: e.who,
    /** The item that this task is for, where its gate stands for one task per item (`each`). */
    item: e.item ?? null,
    /** Parts that a panel seat looks at in a later round; empty: all of its parts. */
    scope: e.scope ?? [],
    /** Paths beside the artifact that its agent writes; one that ends in `/` is a folder. */
    documents: e.documents ?? [],
    /** Name of the part of the project that it may change; null: nothing. */
    edits: e.edits ?? null,
    blocked_by: e.blocked_by,
    reads: e.reads,
    writes: e.writes,
    schema: e.schema,
    brief: e.brief,
    /** The review that a fix answers. */
    fixes: e.fixes,
    /** Further reviews that it answers. */
    also_fixes: e.also_fixes ?? [],
    /** What the person asks a panel's arbiter; null for every other task. */
    topic: e.topic ?? null,
    status: "blocked" as TaskStatus,
    dispatch: null as Dispatch | null,
    /** Dispatches so far, and how many of them failed, by reason. */
    dispatches: 0,
    refusals: 0,
    invalid: 0,
    lost: 0,
    stale: 0,
    /**
     * How often in a row the project was another one than its check had seen, before it could
     * begin.
     */
    unsettled: 0,
    /**
     * Raised by whatever sends it back or holds it up: a task that is ready again is another state
     * of affairs.
     */
    turn: 1,
    /** Why its last dispatch did not count: told to the next one. */
    note: "",
    artifact: null as string | null,
    /** Tests of findings that the program ran for it. */
    tested: [] as TestedFinding[],
    /** Scripts that the program ran for its agent, of all dispatches. */
    tried: 0,
    /** Test commands that its artifact names; null where it is not known to name any. */
    commands: null as string[] | null,
    outcome: null as string | null,
    /** The status that a review itself gave, where code changed its outcome. */
    said: null as string | null,
    reviewed: null as string | null,
    /** What else its artifact says that decides. */
    facts: {} as Facts,
    /** Documents that were handed in with it, as objects. */
    handed: [] as { path: string; sha: string }[],
    /** Name of the rule that left it out. */
    skipped: null as string | null,
    /**
     * Each question that its artifact left open was answered as the artifact assumes: by the first
     * option.
     */
    as_assumed: true,
    /** Its artifact is an earlier one as the person changed it: no agent has worked for it. */
    by_person: false,
    /**
     * Position of its artifact among the accepted ones of the run, from 1; 0: none is accepted yet.
     */
    acceptedSeq: 0,
    /** The subject at its first dispatch: a diff of its work starts from it. */
    base: null as string | null,
    /** Of the first work: what git brought since the run began, which no diff of the run shows. */
    brought: undefined as EventOf<"dispatched">["brought"],
    /**
     * Files that calls of its agents have changed, each as they left it; null: not all calls were
     * seen; missing: no agent has begun.
     */
    changed: undefined as Record<string, string> | null | undefined,
    /**
     * A command of its agents has left something at work; false: that has been ended with its
     * agent.
     */
    runs_on: undefined as boolean | undefined,
    waiver: null as Waiver | null,
    void: false,
    /** Of each dispatch that is over. */
    spent: [] as (Spent & { call: string })[],
    failure: null as { failure: string; message: string; detail: string } | null,
    /**
     * Dispatches since its last artifact that ended because an API or a provider did not answer;
     * the run paused for each.
     */
    waits: 0,
    host_task_id: null as string | null,
    host_blocked_by: [] as string[],
    host_completed: false,
    started_at: null as string | null,
    ended_at: null as string | null,
  };
}
export type Task = ReturnType<typeof newTask>;

/** A finding as its review raises it. */
export function newFinding(
  { id, severity, outside, again = [], shown, before }: EventOf<"accepted">["findings"][number],
  review: Task,
) {
  return {
    id,
    severity,
    outside,
    gate: review.gate,
    task: review.id,
    /** `withdrawn`: its reviewer took it back. */
    state: "open" as "open" | "fixed" | "withdrawn" | "refused",
    round: review.version,
    /** The reviewer's own round that closed it: called it fixed, or took it back. */
    fixed_in: null as number | null,
    /** The review that closed it, of whichever reviewer. */
    closed_by: null as string | null,
    /** The newest fix that answered it by declining it; null once another one has mended it. */
    declined_by: null as string | null,
    /** Called fixed although its place did not change. */
    untouched: false,
    /** Earlier findings of the same reviewer, closed by it, that this one says again. */
    again,
    ...(shown && { shown }),
    ...(before && { before }),
  };
}
export type Finding = ReturnType<typeof newFinding>;

/** A question as it is asked. */
export function newQuestion(e: EventOf<"asked"> & { at: string }) {
  return {
    id: e.question,
    kind: e.kind,
    task: e.task,
    options: e.options,
    text: e.text,
    labels: e.labels,
    /** Commands that it shows whole; null where it is about none. */
    commands: e.commands ?? null,
    request: e.request as Request | null,
    /** How a new run with this request is started; null where the request is not for one. */
    start: (e.start ?? null) as Start | null,
    /** Why it is asked before the limit; else empty. */
    why: (e.why ?? []) as Why[],
    /** The option that the person chose and that counts only with a reason. */
    wants_reason: null as string | null,
    /**
     * Its dialog was opened since it was last due. If the person closed it, we do not open it again
     * by ourselves.
     */
    shown: false,
    /**
     * The session that owns the run has shown it whole, in a dialog or printed, since it stands as
     * it does.
     */
    seen: false,
    /** The same with all of its options, also while it waits for words to one of them. */
    seen_whole: false,
    at: e.at,
  };
}
export type Question = ReturnType<typeof newQuestion>;

export const isLive = (run: Run): boolean =>
  run.status === "running" || run.status === "waiting_for_user";

export const taskOf = (run: Run, id: string | null): Task | undefined =>
  run.tasks.find((task) => task.id === id);
/** A question that waits for an answer. */
export const openQuestion = (run: Run, id: string | null | undefined): Question | undefined =>
  run.questions.find((question) => question.id === id);
/** The task at work in this call, or with this agent; undefined: there is none. */
export const taskOfCall = (run: Run | null, call: string | null): Task | undefined =>
  run?.tasks.find(({ dispatch }) => dispatch !== null && dispatch.call === call);
export const taskOfAgent = (run: Run | null, agent: string | null): Task | undefined =>
  agent === null ? undefined : run?.tasks.find(({ dispatch }) => dispatch?.agent === agent);

/** The calls of an agent, or of this id, that count no more. */
export const voidCallsOf = (run: Run, agent: string | null, call: string | null): VoidCall[] =>
  run.void_calls.filter(
    (voidCall) => (agent && voidCall.agent === agent) || voidCall.call === call,
  );

export const isOver = ({ status }: { status: string }): boolean =>
  status === "done" || status === "skipped" || status === "cancelled" || status === "failed";

/** Tasks of a gate that still count, oldest first, without its fixes. */
export const tasksOf = (run: Run, gate: string): Task[] =>
  run.tasks.filter((task) => task.gate === gate && task.kind !== "fix" && !task.void);

/**
 * A question that code asks by itself about the run: a letter may be meant for the one that was
 * open before.
 */
export const isUnforeseen = ({ task, request }: Question): boolean =>
  task === null && request === null;

/**
 * Whether an answer can be meant for this question: about commands, or unforeseen, it was shown in
 * its session, or is named.
 */
export const isReadBy = (
  open: Question,
  { via, named, option }: { via: Decision["via"]; named?: boolean; option: string | null },
): boolean =>
  named === true ||
  (via !== "cli" &&
    (option === null || option === open.wants_reason ? open.seen : open.seen_whole)) ||
  // The dialog names its question, and a terminal shows one above the word that it asks for:
  // commands have to be whole, too.
  ((open.commands ?? []).length === 0 &&
    (via === "cli" || via === "dialog" || !isUnforeseen(open)));

/** Test commands that the program may run. */
export function approvedCommands(run: Run): TestCommand[] {
  if (!run.settings.tests.run) return [];
  return run.tests.decided.filter((one) => one.approved && !isOfVoid(run, one));
}

/**
 * Test commands of a task's artifact that nobody has decided on. What was decided for a task that
 * is void counts no more.
 */
export const undecidedCommands = (run: Run, task: Task): string[] =>
  run.settings.tests.run
    ? (task.commands ?? []).filter(
        (text) => !run.tests.decided.some((one) => one.text === text && !isOfVoid(run, one)),
      )
    : [];

const isOfVoid = (run: Run, { task }: TestCommand): boolean =>
  task !== null && run.tasks.some((one) => one.id === task && one.void);

/** Whether a task is a fix that answers this review. */
export const isFixOf = ({ fixes, also_fixes }: Task, review: string): boolean =>
  fixes === review || also_fixes.includes(review);

/** The gates whose findings a task answers: of a fix those of its reviews, else its own. */
export const gatesAnswered = (run: Run, { gate, also_fixes }: Task): string[] => [
  gate,
  ...also_fixes.map((id) => taskOf(run, id)!.gate),
];

/** New findings that their own tests refuted: on a fix it is what a test has to do. */
export const refutedBy = (tested: Task["tested"]): Task["tested"] =>
  tested.filter(({ shown, tree }) => shown === "refuted" && tree === undefined);

/**
 * How the test of a finding last ended on a fix, for a review of its own; undefined: nobody has
 * called it fixed.
 */
export const againOf = (run: Run, { gate, id }: Pick<Finding, "gate" | "id">) =>
  tasksOf(run, gate)
    .flatMap(({ tested }) => tested)
    .findLast(({ finding, tree }) => finding === id && tree !== undefined);

/** Earlier findings of reviewers that their next reviews have to answer. */
export const openFindings = (run: Run, gates: readonly string[]): Finding[] =>
  run.findings.filter(
    (finding) => gates.includes(finding.gate) && finding.state === "open" && !finding.outside,
  );

/** The option by which reviewers of one group look beside each other. */
const REVIEWS = "reviews";
export const TOGETHER = { [REVIEWS]: "together" };
export const looksTogether = ({ options }: Pick<Run, "options">): boolean =>
  options[REVIEWS] === TOGETHER[REVIEWS];

/** How many re-reviews these gates have had so far; the limits count them. */
export const rounds = (run: Run, gates: string[]): number =>
  run.tasks.filter((task) => task.kind === "rereview" && !task.void && gates.includes(task.gate))
    .length;

/** Whether this ready task would be the first of the run that may change the project's files. */
export const beginsWork = (run: Run, task: Task): boolean =>
  task.edits !== null &&
  task.status === "ready" &&
  !run.tasks.some((task) => task.edits !== null && task.dispatches > 0);

/** Tasks whose artifacts count, in the order of acceptance. */
export const acceptedTasks = (run: Run): Task[] =>
  run.tasks
    .filter((task) => !task.void && task.acceptedSeq > 0 && task.outcome !== null)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq);

/** The newest known tree of each part of the project. */
export const treesOf = (run: Run): Record<string, string> =>
  Object.assign({}, ...acceptedTasks(run).map((task) => task.facts.trees ?? {})) as Record<
    string,
    string
  >;

const LEADING_ID = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/** Letters and digits alone: two warnings with the same key are one. */
const warningKey = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * The warnings after one more artifact, which raises and closes some; `acceptedSeq`: its position.
 * A text that begins with a known id, or repeats a known text, opens that warning again.
 */
export function withWarnings(
  raised: readonly Raised[],
  facts: Facts,
  task: string,
  acceptedSeq: number,
): Raised[] {
  const all = raised.map((one) => ({ ...one }));
  for (const wording of facts.warnings ?? []) {
    const id = LEADING_ID.exec(wording)?.[1];
    const known = all.find((one) =>
      id === undefined ? warningKey(one.text) === warningKey(wording) : one.id === id,
    );
    const text = wording.replace(LEADING_ID, "").trim();
    if (known) known.closed = null;
    else if (text !== "")
      all.push({ id: `W${all.length + 1}`, text, task, at: acceptedSeq, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    // The first reason counts.
    if (known && known.closed === null) known.closed = { reason, at: acceptedSeq };
  }
  return all;
}
