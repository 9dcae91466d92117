import { existsSync } from "node:fs";
import { join } from "node:path";
import { asked, versionIn } from "./asked.ts";
import { ask } from "./gemini-cli-ask.ts";
import type { Absence, AskRequest, Provider, ProviderState } from "./provider.ts";

const INSTALL = "npm install -g @google/gemini-cli";
/** By these Gemini CLI takes its login from the environment. */
const KEYS = ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA"];

/** Why it cannot be asked at all; null: it can, as far as its files tell. */
function absence(command: string, env: AskRequest["env"]): Absence | null {
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null) return "not_installed";
  const folder = join(env.HOME ?? "", ".gemini");
  const isKnown =
    KEYS.some((name) => env[name]) ||
    ["oauth_creds.json", "settings.json"].some((name) => existsSync(join(folder, name)));
  return isKnown ? null : "not_logged_in";
}

/** Whether Gemini CLI can be asked: installed, and with a login of some kind. */
async function probe(command: string, env: AskRequest["env"]): Promise<ProviderState> {
  const version = await asked(command, ["--version"], env);
  const unknown = { loggedIn: "unknown" as const };
  if (version.outcome === "not_found") {
    const missing = {
      problem: "Gemini CLI is not installed",
      remedy: `run \`${INSTALL}\``,
    };
    return { installed: false, ...unknown, ...missing };
  }
  const state = { installed: true, ...versionIn(version.stdout) };
  if (version.exitCode !== 0) {
    const remedy = `run \`gemini --version\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, ...unknown, problem: "Gemini CLI does not start", remedy };
  }
  if (absence(command, env) === null) return { ...state, ...unknown };
  const remedy = "run `gemini` and log in";
  return { ...state, loggedIn: false, problem: "Gemini CLI is not logged in", remedy };
}

/** Google's Gemini CLI, without its tools: in an empty folder, where whatever would need a yes is refused. */
export function geminiCliProvider({ command = "gemini" }: { command?: string } = {}): Provider {
  const setup = `${INSTALL}, then gemini to log in`;
  return {
    id: "gemini-cli",
    title: "Gemini CLI",
    program: command,
    keys: [],
    baseUrl: null,
    model: null,
    setup,
    absence: async (env) => absence(command, env),
    probe: (env) => probe(command, env),
    ask: (request) => ask(command, request),
  };
}
