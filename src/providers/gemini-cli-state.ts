import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Absence, AskRequest } from "./provider.ts";

export const INSTALL = "npm install -g @google/gemini-cli";
/** By these Gemini CLI takes its login from the environment. */
const KEYS = ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA"];

/** Why it cannot be asked at all; null: it can, as far as its files tell. */
export function absence(command: string, env: AskRequest["env"]): Absence | null {
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null) return "not_installed";
  const folder = join(env.HOME ?? "", ".gemini");
  const isKnown =
    KEYS.some((name) => env[name]) ||
    ["oauth_creds.json", "settings.json"].some((name) => existsSync(join(folder, name)));
  return isKnown ? null : "not_logged_in";
}
