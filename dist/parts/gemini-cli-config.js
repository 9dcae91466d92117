// @bun
import {
  isObject
} from "./s81.js";

// src/providers/gemini-cli-config.ts
import { readFileSync } from "fs";
import { join } from "path";
var SAYS_NOTHING = new Set(["ui", "general", "ide", "privacy", "telemetry", "theme", "selectedAuthType", "$version"]);
var ADDRESSES = ["GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "CODE_ASSIST_ENDPOINT"];
function geminiBehaviour(env) {
  const folder = join(env.HOME ?? "", ".gemini");
  const values = {};
  const files = [];
  const text = (path) => {
    try {
      const found = readFileSync(path, "utf8");
      files.push(path);
      return found;
    } catch {
      return null;
    }
  };
  const settings = join(folder, "settings.json");
  const said = text(settings);
  try {
    const parsed = JSON.parse(said ?? "{}");
    for (const [key, value] of Object.entries(isObject(parsed) ? parsed : {})) {
      const counts = key === "security" && isObject(value) ? { ...value, auth: undefined } : value;
      if (!SAYS_NOTHING.has(key) && JSON.stringify(counts) !== "{}")
        values[`${settings}: ${key}`] = JSON.stringify(counts);
    }
  } catch {
    values[settings] = said;
  }
  const instructions = text(join(folder, "GEMINI.md"));
  if (instructions !== null)
    values[join(folder, "GEMINI.md")] = instructions;
  for (const line of (text(join(folder, ".env")) ?? "").split(`
`)) {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (ADDRESSES.includes(name))
      values[`${join(folder, ".env")}: ${name}`] = value;
  }
  for (const name of ADDRESSES)
    if (env[name])
      values[name] = env[name];
  return { folder, files, values };
}
export {
  geminiBehaviour
};
