import { z } from "@hono/zod-openapi";
import { ROLES } from "../../options.mjs";
import {
  ALL_WORKFLOWS,
  Answer,
  type Job,
  JobRequest,
  Question,
  STATES,
  WISHES,
  WORKFLOWS,
} from "../jobs/job.ts";
import { ScheduleRequest } from "../jobs/schedules.ts";
import { Settings } from "../jobs/settings.ts";
import { WAITS_FOR } from "../jobs/waits.ts";

/** So many jobs are changed by one request. */
export const MOST_AT_ONCE = 200;

/** What requests and answers of the API look like. */

/** Where a value holds a text that Postgres cannot keep; null: nowhere. */
function unkept(value: unknown, path: (string | number)[] = []): (string | number)[] | null {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, one] of Object.entries(value)) {
    const found = unkept(key, path) ?? unkept(one, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

const kept = <T extends z.ZodType>(type: T): T =>
  type.superRefine((value, context) => {
    const path = unkept(value);
    if (path !== null)
      context.addIssue({
        code: "custom",
        path,
        message: "it has a NUL character, or half of one: take it out",
      });
  });

const time = z.iso.datetime();
const text = kept(z.string());

export const SubmitBody = kept(JobRequest).openapi("JobRequest");
export const AnswerBody = kept(Answer).openapi("Answer");
export const RollbackBody = z
  .strictObject({ undo: z.boolean().default(false) })
  .openapi("Rollback");
export const SessionBody = z.strictObject({ token: text.max(200) }).openapi("SignIn");

const Source = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("token"), name: z.string() }),
  z.strictObject({ by: z.literal("schedule"), name: z.string(), person: z.string() }),
  z.strictObject({
    by: z.literal("github"),
    repository: z.string(),
    issue: z.number(),
    person: z.string(),
    branch: z.string().optional(),
  }),
]);

export const JobBody = z
  .strictObject({
    id: z.uuid(),
    project: z.string(),
    base_commit: z.string().nullable(),
    workflow: z.enum(ALL_WORKFLOWS),
    request: z.string(),
    options: z.record(z.string(), z.union([z.string(), z.literal(true)])),
    limits: z.strictObject({
      minutes: z.number().optional(),
      tokens: z.number().optional(),
      money: z.number().optional(),
    }),
    priority: z.number().int(),
    needs: z.array(z.string()),
    source: Source,
    state: z.enum(STATES),
    reason: z.string().nullable(),
    attempts: z.number().int(),
    worker: z.string().nullable(),
    run: z.string().nullable(),
    question: z.object({ all: z.array(Question) }).nullable(),
    spent: z.strictObject({
      tokens: z.number().optional(),
      money: z.number().optional(),
      minutes: z.number().optional(),
    }),
    branch: z.string().nullable(),
    wish: z
      .strictObject({ what: z.enum(WISHES), back: z.enum(["complete", "failed"]), who: z.string() })
      .nullable(),
    rolled_back: z.boolean(),
    pull: z.string().nullable(),
    cleared: time.nullable(),
    created: time,
    updated: time,
    ended: time.nullable(),
  })
  .openapi("Job");
// Whoever changes the one has to change the other.
const _: (job: Job) => z.infer<typeof JobBody> = (job) => job;
void _;

/** Why a job that is queued waits. */
export const WaitsBody = z
  .strictObject({
    for: z.enum(WAITS_FOR),
    why: z.string(),
    /** So many are taken before it. */
    before: z.number().int().nullable(),
    until: time.nullable(),
  })
  .openapi("Waits");

/** `waits`: null where it waits for no worker. */
export const ShownBody = JobBody.extend({ waits: WaitsBody.nullable() }).openapi("ShownJob");

const Chosen = z.strictObject({
  state: z.array(z.enum(STATES)).min(1).max(STATES.length).optional(),
  workflow: z.enum(ALL_WORKFLOWS).optional(),
  text: text.min(1).max(200).optional(),
});

/** Of many jobs: those named, or those of a filter, the newest first. */
export const BulkBody = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE).optional(),
    filter: Chosen.refine((one) => Object.keys(one).length > 0, "name at least one").optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), "ids, or a filter")
  .openapi("Bulk");
export type Bulk = z.infer<typeof BulkBody>;

/** `more`: the filter has more jobs than were changed at once; send it again. */
export const BulkDoneBody = z
  .strictObject({
    jobs: z.array(
      z.strictObject({
        id: z.uuid(),
        ok: z.boolean(),
        state: z.enum(STATES).nullable(),
        /** Why it was not changed. */
        problem: z.string().nullable(),
      }),
    ),
    more: z.boolean(),
  })
  .openapi("BulkDone");

export const SubmittedBody = z
  .strictObject({ job: JobBody, again: z.boolean() })
  .openapi("Submitted");
/** `next`: what to give as `before` for the page behind this one; null: this is the last. */
export const ListBody = z
  .strictObject({ jobs: z.array(JobBody), next: z.uuid().nullable() })
  .openapi("Jobs");

export const ScheduleBody = kept(ScheduleRequest).openapi("ScheduleRequest");
export const ScheduledBody = z
  .strictObject({
    name: z.string(),
    cron: z.string(),
    timezone: z.string(),
    job: JobRequest,
    who: z.string(),
    next: time.nullable(),
  })
  .openapi("Schedule");
export const SchedulesBody = z
  .strictObject({ schedules: z.array(ScheduledBody) })
  .openapi("Schedules");

/** Fields that are named here are those that a page cannot do without. */
export const ViewBody = z
  .looseObject({
    version: z.literal(2),
    run: z.string(),
    status: z.string(),
    request: z.string(),
    started_at: time,
    ended_at: time.nullable(),
    findings: z.array(z.looseObject({ id: z.string(), severity: z.string(), state: z.string() })),
    moments: z.array(
      z.looseObject({
        seq: z.number(),
        at: time,
        kind: z.string(),
        task: z.string().nullable(),
        text: z.string(),
        more: z.array(z.string()),
      }),
    ),
  })
  .openapi("View");

export const ArtifactsBody = z
  .strictObject({ artifacts: z.array(z.strictObject({ sha: z.string(), size: z.number().int() })) })
  .openapi("Artifacts");

export const SettingsBody = kept(Settings).openapi("Settings");

export const BoardBody = z
  .strictObject({
    counts: z.record(z.enum(STATES), z.number().int()),
    running: z.array(JobBody),
    questions: z.array(JobBody),
  })
  .openapi("Board");

export const WorkersBody = z
  .strictObject({
    workers: z.array(
      z.strictObject({
        name: z.string(),
        host: z.string(),
        version: z.string(),
        labels: z.array(z.string()),
        slots: z.number().int(),
        jobs: z.array(z.strictObject({ id: z.uuid(), project: z.string() })),
        lacks: z.array(z.strictObject({ what: z.string(), why: z.string(), since: time })),
        /** It takes no jobs until it has what it lacks. */
        draining: z.boolean(),
        live: z.boolean(),
        started: time,
        heard: time.nullable(),
      }),
    ),
  })
  .openapi("Workers");

export const CostsBody = z
  .strictObject({
    workflows: z.array(
      z.strictObject({
        workflow: z.enum(ALL_WORKFLOWS),
        /** Of so many jobs that are complete. */
        jobs: z.number().int(),
        tokens: z.number().nullable(),
        money: z.number().nullable(),
        minutes: z.number().nullable(),
      }),
    ),
  })
  .openapi("Costs");

export const WorkflowsBody = z
  .strictObject({
    workflows: z.array(
      z.strictObject({
        name: z.enum(WORKFLOWS),
        about: z.string(),
        options: z.array(
          z.strictObject({
            name: z.string(),
            about: z.string(),
            takes: z.enum(["nothing", "choice", "word", "name"]),
            choices: z.array(z.string()),
          }),
        ),
      }),
    ),
    /** Folders that jobs may work below. */
    folders: z.array(z.string()),
  })
  .openapi("Workflows");

export const AuditBody = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        n: z.number().int(),
        job: z.uuid().nullable(),
        who: z.string(),
        what: z.string(),
        details: z.record(z.string(), z.unknown()),
        at: time,
      }),
    ),
  })
  .openapi("Audit");

export const WhoBody = z
  .strictObject({ name: z.string(), role: z.enum(ROLES), project: z.string().nullable() })
  .openapi("Who");

export const DoneBody = z.strictObject({ ok: z.literal(true) }).openapi("Done");

export const ListQuery = z.object({
  state: z.enum(STATES).optional(),
  workflow: z.enum(ALL_WORKFLOWS).optional(),
  text: text
    .max(200)
    .optional()
    .openapi({ description: "Part of the request, the project or the run." }),
  before: z.uuid().optional().openapi({ description: "The id of a job; older ones follow." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const ScheduleParam = z.object({ name: z.string().regex(/^[A-Za-z0-9][\w.-]{0,59}$/) });
export const JobParam = z.object({ id: z.uuid() });
export const ArtifactParam = z.object({ id: z.uuid(), sha: z.string().regex(/^[0-9a-f]{64}$/) });
const seq = z.coerce.number().int().min(0).max(2_147_483_647);
export const EventsQuery = z.object({
  after: seq
    .default(0)
    .openapi({ description: "Only events after this number; the same as Last-Event-ID." }),
});
export const EventsHeaders = z.object({ "last-event-id": seq.optional() });
export const SubmitHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: "A second request with the same key gets the first one's job." }),
});

export const HealthBody = z.object({ status: z.literal("ok") }).openapi("Health");
