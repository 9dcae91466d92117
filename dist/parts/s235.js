// @bun
import {
  runProcess
} from "./s236.js";
import {
  readPlainText
} from "./s27.js";

// src/providers/codex-state.ts
import { tmpdir } from "os";
import { join } from "path";
var INSTALL = "npm install -g @openai/codex";
var LOGIN = "codex login";
var LOGIN_LIMIT_MS = 5000;
var NOT_LOGGED_IN = /not logged in/i;
async function absence(command, env) {
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null)
    return "not_installed";
  return await loginProblem(command, env) === null ? null : "not_logged_in";
}
var KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];
async function loginProblem(command, env) {
  const config = credentials(env);
  if (config.known)
    return config.problem;
  const status = await runProcess({
    command,
    args: ["login", "status"],
    cwd: tmpdir(),
    env,
    timeoutMs: LOGIN_LIMIT_MS,
    maxOutputBytes: 65536
  });
  const said = `${status.stdout}${status.stderr}`;
  return status.outcome === "exited" && status.exitCode !== 0 && NOT_LOGGED_IN.test(said) ? "not logged in" : null;
}
function credentials(env) {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (name) => readPlainText(join(folder, name));
  let config = {};
  try {
    config = Bun.TOML.parse(text("config.toml") ?? "");
  } catch {
    return { known: true, problem: null };
  }
  const profile = typeof config.profile === "string" ? config.profiles?.[config.profile] : undefined;
  const named = profile?.model_provider ?? config.model_provider;
  if (typeof named === "string" && named !== "openai") {
    const key = config.model_providers?.[named]?.env_key;
    const missing = typeof key === "string" && !env[key];
    return { known: true, problem: missing ? `Missing environment variable ${key} of model provider ${named}` : null };
  }
  if (KEYS.some((key) => env[key]) || text("auth.json") !== null)
    return { known: true, problem: null };
  return { known: false };
}
function hasOtherCredentials(env) {
  const found = credentials(env);
  return found.known && found.problem === null;
}

export { INSTALL, LOGIN, NOT_LOGGED_IN, absence, loginProblem, hasOtherCredentials };
