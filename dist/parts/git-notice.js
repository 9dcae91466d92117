// @bun
import {
  runGit,
  hasGit,
  placesOf,
  worktreesInside,
  fileText
} from "./s191.js";
import {
  sha256
} from "./s68.js";
import {
  NoRecord,
  writeOutside
} from "./s189.js";
import {
  matters,
  noteFiles,
  notedGit
} from "./s221.js";
import {
  realPath
} from "./s172.js";

// src/record/git-notice.ts
import { lstatSync, readlinkSync } from "fs";
import { join } from "path";
var MAX_RULES = 400;
var MAX_RULE = 300;
var EXCLUDE = "info/exclude";
var ATTRIBUTES = "info/attributes";
var IGNORES = "core.excludesFile";
var NAMED_ATTRIBUTES = "core.attributesFile";
function gitState(root, env = process.env) {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null)
    return null;
  const listed = runGit(["config", "--list", "--includes", "--show-scope", "-z"], { cwd: places.top });
  if (!listed.ok)
    return null;
  const settings = {};
  const parts = listed.out.toString().split("\x00");
  for (let at = 0;at + 1 < parts.length; at += 2) {
    const [name = "", ...value] = parts[at + 1].split(`
`);
    const text = value.join(`
`);
    if (parts[at] !== "command" && matters(name, text))
      settings[name] = text.slice(0, MAX_RULE);
  }
  const home = env.HOME ?? "";
  const config = env.XDG_CONFIG_HOME || join(home, ".config");
  const named = (setting, other) => {
    const path = settings[setting] ?? join(config, "git", other);
    return rulesIn(path.startsWith("~/") ? join(home, path.slice(2)) : join(path.startsWith("/") ? "" : places.top, path));
  };
  return {
    folders: [places.gitDir, places.common],
    settings,
    rules: {
      [EXCLUDE]: rulesIn(join(places.common, EXCLUDE)),
      [ATTRIBUTES]: rulesIn(join(places.common, ATTRIBUTES)),
      [IGNORES]: named("core.excludesfile", "ignore"),
      [NAMED_ATTRIBUTES]: named("core.attributesfile", "attributes")
    },
    worktrees: worktreesInside(places)
  };
}
function rulesIn(file) {
  let link;
  let text;
  try {
    link = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? [`link to ${readlinkSync(file)}`] : [];
    text = fileText(link.length === 0 ? file : realPath(file));
  } catch {
    return [];
  }
  const lines = (text ?? "").split(`
`).map((line) => line.replace(/\r$/, ""));
  const rules = [...link, ...lines.filter((line) => line.trim() !== "" && !line.startsWith("#"))];
  const rest = rules.length > MAX_RULES ? [sha256(rules.slice(MAX_RULES).join(`
`))] : [];
  return [...rules.slice(0, MAX_RULES).map((line) => line.slice(0, MAX_RULE)), ...rest];
}
var OF_HOST = new Set(["**/.claude/settings.local.json", ".claude/settings.local.json"]);
function hidesMore(before, now) {
  const kept = now.filter((rule) => before.includes(rule));
  const were = before.filter((rule) => now.includes(rule));
  return now.some((rule) => !before.includes(rule) && !OF_HOST.has(rule)) || before.some((rule) => rule.startsWith("!") && !now.includes(rule)) || kept.some((rule, i) => rule !== were[i]);
}
function gitChanges(before, now) {
  const shown = (value) => value === undefined ? "not set" : JSON.stringify(value);
  const names = [...new Set([...Object.keys(before.settings), ...Object.keys(now.settings)])].sort();
  const isOther = (name) => before.settings[name] !== now.settings[name];
  const lines = names.filter(isOther).map((name) => `${name} was ${shown(before.settings[name])}, and is ${shown(now.settings[name])}`);
  for (const [file, rules] of Object.entries(now.rules)) {
    const were = before.rules[file] ?? [];
    const isIgnore = file === EXCLUDE || file === IGNORES;
    const isOther = isIgnore ? hidesMore(were, rules) : were.join(`
`) !== rules.join(`
`);
    const more = rules.filter((rule) => !were.includes(rule));
    if (isOther)
      lines.push(`${file} has other rules${more.length > 0 ? `: ${shown(more[0])}` : ""}`);
  }
  if (before.folders.join(`
`) !== now.folders.join(`
`))
    lines.push(`the project's repository was ${before.folders[0]}, and is ${now.folders[0]}`);
  return lines;
}
function noteGit(project, run, env = process.env) {
  if (notedGit(project, run, env) !== null)
    return;
  const state = gitState(project.root, env);
  if (state === null)
    return;
  try {
    for (const name of noteFiles(project, run))
      writeOutside(env, project, name, state);
  } catch (error) {
    if (!(error instanceof NoRecord))
      throw error;
  }
}
var MAX_TOLD = 420;
function gitNotice(project, run, env = process.env) {
  const before = notedGit(project, run.run, env);
  if (before === null)
    noteGit(project, run.run, env);
  const now = before === null ? null : gitState(project.root, env);
  const lines = before === null || now === null ? [] : gitChanges(before, now);
  if (lines.length === 0)
    return null;
  const told = lines.join("; ").replace(/\p{Cc}/gu, "?");
  const text = `Since this run began, what git is told of the project's files has changed: ${told.length > MAX_TOLD ? `${told.slice(0, MAX_TOLD)}\u2026` : told}. No diff shows that, and it decides which files count and how git keeps them.`;
  return { do: "notice", what: "git-settings", key: sha256(lines.join(`
`)), text, hold: true };
}
export {
  gitNotice,
  noteGit
};
