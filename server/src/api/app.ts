import { isDeepStrictEqual } from "node:util";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, setCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { isBlank } from "../../../src/run/publish/visible-text.ts";
import { isAway, isBusy, type Pool } from "../database/connection.ts";
import { artifactsOf } from "../jobs/artifacts.ts";
import { costsOf, countsOf, spendingOf } from "../jobs/figures.ts";
import type { Job, JobRequest } from "../jobs/job.ts";
import { type ScheduleJob, type Schedules, sees } from "../jobs/schedules.ts";
import type { Settings } from "../jobs/settings.ts";
import { NoToken, type Outcome, type Store, type Token } from "../jobs/store.ts";
import { waitsOf } from "../jobs/waits.ts";
import { listWorkers } from "../jobs/workers.ts";
import { addWebhook, listWebhooks, removeWebhook, testWebhook } from "../outside/webhooks.ts";
import { NoSchedule } from "../queue.ts";
import {
  authenticate,
  COOKIE,
  checkOrigin,
  type Env,
  known,
  may,
  Rate,
  unknownToken,
} from "./access.ts";
import { isNamed, tagOf } from "./conditional.ts";
import { readiness } from "./health.ts";
import { metricsOf } from "./metrics.ts";
import { page } from "./page.ts";
import { isCut, Problem } from "./problem.ts";
import { checkProject, checkRemote, isProject, type Projects, projectForm } from "./project.ts";
import * as routes from "./routes.ts";
import { type Bulk, MOST_AT_ONCE } from "./schemas.ts";
import { checkOptions, decidesAll, STARTS } from "./starts.ts";
import { boardStream, Changes, jobStream, Streams, Watched } from "./streams.ts";
import { filesOf, ROLLED_BACK, viewOf } from "./view.ts";

export interface Limits {
  /** Bytes of a request's body. */
  body: number;
  /** Requests of one token in a minute. */
  requests: number;
  /** Streams that one token has open at once. */
  streams: number;
}
const LIMITS: Limits = { body: 64 * 1_024, requests: 600, streams: 20 };

export interface Deps {
  store: Store;
  schedules: Schedules;
  pool: Pool;
  projects: Projects;
  limits?: Partial<Limits>;
  /** Told of errors that nobody expected. */
  say?: (problem: string) => void;
}

export interface App {
  fetch(request: Request): Response | Promise<Response>;
  /** Ends open streams, and the look at what changes. */
  close(): Promise<void>;
}

/**
 * The page runs its own scripts and styles alone, asks this server alone, and stands in no frame.
 */
const HEADERS = {
  "content-security-policy":
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/** What holds for all of the API, in its document. */
const ABOUT = `Send a token as \`Authorization: Bearer <token>\`.

Answers are open: they may get new fields, and words such as a state may get new values. Pass over those that you do not know. Fields are not renamed or removed within a version. Requests are closed: an unknown field or query word is refused with 422.

What is refused is \`application/problem+json\` (RFC 9457) with \`found\`, \`expected\` and \`next\`. \`RateLimit\` says how many requests are left; of 429 and 503, \`Retry-After\` says when to try again. Answers with an \`ETag\` are answered 304 to the \`If-None-Match\` that has it.`;

/** Which methods a path has; none: there is no such path. */
const METHODS = Object.values(routes).flatMap((route) =>
  "getRoutingPath" in route
    ? [
        {
          method: route.method.toUpperCase(),
          pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
        },
      ]
    : [],
);
const methodsOf = (path: string): string[] =>
  METHODS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);

/** When to try again while the database is away. */
const AWAY_S = 5;
const DONE = { ok: true as const };
const MONTH_S = 30 * 86_400;
/** So many running jobs and questions the board lists. */
const LISTED = 200;

const isBound = (found: string, expected: string): Problem =>
  new Problem(403, "project", {
    found,
    expected,
    next: "Use a token that is bound to no project.",
  });
const otherProject = (own: string): Problem => isBound("another project than the token's", own);

/** Of a list that a token sees in part. */
const notListed = (what: string, by: string): Problem =>
  new Problem(404, what, {
    found: `no ${what} of that ${by}`,
    expected: "one that this token sees",
    next: `See the list: GET /api/${what}s.`,
  });

const none = (what: string): Problem =>
  new Problem(404, what, {
    found: `no ${what}`,
    expected: "a job that has come so far",
    next: "Try again when the job has ended.",
  });

type OfJob = { out: { param: { id: string } } };
const nameOf = (context: Context<Env>): string => context.get("token").name;

/** The job as an outcome leaves it. @throws Problem where nothing was changed */
function changed(outcome: Outcome | null): Job {
  if (outcome === null) throw notListed("job", "id");
  if (outcome.ok) return outcome.job;
  throw new Problem(outcome.why === "option" ? 422 : 409, outcome.why, {
    found: outcome.problem,
    expected: outcome.expected,
    next: outcome.next,
  });
}

/** The same request again, and not another one by the same key. */
const isSame = (job: Job, wanted: JobRequest): boolean =>
  Object.entries(wanted).every(([key, value]) =>
    isDeepStrictEqual(job[key as keyof JobRequest], value),
  );

function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof NoToken) return unknownToken();
  const again = { "retry-after": String(AWAY_S) };
  if (isAway(error)) {
    const told = {
      found: "a database that does not answer",
      expected: "one that does",
      next: "Try again in a few seconds. With an Idempotency-Key a job is queued once.",
    };
    return new Problem(503, "database", told, again);
  }
  if (isBusy(error)) {
    const told = {
      found: "something else that is changing the same, and does not finish",
      expected: "a change that finishes at once",
      next: "Try again in a few seconds: a worker or server that has stopped loses its hold by then.",
    };
    return new Problem(503, "busy", told, again);
  }
  if (isCut(error) || (error instanceof HTTPException && error.status < 500))
    return new Problem(400, "body", {
      found: isCut(error) ? "a body that breaks off" : "a body that is not JSON",
      expected: "a JSON object",
      next: "Send it with content-type: application/json; where there is nothing to say, {}.",
    });
  return null;
}

/**
 * The HTTP side of the server: its API and its page. It starts nothing; `close` ends what it
 * follows.
 */
export function createApp({
  store,
  schedules,
  pool,
  projects,
  limits,
  say = console.error,
}: Deps): App {
  const most = { ...LIMITS, ...limits };
  const changes = new Changes(store);
  const watched = new Watched(store, changes);
  const streams = new Streams(most.streams, changes);
  const rate = new Rate(most.requests);

  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return;
      const place = result.target === "json" ? "the body" : `its ${result.target}`;
      throw new Problem(422, "request", {
        found: result.error.issues
          .map(({ path, message }) => `${path.join(".") || place}: ${message}`)
          .join("; "),
        expected: "what GET /api/openapi.json says of this path",
        next: "Change it and send it again.",
      });
    },
  });

  app.onError((error, context) => {
    const problem = problemOf(error);
    if (problem === null)
      say(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
    const told =
      problem ??
      new Problem(500, "server", {
        found: "an error of this server",
        expected: "none",
        next: "Its log says more. Report it if it happens again.",
      });
    return told.answer();
  });

  app.notFound(({ req: { method, path } }) => {
    const allowed = methodsOf(path);
    if (allowed.length === 0)
      return new Problem(404, "path", {
        found: `nothing at ${method} ${path}`,
        expected: "a path of GET /api/openapi.json",
        next: "Check its spelling.",
      }).answer();
    const told = { found: `${method} ${path}`, expected: allowed.join(", "), next: "Use that." };
    return new Problem(405, "method", told, { allow: allowed.join(", ") }).answer();
  });

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    const isAnswer = /^\/(?:api\/|healthz$|readyz$|metrics$)/.test(context.req.path);
    if (isAnswer && !context.res.headers.has("cache-control"))
      context.header("cache-control", "no-store");
  });

  app.use(
    "/api/*",
    bodyLimit({
      maxSize: most.body,
      onError: () => {
        throw new Problem(413, "body", {
          found: "a body that is too large",
          expected: `at most ${most.body} bytes`,
          next: "Shorten the request, or put it into a file of the project and name that.",
        });
      },
    }),
  );

  // What is sent as anything else would be passed over where a body may be left out.
  app.use("/api/*", async ({ req }, next) => {
    const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(req.header("content-type") ?? "");
    if (req.method === "POST" && req.raw.body !== null && !isJson)
      throw new HTTPException(400, { message: "no JSON" });
    // Routes know it by this alone.
    if (isJson) req.raw.headers.set("content-type", "application/json");
    await next();
  });

  const authenticated = authenticate(store, rate);
  const isOpen = (method: string, path: string): boolean =>
    path === "/api/openapi.json" ||
    (path === "/api/session" && ["POST", "DELETE"].includes(method));
  app.use("/api/*", (context, next) =>
    isOpen(context.req.method, context.req.path) ? next() : authenticated(context, next),
  );

  /** A job that this token sees. */
  const seen = async ({ project }: Token, id: string): Promise<Job | null> => {
    const job = await store.getJob(id);
    return project === null || job?.project === project ? job : null;
  };
  /** The same. @throws Problem */
  const jobFor = async (token: Token, id: string): Promise<Job> => {
    const job = await seen(token, id);
    if (job === null) throw notListed("job", "id");
    return job;
  };
  /** The job that is asked for. @throws Problem */
  const jobOf = (context: Context<Env, string, OfJob>): Promise<Job> =>
    jobFor(context.get("token"), context.req.valid("param").id);

  /** @throws Problem where nobody would be asked, and the token may not decide */
  const checkDecides = (token: Token, wanted: Pick<JobRequest, "options">): void => {
    if (!decidesAll(wanted) || may(token, "decide")) return;
    throw new Problem(403, "role", {
      found: `the option auto, and a token that may ${token.role}`,
      expected: "a token that may decide",
      next: "Submit it without the option: then a person is asked.",
    });
  };

  /** A project that this token may name, as jobs are compared by it. @throws Problem */
  const projectFor = async (token: Token, wanted: string): Promise<string> => {
    // Another one is refused unseen: who is bound learns neither whether it is there, nor the
    // server's folders.
    if (token.project !== null && (await projectForm(wanted).catch(() => null)) !== token.project)
      throw otherProject(token.project);
    return checkProject(wanted, projects);
  };

  /**
   * What a person asks for, with its project as jobs are compared by it. @throws Problem where the
   * token may not
   */
  const checked = async <T extends ScheduleJob>(token: Token, wanted: T): Promise<T> => {
    if (isBlank(wanted.request))
      throw new Problem(422, "request", {
        found: "request: nothing but blanks, or characters that nobody sees",
        expected: "what is to be done, in words",
        next: "Write it and send it again.",
      });
    checkOptions(wanted);
    checkDecides(token, wanted);
    return { ...wanted, project: await projectFor(token, wanted.project) };
  };

  const metrics = metricsOf(pool);
  app.get("/metrics", authenticated, async (context) => {
    ofAll(context.get("token"));
    const { type, text } = await metrics();
    return context.body(text, 200, { "content-type": type });
  });

  /** Whether a retry has set other limits than those that were asked for first. */
  const isRaised = async ({ id }: Job): Promise<boolean> =>
    (await store.auditOf(id)).some(({ what, details }) => what === "retry" && "limits" in details);

  app.openapi(routes.submit, async (context) => {
    const token = context.get("token");
    const wanted = await checked(token, context.req.valid("json"));
    const { after } = wanted;
    const before = after === null ? null : await seen(token, after);
    if (after !== null && before?.project !== wanted.project)
      throw new Problem(422, "after", {
        found: before === null ? after : `${after}, a job of ${before.project}`,
        expected: "the id of a job of the same project that this token sees",
        next: "Look it up with GET /api/jobs, or leave it out.",
      });
    const { "idempotency-key": key } = context.req.valid("header");
    const { job, again } = await store.createJob(wanted, { by: "token", name: token.name }, key);
    if (again && !isSame(job, (await isRaised(job)) ? { ...wanted, limits: job.limits } : wanted))
      throw new Problem(409, "idempotency", {
        found: `another request under the same key, of job ${job.id}`,
        expected: "a separate key for each request",
        next: "Send it with another Idempotency-Key.",
      });
    if (again) return context.json({ job, again }, 200);
    return context.json({ job, again }, 201, { location: `/api/jobs/${job.id}` });
  });

  /** Of which project jobs are listed. @throws Problem where the token sees another one */
  const listed = async (token: Token, wanted: string | undefined): Promise<string | undefined> => {
    if (wanted === undefined) return token.project ?? undefined;
    if (!isProject(wanted))
      throw new Problem(422, "project", {
        found: wanted,
        expected: "a project as a job's `project` has it: an absolute path, or an address",
        next: "Look it up in GET /api/jobs. For a part of its name use text.",
      });
    // A folder that was removed has jobs all the same.
    const project = await projectForm(wanted).catch(() => wanted);
    if (token.project === null || project === token.project) return project;
    throw otherProject(token.project);
  };

  const withWaits = async (token: Token, jobs: Job[]) => {
    const waits = await waitsOf(pool, jobs, token.project !== null);
    return jobs.map((job) => ({ ...job, waits: waits.get(job.id) ?? null }));
  };

  app.openapi(routes.list, async (context) => {
    const wanted = context.req.valid("query");
    const token = context.get("token");
    const project = await listed(token, wanted.project);
    const { jobs, next } = await store.pageOfJobs({ ...wanted, project });
    return context.json({ jobs: await withWaits(token, jobs), next }, 200);
  });

  app.openapi(routes.show, async (context) => {
    const token = context.get("token");
    const job = await jobFor(token, context.req.valid("param").id);
    const [shown] = await withWaits(token, [job]);
    return context.json(shown!, 200);
  });

  app.openapi(routes.events, async (context) => {
    const token = context.get("token");
    const job = await jobFor(token, context.req.valid("param").id);
    const after = Math.max(
      context.req.valid("query").after,
      context.req.valid("header")["last-event-id"] ?? 0,
    );
    return streams.answer(jobStream(watched, job, after), context);
  });

  app.openapi(routes.view, async (context) => {
    const view = await viewOf(store, await jobOf(context));
    if (view === null) throw none("view");
    return context.json(view, 200);
  });

  app.openapi(routes.report, async (context) => {
    const job = await jobOf(context);
    const report = await store.reportOf(job.id);
    if (report === null) throw none("report");
    const text = job.rolled_back ? `**${ROLLED_BACK}**\n\n${report}` : report;
    return context.body(text, 200, { "content-type": "text/markdown; charset=utf-8" });
  });

  const diffOf = async (context: Context<Env, string, OfJob>): Promise<string> => {
    const diff = await store.diffOf((await jobOf(context)).id);
    if (diff === null) throw none("diff");
    return diff;
  };

  app.openapi(routes.diff, async (context) => {
    return context.text(await diffOf(context), 200);
  });

  app.openapi(routes.files, async (context) => {
    return context.json({ files: filesOf(await diffOf(context)) }, 200);
  });

  app.openapi(routes.artifacts, async (context) => {
    const { id } = await jobOf(context);
    return context.json({ artifacts: await artifactsOf(pool, id) }, 200);
  });

  app.openapi(routes.artifact, async (context) => {
    const { id, sha } = context.req.valid("param");
    await jobFor(context.get("token"), id);
    const bytes = await store.objectOf(id, sha);
    if (bytes === null) throw none("artifact");
    return context.body(new Uint8Array(bytes), 200, {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${sha}"`,
    });
  });

  app.openapi(routes.audit, async (context) => {
    const { id } = await jobOf(context);
    return context.json({ entries: await store.auditOf(id) }, 200);
  });

  /** Changes each of many jobs, and says of each what came of it. */
  const many = async (token: Token, { ids, filter }: Bulk, act: (job: Job) => Promise<Job>) => {
    const project = token.project ?? undefined;
    const wanted =
      ids ??
      (await store.listJobs({ ...filter, project, limit: MOST_AT_ONCE + 1 })).map(({ id }) => id);
    const now = wanted.slice(0, MOST_AT_ONCE);
    const made = new Map((await store.getJobs(now)).map(({ id, created }) => [id, created]));
    const jobs = [];
    // The oldest first: others may come after it.
    for (const id of new Set(
      now.sort((a, b) => ((made.get(a) ?? "") < (made.get(b) ?? "") ? -1 : 1)),
    ))
      try {
        const { state } = await act(await jobFor(token, id));
        jobs.push({ id, ok: true, state, problem: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        jobs.push({ id, ok: false, state: null, problem: error.message });
      }
    return { jobs, more: wanted.length > MOST_AT_ONCE };
  };

  const retry = async (token: Token, job: Job, limits?: JobRequest["limits"]): Promise<Job> => {
    checkDecides(token, job);
    const mayDecide = may(token, "decide");
    return changed(await store.retryJob(job.id, token.name, limits, mayDecide));
  };

  app.openapi(routes.cancelMany, async (context) => {
    const token = context.get("token");
    const act = async ({ id }: Job) => changed(await store.cancelJob(id, token.name));
    return context.json(await many(token, context.req.valid("json"), act), 200);
  });

  app.openapi(routes.retryMany, async (context) => {
    const token = context.get("token");
    const { limits, ...wanted } = context.req.valid("json");
    const act = (job: Job) => retry(token, job, limits);
    return context.json(await many(token, wanted, act), 200);
  });

  app.openapi(routes.cancel, async (context) => {
    const { id } = await jobOf(context);
    return context.json(changed(await store.cancelJob(id, nameOf(context))), 200);
  });

  app.openapi(routes.retry, async (context) => {
    const { limits } = context.req.valid("json");
    return context.json(await retry(context.get("token"), await jobOf(context), limits), 200);
  });

  app.openapi(routes.rollback, async (context) => {
    const { id } = await jobOf(context);
    const what = context.req.valid("json").undo ? "undo" : "rollback";
    return context.json(changed(await store.followUp(id, what, nameOf(context))), 200);
  });

  app.openapi(routes.pullRequest, async (context) => {
    const { id, project, branch } = await jobOf(context);
    if (branch !== null) await checkRemote(project, branch);
    return context.json(changed(await store.followUp(id, "publish", nameOf(context))), 200);
  });

  app.openapi(routes.decide, async (context) => {
    const { id } = await jobOf(context);
    const answer = context.req.valid("json");
    return context.json(changed(await store.decideJob(id, answer, nameOf(context))), 200);
  });

  app.openapi(routes.board, async (context) => {
    const { project } = context.get("token");
    const of = { project: project ?? undefined, limit: LISTED };
    const [counts, running, questions] = await Promise.all([
      countsOf(pool, project),
      store.listJobs({ ...of, state: "running" }),
      store.listJobs({ ...of, state: "question" }),
    ]);
    return context.json({ counts, running, questions }, 200);
  });

  app.openapi(routes.boardEvents, (context) => {
    const { project } = context.get("token");
    return streams.answer(boardStream(watched, project), context);
  });

  app.openapi(routes.costs, async (context) =>
    context.json({ workflows: await costsOf(pool, context.get("token").project) }, 200),
  );

  app.openapi(routes.spending, async (context) => {
    const { days, project: wanted } = context.req.valid("query");
    const project = (await listed(context.get("token"), wanted)) ?? null;
    return context.json(await spendingOf(pool, project, days), 200);
  });

  app.openapi(routes.workflows, (context) => {
    const workflows = Object.entries(STARTS).map(([name, start]) => ({
      name: name as keyof typeof STARTS,
      ...start,
    }));
    const { project } = context.get("token");
    return context.json(
      { workflows, folders: project === null ? [...projects.folders] : [project] },
      200,
    );
  });

  /** @throws Problem where the token is bound to a project: this is about all of them */
  const ofAll = ({ project }: Token): void => {
    if (project === null) return;
    throw isBound("a token of one project", "one of all projects, for this is about all of them");
  };

  app.openapi(routes.settings, async (context) => context.json(await store.settings(), 200));

  app.openapi(routes.changeSettings, async (context) => {
    const token = context.get("token");
    ofAll(token);
    // No body at all is let through, as one that changes nothing.
    if (context.req.header("content-type") === undefined)
      throw new HTTPException(400, { message: "no JSON" });
    const { "if-match": wanted } = context.req.valid("header");
    const isRead = (before: Settings): boolean =>
      wanted === undefined || isNamed(wanted, tagOf(JSON.stringify(before)));
    const settings = await store.changeSettings(context.req.valid("json"), token.name, isRead);
    if (settings !== null) return context.json(settings, 200);
    throw new Problem(412, "stale", {
      found: "settings that somebody has changed since you read them",
      expected: "those that were read, as If-Match names them",
      next: "Read them again, with GET /api/settings or by reloading the page, then change them.",
    });
  });

  app.openapi(routes.workers, async (context) => {
    ofAll(context.get("token"));
    return context.json({ workers: await listWorkers(pool) }, 200);
  });

  app.openapi(routes.auditAll, async (context) => {
    ofAll(context.get("token"));
    return context.json({ entries: await store.auditOf(null) }, 200);
  });

  app.openapi(routes.schedules, async (context) => {
    const { project } = context.get("token");
    const all = await schedules.list();
    return context.json({ schedules: all.filter((one) => sees(project, one)) }, 200);
  });

  app.openapi(routes.schedule, async (context) => {
    const token = context.get("token");
    const { name } = context.req.valid("param");
    const wanted = context.req.valid("json");
    const job = await checked(token, wanted.job);
    const put = await schedules
      .put(name, { ...wanted, job }, token.name, token.project)
      .catch((error: unknown) => {
        if (!(error instanceof NoSchedule)) throw error;
        throw new Problem(422, "schedule", {
          found: `${wanted.cron} in ${wanted.timezone}: ${error.message}`,
          expected: "a cron expression such as 0 3 * * 1-5, and a time zone such as Europe/Berlin",
          next: "Change it and send it again.",
        });
      });
    if (put !== null) return context.json(put, 200);
    throw new Problem(409, "name", {
      found: "a schedule of that name in another project",
      expected: "a name that is not taken",
      next: "Use another name.",
    });
  });

  app.openapi(routes.unschedule, async (context) => {
    const token = context.get("token");
    const { name } = context.req.valid("param");
    if (await schedules.remove(name, token.name, token.project)) return context.json(DONE, 200);
    throw notListed("schedule", "name");
  });

  app.openapi(routes.webhooks, async (context) => {
    const webhooks = await listWebhooks(pool, context.get("token").project);
    return context.json({ webhooks }, 200);
  });

  app.openapi(routes.addWebhook, async (context) => {
    const token = context.get("token");
    const wanted = context.req.valid("json");
    const project =
      wanted.project === null ? token.project : await projectFor(token, wanted.project);
    const made = await addWebhook(pool, projects, { ...wanted, project }, token.name);
    return context.json(made, 201);
  });

  app.openapi(routes.removeWebhook, async (context) => {
    const { project, name } = context.get("token");
    if (!(await removeWebhook(pool, context.req.valid("param").id, project, name)))
      throw notListed("webhook", "id");
    return context.json(DONE, 200);
  });

  app.openapi(routes.testWebhook, async (context) => {
    const { project } = context.get("token");
    const tested = await testWebhook(pool, projects, context.req.valid("param").id, project);
    if (tested === null) throw notListed("webhook", "id");
    return context.json(tested, 200);
  });

  app.openapi(routes.who, (context) => context.json(context.get("token"), 200));

  app.openapi(routes.signIn, async (context) => {
    checkOrigin(context, true);
    const { token: plain } = context.req.valid("json");
    const token = await known(store, plain.trim());
    rate.count(token.name);
    setCookie(context, COOKIE, plain.trim(), {
      httpOnly: true,
      sameSite: "Strict",
      // What was signed in by https never goes another way.
      secure: context.req.header("origin")?.startsWith("https:") ?? false,
      path: "/api",
      maxAge: MONTH_S,
    });
    return context.json(token, 200);
  });

  app.openapi(routes.signOut, (context) => {
    checkOrigin(context, true);
    deleteCookie(context, COOKIE, { path: "/api" });
    return context.json(DONE, 200);
  });

  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "cookie", {
    type: "apiKey",
    in: "cookie",
    name: COOKIE,
  });
  const ready = readiness(pool);
  app.openapi(routes.healthz, (context) => context.json({ status: "ok" as const }, 200));
  app.openapi(routes.readyz, async (context) => {
    await ready();
    return context.json({ status: "ok" as const }, 200);
  });

  // Anybody may ask for it, and it takes long to make.
  let document: string | null = null;
  app.get("/api/openapi.json", (context) => {
    document ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: { title: "multi-ai job server", version: "1", description: ABOUT },
        tags: Object.entries(routes.TAGS).map(([name, description]) => ({ name, description })),
      }),
    );
    return context.body(document, 200, { "content-type": "application/json" });
  });

  page(app);

  return {
    fetch: (request) => app.fetch(request),
    async close() {
      streams.close();
      await changes.close();
    },
  };
}
