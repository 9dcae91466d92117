import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { sha256 } from "../store/journal.ts";
import { isObject } from "../store/small-file.ts";
import type { AskRequest, Behaviour } from "./provider.ts";

/** By what Codex is told apart: the program that it launches, and what its own files say of how it works. */

const MACHINE: Record<string, string> = { x64: "x86_64", arm64: "aarch64" };

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** npm's `codex` is a script that starts the program of this machine: in a package where Node looks for one, or beside itself. */
export function launchedByCodex(real: string): string[] {
  if (!real.endsWith(".js")) return [];
  const packages: string[] = [];
  for (let folder = dirname(real); dirname(folder) !== folder; folder = dirname(folder)) {
    const scope = join(folder, "node_modules", "@openai");
    packages.push(
      ...namesIn(scope)
        .filter((name) => name.startsWith("codex-"))
        .map((name) => join(scope, name)),
    );
  }
  return [...packages, dirname(dirname(real))].flatMap((folder) => {
    const vendor = join(folder, "vendor");
    const machines = namesIn(vendor).filter((name) => name.startsWith(MACHINE[process.arch] ?? process.arch));
    return machines.flatMap((name) =>
      ["bin", "codex"].map((part) => join(vendor, name, part, "codex")).filter((path) => existsSync(path)),
    );
  });
}

/**
 * What Codex writes into its own settings while it is used, and what is only about how it looks. All else counts: models,
 * providers and their addresses, sandbox, approval, servers, profiles, instructions, and whatever later versions have.
 */
const SAYS_NOTHING = new Set([
  ...["projects", "notice", "tui", "history", "file_opener", "hide_agent_reasoning", "show_raw_agent_reasoning"],
  ...["check_for_update_on_startup", "disable_paste_burst", "analytics", "feedback"],
]);
const INSTRUCTIONS = /_instructions_file$/;
/** Settings of the machine's own, which stand above the person's. */
const OF_MACHINE = ["/etc/codex/config.toml", "/etc/codex/managed_config.toml", "/etc/codex/requirements.toml"];

/** Files that settings name as instructions, wherever in them. */
function namedFiles(value: unknown, folder: string): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    INSTRUCTIONS.test(key) && typeof one === "string" ? [resolve(folder, one)] : namedFiles(one, folder),
  );
}

/** What Codex' settings say, by name; a file that cannot be read as settings counts as it is. */
export function codexBehaviour(env: AskRequest["env"]): Behaviour {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (path: string): string | null => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  };
  const values: Record<string, string> = {};
  const read: string[] = [];
  const whole = (path: string): void => {
    const found = text(path);
    if (found === null) return;
    read.push(path);
    values[path] = found;
  };
  const config = join(folder, "config.toml");
  const said = text(config);
  if (said !== null) {
    read.push(config);
    try {
      const parsed = Bun.TOML.parse(said) as Record<string, unknown>;
      for (const [key, value] of Object.entries(parsed))
        if (!SAYS_NOTHING.has(key)) values[`${config}: ${key}`] = JSON.stringify(value);
      for (const path of namedFiles(parsed, folder)) whole(path);
    } catch {
      values[config] = said;
    }
  }
  for (const path of [join(folder, "AGENTS.md"), join(folder, "AGENTS.override.md"), ...OF_MACHINE]) whole(path);
  // Codex takes its environment from there, and with it the server that it asks. It may hold a key.
  const own = join(folder, ".env");
  const environment = text(own);
  if (environment !== null) {
    read.push(own);
    values[own] = sha256(environment);
  }
  // Another server of OpenAI's kind answers then.
  if (env.OPENAI_BASE_URL) values.OPENAI_BASE_URL = env.OPENAI_BASE_URL;
  return { folder, files: read, values };
}
