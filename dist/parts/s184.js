// @bun
import {
  readCache,
  writeFileAtomic,
  removeFile
} from "./s22.js";
import {
  sha256
} from "./s84.js";
import {
  copyOf,
  runOfCopy
} from "./s118.js";
import {
  countedSettings
} from "./s20.js";
import {
  snapshotRef
} from "./s211.js";
import {
  matters
} from "./s189.js";

// src/record/last-look.ts
import { join as join2 } from "path";

// src/record/watched.ts
import { lstatSync, mkdirSync, readdirSync } from "fs";
import { dirname, join, resolve } from "path";
var MAX_TEXT = 200000;
var SECTIONS = /^(?:core|include|includeif|extensions|attr|index|feature|status)$/;
var HARMLESS = /^(?:hookspath|editor|pager|sshcommand|askpass|commentchar|commentstring|abbrev|logallrefupdates|autocrlf|eol|safecrlf|filemode|symlinks)$/;
function gitSettings(text) {
  let section = "";
  let part = "";
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const [head = "", name, rest = ""] = /^\s*\[\s*([\w-]+)([^\]]*)\]/.exec(line) ?? [];
    if (name !== undefined)
      [section, part] = [name.toLowerCase(), /^(?:\.|\s+")(.*?)"?\s*$/.exec(rest)?.[1] ?? ""];
    const setting = line.slice(head.length).trim();
    const [, key = "", value = ""] = /^([\w-]+)\s*=?\s*(.*)$/.exec(setting) ?? [];
    const full = [section, part, key.toLowerCase()].filter((one) => one !== "").join(".");
    const counts = matters(full, value) || SECTIONS.test(section) && !HARMLESS.test(key.toLowerCase());
    if (setting !== "" && (counts || section === "filter" && key === ""))
      lines.push(`${section}.${part}: ${setting}`);
  }
  return lines.join(`
`);
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
  }
];
var settingsFiles = (project, env) => {
  const config = env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, ".claude") : null);
  const roots = [...new Set([project.root, env.CLAUDE_PROJECT_DIR ?? project.root])];
  return [
    ...named(config, "settings.json"),
    ...roots.flatMap((root) => named(root, ".claude/settings.json", ".claude/settings.local.json", ".mcp.json")),
    ...[...named(config, ""), ...roots.map((root) => join(root, ".claude"))].flatMap(markdownIn)
  ];
};
var markdownIn = (folder) => [
  ...foldersIn(join(folder, "skills")).map((name) => join(folder, "skills", name, "SKILL.md")),
  ...["agents", "commands"].flatMap((name) => below(join(folder, name)).filter((path) => path.endsWith(".md")))
];
function foldersIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isFile() ? [] : [one.name]);
  } catch {
    return [];
  }
}
var pluginFiles = (plugin) => ["hooks", "hooks/step", "dist", "dist/parts", "bin"].flatMap((name) => below(join(plugin, name)));
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
var isChangedSince = (path, at) => changedAt(path) > at - TICK_MS;
var textOf = (path) => {
  const bytes = readCache(path);
  return bytes === null ? null : bytes.length > MAX_TEXT ? `sha256:${sha256(bytes)}` : bytes.toString("latin1");
};
var callFile = (copy, call) => join(copy, `call-${sha256(call).slice(0, 32)}.json`);
function noteBefore(project, call, env, asLooked) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null || call === "")
    return;
  const place = { run, git: gitFolder(project.root) };
  const texts = {};
  for (const one of ALL)
    if (one.remedy === "put_back")
      for (const file of one.files(place))
        texts[file] = textOf(file);
  for (const file of named(place.git, snapshotRef(run)))
    texts[file] = textOf(file);
  const before = { run, at: Date.now(), texts, kept: keptIn(project), asLooked, git: place.git };
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
function isQuiet2(project, before) {
  const { task } = project;
  const place = { run: before.run, git: gitFolder(project.root) };
  return place.git === before.git && filesOfRun(task).every((path) => !isChangedSince(path, before.at)) && changedAt(join(task, "events.jsonl")) > 0 && ALL.every((one) => one.files(place).every((path) => !differs(one, before, path))) && named(place.git, snapshotRef(before.run)).every((path) => textOf(path) === before.texts[path]);
}
function touchedSince(project, before) {
  const place = { run: before.run, git: gitFolder(project.root) };
  if (place.git !== before.git)
    return [{ what: "git-settings", path: place.git ?? `${before.git}`, remedy: before.git === null ? "tell" : "ask" }];
  const files = ALL.flatMap((one) => one.files(place).filter((path) => differs(one, before, path)).map((path) => ({ what: one.what, path, keys: keysOf(one, before, path), remedy: undo(one, before, path) })));
  return [...files, ...refTouched(place, before)];
}
function differs(one, { texts, at }, path) {
  if (one.remedy !== "put_back")
    return isChangedSince(path, at);
  const [was, is] = [texts[path] ?? null, textOf(path)];
  if (was === is)
    return false;
  const { counts = (text) => text } = one;
  return counts(was ?? "") !== counts(is ?? "");
}
function keysOf({ counts }, { texts }, path) {
  if (counts !== gitSettings)
    return [];
  const [was, is] = [texts[path], textOf(path)].map((text) => gitSettings(text ?? "").split(`
`));
  const lines = [...was.filter((line) => !is.includes(line)), ...is.filter((line) => !was.includes(line))];
  const keys = lines.flatMap((line) => {
    const [, section, part, key] = /^([\w-]+)\.(.*?): ([A-Za-z][\w-]*)\s*(?:=|$)/.exec(line) ?? [];
    return key === undefined ? [] : [[section, part, key].filter((one) => one !== "").join(".")];
  });
  return [...new Set(keys)];
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

// src/record/last-look.ts
var lookFile = (copy) => join2(copy, "look.json");
function lastLook(copy, run) {
  try {
    const look = JSON.parse(readCache(lookFile(copy))?.toString() ?? "null");
    return look?.run === run && typeof look.files === "object" ? look : null;
  } catch {
    return null;
  }
}
var stateOf = (path) => ({ changed: changedAt(path), text: countedText(path) });
function countedText(path) {
  const text = textOf(path);
  if (text === null || !path.endsWith(".md"))
    return text;
  const head = /^\uFEFF?---\r?\n[\s\S]*?\n---/.exec(text)?.[0] ?? "";
  return /hooks/i.test(head) ? head : "";
}
function compare(project, env, plugin) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  const look = copy === null || run === null ? null : lastLook(copy, run);
  if (copy === null || run === null)
    return null;
  if (look === null) {
    begin(copy, { project, run, env, plugin });
    return null;
  }
  if (plugin !== (look.plugin?.folder ?? null)) {
    look.plugin = stateOfPlugin(plugin);
    keep(copy, look);
  }
  const { newest = 0 } = look.plugin ?? {};
  return {
    look,
    copy,
    changed: changedSettings(look, project, env),
    newer: plugin === null ? [] : pluginFiles(plugin).filter((path) => changedAt(path) > newest)
  };
}
var stateOfPlugin = (folder) => folder === null ? null : { folder, newest: Math.max(0, ...pluginFiles(folder).map(changedAt)) };
function begin(copy, { project, run, env, plugin }) {
  const files = Object.fromEntries(settingsFiles(project, env).map((path) => [path, stateOf(path)]));
  keep(copy, { run, files, plugin: stateOfPlugin(plugin) });
}
function isAsLookedBefore2(project, env, plugin) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null)
    return true;
  const look = lastLook(copy, run);
  if (look === null)
    begin(copy, { project, run, env, plugin: plugin() });
  return look === null || changedSettings(look, project, env).length === 0;
}
var changedSettings = (look, project, env) => settingsFiles(project, env).filter((path) => changedAt(path) !== (look.files[path]?.changed ?? 0));
var keep = (copy, look) => writeFileAtomic(lookFile(copy), JSON.stringify(look));
function isAsLooked2(project, env, plugin) {
  const found = compare(project, env, plugin);
  return found === null || found.changed.length === 0 && found.newer.length === 0;
}
function sinceLastLook2(project, env, plugin, within = false) {
  const found = compare(project, env, plugin);
  if (found === null)
    return [];
  const { look, copy, changed, newer } = found;
  if (changed.length === 0 && newer.length === 0)
    return [];
  const files = { ...look.files };
  const settings = changed.flatMap((path) => {
    const was = look.files[path]?.text ?? null;
    const now = stateOf(path);
    files[path] = now;
    const isMarkdown = path.endsWith(".md");
    const isOther = isMarkdown ? (was ?? "") !== (now.text ?? "") : countedSettings(was ?? "") !== countedSettings(now.text ?? "");
    const isBack = was === now.text;
    if (isMarkdown && !isOther && !now.text)
      return [];
    if (within && !isOther)
      return [];
    return [{ what: "host-settings", path, remedy: isOther || isBack ? "ask" : "tell", isBack }];
  });
  keep(copy, { run: look.run, files, plugin: newer.length === 0 ? look.plugin : stateOfPlugin(plugin) });
  return [...settings, ...newer.map((path) => ({ what: "program-changed", path, remedy: "ask" }))];
}
function passLooked2(project, env, path) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  const look = copy === null || run === null ? null : lastLook(copy, run);
  if (copy === null || look?.files[path] === undefined)
    return;
  keep(copy, { ...look, files: { ...look.files, [path]: stateOf(path) } });
}

export { changedAt, isChangedSince, noteBefore, takeBefore, keptIn, isQuiet2, touchedSince, isAsLookedBefore2, isAsLooked2, sinceLastLook2, passLooked2 };
