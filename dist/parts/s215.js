// @bun
import {
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  copyOf,
  runOfCopy,
  settingsFiles,
  pluginFiles,
  changedAt,
  textOf3
} from "./s119.js";
import {
  countedSettings
} from "./s22.js";

// src/record/last-look.ts
import { join } from "path";
var lookFile = (copy) => join(copy, "look.json");
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
  const text = textOf3(path);
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

export { isAsLookedBefore2, isAsLooked2, sinceLastLook2, passLooked2 };
