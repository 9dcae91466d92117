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
import { DueJob, ScheduleRequest } from "../jobs/schedules.ts";
import { Settings, SettingsChange } from "../jobs/settings.ts";
import { CURSOR } from "../jobs/store.ts";
import { WAITS_FOR } from "../jobs/waits.ts";
import { WebhookRequest } from "../outside/webhooks.ts";

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
const jobId = z.uuid().describe("The job's id.");

/** A query that has these words and no others: one that is passed over would answer something else. */
const query = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: ({ code, keys = [] }: { code?: string; keys?: string[] }) => {
      const known = Object.keys(shape).join(", ") || "none";
      return code === "unrecognized_keys"
        ? `unknown: ${keys.join(", ")}; known: ${known}`
        : undefined;
    },
  });
export const NoQuery = query({});

export const SubmitBody = kept(JobRequest).openapi("JobRequest");
export const AnswerBody = kept(Answer).openapi("Answer");
const { limits } = JobRequest.shape;
/** Where nothing is to be said: a field that is sent would be passed over. */
export const NoBody = z.strictObject({}).openapi("Nothing");
const changed = limits.unwrap().optional().describe("These of its limits are others from now on.");
export const RetryBody = z.strictObject({ limits: changed }).openapi("Retry");
export const RollbackBody = z
  .strictObject({ undo: z.boolean().default(false).describe("Takes the last rollback back.") })
  .openapi("Rollback");
export const SessionBody = z
  .strictObject({ token: text.max(200).describe("The token, as it was shown when it was made.") })
  .openapi("SignIn");

const Source = z
  .discriminatedUnion("by", [
    z.object({
      by: z.literal("token"),
      name: z.string().describe("The token's name."),
    }),
    z.object({
      by: z.literal("schedule"),
      name: z.string().describe("The schedule's name."),
      person: z.string().describe("Who has made the schedule."),
    }),
    z.object({
      by: z.literal("github"),
      repository: z.string().describe("The repository, owner/name."),
      issue: z.number().describe("Number of its issue or pull request."),
      person: z.string().describe("Who has asked there."),
      branch: z.string().optional().describe("Branch of the pull request that is answered."),
      text_of: z
        .string()
        .optional()
        .describe(
          "Address of the issue whose text the request is; without it, the person's words.",
        ),
    }),
  ])
  .describe("Who has asked for it: a token, a schedule, or an issue.");

export const JobBody = z
  .object({
    id: jobId,
    project: z.string().describe("A folder of the workers' machines, or the URL of a repository."),
    base_commit: z.string().nullable().describe("The commit that the run began on."),
    workflow: z.enum(ALL_WORKFLOWS).describe("The workflow that is run."),
    request: z.string().describe("What is to be done."),
    options: z
      .record(z.string(), z.union([z.string(), z.literal(true)]))
      .describe("Options of the workflow's start; true for one without a value."),
    limits: z
      .object({
        minutes: z.number().optional().describe("Minutes of work."),
        tokens: z.number().optional().describe("Tokens."),
        money: z.number().optional().describe("US dollars."),
      })
      .describe("What the job may take; at one of these it fails."),
    priority: z.number().int().describe("Higher ones are taken first."),
    needs: z.array(z.string()).describe("Labels that its worker has to have."),
    after: z.uuid().nullable().describe("The job that it comes after."),
    base: z.string().nullable().describe("The branch that it was to begin on."),
    source: Source,
    state: z.enum(STATES).describe("question: it waits for a person. parked: until a retry."),
    reason: z.string().nullable().describe("Why it is in this state, where that is not plain."),
    attempts: z.number().int().describe("Attempts without a newly accepted task."),
    worker: z.string().nullable().describe("Who works on it, or did last."),
    run: z.string().nullable().describe("The run's id."),
    question: z
      .object({ all: z.array(Question).describe("All that are open.") })
      .nullable()
      .describe("What a person is asked."),
    spent: z
      .object({
        tokens: z.number().optional().describe("Tokens."),
        money: z.number().optional().describe("US dollars, where prices are known."),
        minutes: z.number().optional().describe("Minutes of work."),
      })
      .describe("What the job has taken so far."),
    branch: z.string().nullable().describe("The branch with its change, in its repository."),
    wish: z
      .object({
        what: z.enum(WISHES).describe("What a worker is to do with it."),
        back: z.enum(["complete", "failed"]).describe("The state behind it."),
        who: z.string().describe("Who has wished it."),
      })
      .nullable()
      .describe("What a worker is to do with a job that has ended."),
    rolled_back: z.boolean().describe("Whether its branch ends with its rollback."),
    pull: z.string().nullable().describe("Address of its pull request."),
    cleared: time.nullable().describe("When its events and results were removed."),
    created: time.describe("When it was submitted."),
    updated: time.describe("When it has changed last."),
    ended: time.nullable().describe("When it has ended."),
  })
  .openapi("Job");
// Whoever changes the one has to change the other.
const _: (job: Job) => z.infer<typeof JobBody> = (job) => job;
void _;

/** Why a job that is queued waits. */
export const WaitsBody = z
  .object({
    for: z.enum(WAITS_FOR).describe("What it waits for, in a word."),
    why: z.string().describe("What it waits for, for a person."),
    before: z
      .number()
      .int()
      .nullable()
      .describe("So many are taken before it; to a token of one project: of that project."),
    until: time.nullable().describe("It is taken no sooner."),
  })
  .openapi("Waits");

export const ShownBody = JobBody.extend({
  waits: WaitsBody.nullable().describe("Why it is queued; null: it waits for no worker."),
}).openapi("ShownJob");

const Chosen = z.strictObject({
  state: z
    .array(z.enum(STATES))
    .min(1)
    .max(STATES.length)
    .optional()
    .describe("Only jobs in one of these states."),
  workflow: z.enum(ALL_WORKFLOWS).optional().describe("Only runs of it."),
  text: text.min(1).max(200).optional().describe("Part of the request, the project or the run."),
});

const Bulk = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE).optional().describe("Ids of jobs."),
  filter: Chosen.refine((one) => Object.keys(one).length > 0, "name at least one")
    .optional()
    .describe("Which jobs, in place of their ids."),
});
export type Bulk = z.infer<typeof Bulk>;
/** Of many jobs: those named, or those of a filter, the newest first. */
const named = [
  ({ ids, filter }: Bulk): boolean => (ids === undefined) !== (filter === undefined),
  "ids, or a filter",
] as const;
export const BulkBody = Bulk.refine(...named).openapi("Bulk");
export const RetryManyBody = Bulk.extend({ limits: changed })
  .refine(...named)
  .openapi("BulkRetry");

export const BulkDoneBody = z
  .object({
    jobs: z
      .array(
        z.object({
          id: jobId,
          ok: z.boolean().describe("Whether it was changed."),
          state: z.enum(STATES).nullable().describe("Its state now; null: there is no such job."),
          problem: z.string().nullable().describe("Why it was not changed."),
        }),
      )
      .describe("What came of each."),
    more: z
      .boolean()
      .describe("Whether the filter has more jobs than were changed at once: send it again."),
  })
  .openapi("BulkDone");

export const SubmittedBody = z
  .object({
    job: JobBody,
    again: z.boolean().describe("Whether the same Idempotency-Key had made it before."),
  })
  .openapi("Submitted");
export const ListBody = z
  .object({
    jobs: z.array(JobBody).describe("The newest ones first."),
    next: z.string().nullable().describe("What to give as before for the next page; null: none."),
  })
  .openapi("Jobs");

export const ScheduleBody = kept(ScheduleRequest).openapi("ScheduleRequest");
export const ScheduledBody = z
  .object({
    name: z.string().describe("The schedule's name."),
    cron: z.string().describe("When it is due."),
    timezone: z.string().describe("The time zone of that."),
    job: z
      .object({ ...DueJob.shape, limits: JobBody.shape.limits })
      .describe("What is queued then."),
    who: z.string().describe("Who has made it."),
    next: time.nullable().describe("When it is due next."),
  })
  .openapi("Schedule");
export const SchedulesBody = z
  .object({ schedules: z.array(ScheduledBody).describe("By name.") })
  .openapi("Schedules");

export const WebhookBody = kept(WebhookRequest).openapi("WebhookRequest");
const WebhookShown = z
  .object({
    ...WebhookRequest.shape,
    id: z.uuid().describe("The webhook's id."),
    who: z.string().describe("Who has made it."),
    created: time.describe("When."),
    failure: z
      .object({
        at: z.string().describe("When."),
        event: z.string().describe("What was posted, such as job.complete."),
        problem: z.string().describe("What came of it, in words."),
      })
      .nullable()
      .describe("What failed last; null: nothing yet."),
    failing: time.nullable().describe("Since when nothing was taken; null: the last one was."),
    off: time
      .nullable()
      .describe(
        "Switched off since then, because nothing was taken for three days, or 410 was answered; null: it is on.",
      ),
  })
  .openapi("Webhook");
export const WebhooksBody = z
  .object({ webhooks: z.array(WebhookShown).describe("The oldest first.") })
  .openapi("Webhooks");
export const WebhookMadeBody = WebhookShown.extend({
  secret: z.string().describe("It signs what is posted: whsec_ and base64."),
}).openapi("WebhookMade");
export const WebhookTestedBody = z
  .object({
    ok: z.boolean().describe("Whether it was taken."),
    problem: z.string().nullable().describe("Why not, in words."),
  })
  .openapi("WebhookTested");

/** Fields that are named here are those that a page cannot do without. */
export const ViewBody = z
  .looseObject({
    version: z.literal(2).describe("Of this form."),
    run: z.string().describe("The run's id."),
    status: z.string().describe("How the run stands."),
    request: z.string().describe("What is to be done."),
    started_at: time.describe("When the run began."),
    ended_at: time.nullable().describe("When it has ended."),
    findings: z
      .array(
        z.looseObject({
          id: z.string().describe("The finding's id."),
          severity: z.string().describe("How grave it is."),
          state: z.string().describe("What became of it."),
        }),
      )
      .describe("What reviewers have found."),
    moments: z
      .array(
        z.looseObject({
          seq: z.number().describe("Number of its event."),
          at: time.describe("When."),
          kind: z.string().describe("What kind of moment it is."),
          task: z.string().nullable().describe("The task that it is about."),
          text: z.string().describe("What happened, in one line."),
          more: z.array(z.string()).describe("Further lines."),
        }),
      )
      .describe("What happened, the oldest first."),
  })
  .openapi("View");

const number = z.number().int();
export const FilesBody = z
  .object({
    files: z
      .array(
        z.object({
          path: z.string().describe("Its path; where it was removed, the one that it had."),
          status: z.enum(["added", "modified", "deleted"]).describe("What became of it."),
          added: number.describe("Lines that are new."),
          removed: number.describe("Lines that are gone."),
          lines: z
            .array(
              z.object({
                kind: z.enum(["added", "removed", "same", "place"]).describe("place: git's word."),
                old: number.nullable().describe("Its number before; null: it was not there."),
                new: number.nullable().describe("Its number now; null: it is not there."),
                text: z.string().describe("The line."),
              }),
            )
            .describe("Its change."),
          left: number.describe("So many lines more are in the diff as one text."),
        }),
      )
      .describe("As git names them."),
  })
  .openapi("Files");

export const ArtifactsBody = z
  .object({
    artifacts: z
      .array(
        z.object({
          sha: z.string().describe("SHA-256 of its bytes."),
          size: z.number().int().describe("Bytes."),
          name: z.string().nullable().describe("The file that the task has written."),
          kind: z.string().nullable().describe("What kind of result it is, such as plan."),
          task: z.string().nullable().describe("The task that has made it, such as T2."),
          title: z.string().nullable().describe("What that task is called."),
          outcome: z.string().nullable().describe("What it came to, such as approved."),
        }),
      )
      .describe("In the order in which they were accepted; null: no event says it."),
  })
  .openapi("Artifacts");

export const SettingsBody = kept(SettingsChange).openapi("SettingsChange");
export const SettingsHeaders = z.object({
  "if-match": z
    .string()
    .max(1_000)
    .optional()
    .openapi({ description: "ETag of the settings that were read: others are not changed." }),
});
const { keep } = Settings.shape;
export const SettingsAnswer = z
  .object({ ...Settings.shape, keep: z.object(keep.shape).describe(keep.description ?? "") })
  .openapi("Settings");

export const BoardBody = z
  .object({
    counts: z.record(z.enum(STATES), z.number().int()).describe("How many jobs are in each state."),
    running: z.array(JobBody).describe("The newest of those at work."),
    questions: z.array(JobBody).describe("The newest of those that wait for a person."),
  })
  .openapi("Board");

export const WorkersBody = z
  .object({
    workers: z
      .array(
        z.object({
          name: z.string().describe("The worker's name."),
          host: z.string().describe("Its machine."),
          version: z.string().describe("Its version of multi-ai."),
          labels: z.array(z.string()).describe("Labels that jobs may need."),
          slots: z.number().int().describe("Jobs at once."),
          jobs: z
            .array(
              z.object({
                id: jobId,
                project: z.string().describe("The job's project."),
              }),
            )
            .describe("What it is at work on."),
          lacks: z
            .array(
              z.object({
                what: z.string().describe("What is missing there."),
                why: z.string().describe("How that was found."),
                since: time.describe("Since when."),
              }),
            )
            .describe("What is missing there."),
          draining: z.boolean().describe("Whether it takes no jobs until it has what it lacks."),
          live: z.boolean().describe("Whether it was heard lately."),
          started: time.describe("When it was started."),
          heard: time.nullable().describe("When it was heard last."),
        }),
      )
      .describe("By name."),
  })
  .openapi("Workers");

export const CostsBody = z
  .object({
    workflows: z
      .array(
        z.object({
          workflow: z.enum(ALL_WORKFLOWS).describe("The workflow."),
          jobs: z.number().int().describe("Of so many complete jobs."),
          tokens: z.number().nullable().describe("Tokens."),
          money: z.number().nullable().describe("US dollars."),
          minutes: z.number().nullable().describe("Minutes of work."),
        }),
      )
      .describe("Medians of the newest complete jobs."),
  })
  .openapi("Costs");

const Spent = {
  runs: number.describe("Runs that have ended and used models."),
  money: z.number().describe("US dollars of those whose price is known."),
  unpriced: number.describe("Runs whose price is not known: their money is not in it."),
};
export const SpendingBody = z
  .object({
    days: z
      .array(z.object({ day: z.iso.date().describe("The day of their end, in UTC."), ...Spent }))
      .describe("The newest first; none on which no run ended."),
    projects: z
      .array(z.object({ project: z.string().describe("The project."), ...Spent }))
      .describe("Of all these days, the dearest first."),
  })
  .openapi("Spending");

export const WorkflowsBody = z
  .object({
    workflows: z
      .array(
        z.object({
          name: z.enum(WORKFLOWS).describe("Its name."),
          about: z.string().describe("What it does."),
          options: z
            .array(
              z.object({
                name: z.string().describe("Its name."),
                about: z.string().describe("What it does."),
                takes: z
                  .enum(["nothing", "choice", "word", "name"])
                  .describe("nothing: true. name: true, or a word."),
                choices: z.array(z.string()).describe("The words of a choice."),
              }),
            )
            .describe("Options of its start."),
        }),
      )
      .describe("All that people start."),
    folders: z.array(z.string()).describe("Folders that jobs may work below."),
  })
  .openapi("Workflows");

export const AuditBody = z
  .object({
    entries: z
      .array(
        z.object({
          n: z.number().int().describe("Its number, which grows."),
          job: z.uuid().nullable().describe("The job; null: of the server."),
          who: z.string().describe("Who has done it."),
          what: z.string().describe("What was done."),
          details: z.record(z.string(), z.unknown()).describe("With what."),
          at: time.describe("When."),
        }),
      )
      .describe("The oldest first."),
  })
  .openapi("Audit");

export const WhoBody = z
  .object({
    name: z.string().describe("The token's name."),
    role: z.enum(ROLES).describe("What it may; each one also what those before it may."),
    project: z.string().nullable().describe("The only project that it sees; null: all."),
  })
  .openapi("Who");

export const DoneBody = z.object({ ok: z.literal(true).describe("It is done.") }).openapi("Done");

/** Given once, several times, or with commas between them. */
const states = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((one) => one.split(",")))
  .pipe(z.array(z.enum(STATES)).max(STATES.length))
  .optional()
  .openapi({
    type: "array",
    items: { type: "string", enum: [...STATES] },
    description: "Only jobs in one of these states.",
  });
/** Postgres knows no year 0, and four digits are enough. */
const isKnownYear = (at: string): boolean => {
  const year = new Date(at).getUTCFullYear();
  return year >= 1 && year <= 9_999;
};

/** A day is its beginning in UTC. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .refine(isKnownYear, "expected a time of the years 1 to 9999")
  .optional()
  .openapi({ type: "string", format: "date-time" });

export const ListQuery = query({
  state: states,
  workflow: z.enum(ALL_WORKFLOWS).optional().describe("Only runs of it."),
  project: text.max(2_000).optional().describe("Only jobs of this project."),
  person: text
    .max(200)
    .optional()
    .describe("Only of who has asked: a token's name, or a person of an issue or schedule."),
  since: moment.describe("Only jobs that were submitted then or later."),
  until: moment.describe("Only jobs that were submitted before that."),
  text: text
    .max(200)
    .optional()
    .describe(
      "Part of the request, the project or the run. It is looked for in the newest 5,000 jobs that fit else; next goes on behind them, also where none was found.",
    ),
  before: z
    .string()
    .regex(CURSOR, "expected next of the page before")
    .optional()
    .describe("next of the page before this one."),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("So many at most."),
});
export const SpendingQuery = query({
  days: z.coerce.number().int().min(1).max(366).default(30).describe("So many days up to today."),
  project: text.max(2_000).optional().describe("Only jobs of this project."),
});
export const ScheduleParam = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,59}$/)
    .describe("The schedule's name."),
});
export const WebhookParam = z.object({ id: z.uuid().describe("The webhook's id.") });
export const JobParam = z.object({ id: jobId });
export const ArtifactParam = z.object({
  id: jobId,
  sha: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of the result."),
});
const seq = z.coerce.number().int().min(0).max(2_147_483_647);
export const EventsQuery = query({
  after: seq
    .default(0)
    .openapi({ description: "Only events after this number; the same as Last-Event-ID." }),
});
export const EventsHeaders = z.object({
  "last-event-id": seq.optional().describe("Only events after this number."),
});
export const SubmitHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: "A second request with the same key gets the first one's job." }),
});

export const HealthBody = z
  .object({ status: z.literal("ok").describe("It is.") })
  .openapi("Health");
