import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { readPlainText } from "../store/files/plain-file.ts";
import { fieldsIn, fieldsOf } from "../store/json/fields.ts";
import { homeOf, settingsText } from "./codex-arguments.ts";
import { oneLine } from "./failures.ts";
import type { AskRequest, ProviderState } from "./provider.ts";

/** Whether Codex is there and logged in, as far as it tells without a question to its model. */

type Env = AskRequest["env"];

export const INSTALL = "npm install -g @openai/codex";
export const LOGIN = "codex login";
/** Milliseconds that Codex may take to say something of itself. */
const PROBE_LIMIT_MS = 10_000;
/** Bytes of that: its list of models has all their instructions, 745 kB in codex-cli 0.169.0. */
const MAX_SAID = 8_000_000;
const NOT_LOGGED_IN = /not logged in/i;

/** What Codex says of itself; not in the project: what lies there must not matter. */
const answerOf = (
  command: string,
  args: string[],
  env: Env,
  signal?: AbortSignal,
): Promise<ProcessResult> =>
  runProcess({
    command,
    args,
    cwd: tmpdir(),
    env,
    timeoutMs: PROBE_LIMIT_MS,
    maxOutputBytes: MAX_SAID,
    ...(signal && { signal }),
  });

const saysNoLogin = ({ outcome, exitCode, stdout, stderr }: ProcessResult): boolean =>
  outcome === "exited" && exitCode !== 0 && NOT_LOGGED_IN.test(`${stdout}${stderr}`);

/** Keys that Codex takes from the environment. */
const KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];

/**
 * Whether something that `codex login status` does not know gives it access, or may: a key in the
 * environment, or a model provider of the person's own.
 */
function hasOtherLogin(env: Env): boolean {
  const isKeyed =
    KEYS.some((key) => env[key]) || readPlainText(join(homeOf(env), "auth.json")) !== null;
  return isKeyed || hasOwnProvider(env);
}

const hasOwnProvider = (env: Env): boolean =>
  /^\s*(?:model_provider|profile)\s*=/m.test(settingsText(env));

/** Whether Codex is known to have no login: it would try for minutes before it says so. */
export const isLoggedOut = async (
  command: string,
  env: Env,
  signal?: AbortSignal,
): Promise<boolean> =>
  !hasOtherLogin(env) && saysNoLogin(await answerOf(command, ["login", "status"], env, signal));

/**
 * The models that Codex brings a list of; empty: it has none, or the person's own model provider
 * has others. It may know newer ones than its list.
 */
export async function knownModels(command: string, env: Env): Promise<string[]> {
  if (hasOwnProvider(env)) return [];
  const { stdout } = await answerOf(command, ["debug", "models", "--bundled"], env);
  const { models = [] } = fieldsIn(stdout);
  const names = [models].flat().map((model) => fieldsOf(model).slug);
  return names.filter((name) => typeof name === "string");
}

/** The line of stderr that says most. */
export function errorLine(result: ProcessResult): string {
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return (
    line ??
    (result.signal ? `it was killed by ${result.signal}` : `it exited with code ${result.exitCode}`)
  );
}

/**
 * Whether Codex can review: installed and logged in. Whether it is new enough it says itself when
 * it is asked.
 */
export async function probe(command: string, env: Env): Promise<ProviderState> {
  const login = await answerOf(command, ["login", "status"], env);
  if (login.outcome === "not_found")
    return lacks("Codex is not installed", `run \`${INSTALL}\`, then \`${LOGIN}\``);
  if (login.exitCode === 0) return { ok: true, found: "logged in" };
  if (!saysNoLogin(login))
    return lacks(
      `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`,
      `run \`codex login status\` in a terminal, or install again: \`${INSTALL}\``,
    );
  return hasOtherLogin(env)
    ? { ok: true, found: "with its own credentials" }
    : lacks("Codex is not logged in", `run \`${LOGIN}\``);
}

const lacks = (problem: string, remedy: string): ProviderState => ({ ok: false, problem, remedy });
