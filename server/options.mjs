// What the job server's programs are told, read and checked: by plain Node before anything is installed, and by the programs
// themselves. Neither TypeScript nor a package here.
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isSlip } from "../tests/slip.mjs";

/** Thrown for words that no program of these takes. */
export class WrongUsage extends Error {}

/** What a token may; each one may what those before it may. */
export const ROLES = ["read", "submit", "decide"];

/** What a label looks like, of a worker and of a job that needs it. */
export const LABEL = /^[a-z0-9][a-z0-9._-]{0,39}$/;

const VERBS = ["serve", "worker", "token"];

export const OPTIONS = {
  port: { type: "string", default: "7070" },
  host: { type: "string", default: "127.0.0.1" },
  data: { type: "string" },
  slots: { type: "string", default: "2" },
  labels: { type: "string", default: "" },
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
};

/** How a verb is typed: as this one was. In a clone there is no multi-ai on the PATH. */
export function typed(verb, env, root) {
  if (env.MULTI_AI_CALLED === undefined && env.npm_lifecycle_event === verb) return `npm run ${verb} --`;
  return `${env.MULTI_AI_CALLED ?? join(root, "bin/multi-ai")} ${verb}`;
}

export const usage = (typedAs) => `usage:
  ${typedAs("serve")} [--port 7070] [--host 127.0.0.1] [--data <folder>] [--slots 2] [--labels <label>,…]
        [--projects <folder>]… [--hosts <host>]… [--allowed-tools <rules>] [--permission-mode <mode>] [--claude <path>]
  ${typedAs("worker")} [--url <postgres url>] [--data <folder>] [--slots 2] and the same from --labels on
  ${typedAs("token")} add <name> --role ${ROLES.join("|")} [--project <project>] | list | remove <name>
        [--json] [--data <folder>]

All use the database of DATABASE_URL; without that serve starts a PostgreSQL of its own in the data folder.
--url names one without a password, which everybody on the machine would see: that comes from PGPASSFILE, or ~/.pgpass.
--projects: folders below which jobs may work; without it your home folder. --hosts: hosts of git and webhooks that are not public.
--slots: jobs at once; serve with 0 has no worker of its own. --labels: what this worker has; jobs that need it wait for such a worker. The other options are those of \`multi-ai run\`, for each run that is started here.`;

function numberOf(name, text, least, most) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new WrongUsage(`--${name}: found ${JSON.stringify(text)}, expected a number from ${least} to ${most}`);
}

function labelsOf(text) {
  const all = text.split(",").filter((one) => one !== "");
  const wrong = all.find((one) => !LABEL.test(one));
  if (wrong === undefined) return all;
  throw new WrongUsage(`--labels: found ${JSON.stringify(wrong)}, expected lower-case letters and digits, such as gpu,linux`);
}

/** Where the server keeps its data. Root's home is often closed to the user that Postgres runs as. */
function dataFolder(named, { env, from }) {
  if (named !== undefined) return resolve(from, named);
  const { XDG_DATA_HOME: xdg } = env;
  const shared = xdg?.startsWith("/") ? xdg : join(homedir(), ".local", "share");
  return process.getuid?.() === 0 ? "/var/lib/multi-ai" : join(shared, "multi-ai", "server");
}

const hasPassword = (url) =>
  !URL.canParse(url) || new URL(url).password !== "" || [...new URL(url).searchParams.keys()].some((one) => /password/i.test(one));

function checkAddress(url) {
  if (url === undefined) return;
  if (!/^postgres(?:ql)?:/.test(url)) throw new WrongUsage("--url: expected postgres://<user>@<host>/<database>");
  if (hasPassword(url))
    throw new WrongUsage("--url: found a password, which everybody on this machine sees; give it by DATABASE_URL, or in ~/.pgpass");
}

function checkToken([what, name, ...more], { role, data }, folder, { env, typedAs }) {
  const isWhole = what === "list" ? name === undefined : ["add", "remove"].includes(what) && name !== undefined && more.length === 0;
  if (!isWhole) throw new WrongUsage(`${typedAs("token")} takes add <name> --role <role>, list, or remove <name>`);
  if (what === "add" && (name.trim() === "" || name.length > 100 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)))
    throw new WrongUsage(`token add: found ${JSON.stringify(name.slice(0, 100))}, expected a name of 1 to 100 characters that people see`);
  if (what === "add" && !ROLES.includes(role)) throw new WrongUsage(`--role: found ${role ?? "nothing"}, expected ${ROLES.join(", ")}`);
  if (env.DATABASE_URL || existsSync(join(folder, "postgres"))) return;
  throw new WrongUsage(
    data === undefined
      ? `no job server has run here yet (its data would be in ${folder}): start one with ${typedAs("serve")}, or name its folder with --data`
      : `--data: no server data in ${folder}, expected the folder that the job server uses`,
  );
}

const folderNamed = (named, from) => {
  const folder = resolve(from, named);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new WrongUsage(`--projects: found ${named}, expected a folder of this machine`);
};

function checkClaude(named, from) {
  if (named === undefined || !named.includes("/") || existsSync(resolve(from, named))) return;
  throw new WrongUsage(`--claude: found ${named}, expected a program`);
}

/** The words as options, and as others. Throws WrongUsage. */
function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    if (!error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const unknown = error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /'--([\w-]+)/.exec(error.message)?.[1] : undefined;
    if (unknown === undefined) throw new WrongUsage(error.message);
    const meant = Object.keys(OPTIONS).find((name) => isSlip(unknown, name));
    throw new WrongUsage(`unknown option --${unknown}${meant === undefined ? "" : `; did you mean --${meant}?`}`);
  }
}

/**
 * What is asked for. `place`: environment, the folder that paths count from, and how a verb is typed there. Throws WrongUsage,
 * which says what is wrong.
 */
export function readArguments(args, place) {
  const { values, positionals } = parsed(args);
  const [verb, ...rest] = positionals;
  if (values.help || verb === undefined) return { verb: "help", isAsked: values.help };
  if (!VERBS.includes(verb)) throw new WrongUsage(`unknown: ${verb}`);
  if (verb !== "token" && rest.length > 0) throw new WrongUsage(`unknown: ${rest.join(" ")}`);
  if (verb !== "token" && values.json) throw new WrongUsage("--json is only for token");
  const data = dataFolder(values.data, place);
  if (verb === "token") checkToken(rest, values, data, place);
  const url = verb === "worker" ? values.url || place.env.DATABASE_URL || undefined : undefined;
  if (verb === "worker") {
    if (url === undefined) throw new WrongUsage("worker needs DATABASE_URL, or --url <postgres url>");
    checkAddress(values.url);
  }
  checkClaude(values.claude, place.from);
  return {
    verb,
    words: rest,
    url,
    port: numberOf("port", values.port, 0, 65_535),
    host: values.host,
    slots: numberOf("slots", values.slots, verb === "worker" ? 1 : 0, 64),
    labels: labelsOf(values.labels),
    data,
    isUsualData: values.data === undefined,
    role: values.role,
    project: values.project,
    isJson: values.json,
    projects: {
      folders: (values.projects ?? [homedir()]).map((one) => folderNamed(one, place.from)),
      ...(values.hosts === undefined ? {} : { hosts: values.hosts }),
    },
    claude: values.claude,
    passed: ["allowed-tools", "permission-mode"].flatMap((name) => (values[name] === undefined ? [] : [`--${name}=${values[name]}`])),
  };
}
