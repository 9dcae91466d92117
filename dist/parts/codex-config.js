// @bun
import {
  sha256
} from "./s68.js";
import {
  isObject
} from "./s81.js";

// src/providers/codex-config.ts
import { existsSync, readdirSync, readFileSync } from "fs";
import { dirname, join, resolve } from "path";
var MACHINE = { x64: "x86_64", arm64: "aarch64" };
var namesIn = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
function launchedByCodex(real) {
  if (!real.endsWith(".js"))
    return [];
  const packages = [];
  for (let folder = dirname(real);dirname(folder) !== folder; folder = dirname(folder)) {
    const scope = join(folder, "node_modules", "@openai");
    packages.push(...namesIn(scope).filter((name) => name.startsWith("codex-")).map((name) => join(scope, name)));
  }
  return [...packages, dirname(dirname(real))].flatMap((folder) => {
    const vendor = join(folder, "vendor");
    const machines = namesIn(vendor).filter((name) => name.startsWith(MACHINE[process.arch] ?? process.arch));
    return machines.flatMap((name) => ["bin", "codex"].map((part) => join(vendor, name, part, "codex")).filter((path) => existsSync(path)));
  });
}
var SAYS_NOTHING = new Set([
  ...["projects", "notice", "tui", "history", "file_opener", "hide_agent_reasoning", "show_raw_agent_reasoning"],
  ...["check_for_update_on_startup", "disable_paste_burst", "analytics", "feedback"]
]);
var INSTRUCTIONS = /_instructions_file$/;
var OF_MACHINE = ["/etc/codex/config.toml", "/etc/codex/managed_config.toml", "/etc/codex/requirements.toml"];
function namedFiles(value, folder) {
  if (!isObject(value))
    return [];
  return Object.entries(value).flatMap(([key, one]) => INSTRUCTIONS.test(key) && typeof one === "string" ? [resolve(folder, one)] : namedFiles(one, folder));
}
function codexBehaviour(env) {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  };
  const values = {};
  const read = [];
  const whole = (path) => {
    const found = text(path);
    if (found === null)
      return;
    read.push(path);
    values[path] = found;
  };
  const config = join(folder, "config.toml");
  const said = text(config);
  if (said !== null) {
    read.push(config);
    try {
      const parsed = Bun.TOML.parse(said);
      for (const [key, value] of Object.entries(parsed))
        if (!SAYS_NOTHING.has(key))
          values[`${config}: ${key}`] = JSON.stringify(value);
      for (const path of namedFiles(parsed, folder))
        whole(path);
    } catch {
      values[config] = said;
    }
  }
  for (const path of [join(folder, "AGENTS.md"), join(folder, "AGENTS.override.md"), ...OF_MACHINE])
    whole(path);
  const own = join(folder, ".env");
  const environment = text(own);
  if (environment !== null) {
    read.push(own);
    values[own] = sha256(environment);
  }
  if (env.OPENAI_BASE_URL)
    values.OPENAI_BASE_URL = env.OPENAI_BASE_URL;
  return { folder, files: read, values };
}
export {
  codexBehaviour,
  launchedByCodex
};
