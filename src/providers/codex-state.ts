import { join } from "node:path";
import type { ProcessResult } from "../process/run.ts";
import { readPlainText } from "../store/plain-file.ts";
import { asked, versionIn } from "./asked.ts";
import { INSTALL, oneLine } from "./codex-failures.ts";
import type { Absence, AskRequest, ProviderState } from "./provider.ts";

/** Whether Codex is there, new enough and logged in, as far as it tells without a question to its model. */

export const LOGIN = "codex login";
const LOGIN_LIMIT_MS = 5_000;
const NOT_LOGGED_IN = /not logged in/i;

/** Why it cannot be asked at all; null: it can, as far as its files tell. Starts nothing but a look at its login. */
export async function absence(command: string, env: AskRequest["env"]): Promise<Absence | null> {
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null) return "not_installed";
  return (await loginProblem(command, env)) === null ? null : "not_logged_in";
}

/** Keys that Codex takes from the environment. */
const KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];

/**
 * Why Codex has no login that it could use, in its words; null: it has one, or it cannot be told. `login status` alone says
 * "Not logged in" also with a key in the environment, and knows no model provider of the person's own.
 */
export async function loginProblem(command: string, env: AskRequest["env"]): Promise<string | null> {
  const config = credentials(env);
  if (config.known) return config.problem;
  const status = await asked(command, ["login", "status"], env, LOGIN_LIMIT_MS);
  const output = `${status.stdout}${status.stderr}`;
  return status.outcome === "exited" && status.exitCode !== 0 && NOT_LOGGED_IN.test(output) ? "not logged in" : null;
}

interface Config {
  model_provider?: unknown;
  profile?: unknown;
  profiles?: Record<string, Config>;
  model_providers?: Record<string, { env_key?: unknown }>;
}

/** What files and the environment tell of a login; `known: false`: ask Codex. */
function credentials(env: AskRequest["env"]): { known: false } | { known: true; problem: string | null } {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (name: string): string | null => readPlainText(join(folder, name));
  let config: Config = {};
  try {
    config = Bun.TOML.parse(text("config.toml") ?? "") as Config;
  } catch {
    // Codex will say what is wrong with it.
    return { known: true, problem: null };
  }
  const profile = typeof config.profile === "string" ? config.profiles?.[config.profile] : undefined;
  const named = profile?.model_provider ?? config.model_provider;
  if (typeof named === "string" && named !== "openai") {
    const key = config.model_providers?.[named]?.env_key;
    const missing = typeof key === "string" && !env[key];
    return { known: true, problem: missing ? `Missing environment variable ${key} of model provider ${named}` : null };
  }
  if (KEYS.some((key) => env[key]) || text("auth.json") !== null) return { known: true, problem: null };
  return { known: false };
}

/** Whether something else than `codex login` gives it access, or may. */
function hasOtherCredentials(env: AskRequest["env"]): boolean {
  const found = credentials(env);
  return found.known && found.problem === null;
}

export const REQUIRED_FLAGS = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check",
];
export function flagsIn(help: string): Set<string> {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}

/** The line of stderr that says most. */
export function errorLine(result: ProcessResult): string {
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}

/** Whether Codex can review: installed, new enough, logged in. */
export async function probe(command: string, env: AskRequest["env"]): Promise<ProviderState> {
  const run = (...args: string[]) => asked(command, args, env);
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`${LOGIN}\``;
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy };
  }
  const state = { installed: true, ...versionIn(version.stdout) };
  const startProblem = (result: ProcessResult): ProviderState => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine(errorLine(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0) return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0) return startProblem(help);
  const flags = flagsIn(help.stdout);
  const missing = REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const remedy = `update it: \`${INSTALL}@latest\``;
    const problem = `Codex is too old: it lacks ${missing.join(", ")}`;
    return { ...state, loggedIn: "unknown", problem, remedy };
  }
  if (login.exitCode === 0) return { ...state, loggedIn: true };
  if (!NOT_LOGGED_IN.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env)) return { ...state, loggedIn: "unknown" };
  const remedy = `run \`${LOGIN}\``;
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy };
}
