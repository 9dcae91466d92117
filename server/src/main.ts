import { existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isBelowHost } from "../../src/process/table.ts";
import { didYouMean } from "../../src/text.ts";
import { type App, createApp } from "./api/app.ts";
import { projectForm } from "./api/project.ts";
import { type Opened, openDatabase } from "./database/open.ts";
import { runningPostgres, startPostgres } from "./database/postgres.ts";
import { clearOld } from "./jobs/retention.ts";
import { ROLES, type Role } from "./jobs/store.ts";
import { oneLine } from "./line.ts";
import { startOutside } from "./outside/outside.ts";
import { outsideSettings } from "./outside/settings.ts";
import { usualCarrying } from "./worker/program.ts";
import { startWorker } from "./worker/worker.ts";

const { MULTI_AI_CWD: from, MULTI_AI_CALLED: called, npm_lifecycle_event: script } = process.env;
delete process.env.MULTI_AI_CWD;
delete process.env.MULTI_AI_CALLED;

/** How a verb is typed: as this one was. In a clone there is no multi-ai on the PATH. */
const typed = (verb: string): string =>
  called === undefined && script === verb
    ? `npm run ${verb} --`
    : `${called ?? join(import.meta.dir, "../../bin/multi-ai")} ${verb}`;

const USAGE = `usage:
  ${typed("serve")} [--port 7070] [--host 127.0.0.1] [--data <folder>] [--slots 2] [--projects <folder>]… [--hosts <host>]…
        [--allowed-tools <rules>] [--permission-mode <mode>] [--claude <path>]
  ${typed("worker")} [--url <postgres url>] [--data <folder>] [--slots 2] and the same from --projects on
  ${typed("token")} add <name> --role ${ROLES.join("|")} [--project <project>] | list | remove <name>
        [--json] [--data <folder>]

All use the database of DATABASE_URL; without that serve starts a PostgreSQL of its own in the data folder.
--url names one without a password, which everybody on the machine would see: that comes from PGPASSFILE, or ~/.pgpass.
--projects: folders below which jobs may work; without it your home folder. --hosts: hosts of git that are not public.
--slots: jobs at once; serve with 0 has no worker of its own. The other options are those of \`multi-ai run\`, for each run that is started here.`;

class WrongUsage extends Error {}

/** When records of old jobs are removed. */
const HOURLY = "17 * * * *";

const OPTIONS = {
  port: { type: "string", default: "7070" },
  host: { type: "string", default: "127.0.0.1" },
  data: { type: "string" },
  slots: { type: "string", default: "2" },
  url: { type: "string" },
  role: { type: "string" },
  project: { type: "string" },
  projects: { type: "string", multiple: true },
  hosts: { type: "string", multiple: true },
  "allowed-tools": { type: "string" },
  "permission-mode": { type: "string" },
  claude: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const read = (args: string[]) =>
  parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
type Values = ReturnType<typeof read>["values"];

const say = (line: string): void => console.error(line);

/** The same with what goes wrong again and again said once a minute. */
function sayOnce(): (line: string) => void {
  const said = new Map<string, number>();
  return (line) => {
    const now = Date.now();
    if (now - (said.get(line) ?? 0) < 60_000) return;
    said.set(line, now);
    say(line);
  };
}

/**
 * Where the server keeps its data. Root's home is often closed to the user that Postgres runs as.
 */
function dataFolder(named: string | undefined): string {
  const { XDG_DATA_HOME: xdg } = process.env;
  const shared = xdg?.startsWith("/") ? xdg : join(homedir(), ".local", "share");
  const usual = process.getuid?.() === 0 ? "/var/lib/multi-ai" : join(shared, "multi-ai", "server");
  return named === undefined ? usual : resolve(named);
}

function withFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
  } catch (error) {
    throw new WrongUsage(`--data: ${(error as Error).message}`);
  }
  return folder;
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new WrongUsage(
      `--${name}: found ${JSON.stringify(text)}, expected a number from ${least} to ${most}`,
    );
  return number;
}

/** The database that was named, or the one of the data folder, which is started. */
async function findDatabase(data: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const named = process.env.DATABASE_URL;
  if (named) return { url: named, stop: async () => {} };
  const own = await startPostgres(join(data, "postgres"), say);
  return { url: own.url, stop: own.stop };
}

const folderNamed = (named: string): string => {
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) return resolve(named);
  throw new WrongUsage(`--projects: found ${named}, expected a folder of this machine`);
};

const projectsOf = ({ projects, hosts }: Values) => ({
  folders: (projects ?? [homedir()]).map(folderNamed),
  ...(hosts === undefined ? {} : { hosts }),
});

/** Without Claude Code each job would be tried in vain, and nobody told here. @throws WrongUsage */
function findClaude({ claude }: Values): void {
  if (Bun.which(claude ?? "claude") !== null) return;
  if (claude !== undefined) throw new WrongUsage(`--claude: found ${claude}, expected a program`);
  say("Claude Code is not on the PATH: no job runs until it is, or --claude names it.");
}

const workerOf = (opened: Opened, values: Values, data: string) => {
  const passed = (["allowed-tools", "permission-mode", "claude"] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}=${values[name]}`],
  );
  return startWorker({
    pool: opened.pool,
    queue: opened.queue,
    slots: numberOf("slots", values.slots, 1, 64),
    data: join(data, "worker"),
    projects: projectsOf(values),
    carrying: usualCarrying(passed),
    say,
  });
};

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
function asked(): Promise<undefined> {
  return new Promise((resolve) => {
    let at: number | null = null;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        if (at !== null) return void (performance.now() - at > ONE_SIGNAL_MS && process.exit(1));
        at = performance.now();
        say("Stopping: running jobs go back to the queue. Press Ctrl-C again to stop at once.");
        resolve(undefined);
      });
  });
}

/** Takes the address, or says which one could not be taken. */
function listen(
  options: Parameters<typeof Bun.serve<undefined>>[0] & { port: number; hostname: string },
) {
  try {
    return Bun.serve(options);
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
  for (const step of steps.reverse()) await step().catch((error: Error) => say(error.message));
}

async function serve(values: Values): Promise<void> {
  const port = numberOf("port", values.port, 0, 65_535);
  if (numberOf("slots", values.slots, 0, 64) > 0) findClaude(values);
  const settings = outsideSettings(process.env, `http://${values.host}:${port}`);
  const projects = projectsOf(values);
  checkTyped("serve");
  const data = withFolder(dataFolder(values.data));
  const steps: (() => Promise<unknown>)[] = [];
  const over = asked();
  try {
    const database = await findDatabase(data);
    steps.push(database.stop);
    const opened = await Promise.race([openDatabase(database.url, sayOnce()), over]);
    if (opened === undefined) return;
    steps.push(opened.close);
    const { store, schedules, pool } = opened;
    const deps = { store, schedules, pool, projects };
    const app: App = createApp({ ...deps, say });
    const outside = startOutside({ ...deps, settings, say: sayOnce() });
    steps.push(outside.close);
    const fetch = async (request: Request, server: Bun.Server<undefined>): Promise<Response> => {
      const isHook = new URL(request.url).pathname.startsWith("/hooks/");
      const answer = await (isHook ? outside.fetch(request) : app.fetch(request));
      // Streams end themselves where nobody takes what is sent.
      if (answer.headers.get("content-type")?.startsWith("text/event-stream"))
        server.timeout(request, 0);
      return answer;
    };
    await schedules.follow(store);
    await opened.queue.regularly(HOURLY, () => clearOld(pool));
    const server = listen({ port, hostname: values.host, idleTimeout: IDLE_S, fetch });
    steps.push(async () => {
      await app.close();
      await server.stop(true);
    });
    if (values.slots !== "0") steps.push((await workerOf(opened, values, data)).stop);
    const same = values.data === undefined ? "" : ` --data ${data}`;
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

const hasPassword = (url: string): boolean =>
  !URL.canParse(url) ||
  new URL(url).password !== "" ||
  [...new URL(url).searchParams.keys()].some((one) => /password/i.test(one));

async function work(values: Values): Promise<void> {
  const url = values.url ?? process.env.DATABASE_URL;
  if (url === undefined) throw new WrongUsage("worker needs DATABASE_URL, or --url <postgres url>");
  if (values.url !== undefined && !/^postgres(?:ql)?:/.test(values.url))
    throw new WrongUsage("--url: expected postgres://<user>@<host>/<database>");
  if (values.url !== undefined && hasPassword(values.url))
    throw new WrongUsage(
      "--url: found a password, which everybody on this machine sees; give it by DATABASE_URL, or in ~/.pgpass",
    );
  findClaude(values);
  checkTyped("worker");
  const steps: (() => Promise<unknown>)[] = [];
  const over = asked();
  try {
    const opened = await Promise.race([openDatabase(url, sayOnce(), "worker"), over]);
    if (opened === undefined) return;
    steps.push(opened.close);
    const worker = await workerOf(opened, values, withFolder(dataFolder(values.data)));
    steps.push(worker.stop);
    console.log("multi-ai works");
    await over;
  } finally {
    await ended(steps);
  }
}

const roleOf = (text: string | undefined): Role => {
  const role = ROLES.find((one) => one === text);
  if (role === undefined)
    throw new WrongUsage(`--role: found ${text ?? "nothing"}, expected ${ROLES.join(", ")}`);
  return role;
};

/** The project that a token is bound to, as jobs name it. */
const projectOf = async ({ project }: Values): Promise<string | null> =>
  project === undefined ? null : projectForm(project);

async function token([what, name]: string[], values: Values): Promise<void> {
  const data = dataFolder(values.data);
  if (!process.env.DATABASE_URL && !existsSync(join(data, "postgres")))
    throw new WrongUsage(
      values.data === undefined
        ? `no job server has run here yet (its data would be in ${data}): start one with ${typed("serve")}, or name its folder with --data`
        : `--data: no server data in ${data}, expected the folder that the job server uses`,
    );
  checkTyped("token");
  const running = process.env.DATABASE_URL ? null : await runningPostgres(join(data, "postgres"));
  const database =
    running === null ? await findDatabase(data) : { url: running, stop: async () => {} };
  const opened = await openDatabase(database.url, sayOnce(), "tool");
  try {
    const print = (text: string, data: object): void =>
      console.log(values.json ? JSON.stringify(data, null, 2) : text);
    if (what === "add" && name !== undefined) {
      const token = await opened.store.addToken(name, roleOf(values.role), await projectOf(values));
      print(token, { name, token });
    } else if (what === "list") {
      const tokens = await opened.store.listTokens();
      const lines = tokens.map((one) =>
        [one.name, one.role, one.project ?? "all projects", one.used ?? "never used"]
          .map((word) => oneLine(word))
          .join("\t"),
      );
      if (values.json || tokens.length > 0) print(lines.join("\n"), { tokens });
    } else if (what === "remove" && name !== undefined) {
      if (!(await opened.store.removeToken(name)))
        throw new Error(`There is no token ${name}: ${typed("token")} list`);
      print(`Removed ${name}.`, { removed: name });
    } else
      throw new WrongUsage(
        `${typed("token")} takes add <name> --role <role>, list, or remove <name>`,
      );
  } finally {
    await opened.close();
    await database.stop();
  }
}

async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = read(args);
    const [verb, ...rest] = positionals;
    if (values.help || verb === undefined) {
      console.log(USAGE);
      return verb === undefined && !values.help ? 2 : 0;
    }
    if (verb !== "token" && rest.length > 0) throw new WrongUsage(`unknown: ${rest.join(" ")}`);
    if (verb !== "token" && values.json) throw new WrongUsage("--json is only for token");
    if (verb === "serve") await serve(values);
    else if (verb === "worker") await work(values);
    else if (verb === "token") await token(rest, values);
    else throw new WrongUsage(`unknown: ${verb}`);
    return 0;
  } catch (error) {
    const { message, code = "" } = error as Error & { code?: string };
    const unknown =
      code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? (/'--([\w-]+)/.exec(message)?.[1] ?? null) : null;
    say(
      unknown === null
        ? message
        : `unknown option --${unknown}${didYouMean(unknown, Object.keys(OPTIONS), "--")}`,
    );
    if (!(error instanceof WrongUsage) && !code.startsWith("ERR_PARSE_ARGS")) return 1;
    say(`All options: ${typed("serve")} --help`);
    return 2;
  }
}

// The program is started in a folder of its own (server/start.mjs); what is typed counts from the
// person's.
if (from) process.chdir(from);
process.exitCode = await main(process.argv.slice(2));
process.exit();
