import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import type { Role } from "../jobs/store.ts";
import { needs } from "./access.ts";
import { conditional } from "./conditional.ts";
import { PROBLEM_TYPE, ProblemBody } from "./problem.ts";
import * as schema from "./schemas.ts";

/**
 * Every route of the API, with what it takes and answers. The document at /api/openapi.json and the
 * tests are made of these.
 */

const json = <T extends z.ZodType>(type: T, description: string) => ({
  content: { "application/json": { schema: type } },
  description,
});
const words = <T extends string>(type: T, description: string) => ({
  content: { [type]: { schema: z.string() } } as { [K in T]: { schema: z.ZodString } },
  description,
});
const body = <T extends z.ZodType>(type: T) => ({
  content: { "application/json": { schema: type } },
  required: true,
});

const refusal = (description: string) => ({
  content: { [PROBLEM_TYPE]: { schema: ProblemBody } },
  description,
});
/** What each route behind a token may answer. */
const COMMON = {
  401: refusal("Without a token that is known"),
  403: refusal("The token may not do this, or another site asks"),
  422: refusal("What was sent is not what is expected"),
  429: refusal("Too many requests with this token: Retry-After says when to try again"),
  503: refusal("The database cannot be reached right now"),
};
const missing = { 404: refusal("Not found, or the token may not see it") };
const conflict = { 409: refusal("It does not fit the job as it is now") };
const large = { 400: refusal("The body is not JSON"), 413: refusal("The body is too large") };

/** What a client that has this version of an answer gets. */
const unchanged = { 304: { description: "As the client has it, by If-None-Match" } };

/** What routes are about, as the document groups them. */
export const TAGS = {
  Jobs: "Runs of a workflow: submit them, follow them, answer their questions, read their results.",
  Server: "All jobs at once, and what is set for them.",
  Schedules: "Jobs that start at certain times.",
  Webhooks: "Where it is posted to, signed, that a job has come to a state.",
  Session: "Whose token is used, and the page's cookie.",
} as const;

const SECURITY: Record<string, string[]>[] = [{ bearer: [] }, { cookie: [] }];
type Method = "get" | "post" | "put" | "delete";
type Taken = NonNullable<RouteConfig["request"]>;

/** By the first word of a path below /api. */
const tagOf = (path: string): string => {
  const word = path.split("/")[2] ?? "";
  const tag = `${word[0]?.toUpperCase()}${word.slice(1)}`;
  return tag in TAGS ? tag : "Server";
};

/**
 * `operationId`: what generated clients call it. What follows from the rest of a route is not
 * written: a query has no words where none are named, for one with some would be answered as if it
 * had none. `isVersioned`: its versions have names.
 */
const route = <T extends Taken, A extends RouteConfig["responses"]>(
  need: Role,
  operationId: string,
  at: `${Method} /${string}`,
  summary: string,
  request: T,
  responses: A,
  { description, isVersioned = false }: { description?: string; isVersioned?: boolean } = {},
) => {
  const [method, path] = at.split(" ") as [Method, string];
  const checks = isVersioned ? [needs(need), conditional] : [needs(need)];
  const config = {
    security: SECURITY,
    middleware: checks as [ReturnType<typeof needs>],
    tags: [tagOf(path)],
    operationId,
    method,
    path,
    summary,
    ...(description !== undefined && { description }),
    request: { query: schema.NoQuery, ...request } as T,
    responses: {
      ...responses,
      ...(request.params !== undefined && method !== "put" && missing),
      ...(request.body !== undefined && large),
      ...(isVersioned && method === "get" && unchanged),
      ...COMMON,
    } as A,
  };
  return createRoute<string, typeof config>(config);
};
const VERSIONED = { isVersioned: true };

const job = { params: schema.JobParam };
const optional = <T extends z.ZodType>(type: T) => ({ ...body(type), required: false });
/** What is asked of one job: `sent` is all that may be sent with it. */
const act = <T extends z.ZodType>(
  need: Role,
  operationId: string,
  verb: string,
  summary: string,
  sent: T,
  done: string,
  required = false,
) =>
  route(
    need,
    operationId,
    `post /api/jobs/{id}/${verb}`,
    summary,
    { ...job, body: { ...body(sent), required } },
    { 200: json(schema.JobBody, done), ...conflict },
  );
const gone = { 200: json(schema.DoneBody, "It is gone") };
const NOW = "The job as it is now";
const WAITING = "The job, waiting for a worker";

export const submit = route(
  "submit",
  "submitJob",
  "post /api/jobs",
  "Queue a job",
  { headers: schema.SubmitHeaders, body: body(schema.SubmitBody) },
  {
    200: json(schema.SubmittedBody, "The job that the same key made before"),
    201: {
      ...json(schema.SubmittedBody, "The new job"),
      headers: { location: { schema: { type: "string" }, description: "Where the job is" } },
    },
    ...conflict,
  },
);
export const list = route(
  "read",
  "listJobs",
  "get /api/jobs",
  "Jobs, the newest ones first",
  { query: schema.ListQuery },
  { 200: json(schema.ListBody, "A page of them") },
);
export const show = route(
  "read",
  "getJob",
  "get /api/jobs/{id}",
  "One job",
  job,
  { 200: json(schema.JobViewBody, "The job") },
  VERSIONED,
);
export const events = route(
  "read",
  "followJob",
  "get /api/jobs/{id}/events",
  "Follow a job",
  { ...job, query: schema.EventsQuery, headers: schema.EventsHeaders },
  { 200: words("text/event-stream", "The events") },
  {
    description:
      "Server-sent events: `run` is an event of the run's journal, with its number as id; `job` the job, whenever it has changed; `end` comes last, with the job's state.",
  },
);
export const view = route(
  "read",
  "getView",
  "get /api/jobs/{id}/view",
  "What has happened in a job's run, and what came of it",
  job,
  { 200: json(schema.ViewBody, "The view"), ...conflict },
  {
    ...VERSIONED,
    description:
      "Made of the run's journal as it is now: tasks, criteria with evidence, reviewers, findings with what became of each, tests before and after the change, moments in words, cost. `multi-ai report --json` prints the same fields; docs/schemas/report.schema.json describes them. Beside them: `head`, what it came to in a few words; of a criterion `is_met`; of a finding what `became` of it and how far its test has `shown` it; of a task its `result` and whether it `asks`. `files` is what the job had changed when it last asked or ended; null: nothing, or it did neither. `unread` names kinds of events that this server's version does not know: all else is shown.",
  },
);
export const report = route(
  "read",
  "getReport",
  "get /api/jobs/{id}/report",
  "The report of a job that has ended",
  job,
  { 200: words("text/markdown", "Markdown") },
  VERSIONED,
);
export const diff = route(
  "read",
  "getDiff",
  "get /api/jobs/{id}/diff",
  "What a job has changed",
  job,
  { 200: words("text/plain", "As git diff words it") },
  VERSIONED,
);
export const files = route(
  "read",
  "getFiles",
  "get /api/jobs/{id}/files",
  "The same, file by file, with the number of each line",
  job,
  { 200: json(schema.FilesBody, "The files") },
  VERSIONED,
);
export const artifacts = route(
  "read",
  "listArtifacts",
  "get /api/jobs/{id}/artifacts",
  "Results of the job's tasks",
  job,
  { 200: json(schema.ArtifactsBody, "Their names and sizes") },
);
export const artifact = route(
  "read",
  "getArtifact",
  "get /api/jobs/{id}/artifacts/{sha}",
  "A result that an event of the job names",
  { params: schema.ArtifactParam },
  { 200: words("application/octet-stream", "Its bytes") },
  VERSIONED,
);
export const audit = route(
  "read",
  "getJobAudit",
  "get /api/jobs/{id}/audit",
  "Who did what to a job",
  job,
  { 200: json(schema.AuditBody, "The oldest first") },
);

const bulk = { 200: json(schema.BulkDoneBody, "What came of each") };
export const cancelMany = route(
  "submit",
  "cancelJobs",
  "post /api/jobs/cancel",
  "End many jobs",
  { body: body(schema.BulkBody) },
  bulk,
);
export const retryMany = route(
  "submit",
  "retryJobs",
  "post /api/jobs/retry",
  "Continue many jobs that are parked, failed or cancelled",
  { body: body(schema.RetryManyBody) },
  bulk,
);

export const cancel = act("submit", "cancelJob", "cancel", "End a job", schema.NoBody, NOW);
export const retry = act(
  "submit",
  "retryJob",
  "retry",
  "Continue a job that is parked, failed or cancelled",
  schema.RetryBody,
  NOW,
);
export const rollback = act(
  "decide",
  "rollBackJob",
  "rollback",
  "Roll back what a job's run changed on its branch, or undo that",
  schema.RollbackBody,
  WAITING,
);
export const pullRequest = act(
  "decide",
  "requestPull",
  "pull-request",
  "Push the branch of a complete job; where the server has the repository on GitHub, a pull request is opened",
  schema.NoBody,
  WAITING,
);
export const decide = act(
  "decide",
  "answerQuestion",
  "decide",
  "Answer a question of a job",
  schema.AnswerBody,
  NOW,
  true,
);

export const board = route(
  "read",
  "getBoard",
  "get /api/board",
  "Counts by state, what runs, and what waits for a person",
  {},
  { 200: json(schema.BoardBody, "The board") },
);
export const boardEvents = route(
  "read",
  "followBoard",
  "get /api/board/events",
  "Follow all jobs",
  {},
  { 200: words("text/event-stream", "The events") },
  {
    description:
      "Server-sent events: `job` is a job that has changed; `look`: more has changed, so ask for the board.",
  },
);
export const workers = route(
  "read",
  "listWorkers",
  "get /api/workers",
  "Workers: what they are at work on, what they lack, and when they were heard last",
  {},
  { 200: json(schema.WorkersBody, "By name") },
);
export const costs = route(
  "read",
  "getCosts",
  "get /api/costs",
  "What a complete job of each workflow usually took",
  {},
  { 200: json(schema.CostsBody, "Medians of the newest ones") },
);
export const spending = route(
  "read",
  "getSpending",
  "get /api/spending",
  "What runs that have ended cost, by day and by project",
  { query: schema.SpendingQuery },
  { 200: json(schema.SpendingBody, "Both") },
);
export const workflows = route(
  "read",
  "listWorkflows",
  "get /api/workflows",
  "Workflows, their options, and where jobs may work",
  {},
  { 200: json(schema.WorkflowsBody, "All of them") },
);
export const settings = route(
  "read",
  "getSettings",
  "get /api/settings",
  "What is set for all jobs",
  {},
  { 200: json(schema.SettingsAnswer, "The settings") },
  VERSIONED,
);
export const changeSettings = route(
  "decide",
  "changeSettings",
  "put /api/settings",
  "Set limits for all jobs, and how long their records are kept",
  { headers: schema.SettingsHeaders, body: body(schema.SettingsBody) },
  {
    200: json(schema.SettingsAnswer, "The settings as they are now"),
    412: refusal("Somebody has changed them since they were read"),
  },
  {
    ...VERSIONED,
    description:
      "What is not sent stays as it is; null is no limit. `vendors` is replaced whole. With the ETag of what was read as `If-Match`, settings that somebody has changed since are left alone.",
  },
);
export const auditAll = route(
  "read",
  "getAudit",
  "get /api/audit",
  "Who did what, for all jobs and the server itself",
  {},
  { 200: json(schema.AuditBody, "The newest 500, the oldest of them first") },
);

export const schedules = route(
  "read",
  "listSchedules",
  "get /api/schedules",
  "Jobs that start on a schedule",
  {},
  { 200: json(schema.SchedulesBody, "By name") },
);
export const schedule = route(
  "submit",
  "putSchedule",
  "put /api/schedules/{name}",
  "Queue a job at certain times; replaces a schedule of the same name",
  { params: schema.ScheduleParam, body: body(schema.ScheduleBody) },
  { 200: json(schema.ScheduledBody, "The schedule"), ...conflict },
);
export const unschedule = route(
  "submit",
  "removeSchedule",
  "delete /api/schedules/{name}",
  "Remove a schedule; what it has queued stays",
  { params: schema.ScheduleParam },
  gone,
);

const webhook = { params: schema.WebhookParam };
export const webhooks = route(
  "decide",
  "listWebhooks",
  "get /api/webhooks",
  "Webhooks, and what failed last at each",
  {},
  { 200: json(schema.WebhooksBody, "The oldest first") },
);
export const addWebhook = route(
  "decide",
  "addWebhook",
  "post /api/webhooks",
  "Have it posted somewhere what comes of jobs",
  { body: body(schema.WebhookBody) },
  { 201: json(schema.WebhookMadeBody, "The webhook, with its secret, which is shown this once") },
  {
    description:
      "Each event is `{type, timestamp, data}`: `type` is `job.` and the state, or `job.rolled_back`, `job.restored`, `job.pushed` of a job that has ended. `data` has `id`, `state`, `rolled_back`, `project`, `workflow` and `link` of the job. It is signed by the secret as https://www.standardwebhooks.com has it. It comes at least once, and those of one job come in their order; `webhook-id` tells repetitions.",
  },
);
export const removeWebhook = route(
  "decide",
  "removeWebhook",
  "delete /api/webhooks/{id}",
  "Remove a webhook, with what was still to be posted",
  webhook,
  gone,
);
export const testWebhook = route(
  "decide",
  "testWebhook",
  "post /api/webhooks/{id}/test",
  "Post the event webhook.test; a webhook that was switched off and takes it is on again",
  { ...webhook, body: optional(schema.NoBody) },
  { 200: json(schema.WebhookTestedBody, "What came of it") },
);

export const who = route(
  "read",
  "getSession",
  "get /api/session",
  "Whose token this is",
  {},
  { 200: json(schema.WhoBody, "Its name and role") },
  VERSIONED,
);

/** Both without a token, because they are how the page gets one and loses it. */
export const signIn = createRoute({
  operationId: "signIn",
  tags: ["Session"],
  method: "post",
  path: "/api/session",
  summary: "Sign the page in: the token is kept in a cookie that no script reads",
  request: { query: schema.NoQuery, body: body(schema.SessionBody) },
  responses: {
    200: json(schema.WhoBody, "Its name and role"),
    ...COMMON,
    ...large,
  },
});

export const signOut = createRoute({
  operationId: "signOut",
  tags: ["Session"],
  method: "delete",
  path: "/api/session",
  summary: "Sign the page out",
  request: { query: schema.NoQuery },
  responses: {
    200: json(schema.DoneBody, "The cookie is gone"),
    403: COMMON[403],
    422: COMMON[422],
  },
});

/** Both without a token, for whoever starts, restarts and balances servers. */
export const healthz = createRoute({
  operationId: "getHealth",
  tags: ["Server"],
  method: "get",
  path: "/healthz",
  summary: "Whether this server's process lives; it asks nobody else",
  responses: { 200: json(schema.HealthBody, "It does") },
});

export const readyz = createRoute({
  operationId: "getReadiness",
  tags: ["Server"],
  method: "get",
  path: "/readyz",
  summary: "Whether it can serve: Postgres answers, and has the tables of this version",
  responses: {
    200: json(schema.HealthBody, "It can"),
    503: refusal("It cannot, and the answer says why"),
  },
});
