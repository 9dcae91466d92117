// @bun
// src/providers/gemini-cli-state.ts
import { existsSync } from "fs";
import { join } from "path";
var INSTALL2 = "npm install -g @google/gemini-cli";
var KEYS = ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA"];
function absence2(command, env) {
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null)
    return "not_installed";
  const folder = join(env.HOME ?? "", ".gemini");
  const isKnown = KEYS.some((name) => env[name]) || ["oauth_creds.json", "settings.json"].some((name) => existsSync(join(folder, name)));
  return isKnown ? null : "not_logged_in";
}

export { INSTALL2, absence2 };
