import { z } from "@hono/zod-openapi";
import { ROLES } from "../../options.mjs";
import { amount, count, flag, list, oneOf, time, words } from "../fields.ts";
import { Artifact } from "../jobs/artifacts.ts";
import { Cost, Spent } from "../jobs/figures.ts";
import { ALL_WORKFLOWS, Answer, Job, JobRequest, STATES, WORKFLOWS } from "../jobs/job.ts";
import { ScheduleJob, ScheduleRequest } from "../jobs/schedules.ts";
import { Settings, SettingsChange } from "../jobs/settings.ts";
import { AuditEntry, CURSOR } from "../jobs/store.ts";
import { Waits } from "../jobs/waits.ts";
import { WorkerView } from "../jobs/workers.ts";
import { Webhook, WebhookRequest } from "../outside/webhooks.ts";

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

const named = <T extends z.ZodRawShape>(name: string, shape: T) => z.object(shape).openapi(name);
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

export const JobBody = Job.openapi("Job");

const WaitsBody = Waits.openapi("Waits");

export const JobViewBody = JobBody.extend({
  waits: WaitsBody.nullable().describe("Why it is queued; null: it waits for no worker."),
}).openapi("ShownJob");

const Chosen = z.strictObject({
  state: z
    .array(z.enum(STATES))
    .min(1)
    .max(STATES.length)
    .optional()
    .describe("Only jobs in one of these states."),
  workflow: oneOf(ALL_WORKFLOWS, "Only runs of it.").optional(),
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
const either = [
  ({ ids, filter }: Bulk): boolean => (ids === undefined) !== (filter === undefined),
  "ids, or a filter",
] as const;
export const BulkBody = Bulk.refine(...either).openapi("Bulk");
export const RetryManyBody = Bulk.extend({ limits: changed })
  .refine(...either)
  .openapi("BulkRetry");

export const BulkDoneBody = named("BulkDone", {
  jobs: list("What came of each.", {
    id: jobId,
    ok: flag("Whether it was changed."),
    state: oneOf(STATES, "Its state now; null: there is no such job.").nullable(),
    problem: words("Why it was not changed.").nullable(),
  }),
  more: flag("Whether the filter has more jobs than were changed at once: send it again."),
});

export const SubmittedBody = named("Submitted", {
  job: JobBody,
  again: flag("Whether the same Idempotency-Key had made it before."),
});
export const ListBody = named("Jobs", {
  jobs: z.array(JobViewBody).describe("The newest ones first."),
  next: words("What to give as before for the next page; null: none.").nullable(),
});

export const ScheduleBody = kept(ScheduleRequest).openapi("ScheduleRequest");
export const ScheduledBody = named("Schedule", {
  name: words("The schedule's name."),
  cron: words("When it is due."),
  timezone: words("The time zone of that."),
  job: z
    .object({ ...ScheduleJob.shape, limits: JobBody.shape.limits })
    .describe("What is queued then."),
  who: words("Who has made it."),
  next: time("When it is due next.").nullable(),
});
export const SchedulesBody = named("Schedules", {
  schedules: z.array(ScheduledBody).describe("By name."),
});

export const WebhookBody = kept(WebhookRequest).openapi("WebhookRequest");
const WebhookView = Webhook.openapi("Webhook");
export const WebhooksBody = named("Webhooks", {
  webhooks: z.array(WebhookView).describe("The oldest first."),
});
export const WebhookMadeBody = WebhookView.extend({
  secret: words("It signs what is posted: whsec_ and base64."),
}).openapi("WebhookMade");
export const WebhookTestedBody = named("WebhookTested", {
  ok: flag("Whether it was taken."),
  problem: words("Why not, in words.").nullable(),
});

/** Fields that are named here are those that a page cannot do without. */
export const ViewBody = z
  .looseObject({
    version: z.literal(2).describe("Of this form."),
    run: words("The run's id."),
    status: words("How the run stands."),
    request: words("What is to be done."),
    started_at: time("When the run began."),
    ended_at: time("When it has ended.").nullable(),
    findings: z
      .array(
        z.looseObject({
          id: words("The finding's id."),
          severity: words("How grave it is."),
          state: words("What became of it."),
        }),
      )
      .describe("What reviewers have found."),
    moments: z
      .array(
        z.looseObject({
          seq: amount("Number of its event."),
          at: time("When."),
          kind: words("What kind of moment it is."),
          task: words("The task that it is about.").nullable(),
          text: words("What happened, in one line."),
          more: z.array(z.string()).describe("Further lines."),
        }),
      )
      .describe("What happened, the oldest first."),
  })
  .openapi("View");

export const FilesBody = named("Files", {
  files: list("As git names them.", {
    path: words("Its path; where it was removed, the one that it had."),
    status: oneOf(["added", "modified", "deleted"], "What became of it."),
    added: count("Lines that are new."),
    removed: count("Lines that are gone."),
    lines: list("Its change.", {
      kind: oneOf(["added", "removed", "same", "place"], "place: git's word."),
      old: count("Its number before; null: it was not there.").nullable(),
      new: count("Its number now; null: it is not there.").nullable(),
      text: words("The line."),
    }),
    left: count("So many lines more are in the diff as one text."),
  }),
});

export const ArtifactsBody = named("Artifacts", {
  artifacts: list(
    "In the order in which they were accepted; null: no event says it.",
    Artifact.shape,
  ),
});

export const SettingsBody = kept(SettingsChange).openapi("SettingsChange");
export const SettingsHeaders = z.object({
  "if-match": z
    .string()
    .max(1_000)
    .optional()
    .openapi({ description: "ETag of the settings that were read: others are not changed." }),
});
const { keep } = Settings.shape;
export const SettingsAnswer = named("Settings", {
  ...Settings.shape,
  keep: z.object(keep.shape).describe(keep.description ?? ""),
});

export const BoardBody = named("Board", {
  counts: z.record(z.enum(STATES), z.number().int()).describe("How many jobs are in each state."),
  running: z.array(JobBody).describe("The newest of those at work."),
  questions: z.array(JobBody).describe("The newest of those that wait for a person."),
});

export const WorkersBody = named("Workers", {
  workers: list("By name.", WorkerView.shape),
});

export const CostsBody = named("Costs", {
  workflows: list("Medians of the newest complete jobs.", Cost.shape),
});

export const SpendingBody = named("Spending", {
  days: list("The newest first; none on which no run ended.", {
    day: z.iso.date().describe("The day of their end, in UTC."),
    ...Spent,
  }),
  projects: list("Of all these days, the dearest first.", {
    project: words("The project."),
    ...Spent,
  }),
});

export const WorkflowsBody = named("Workflows", {
  workflows: list("All that people start.", {
    name: oneOf(WORKFLOWS, "Its name."),
    about: words("What it does."),
    options: list("Options of its start.", {
      name: words("Its name."),
      about: words("What it does."),
      takes: oneOf(["nothing", "choice", "word", "name"], "nothing: true. name: true, or a word."),
      choices: z.array(z.string()).describe("The words of a choice."),
    }),
  }),
  folders: z.array(z.string()).describe("Folders that jobs may work below."),
});

export const AuditBody = named("Audit", {
  entries: list("The oldest first.", AuditEntry.shape),
});

export const WhoBody = named("Who", {
  name: words("The token's name."),
  role: oneOf(ROLES, "What it may; each one also what those before it may."),
  project: words("The only project that it sees; null: all.").nullable(),
});

export const DoneBody = named("Done", { ok: z.literal(true).describe("It is done.") });

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
  workflow: oneOf(ALL_WORKFLOWS, "Only runs of it.").optional(),
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
      "Part of the request, the project or the run. It is looked for in the newest 5,000 jobs that fit else; next goes on after them, also where none was found.",
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

export const HealthBody = named("Health", { status: z.literal("ok").describe("It is.") });
