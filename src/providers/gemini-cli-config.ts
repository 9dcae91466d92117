import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../store/small-file.ts";
import type { AskRequest, Behaviour } from "./provider.ts";

/** What Gemini CLI writes into its own settings at a login or for how it looks. All else counts. */
const SAYS_NOTHING = new Set(["ui", "general", "ide", "privacy", "telemetry", "theme", "selectedAuthType", "$version"]);
/** Variables, also of its own `.env`, that have another server answer. */
const ADDRESSES = ["GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL", "CODE_ASSIST_ENDPOINT"];

/** What Gemini CLI's settings say, by name; a file that cannot be read as settings counts as it is. */
export function geminiBehaviour(env: AskRequest["env"]): Behaviour {
  const folder = join(env.HOME ?? "", ".gemini");
  const values: Record<string, string> = {};
  const files: string[] = [];
  const text = (path: string): string | null => {
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
    const parsed: unknown = JSON.parse(said ?? "{}");
    for (const [key, value] of Object.entries(isObject(parsed) ? parsed : {})) {
      const counts = key === "security" && isObject(value) ? { ...value, auth: undefined } : value;
      if (!SAYS_NOTHING.has(key) && JSON.stringify(counts) !== "{}")
        values[`${settings}: ${key}`] = JSON.stringify(counts);
    }
  } catch {
    values[settings] = said!;
  }
  const instructions = text(join(folder, "GEMINI.md"));
  if (instructions !== null) values[join(folder, "GEMINI.md")] = instructions;
  for (const line of (text(join(folder, ".env")) ?? "").split("\n")) {
    const [, name = "", value = ""] = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (ADDRESSES.includes(name)) values[`${join(folder, ".env")}: ${name}`] = value;
  }
  for (const name of ADDRESSES) if (env[name]) values[name] = env[name];
  return { folder, files, values };
}
