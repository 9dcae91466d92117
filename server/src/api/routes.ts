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

const SECURITY: Record<string, string[]>[] = [{ bearer: [] }, { cookie: [] }];
type Config<P extends string> = Omit<RouteConfig, "path"> & { path: P };
/** `tag`: what it is about; `operationId`: what generated clients call it. */
const route = <P extends string, R extends Config<P>>(
  need: Role,
  [tag, operationId]: [tag: keyof typeof TAGS, operationId: string],
  config: R,
) =>
  createRoute({ security: SECURITY, middleware: needs(need), tags: [tag], operationId, ...config });
/** The same of one thing whose versions have names. */
const versioned = <P extends string, R extends Config<P>>(
  need: Role,
  named: [tag: keyof typeof TAGS, operationId: string],
  config: R,
) => {
  const middleware = [needs(need), conditional] as const;
  return route(need, named, { ...config, middleware: [...middleware] });
};

/** What routes are about, as the document groups them. */
export const TAGS = {
  Jobs: "Runs of a workflow: submit them, follow them, answer their questions, read their results.",
  Server: "All jobs at once, and what is set for them.",
  Schedules: "Jobs that start at certain times.",
  Webhooks: "Where it is posted to, signed, that a job has come to a state.",
  Session: "Whose token is used, and the page's cookie.",
} as const;

/** Where a query has no words: one with some would be answered as if it had none. */
const plain = { query: schema.NoQuery };
const job = { params: schema.JobParam, ...plain };
/** What is asked of one job: `type` is all that may be sent with it. */
const act = <T extends z.ZodType>(type: T, done: string) => ({
  request: { ...job, body: { ...body(type), required: false } },
  responses: { 200: json(schema.JobBody, done), ...missing, ...conflict, ...large, ...COMMON },
});

export const submit = route("submit", ["Jobs", "submitJob"], {
  method: "post",
  path: "/api/jobs",
  summary: "Queue a job",
  request: { ...plain, headers: schema.SubmitHeaders, body: body(schema.SubmitBody) },
  responses: {
    200: json(schema.SubmittedBody, "The job that the same key made before"),
    201: {
      ...json(schema.SubmittedBody, "The new job"),
      headers: { location: { schema: { type: "string" }, description: "Where the job is" } },
    },
    ...conflict,
    ...large,
    ...COMMON,
  },
});

export const list = route("read", ["Jobs", "listJobs"], {
  method: "get",
  path: "/api/jobs",
  summary: "Jobs, the newest ones first",
  request: { query: schema.ListQuery },
  responses: { 200: json(schema.ListBody, "A page of them"), ...COMMON },
});

export const show = versioned("read", ["Jobs", "getJob"], {
  method: "get",
  path: "/api/jobs/{id}",
  summary: "One job",
  request: job,
  responses: { 200: json(schema.ShownBody, "The job"), ...missing, ...unchanged, ...COMMON },
});

export const events = route("read", ["Jobs", "followJob"], {
  method: "get",
  path: "/api/jobs/{id}/events",
  summary: "Follow a job",
  description:
    "Server-sent events: `run` is an event of the run's journal, with its number as id; `job` the job, whenever it has changed; `end` comes last, with the job's state.",
  request: { ...job, query: schema.EventsQuery, headers: schema.EventsHeaders },
  responses: { 200: words("text/event-stream", "The events"), ...missing, ...COMMON },
});

export const view = versioned("read", ["Jobs", "getView"], {
  method: "get",
  path: "/api/jobs/{id}/view",
  summary: "What has happened in a job's run, and what came of it",
  description:
    "Made of the run's journal as it is now: tasks, criteria with evidence, reviewers, findings with what became of each, tests before and behind the change, moments in words, cost. `multi-ai report --json` prints the same fields; docs/schemas/report.schema.json describes them. Beside them: `head`, what it came to in a few words; of a criterion `is_met`; of a finding what `became` of it and how far its test has `shown` it; of a task its `result` and whether it `asks`. `files` is what the job had changed when it last asked or ended; null: nothing, or it did neither. `unread` names kinds of events that this server's version does not know: all else is shown.",
  request: job,
  responses: {
    200: json(schema.ViewBody, "The view"),
    ...unchanged,
    ...missing,
    ...conflict,
    ...COMMON,
  },
});

export const report = versioned("read", ["Jobs", "getReport"], {
  method: "get",
  path: "/api/jobs/{id}/report",
  summary: "The report of a job that has ended",
  request: job,
  responses: { 200: words("text/markdown", "Markdown"), ...missing, ...unchanged, ...COMMON },
});

export const diff = versioned("read", ["Jobs", "getDiff"], {
  method: "get",
  path: "/api/jobs/{id}/diff",
  summary: "What a job has changed",
  request: job,
  responses: {
    200: words("text/plain", "As git diff words it"),
    ...missing,
    ...unchanged,
    ...COMMON,
  },
});

export const files = versioned("read", ["Jobs", "getFiles"], {
  method: "get",
  path: "/api/jobs/{id}/files",
  summary: "The same, file by file, with the number of each line",
  request: job,
  responses: { 200: json(schema.FilesBody, "The files"), ...missing, ...unchanged, ...COMMON },
});

export const artifacts = route("read", ["Jobs", "listArtifacts"], {
  method: "get",
  path: "/api/jobs/{id}/artifacts",
  summary: "Results of the job's tasks",
  request: job,
  responses: { 200: json(schema.ArtifactsBody, "Their names and sizes"), ...missing, ...COMMON },
});

export const artifact = versioned("read", ["Jobs", "getArtifact"], {
  method: "get",
  path: "/api/jobs/{id}/artifacts/{sha}",
  summary: "A result that an event of the job names",
  request: { params: schema.ArtifactParam, ...plain },
  responses: {
    200: words("application/octet-stream", "Its bytes"),
    ...missing,
    ...unchanged,
    ...COMMON,
  },
});

export const audit = route("read", ["Jobs", "getJobAudit"], {
  method: "get",
  path: "/api/jobs/{id}/audit",
  summary: "Who did what to a job",
  request: job,
  responses: { 200: json(schema.AuditBody, "The oldest first"), ...missing, ...COMMON },
});

const bulk = {
  200: json(schema.BulkDoneBody, "What came of each"),
  ...large,
  ...COMMON,
};
export const cancelMany = route("submit", ["Jobs", "cancelJobs"], {
  method: "post",
  path: "/api/jobs/cancel",
  summary: "End many jobs",
  request: { ...plain, body: body(schema.BulkBody) },
  responses: bulk,
});
export const retryMany = route("submit", ["Jobs", "retryJobs"], {
  method: "post",
  path: "/api/jobs/retry",
  summary: "Continue many jobs that are parked, failed or cancelled",
  request: { ...plain, body: body(schema.RetryManyBody) },
  responses: bulk,
});

export const cancel = route("submit", ["Jobs", "cancelJob"], {
  method: "post",
  path: "/api/jobs/{id}/cancel",
  summary: "End a job",
  ...act(schema.NoBody, "The job as it is now"),
});

export const retry = route("submit", ["Jobs", "retryJob"], {
  method: "post",
  path: "/api/jobs/{id}/retry",
  summary: "Continue a job that is parked, failed or cancelled",
  ...act(schema.RetryBody, "The job as it is now"),
});

export const rollback = route("decide", ["Jobs", "rollBackJob"], {
  method: "post",
  path: "/api/jobs/{id}/rollback",
  summary: "Roll back what a job's run changed on its branch, or undo that",
  ...act(schema.RollbackBody, "The job, waiting for a worker"),
});

export const pullRequest = route("decide", ["Jobs", "requestPull"], {
  method: "post",
  path: "/api/jobs/{id}/pull-request",
  summary:
    "Push the branch of a complete job; where the server has the repository on GitHub, a pull request is opened",
  ...act(schema.NoBody, "The job, waiting for a worker"),
});

export const decide = route("decide", ["Jobs", "answerQuestion"], {
  method: "post",
  path: "/api/jobs/{id}/decide",
  summary: "Answer a question of a job",
  ...act(schema.AnswerBody, "The job as it is now"),
  request: { ...job, body: body(schema.AnswerBody) },
});

export const board = route("read", ["Server", "getBoard"], {
  method: "get",
  path: "/api/board",
  summary: "Counts by state, what runs, and what waits for a person",
  request: plain,
  responses: { 200: json(schema.BoardBody, "The board"), ...COMMON },
});

export const boardEvents = route("read", ["Server", "followBoard"], {
  method: "get",
  path: "/api/board/events",
  summary: "Follow all jobs",
  description:
    "Server-sent events: `job` is a job that has changed; `look`: more has changed, so ask for the board.",
  request: plain,
  responses: { 200: words("text/event-stream", "The events"), ...COMMON },
});

export const workers = route("read", ["Server", "listWorkers"], {
  method: "get",
  path: "/api/workers",
  summary: "Workers: what they are at work on, what they lack, and when they were heard last",
  request: plain,
  responses: { 200: json(schema.WorkersBody, "By name"), ...COMMON },
});

export const costs = route("read", ["Server", "getCosts"], {
  method: "get",
  path: "/api/costs",
  summary: "What a complete job of each workflow usually took",
  request: plain,
  responses: { 200: json(schema.CostsBody, "Medians of the newest ones"), ...COMMON },
});

export const spending = route("read", ["Server", "getSpending"], {
  method: "get",
  path: "/api/spending",
  summary: "What runs that have ended cost, by day and by project",
  request: { query: schema.SpendingQuery },
  responses: { 200: json(schema.SpendingBody, "Both"), ...COMMON },
});

export const workflows = route("read", ["Server", "listWorkflows"], {
  method: "get",
  path: "/api/workflows",
  summary: "Workflows, their options, and where jobs may work",
  request: plain,
  responses: { 200: json(schema.WorkflowsBody, "All of them"), ...COMMON },
});

export const settings = versioned("read", ["Server", "getSettings"], {
  method: "get",
  path: "/api/settings",
  summary: "What is set for all jobs",
  request: plain,
  responses: { 200: json(schema.SettingsAnswer, "The settings"), ...unchanged, ...COMMON },
});

export const changeSettings = versioned("decide", ["Server", "changeSettings"], {
  method: "put",
  path: "/api/settings",
  summary: "Set limits for all jobs, and how long their records are kept",
  description:
    "What is not sent stays as it is; null is no limit. `vendors` is replaced whole. With the ETag of what was read as `If-Match`, settings that somebody has changed since are left alone.",
  request: { ...plain, headers: schema.SettingsHeaders, body: body(schema.SettingsBody) },
  responses: {
    200: json(schema.SettingsAnswer, "The settings as they are now"),
    412: refusal("Somebody has changed them since they were read"),
    ...large,
    ...COMMON,
  },
});

export const auditAll = route("read", ["Server", "getAudit"], {
  method: "get",
  path: "/api/audit",
  summary: "Who did what, for all jobs and the server itself",
  request: plain,
  responses: { 200: json(schema.AuditBody, "The newest 500, the oldest of them first"), ...COMMON },
});

export const schedules = route("read", ["Schedules", "listSchedules"], {
  method: "get",
  path: "/api/schedules",
  summary: "Jobs that start on a schedule",
  request: plain,
  responses: { 200: json(schema.SchedulesBody, "By name"), ...COMMON },
});

export const schedule = route("submit", ["Schedules", "putSchedule"], {
  method: "put",
  path: "/api/schedules/{name}",
  summary: "Queue a job at certain times; replaces a schedule of the same name",
  request: { ...plain, params: schema.ScheduleParam, body: body(schema.ScheduleBody) },
  responses: { 200: json(schema.ScheduledBody, "The schedule"), ...conflict, ...large, ...COMMON },
});

export const unschedule = route("submit", ["Schedules", "removeSchedule"], {
  method: "delete",
  path: "/api/schedules/{name}",
  summary: "Remove a schedule; what it has queued stays",
  request: { ...plain, params: schema.ScheduleParam },
  responses: { 200: json(schema.DoneBody, "It is gone"), ...missing, ...COMMON },
});

const webhook = { params: schema.WebhookParam, ...plain };
export const webhooks = route("decide", ["Webhooks", "listWebhooks"], {
  method: "get",
  path: "/api/webhooks",
  summary: "Webhooks, and what failed last at each",
  request: plain,
  responses: { 200: json(schema.WebhooksBody, "The oldest first"), ...COMMON },
});

export const addWebhook = route("decide", ["Webhooks", "addWebhook"], {
  method: "post",
  path: "/api/webhooks",
  summary: "Have it posted somewhere what comes of jobs",
  description:
    "Each event is `{type, timestamp, data}`: `type` is `job.` and the state, or `job.rolled_back`, `job.restored`, `job.pushed` of a job that has ended. `data` has `id`, `state`, `rolled_back`, `project`, `workflow` and `link` of the job. It is signed by the secret as https://www.standardwebhooks.com has it. It comes at least once, and those of one job come in their order; `webhook-id` tells repetitions.",
  request: { ...plain, body: body(schema.WebhookBody) },
  responses: {
    201: json(schema.WebhookMadeBody, "The webhook, with its secret, which is shown this once"),
    ...large,
    ...COMMON,
  },
});

export const removeWebhook = route("decide", ["Webhooks", "removeWebhook"], {
  method: "delete",
  path: "/api/webhooks/{id}",
  summary: "Remove a webhook, with what was still to be posted",
  request: webhook,
  responses: { 200: json(schema.DoneBody, "It is gone"), ...missing, ...COMMON },
});

export const testWebhook = route("decide", ["Webhooks", "testWebhook"], {
  method: "post",
  path: "/api/webhooks/{id}/test",
  summary: "Post the event webhook.test; a webhook that was switched off and takes it is on again",
  request: { ...webhook, body: { ...body(schema.NoBody), required: false } },
  responses: {
    200: json(schema.WebhookTestedBody, "What came of it"),
    ...{ ...missing, ...large, ...COMMON },
  },
});

export const who = versioned("read", ["Session", "getSession"], {
  method: "get",
  path: "/api/session",
  summary: "Whose token this is",
  request: plain,
  responses: { 200: json(schema.WhoBody, "Its name and role"), ...unchanged, ...COMMON },
});

/** Both without a token, because they are how the page gets one and loses it. */
export const signIn = createRoute({
  operationId: "signIn",
  tags: ["Session"],
  method: "post",
  path: "/api/session",
  summary: "Sign the page in: the token is kept in a cookie that no script reads",
  request: { ...plain, body: body(schema.SessionBody) },
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
  request: plain,
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
