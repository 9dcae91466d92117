import { join } from "node:path";
import type { Project } from "../project/project.ts";
import { readCache, writeFileAtomic } from "../store/disk.ts";
import { copyOf, runOfCopy } from "./copies.ts";
import type { Env } from "./outside.ts";
import { countedSettings } from "./settings-keys.ts";
import { changedAt, pluginFiles, settingsFiles, type Touched, textOf } from "./watched.ts";

/**
 * What decides whether hooks run, and with what: the host's settings and the plugin's own files. A process that a command has
 * left behind may change them between two commands, and back again. So they are compared with how they were when the program
 * looked last: texts, and when the kernel last changed each file's entry, which no program sets.
 */
interface Look {
  run: string;
  /** The host's settings by path; `changed`: of their entry, in milliseconds; 0, and no text: there is none. */
  files: Record<string, { changed: number; text: string | null }>;
  /** The plugin's folder, and when the newest of its files was changed, in milliseconds; null: it was not looked at. */
  plugin: { folder: string; newest: number } | null;
}

const lookFile = (copy: string): string => join(copy, "look.json");

function lastLook(copy: string, run: string): Look | null {
  try {
    const look = JSON.parse(readCache(lookFile(copy))?.toString() ?? "null") as Look | null;
    return look?.run === run && typeof look.files === "object" ? look : null;
  } catch {
    return null;
  }
}

/** The entry's time is taken before the text is read: what is written in between is found at the next look. */
const stateOf = (path: string) => ({ changed: changedAt(path), text: countedText(path) });

/** Of markdown its head counts, and that only where it brings hooks. */
function countedText(path: string): string | null {
  const text = textOf(path);
  if (text === null || !path.endsWith(".md")) return text;
  const head = /^\uFEFF?---\r?\n[\s\S]*?\n---/.exec(text)?.[0] ?? "";
  return /hooks/i.test(head) ? head : "";
}

interface Found {
  look: Look;
  copy: string;
  changed: string[];
  newer: string[];
}

/** What is not as at the last look; null: nobody has looked yet, or nothing is kept of the run. */
function compare(project: Project, env: Env, plugin: string | null): Found | null {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  const look = copy === null || run === null ? null : lastLook(copy, run);
  if (copy === null || run === null) return null;
  if (look === null) {
    begin(copy, { project, run, env, plugin });
    return null;
  }
  // Each version of the plugin has a folder of its own: another one was updated by the person.
  if (plugin !== (look.plugin?.folder ?? null)) {
    look.plugin = stateOfPlugin(plugin);
    keep(copy, look);
  }
  const { newest = 0 } = look.plugin ?? {};
  return {
    look,
    copy,
    changed: changedSettings(look, project, env),
    newer: plugin === null ? [] : pluginFiles(plugin).filter((path) => changedAt(path) > newest),
  };
}

const stateOfPlugin = (folder: string | null): Look["plugin"] =>
  folder === null ? null : { folder, newest: Math.max(0, ...pluginFiles(folder).map(changedAt)) };

function begin(
  copy: string,
  { project, run, env, plugin }: { project: Project; run: string; env: Env; plugin: string | null },
): void {
  const files = Object.fromEntries(settingsFiles(project, env).map((path) => [path, stateOf(path)]));
  keep(copy, { run, files, plugin: stateOfPlugin(plugin) });
}

/**
 * Whether the host's settings are as at the last look before a command, which may write the same texts again, as `git stash`
 * does. Where nobody has looked yet, this is the first one.
 */
export function isAsLookedBefore(project: Project, env: Env, plugin: () => string | null): boolean {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null) return true;
  const look = lastLook(copy, run);
  if (look === null) begin(copy, { project, run, env, plugin: plugin() });
  return look === null || changedSettings(look, project, env).length === 0;
}

const changedSettings = (look: Look, project: Project, env: Env): string[] =>
  settingsFiles(project, env).filter((path) => changedAt(path) !== (look.files[path]?.changed ?? 0));

const keep = (copy: string, look: Look): void => writeFileAtomic(lookFile(copy), JSON.stringify(look));

/** Whether everything is as at the last look; the first one of a run is noted. */
export function isAsLooked(project: Project, env: Env, plugin: string | null): boolean {
  const found = compare(project, env, plugin);
  return found === null || (found.changed.length === 0 && found.newer.length === 0);
}

/**
 * What has changed since the last look, which is this one from now on. The host itself writes its settings, such as a rule for
 * a tool that the person allows: that is told, since between two such writes anything may have stood there. `within`: all of
 * it happened while a command ran, of which only counts what it left.
 */
export function sinceLastLook(project: Project, env: Env, plugin: string | null, within = false): Touched[] {
  const found = compare(project, env, plugin);
  if (found === null) return [];
  const { look, copy, changed, newer } = found;
  if (changed.length === 0 && newer.length === 0) return [];
  const files = { ...look.files };
  const settings = changed.flatMap((path): Touched[] => {
    const was = look.files[path]?.text ?? null;
    const now = stateOf(path);
    files[path] = now;
    const isMarkdown = path.endsWith(".md");
    const isOther = isMarkdown
      ? (was ?? "") !== (now.text ?? "")
      : countedSettings(was ?? "") !== countedSettings(now.text ?? "");
    const isBack = was === now.text;
    if (isMarkdown && !isOther && !now.text) return [];
    if (within && !isOther) return [];
    return [{ what: "host-settings", path, remedy: isOther || isBack ? "ask" : "tell", isBack }];
  });
  keep(copy, { run: look.run, files, plugin: newer.length === 0 ? look.plugin : stateOfPlugin(plugin) });
  return [...settings, ...newer.map((path): Touched => ({ what: "program-changed", path, remedy: "ask" }))];
}

/** Takes a file as it is for how it was: a call wrote it that the person has allowed. */
export function passLooked(project: Project, env: Env, path: string): void {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  const look = copy === null || run === null ? null : lastLook(copy, run);
  if (copy === null || look?.files[path] === undefined) return;
  keep(copy, { ...look, files: { ...look.files, [path]: stateOf(path) } });
}
