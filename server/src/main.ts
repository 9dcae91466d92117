import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findClaude } from "../../src/host/program.ts";
import { isBelowHost } from "../../src/process/table.ts";
import { codexProvider } from "../../src/providers/codex.ts";
import { plural } from "../../src/text.ts";
import { type Asked, readArguments, typed as typedIn, usage, WrongUsage } from "../options.mjs";
import { type App, createApp } from "./api/app.ts";
import { projectForm } from "./api/project.ts";
import { type Opened, openDatabase } from "./database/open.ts";
import { runningPostgres, startPostgres } from "./database/postgres.ts";
import { foldCounts } from "./jobs/figures.ts";
import { clearOld, removeOld } from "./jobs/retention.ts";
import { oneLine } from "./line.ts";
import { openLog } from "./log.ts";
import { startOutside } from "./outside/outside.ts";
import { outsideSettings } from "./outside/settings.ts";
import { type Carrying, usualCarrying } from "./worker/program.ts";
import { startWorker } from "./worker/worker.ts";

/** As it was typed; how a verb is, its environment tells. */
const { MULTI_AI_CALLED, npm_lifecycle_event, MULTI_AI_CWD: from } = process.env;
delete process.env.MULTI_AI_CWD;
delete process.env.MULTI_AI_CALLED;

const ROOT = join(import.meta.dir, "../..");
const typed = (verb: string): string =>
  typedIn(verb, { MULTI_AI_CALLED, npm_lifecycle_event }, ROOT);

/** When records of old jobs are removed. */
const HOURLY = "17 * * * *";

const say = (line: string): void => console.error(line);
/** What servers and workers tell while they run. */
const log = openLog(process.stderr.isTTY === true, (line) => process.stderr.write(line));

/** The same with what goes wrong again and again said once a minute. */
function sayOnce(): (line: string) => void {
  const said = new Map<string, number>();
  return (line) => {
    const now = Date.now();
    if (now - (said.get(line) ?? 0) < 60_000) return;
    said.set(line, now);
    log(line);
  };
}

function withFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
  } catch (error) {
    throw new WrongUsage(`--data: ${(error as Error).message}`);
  }
  return folder;
}

/** The database that was named, or the one of the data folder, which is started. */
async function findDatabase(data: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const named = process.env.DATABASE_URL;
  if (named) return { url: named, stop: async () => {} };
  const own = await startPostgres(join(data, "postgres"), say);
  return { url: own.url, stop: own.stop };
}

/**
 * How runs are started and taken up here. What a run would find missing again and again is said
 * once. @throws WrongUsage
 */
async function carryingOf({ claude, passed, data }: Asked): Promise<Carrying> {
  const program = findClaude(claude ?? null, process.env, data);
  if (program === null && claude !== undefined)
    throw new WrongUsage(`--claude: found ${claude}, expected a program`);
  const reviewer = await codexProvider().probe(process.env);
  if (!reviewer.ok)
    log(
      `${reviewer.problem}: Opus reviews in its place, unless a project's settings have codex.missing. To have it, ${reviewer.remedy}, then start again.`,
    );
  return usualCarrying(
    [...passed, ...(program === null ? [] : [`--claude=${program}`])],
    reviewer.ok ? [] : ["--without-codex"],
  );
}

const workerOf = (
  { pool, queue }: Opened,
  { slots, labels, data, projects }: Asked,
  carrying: Carrying,
) =>
  startWorker({
    ...{ pool, queue, slots, labels, projects, say: log },
    data: join(data, "worker"),
    carrying,
  });

/**
 * What a person types. Looked at once: below a host a model may have started it, which would get a
 * token that answers for the person. @throws Error
 */
function checkTyped(verb: string): void {
  if (from === undefined || !isBelowHost(process.env)) return;
  throw new Error(
    `Nothing was started: Claude Code has started this, and its model could answer in your name. Run it yourself, in a terminal of your own: ${typed(verb)}`,
  );
}

/**
 * A request has to come, and to be answered, within this; an answer may wait 30 seconds for a
 * connection to Postgres.
 */
const IDLE_S = 60;
/**
 * Milliseconds: one Ctrl-C comes from the terminal, and again from each program between it and this
 * one.
 */
const ONE_SIGNAL_MS = 500;

/** Resolves with the first signal to end; the second one ends at once. */
function signalled(): Promise<undefined> {
  return new Promise((resolve) => {
    let at: number | null = null;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        if (at !== null) return void (performance.now() - at > ONE_SIGNAL_MS && process.exit(1));
        at = performance.now();
        log("Stopping: running jobs go back to the queue. Press Ctrl-C again to stop at once.");
        resolve(undefined);
      });
  });
}

/** Takes the address, or says which one could not be taken. */
function listen(
  options: Parameters<typeof Bun.serve<undefined>>[0] & { port: number; hostname: string },
) {
  try {
    // Without its pages for developers Bun would share a port that is taken.
    return Bun.serve({ ...options, development: false, reusePort: false });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const why = code === "EADDRINUSE" ? "another program is listening there" : message;
    throw new Error(
      `cannot listen on ${options.hostname}, port ${options.port}: ${why}; name others with --host, --port`,
    );
  }
}

/** Ends what was opened, the newest first. */
async function ended(steps: (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps.reverse()) await step().catch((error: Error) => log(error.message));
}

async function serve(asked: Asked): Promise<void> {
  const { port, host, slots, projects } = asked;
  const carrying = slots > 0 ? await carryingOf(asked) : null;
  const settings = outsideSettings(process.env, `http://${host}:${port}`);
  checkTyped("serve");
  const data = withFolder(asked.data);
  const steps: (() => Promise<unknown>)[] = [];
  const over = signalled();
  try {
    const database = await findDatabase(data);
    steps.push(database.stop);
    const opened = await Promise.race([openDatabase(database.url, sayOnce()), over]);
    if (opened === undefined) return;
    steps.push(opened.close);
    const { store, schedules, pool } = opened;
    const deps = { store, schedules, pool, projects };
    const app: App = createApp({ ...deps, say: log });
    const outside = startOutside({ ...deps, queue: opened.queue, settings, say: sayOnce() });
    steps.push(outside.close);
    const fetch = async (request: Request, server: Bun.Server<undefined>): Promise<Response> => {
      // A Host that is none makes no address.
      if (!URL.canParse(request.url)) return new Response("Bad Request", { status: 400 });
      const isHook = new URL(request.url).pathname.startsWith("/hooks/");
      const answer = await (isHook ? outside.fetch(request) : app.fetch(request));
      // Streams end themselves where nobody takes what is sent.
      if (answer.headers.get("content-type")?.startsWith("text/event-stream"))
        server.timeout(request, 0);
      return answer;
    };
    await schedules.follow(store);
    await opened.queue.regularly(HOURLY, async () => {
      await clearOld(pool);
      await removeOld(pool);
      await foldCounts(pool);
    });
    const server = listen({ port, hostname: host, idleTimeout: IDLE_S, fetch });
    steps.push(async () => {
      await app.close();
      await server.stop(true);
    });
    if (carrying !== null) steps.push((await workerOf(opened, asked, carrying)).stop);
    const same = asked.isUsualData ? "" : ` --data ${data}`;
    const isNew = (await store.listTokens()).length === 0;
    const signIn = isNew
      ? `Sign in there with this token, which is shown this once: ${await store.addToken("first", "decide")}`
      : `Another token: ${typed("token")} add <name> --role decide${same}`;
    console.log(`multi-ai serves on ${server.url}\n${signIn}`);
    await over;
  } finally {
    await ended(steps);
  }
}

async function work(asked: Asked): Promise<void> {
  const carrying = await carryingOf(asked);
  checkTyped("worker");
  const steps: (() => Promise<unknown>)[] = [];
  const over = signalled();
  try {
    const opened = await Promise.race([openDatabase(asked.url, sayOnce(), "worker"), over]);
    if (opened === undefined) return;
    steps.push(opened.close);
    withFolder(asked.data);
    const worker = await workerOf(opened, asked, carrying);
    steps.push(worker.stop);
    console.log("multi-ai works");
    await over;
  } finally {
    await ended(steps);
  }
}

async function token(asked: Asked): Promise<void> {
  const {
    data,
    role,
    words: [what, name = ""],
  } = asked;
  checkTyped("token");
  const running = process.env.DATABASE_URL ? null : await runningPostgres(join(data, "postgres"));
  const database =
    running === null ? await findDatabase(data) : { url: running, stop: async () => {} };
  const opened = await openDatabase(database.url, sayOnce(), "tool");
  try {
    const print = (text: string, data: object): void =>
      console.log(asked.isJson ? JSON.stringify(data, null, 2) : text);
    if (what === "add") {
      // As jobs name it.
      const project = asked.project === undefined ? null : await projectForm(asked.project);
      const token = await opened.store.addToken(name, role, project);
      print(token, { name, token });
    } else if (what === "list") {
      const tokens = await opened.store.listTokens();
      const lines = tokens.map((one) =>
        [one.name, one.role, one.project ?? "all projects", one.used ?? "never used"]
          .map((word) => oneLine(word))
          .join("\t"),
      );
      if (asked.isJson || tokens.length > 0) print(lines.join("\n"), { tokens });
    } else {
      const gone = await opened.store.removeToken(name);
      if (gone === null) throw new Error(`There is no token ${name}: ${typed("token")} list`);
      print(
        `Removed ${oneLine(name)}, and what it had made: ${plural(gone.webhooks, "webhook")}, ${plural(gone.schedules, "schedule")}.`,
        { removed: name, ...gone },
      );
    }
  } finally {
    await opened.close();
    await database.stop();
  }
}

async function main(args: string[]): Promise<number> {
  try {
    const asked = readArguments(args, { env: process.env, from: process.cwd(), typedAs: typed });
    if (asked.verb === "help") {
      console.log(usage(typed));
      return asked.isAsked ? 0 : 2;
    }
    await { serve, worker: work, token }[asked.verb](asked);
    return 0;
  } catch (error) {
    say((error as Error).message);
    if (!(error instanceof WrongUsage)) return 1;
    say(`All options: ${typed("serve")} --help`);
    return 2;
  }
}

// The program is started in a folder of its own (server/start.mjs); what is typed counts from the
// person's.
if (from) process.chdir(from);
process.exitCode = await main(process.argv.slice(2));
process.exit();
