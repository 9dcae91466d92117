import type { EventOf } from "./events.ts";
import type { Settings } from "../settings.ts";
import type { Run, Task } from "./run.ts";

/** Runs of before the program ran tests. */
const OLD_TESTS: Settings["tests"] = { run: false, commands: [], timeout_minutes: 15 };

/** A run as its first event leaves it; tasks follow. */
export function newRun(event: EventOf<"run_created"> & { at: string; seq: number }): Run {
  return {
    run: event.run,
    workflow: event.workflow,
    entry: event.entry,
    request: event.request,
    auto: event.auto,
    // Older journals lack some.
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
    held: null,
    tests: { decided: [], none: false, baseline: [], by_hand: null },
    released: false,
    created_at: event.at,
    updated_at: event.at,
    seq: event.seq,
  };
}

/** A task that nothing has happened to. */
export function newTask(e: EventOf<"task_created">): Task {
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
    // Older journals do not say it.
    edits: e.edits ?? (e.schema === "impl-result" ? "all" : null),
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
    taken: 0,
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
