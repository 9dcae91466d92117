import type { Settings } from "../settings.ts";
import type { TestedFinding } from "./commands.ts";
import type { EventOf, Facts } from "./events.ts";
import type {
  Decision,
  Dispatch,
  Head,
  Host,
  MainUse,
  Notice,
  Paused,
  PlannedItem,
  Raised,
  Request,
  RunStatus,
  Sent,
  Spent,
  Start,
  TaskStatus,
  TestCommand,
  VoidCall,
  Waiver,
  Why,
} from "./run.ts";

/** A run and its parts as they begin. What each field is for stands here; `evolve.ts` says what becomes of it. */

/** For runs that began before there were settings for tests. */
const OLD_TESTS: Settings["tests"] = { run: false, commands: [], timeout_minutes: 15 };

/** Who carries a run on: a session of the host, or a driver, whose session is a name alone. */
export interface RunOwner {
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
    // Older journals lack some settings.
    settings: {
      ...event.settings,
      tests: event.settings.tests ?? OLD_TESTS,
      secrets: event.settings.secrets ?? [],
    } as Settings,
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
    void_calls: event.void_calls.map((call): VoidCall => ({ call, agent: null, session: session ?? "", host })),
    /** The newest calls that were dispatches: by them a late notification is known as ours. */
    calls: [...event.void_calls],
    delivered: null as { directive: string; session: string; reminder: boolean } | null,
    /** What each session's main thread had used at its first directive, and at its newest; missing in older journals. */
    main: undefined as { session: string; from: MainUse; now: MainUse }[] | undefined,
    /** As that of a task, for what holds up or turns the whole run. */
    turn: 0,
    /** The commit that holds the project's files before the first work; missing before that, and without git. */
    snapshot: undefined as string | undefined,
    /** The project's files as the newest accepted task left them; missing before that. */
    kept: undefined as { task: string; tree: string | null; commit: string } | undefined,
    /** Fingerprint of the key of whoever began it; missing in older journals. */
    key: event.key,
    seal: event.seal,
    /** What code noticed; missing before the first. */
    notices: undefined as Notice[] | undefined,
    /** What was sent to external providers, one entry for each. */
    sent: [] as Sent[],
    /** The first one, and each that differs from the one before it. */
    heads: [] as Head[],
    paused: null as Paused | null,
    tests: {
      decided: [] as TestCommand[],
      /** Nobody wants the program to run tests. */
      none: false,
      /** Commands that were run before the first change. */
      baseline: [] as string[],
      /** The newest run that a person started by hand. */
      by_hand: null as { outcome: string; tree: string | null; at: string } | null,
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
export function newTask({ options }: { options: Record<string, string> }, e: EventOf<"task_created">) {
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
    /** How often in a row the project was another one than its check had seen, before it could begin. */
    unsettled: 0,
    /** Raised by whatever sends it back or holds it up: a task that is ready again is another state of affairs. */
    turn: 1,
    /** Why its last dispatch did not count: told to the next one. */
    note: "",
    artifact: null as string | null,
    /** Tests of findings that the program ran for it. */
    tested: [] as TestedFinding[],
    /** Test commands that its artifact names; null where it is not known to name any. */
    commands: null as string[] | null,
    outcome: null as string | null,
    /** A review's own status, where its outcome is what code made of it. */
    said: null as string | null,
    reviewed: null as string | null,
    /** What else its artifact says that decides. */
    facts: {} as Facts,
    /** Documents that were handed in with it, as objects. */
    handed: [] as { path: string; sha: string }[],
    /** Name of the rule that left it out. */
    skipped: null as string | null,
    /** Each question that its artifact left open was answered as the artifact assumes: by the first option. */
    as_assumed: true,
    /** Its artifact is an earlier one as the person changed it: no agent has worked for it. */
    by_person: false,
    /** Position of its artifact among the accepted ones of the run, from 1; 0: none is accepted yet. */
    acceptedSeq: 0,
    /** The subject at its first dispatch: a diff of its work starts from it. */
    base: null as string | null,
    /** Of the first work: what git brought since the run began, which no diff of the run shows. */
    brought: undefined as EventOf<"dispatched">["brought"],
    /** Files that calls of its agents have changed, each as they left it; null: not all calls were seen; missing: no agent has begun. */
    changed: undefined as Record<string, string> | null | undefined,
    /** A command of its agents has left something at work; false: that has been ended with its agent. */
    runs_on: undefined as boolean | undefined,
    waiver: null as Waiver | null,
    void: false,
    /** Of each dispatch that is over. */
    spent: [] as (Spent & { call: string })[],
    failure: null as { failure: string; message: string; detail: string } | null,
    /** Dispatches since its last artifact that ended because an API or a provider did not answer; the run paused for each. */
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
    /** Its dialog was opened since it was last asked for: what became of that is the person's own doing. */
    shown: false,
    /** The session that owns the run has shown it whole, in a dialog or printed, since it stands as it does. */
    seen: false,
    at: e.at,
  };
}
export type Question = ReturnType<typeof newQuestion>;
