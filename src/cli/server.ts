import { pluginRoot } from "../host/program.ts";
import { here, ownBun } from "../plugin.ts";
import { type Command, no, type Option } from "../run/commands/command.ts";

/** Verbs of the job server, a program of its own: `server/`. */

const DATA = { data: { value: "<folder>", about: "Where its data is kept" } };

/** What counts for runs on this machine. */
const WORKING: Record<string, Option> = {
  ...DATA,
  labels: { value: "<label>,…", about: "What this machine has; jobs that need it wait for it" },
  slots: { value: "<number>", about: "Jobs at once; default 2" },
  projects: { value: "<folder>", about: "Folder that jobs may use; default your home; repeatable" },
  hosts: { value: "<host>", about: "A private git host; repeatable" },
  "allowed-tools": { value: "<rules>", about: "As in run --help, for each run here" },
  "permission-mode": { value: "<mode>", about: "As for run, for each run started here" },
  claude: { value: "<path>", about: "As for run, for each run started here" },
};

const verb = (name: string, command: Omit<Command, "run">): Command => ({
  ...command,
  foreign: true,
  passed: true,
  async run({ args, env, from, belowHost }) {
    if (belowHost()) return no(`Run it yourself, in a terminal of your own, with ${here(name)}.`);
    const child = Bun.spawn([...ownBun(), "server/start.mjs", name, ...args], {
      cwd: pluginRoot(),
      env: { ...env, MULTI_AI_CWD: from, MULTI_AI_CALLED: here("") },
      stdio: ["inherit", "inherit", "inherit"],
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => child.kill(signal));
    const code = await child.exited;
    return { exit: code === 0 || code === 2 ? code : 1, text: "", data: undefined };
  },
});

export const serve = verb("serve", {
  summary: "Start the job server: a page and an API that queue runs, and a worker",
  options: {
    port: { value: "<number>", about: "default 7070" },
    host: { value: "<address>", about: "Address to listen on; default 127.0.0.1" },
    ...WORKING,
  },
});

export const worker = verb("worker", {
  summary: "Run a job server's jobs on this machine",
  options: {
    url: {
      value: "<postgres url>",
      about: "Its database, without a password; default DATABASE_URL",
    },
    ...WORKING,
  },
});

export const token = verb("token", {
  summary: "Create, list or remove tokens of the job server",
  usage: "add <name>|list|remove <name>",
  options: {
    project: { value: "<project>", about: "The only project that the new token sees" },
    role: { value: "<role>", about: "What the new token allows: read, submit or decide" },
    json: { about: "Print data instead of text" },
    ...DATA,
  },
});
