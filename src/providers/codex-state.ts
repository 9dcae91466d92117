import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { readPlainText } from "../store/plain-file.ts";
import { oneLine } from "./failures.ts";
import type { AskRequest, ProviderState } from "./provider.ts";

/** Whether Codex is there, new enough and logged in, as far as it tells without a question to its model. */

type Env = AskRequest["env"];

export const INSTALL = "npm install -g @openai/codex";
export const LOGIN = "codex login";
/** Milliseconds that Codex may take to say something of itself. */
const PROBE_LIMIT_MS = 10_000;
const NOT_LOGGED_IN = /not logged in/i;

/** What Codex says of itself; not in the project: what lies there must not matter. */
const answerOf = (command: string, args: string[], env: Env): Promise<ProcessResult> =>
  runProcess({ command, args, cwd: tmpdir(), env, timeoutMs: PROBE_LIMIT_MS, maxOutputBytes: 65_536 });

const saysNoLogin = ({ outcome, exitCode, stdout, stderr }: ProcessResult): boolean =>
  outcome === "exited" && exitCode !== 0 && NOT_LOGGED_IN.test(`${stdout}${stderr}`);

/** Keys that Codex takes from the environment. */
const KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];

interface Config {
  model_provider?: unknown;
  profile?: unknown;
  profiles?: Record<string, Config>;
  model_providers?: Record<string, { env_key?: unknown }>;
}

/**
 * Whether something that `codex login status` does not know gives it access, or may: a key in the environment, or a model
 * provider of the person's own.
 */
function hasOtherLogin(env: Env): boolean {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  if (KEYS.some((key) => env[key]) || readPlainText(join(folder, "auth.json")) !== null) return true;
  const text = readPlainText(join(folder, "config.toml")) ?? "";
  const config = attempt(() => Bun.TOML.parse(text) as Config, null);
  // Codex will say what is wrong with it.
  if (config === null) return true;
  const named = config.profiles?.[String(config.profile)]?.model_provider ?? config.model_provider;
  if (typeof named !== "string" || named === "openai") return false;
  const key = config.model_providers?.[named]?.env_key;
  return typeof key !== "string" || Boolean(env[key]);
}

/** Whether Codex is known to have no login: it would try for minutes before it says so. */
export const isLoggedOut = async (command: string, env: Env): Promise<boolean> =>
  !hasOtherLogin(env) && saysNoLogin(await answerOf(command, ["login", "status"], env));

/** Options that each question needs; the last three keep no copy of the prompt, and let no rule of the project allow anything. */
const REQUIRED_FLAGS = [
  ...["--config", "--json", "--output-last-message", "--output-schema", "--sandbox", "--skip-git-repo-check"],
  ...["--ephemeral", "--ignore-rules", "--color"],
];

/** Options that this Codex lacks, by what `codex exec --help` prints. */
function flagsMissing(help: string): string[] {
  const flags = new Set(help.match(/--[a-z][a-z-]+/g));
  return REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
}

/** The line of stderr that says most. */
export function errorLine(result: ProcessResult): string {
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}

/** Whether Codex can review: installed, new enough, logged in. */
export async function probe(command: string, env: Env): Promise<ProviderState> {
  const version = await answerOf(command, ["--version"], env);
  const unknown = { installed: true, loggedIn: "unknown" as const };
  if (version.outcome === "not_found")
    return { ...unknown, installed: false, ...lacks("Codex is not installed", INSTALL, `, then \`${LOGIN}\``) };
  const help = await answerOf(command, ["exec", "--help"], env);
  const broken = [version, help].find((one) => one.exitCode !== 0);
  if (broken !== undefined) {
    const why = broken.outcome === "timeout" ? "it hangs" : oneLine(errorLine(broken), 200);
    const remedy = `run \`codex exec --help\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...unknown, problem: `Codex does not start: ${why}`, remedy };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { ...unknown, ...(number !== undefined && { version: number }) };
  const missing = flagsMissing(help.stdout);
  if (missing.length > 0)
    return {
      ...state,
      ...lacks(`Codex is too old: it lacks ${missing.join(", ")}`, `${INSTALL}@latest`, " to update it"),
    };
  const login = await answerOf(command, ["login", "status"], env);
  if (login.exitCode === 0) return { ...state, loggedIn: true };
  if (!saysNoLogin(login)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`;
    return { ...state, problem, remedy: "run `codex login status` in a terminal" };
  }
  return hasOtherLogin(env) ? state : { ...state, loggedIn: false, ...lacks("Codex is not logged in", LOGIN) };
}

/** What is missing, and the line that brings it. */
const lacks = (problem: string, line: string, more = "") => ({
  problem,
  remedy: `run \`${line}\`${more}`,
});
