// @bun
import {
  RUNS_SOMETHING
} from "./s22.js";
import {
  textAfter
} from "./s243.js";
import {
  realPath
} from "./s172.js";

// src/policy/settings-files.ts
import { lstatSync, readFileSync } from "fs";
import { dirname, join } from "path";
var NAMES = new Set(["settings.json", "settings.local.json"]);
var KEYS = new RegExp(`${RUNS_SOMETHING.source}|permission|bypass|defaultmode|trust`, "i");
function foldersOf(project, env) {
  const root = realPath(project.root);
  const found = [root];
  for (let at = realPath(env.MULTI_AI_PROJECT_START || root);at.startsWith(`${root}/`); at = dirname(at))
    found.push(at);
  return found;
}
function ownerOf(project, env) {
  const home = env.HOME ?? "/nowhere";
  const config = [
    realPath(env.CLAUDE_CONFIG_DIR || join(home, ".claude")),
    env.CLAUDE_CONFIG_DIR || join(home, ".claude")
  ];
  const persons = [
    join(home, ".claude.json"),
    ...config.flatMap((at) => [
      ...[...NAMES, ".claude.json"].map((name) => join(at, name)),
      ...["installed_plugins.json", "known_marketplaces.json", "config.json"].map((name) => join(at, "plugins", name))
    ])
  ];
  const managed = ["/etc/claude-code", "/Library/Application Support/ClaudeCode"];
  const projects = foldersOf(project, env).flatMap((at) => [
    join(at, ".mcp.json"),
    ...[...NAMES].map((name) => join(at, ".claude", name))
  ]);
  return (path, below) => {
    const is = (file) => path === file || below && file.startsWith(`${path}/`);
    if (persons.some(is) || managed.some((one) => path === one || path.startsWith(`${one}/`)))
      return "person";
    return projects.some(is) ? "project" : null;
  };
}
var MAX_BYTES = 1024 * 1024;
function textOf(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= MAX_BYTES ? readFileSync(path, "utf8") : "";
}
function counted(text, whole) {
  try {
    const value = JSON.parse(text === "" ? "{}" : text);
    if (typeof value !== "object" || value === null)
      return null;
    return JSON.stringify(whole ? value : Object.entries(value).filter(([key]) => KEYS.test(key)));
  } catch {
    return null;
  }
}
function matters(path, after) {
  const before = textOf(path);
  if (after === null)
    return true;
  const whole = path.endsWith(".mcp.json");
  const [was, is] = [counted(before, whole), counted(after, whole)];
  return was === null || is === null ? KEYS.test(before) || KEYS.test(after) : was !== is;
}
function settingsAct2(project, env, bound, path, change) {
  const owner = ownerOf(project, env);
  const { touch, call } = change;
  const whose = owner(path, touch === "deep") ?? owner(realPath(path), touch === "deep");
  if (whose === null)
    return null;
  const content = call === undefined ? change.content : textLeft(call, path);
  if (touch === "write" && !matters(path, content))
    return null;
  return whose === "person" && bound ? "deny" : "ask";
}
function textLeft({ tool, input }, path) {
  return textAfter(tool === "Write" ? input : { ...input, content: undefined }, textOf(path));
}

export { settingsAct2 };
