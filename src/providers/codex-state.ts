import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProcess } from "../process/run.ts";
import { readPlainText } from "../store/plain-file.ts";
import type { Absence, AskRequest } from "./provider.ts";

export const INSTALL = "npm install -g @openai/codex";
export const LOGIN = "codex login";
const LOGIN_LIMIT_MS = 5_000;
export const NOT_LOGGED_IN = /not logged in/i;

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
  const status = await runProcess({
    command,
    args: ["login", "status"],
    cwd: tmpdir(),
    env,
    timeoutMs: LOGIN_LIMIT_MS,
    maxOutputBytes: 65_536,
  });
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
export function hasOtherCredentials(env: AskRequest["env"]): boolean {
  const found = credentials(env);
  return found.known && found.problem === null;
}
