// @bun
import {
  readCache,
  writeFileAtomic,
  removeFile
} from "./s23.js";
import {
  sha256
} from "./s84.js";
import {
  copyOf,
  runOfCopy
} from "./s114.js";
import {
  snapshotRef
} from "./s208.js";

// src/record/watched.ts
import { lstatSync, mkdirSync, readdirSync } from "fs";
import { dirname, join, resolve } from "path";
var MAX_TEXT = 200000;
var SEEN_BY = /^(?:core|filter|include|includeif|extensions|attr|index|feature|status)$/;
var HARMLESS = /^(?:hookspath|editor|pager|sshcommand|askpass|commentchar|commentstring|abbrev|logallrefupdates|autocrlf|eol|safecrlf|filemode|symlinks|ignorecase)$/;
var OWN_FILTER = /^filter\s+"lfs"$/;
function gitSettings(text) {
  let section = "";
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, rest] = /^\s*\[\s*([\w.-]+)([^\]]*)\]/.exec(line) ?? [];
    if (name !== undefined)
      section = `${name.toLowerCase().split(".")[0]}${rest}`;
    const [group = ""] = section.split(/\s/);
    if (!SEEN_BY.test(group) || OWN_FILTER.test(section))
      continue;
    const key = /^\s*(?:\[[^\]]*\]\s*)?([\w-]+)/.exec(line)?.[1]?.toLowerCase() ?? "";
    if (line.trim() !== "" && !/^\s*\[[^\]]*\]\s*$/.test(line) && !HARMLESS.test(key))
      lines.push(`${section}: ${line.trim()}`);
  }
  return lines.join(`
`);
}
function hostSettings(text) {
  try {
    const { disableAllHooks, hooks, env, enabledPlugins, mcpServers } = JSON.parse(text || "{}");
    return JSON.stringify({ disableAllHooks, hooks, env, enabledPlugins, mcpServers });
  } catch {
    return sha256(text);
  }
}
var named = (folder, ...names) => folder === null ? [] : names.map((name) => join(folder, name));
var ALL = [
  {
    what: "git-settings",
    remedy: "put_back",
    counts: gitSettings,
    files: ({ git }) => named(git, "config", "config.worktree")
  },
  {
    what: "git-settings",
    remedy: "put_back",
    files: ({ git }) => named(git, "info/exclude", "info/attributes", "info/grafts", "objects/info/alternates")
  },
  {
    what: "git-hooks",
    remedy: "tell",
    files: ({ git }) => git === null ? [] : below(join(git, "hooks")).filter((path) => !path.endsWith(".sample"))
  },
  {
    what: "host-settings",
    remedy: "ask",
    counts: hostSettings,
    files: ({ project, env }) => [
      ...named(env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, ".claude") : null), "settings.json"),
      ...[...new Set([project.root, env.CLAUDE_PROJECT_DIR ?? project.root])].flatMap((root) => named(root, ".claude/settings.json", ".claude/settings.local.json", ".mcp.json"))
    ]
  },
  {
    what: "program-changed",
    remedy: "ask",
    files: ({ plugin }) => ["hooks", "hooks/step", "dist", "dist/parts", "bin"].flatMap((name) => named(plugin, name).flatMap(below))
  }
];
function below(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? [] : [join(folder, one.name)]);
  } catch {
    return [];
  }
}
function gitFolder(root) {
  for (let folder = root;; folder = dirname(folder)) {
    const at = join(folder, ".git");
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory())
      return at;
    if (found?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(readCache(at)?.toString() ?? "")?.[1]?.trim();
      if (named === undefined)
        return null;
      const own = resolve(folder, named);
      const common = readCache(join(own, "commondir"))?.toString().trim();
      return common === undefined ? own : resolve(own, common);
    }
    if (dirname(folder) === folder)
      return null;
  }
}
var changedAt = (path) => lstatSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
var TICK_MS = 20;
var textOf = (path) => {
  const bytes = readCache(path);
  return bytes === null ? null : bytes.length > MAX_TEXT ? `sha256:${sha256(bytes)}` : bytes.toString("latin1");
};
var isNoted = ({ remedy, counts }) => remedy === "put_back" || counts !== undefined;
var callFile = (copy, call) => join(copy, `call-${sha256(call).slice(0, 32)}.json`);
function noteBefore(project, call, env, plugin) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null || call === "")
    return;
  const place = { project, run, env, git: gitFolder(project.root), plugin };
  const texts = {};
  for (const one of ALL)
    if (isNoted(one))
      for (const file of one.files(place))
        texts[file] = textOf(file);
  for (const file of named(place.git, snapshotRef(run)))
    texts[file] = textOf(file);
  const before = { run, at: Date.now(), texts, kept: keptIn(project) };
  writeFileAtomic(callFile(copy, call), JSON.stringify(before));
}
function takeBefore(project, call, env) {
  const copy = copyOf(project, env);
  if (copy === null)
    return null;
  const path = callFile(copy, call);
  try {
    return JSON.parse(readCache(path)?.toString() ?? "null");
  } catch {
    return null;
  } finally {
    removeFile(path);
  }
}
var keptIn = ({ task }) => ["parked", "history"].flatMap((folder) => {
  try {
    return readdirSync(join(task, folder)).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
});
var OTHERS = /^(?:worktrees|history|parked|raw|reports|trees)$/;
function filesOfRun(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const found = entries.flatMap((one) => OTHERS.test(one.name) ? [] : one.isDirectory() ? filesOfRun(join(folder, one.name)) : [join(folder, one.name)]);
    return [folder, ...found];
  } catch {
    return [];
  }
}
function isQuiet2(project, before, env, plugin) {
  const { task } = project;
  const place = { project, run: before.run, env, git: gitFolder(project.root), plugin };
  return filesOfRun(task).every((path) => changedAt(path) < before.at - TICK_MS) && changedAt(join(task, "events.jsonl")) > 0 && ALL.every((one) => one.files(place).every((path) => !differs(one, before, path))) && named(place.git, snapshotRef(before.run)).every((path) => textOf(path) === before.texts[path]);
}
function touchedSince(project, before, env, plugin) {
  const place = { project, run: before.run, env, git: gitFolder(project.root), plugin };
  const files = ALL.flatMap((one) => one.files(place).filter((path) => differs(one, before, path)).map((path) => ({ what: one.what, path, remedy: undo(one, before, path) })));
  return [...files, ...refTouched(place, before)];
}
function differs(one, { texts, at }, path) {
  if (!isNoted(one))
    return changedAt(path) > at - TICK_MS;
  const [was, is] = [texts[path] ?? null, textOf(path)];
  if (was === is)
    return false;
  const { counts = (text) => text } = one;
  return counts(was ?? "") !== counts(is ?? "");
}
function refTouched({ git, run }, { texts }) {
  const path = git === null ? "" : join(git, snapshotRef(run));
  const was = texts[path] ?? null;
  if (was === null || textOf(path) === was)
    return [];
  const packed = readCache(join(git, "packed-refs"))?.toString() ?? "";
  const isPacked = textOf(path) === null && packed.includes(`${was.trim()} ${snapshotRef(run)}
`);
  return isPacked ? [] : [{ what: "folder-changed", path, remedy: write(path, was) }];
}
var undo = ({ remedy }, { texts }, path) => remedy === "put_back" ? write(path, texts[path] ?? null) : remedy;
function write(path, was) {
  try {
    if (was === null)
      removeFile(path);
    else if (was.startsWith("sha256:"))
      return "ask";
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileAtomic(path, Buffer.from(was, "latin1"));
    }
    return "put_back";
  } catch {
    return "ask";
  }
}

export { noteBefore, takeBefore, keptIn, isQuiet2, touchedSince };
