// @bun
import {
  readCache,
  writeFileAtomic,
  removeFile
} from "./s21.js";
import {
  sha256
} from "./s83.js";
import {
  copyOf,
  runOfCopy
} from "./s117.js";
import {
  snapshotRef
} from "./s213.js";
import {
  matters
} from "./s190.js";

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
var textOf2 = (path) => {
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
        texts[file] = textOf2(file);
  for (const file of named(place.git, snapshotRef(run)))
    texts[file] = textOf2(file);
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
  return place.git === before.git && filesOfRun(task).every((path) => !isChangedSince(path, before.at)) && changedAt(join(task, "events.jsonl")) > 0 && ALL.every((one) => one.files(place).every((path) => !differs(one, before, path))) && named(place.git, snapshotRef(before.run)).every((path) => textOf2(path) === before.texts[path]);
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
  const [was, is] = [texts[path] ?? null, textOf2(path)];
  if (was === is)
    return false;
  const { counts = (text) => text } = one;
  return counts(was ?? "") !== counts(is ?? "");
}
function keysOf({ counts }, { texts }, path) {
  if (counts !== gitSettings)
    return [];
  const [was, is] = [texts[path], textOf2(path)].map((text) => gitSettings(text ?? "").split(`
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
  if (was === null || textOf2(path) === was)
    return [];
  const packed = readCache(join(git, "packed-refs"))?.toString() ?? "";
  const isPacked = textOf2(path) === null && packed.includes(`${was.trim()} ${snapshotRef(run)}
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

export { settingsFiles, pluginFiles, changedAt, isChangedSince, textOf2, noteBefore, takeBefore, keptIn, isQuiet2, touchedSince };
