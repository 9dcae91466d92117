// A server with its API on a database of its own, for tests; and somebody who does a worker's part.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type App, createApp, type Deps } from "../src/api/app.ts";
import type { Projects } from "../src/api/project.ts";
import * as ROUTES from "../src/api/routes.ts";
import type { Pool } from "../src/database/connection.ts";
import { SCHEMA } from "../src/database/schema.ts";
import type { Job, JobRequest, Question } from "../src/jobs/job.ts";
import type { Schedules } from "../src/jobs/schedules.ts";
import type { Role, Store } from "../src/jobs/store.ts";
import { Hold, takeJob } from "../src/worker/hold.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

export interface Served {
  url: string;
  /** A folder that jobs may work below. */
  projects: string;
  database: TestDatabase;
  pool: Pool;
  store: Store;
  schedules: Schedules;
  /** Another app on the same database, as its `deps` say, at this port or at a free one. Returns its address. */
  serve(deps: Partial<Deps>, port?: number): string;
  /** Ends the app at an address. */
  stop(url: string): Promise<void>;
  token(role: Role, project?: string): Promise<string>;
  submit(request?: Partial<JobRequest>): Promise<Job>;
  /** Takes a job as a worker does. */
  hold(job: Job): Promise<Hold>;
  close(): Promise<void>;
}

type Given = Partial<Omit<Deps, "projects"> & { projects: Partial<Projects> }>;

export async function startServer(deps: Given = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  const projects = join(folder, "projects");
  mkdirSync(join(projects, "one"), { recursive: true });
  mkdirSync(join(projects, "two"));
  const database = await testDatabase();
  const { pool, queue, store, schedules } = database;
  const running = new Map<string, { app: App; server: Bun.Server<undefined> }>();
  const serve = (more: Partial<Deps>, port = 0): string => {
    const app = createApp({
      store,
      schedules,
      pool,
      ...deps,
      projects: { folders: [projects], ...deps.projects },
      ...more,
    });
    const server = Bun.serve({ port, hostname: "127.0.0.1", idleTimeout: 0, fetch: app.fetch });
    const url = server.url.href.replace(/\/$/, "");
    running.set(url, { app, server });
    return url;
  };
  const stop = async (url: string): Promise<void> => {
    const { app, server } = running.get(url)!;
    running.delete(url);
    await app.close();
    await server.stop(true);
  };
  let count = 0;
  return {
    url: serve({}),
    projects,
    database,
    pool,
    store,
    schedules,
    serve,
    stop,
    token: (role, project) => store.addToken(`${role} ${++count}`, role, project ?? null),
    async submit(request = {}) {
      const whole: JobRequest = {
        ...{ project: join(projects, "one"), workflow: "multi-ai", request: "Say goodbye by name" },
        ...{ options: {}, limits: {}, priority: 0, needs: [], after: null, base: null },
        ...request,
      };
      return (await store.createJob(whole, { by: "token", name: "test" })).job;
    },
    async hold(job) {
      const { rows } = await pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [
        job.id,
      ]);
      const queueId = rows[0].queue_id;
      const taken = { queueId, job: job.id, signal: new AbortController().signal };
      return new Hold(pool, queue, queueId, (await takeJob(pool, queue, taken, "machine-a"))!);
    },
    async close() {
      await Promise.all([...running.keys()].map(stop));
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of a kept journal. */
export const journal = (name: string): string[] =>
  readFileSync(join(import.meta.dir, `../../tests/fixtures/journals/${name}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** Has a worker keep events, and results by their hash. */
export const keep = (
  hold: Hold,
  lines: string[],
  objects: Record<string, string> = {},
): Promise<void> =>
  hold.keep({
    events: lines.map((line) => ({ seq: JSON.parse(line).seq as number, line })),
    objects: new Map(Object.entries(objects).map(([sha, text]) => [sha, Buffer.from(text)])),
    bundle: null,
    spent: { tokens: 1_000 * lines.length, money: 0.5, minutes: 4 },
    isProgress: true,
    run: "multi-ai-00000001",
    vendors: ["anthropic"],
  });

export const DIFF = `diff --git a/src/bye.ts b/src/bye.ts
--- a/src/bye.ts
+++ b/src/bye.ts
@@ -7,2 +7,3 @@
 kept
-old
+new
+a line
diff --git a/here b/there
similarity index 100%
rename from here
rename to there`;

export const complete = (hold: Hold, report = "# Report", diff = DIFF): Promise<void> =>
  hold.settle({ state: "complete", reason: null, report, diff, branch: "multi-ai/work" });

export const ask = (hold: Hold, questions: Question[]): Promise<void> =>
  hold.settle({ state: "question", reason: null, questions });

export const QUESTION: Question = {
  id: "Q1",
  kind: "story",
  title: "Is this what you want?",
  lines: ["bye('Ada') returns Goodbye, Ada"],
  options: [
    { name: "approve", label: "Yes, go on", description: "", text: false },
    { name: "correct", label: "Something is different", description: "Say what", text: true },
  ],
};

export interface Asked {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each route has a form of its own, which was compared
  json: any;
  text: string;
  headers: Headers;
}

/** Routes that have answered as they should, by method and path. */
export const seen = new Set<string>();

const declared = Object.values(ROUTES)
  .filter((route) => "getRoutingPath" in route)
  .map((route) => ({
    ...route,
    pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, "[^/]+")}$`),
  }));
export const allRoutes = declared.map(({ method, path }) => `${method} ${path}`);

/** Asks the API, and compares the answer with what its route declares. @throws Error where it is something else */
export async function call(
  url: string,
  method: string,
  path: string,
  { token, body, headers }: Asked = {},
): Promise<Answered> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const json = /^application\/(?:problem\+)?json/.test(type) ? JSON.parse(text) : null;
  const { pathname } = new URL(url + path);
  // A fixed path comes before one with a parameter.
  const route = declared
    .filter((one) => one.method === method.toLowerCase() && one.pattern.test(pathname))
    .toSorted((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
  if (route !== undefined) {
    const responses = route.responses as Record<
      number,
      { content?: Record<string, { schema: { parse(value: unknown): unknown } }> }
    >;
    const answer = responses[response.status];
    if (answer === undefined)
      throw new Error(
        `${method} ${path} answers ${response.status}, which it does not declare: ${text}`,
      );
    if (answer.content !== undefined) {
      const content = answer.content[type.split(";")[0]!];
      if (content === undefined)
        throw new Error(`${method} ${path} answers with ${type}, which it does not declare`);
      // An answer is open to new fields, which are declared all the same.
      if (!isDeepStrictEqual(content.schema.parse(json ?? text), json ?? text))
        throw new Error(`${method} ${path} answers with more than it declares: ${text}`);
    }
    if (response.ok) seen.add(`${route.method} ${route.path}`);
  }
  return { status: response.status, json, text, headers: response.headers };
}
