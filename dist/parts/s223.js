// @bun
import {
  readPlainText
} from "./s27.js";
import {
  realPath,
  isInside
} from "./s172.js";
import {
  pathApart
} from "./s15.js";

// src/host/program.ts
import { existsSync } from "fs";
import { delimiter, dirname, join, resolve } from "path";
var OLDEST_SUPPORTED_HOST = "2.1.197";
var NEWEST_TESTED_HOST = "2.1.328";
var NOT_FOR_HOST = /^(MULTI_AI_TOKEN|CLAUDECODE|CLAUDE_PID|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_.*|CLAUDE_ENV_FILE|CLAUDE_CODE_(ENTRYPOINT|SESSION_.*))$/;
function findClaude(named, env, project) {
  const PATH = pathApart(env.PATH, project, env.HOME);
  const program = (path) => Bun.which(path, { PATH });
  if (named !== null)
    return program(named.includes("/") ? resolve(named) : named);
  const places = ["claude", ...[".local/bin/claude", ".claude/local/claude"].map((path) => join(env.HOME ?? "", path))];
  for (const place of places) {
    const found = program(place);
    if (found !== null)
      return found;
  }
  return null;
}
var configFolder = (env) => env.CLAUDE_CONFIG_DIR || join(env.HOME ?? "", ".claude");
var inside = (value, name) => typeof value === "object" && value !== null ? value[name] : undefined;
function objectIn(file) {
  try {
    const value = JSON.parse(readPlainText(file) ?? "null");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
var hostSettings = (env, project) => [
  join(configFolder(env), "settings.json"),
  join(project, ".claude", "settings.json"),
  join(project, ".claude", "settings.local.json")
].map(objectIn);
function sandboxOf(env, project) {
  const all = hostSettings(env, project).map((settings) => settings.sandbox);
  const denied = all.flatMap((one) => inside(inside(one, "filesystem"), "denyWrite") ?? []);
  return {
    isOn: all.map((one) => inside(one, "enabled")).findLast((one) => typeof one === "boolean") === true,
    denied: denied.filter((one) => typeof one === "string")
  };
}
function isTrusted(env, project) {
  const { projects } = objectIn(join(env.CLAUDE_CONFIG_DIR || (env.HOME ?? ""), ".claude.json"));
  for (let folder = realPath(project);; folder = dirname(folder)) {
    const known = isOwn(projects, folder) ? inside(projects, folder) : undefined;
    if (inside(known, "hasTrustDialogAccepted") === true)
      return true;
    if (dirname(folder) === folder)
      return false;
  }
}
var isOwn = (value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name);
var OF_PROJECT = [".claude/settings.json", ".claude/settings.local.json", ".mcp.json", "CLAUDE.md"];
function leftOut3(env, project) {
  if (isTrusted(env, project))
    return { files: [], args: [] };
  const files = OF_PROJECT.filter((file) => existsSync(join(project, file)));
  return { files, args: ["--setting-sources", "user"] };
}
function permissionRules(env, project) {
  const all = hostSettings(env, project).map((settings) => settings.permissions);
  const modes = all.map((one) => inside(one, "defaultMode")).filter((one) => typeof one === "string");
  const rules = (name) => all.flatMap((one) => inside(one, name)).filter((rule) => typeof rule === "string");
  return { mode: modes.at(-1) ?? null, allow: rules("allow"), deny: rules("deny") };
}
function pluginIsInstalled(env, project) {
  const { plugins: installed } = objectIn(join(configFolder(env), "plugins", "installed_plugins.json"));
  const enabled = new Map;
  for (const settings of isTrusted(env, project) ? hostSettings(env, project) : hostSettings(env, project).slice(0, 1)) {
    const plugins = inside(settings, "enabledPlugins");
    for (const [name, value] of Object.entries(plugins ?? {}))
      if (name.startsWith("multi-ai@") && isOwn(installed, name))
        enabled.set(name, value === true);
  }
  return [...enabled.values()].includes(true);
}
function taskToolsAreOn(env, project) {
  const name = "CLAUDE_CODE_ENABLE_TODO_TOOLS";
  const values = [env[name], ...hostSettings(env, project).map((settings) => inside(settings.env, name))];
  return /^(1|true|yes)$/i.test(String(values.findLast((value) => value !== undefined) ?? ""));
}
function hostEnvironment(env, plugin) {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_HOST.test(name)));
  if (Bun.which("bun", { PATH: env.PATH ?? "" }) !== null)
    return kept;
  return { ...kept, PATH: [env.PATH, join(plugin, "node_modules", ".bin")].filter(Boolean).join(delimiter) };
}
function pluginRoot() {
  const named = process.env.CLAUDE_PLUGIN_ROOT;
  for (let folder = dirname(Bun.main);; folder = dirname(folder)) {
    if (existsSync(join(folder, ".claude-plugin", "plugin.json")))
      return folder;
    if (dirname(folder) === folder)
      return named ?? dirname(dirname(Bun.main));
  }
}
function pluginApart({ root }) {
  const plugin = pluginRoot();
  return isInside(plugin, root) || isInside(root, plugin) ? null : plugin;
}

export { OLDEST_SUPPORTED_HOST, NEWEST_TESTED_HOST, findClaude, sandboxOf, leftOut3, permissionRules, pluginIsInstalled, taskToolsAreOn, hostEnvironment, pluginRoot, pluginApart };
