import { lstatSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Project } from "../project/project.ts";
import { snapshotRef } from "../project/worktrees/names.ts";
import { readCache, removeFile, writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { copyOf, runOfCopy } from "./copies.ts";
import { matters } from "./git-state.ts";
import type { Env } from "./outside.ts";

/**
 * What a command may not change while a run is live, beside `.task/` itself. Before each call its texts are noted outside of
 * the project; behind it only files are looked at whose entry the kernel has changed since: no program sets that time.
 */

/** What is done about a change: it is undone, or the person is asked, since it may be theirs; or it is only told. */
type Remedy = "put_back" | "ask" | "tell";

interface Watched {
  /** Kind of a notice, see the engine's `notice`. */
  what: string;
  remedy: Remedy;
  /** The files that are there, or may come. */
  files(place: Place): string[];
  /** What of a file's text counts; the whole text where this is left out. */
  counts?(text: string): string;
}

interface Place {
  run: string;
  /** The repository's own folder, shared by its worktrees; null: none. */
  git: string | null;
}

/** Texts that are longer are known by their hash alone, and not put back. */
const MAX_TEXT = 200_000;

/** Sections of git's settings that no command has to change, beside those that the person is asked about. */
const SECTIONS = /^(?:core|include|includeif|extensions|attr|index|feature|status)$/;
/** Of `core`: set by package managers and editors, or what is hashed for reviewers does not depend on it. */
const HARMLESS =
  /^(?:hookspath|editor|pager|sshcommand|askpass|commentchar|commentstring|abbrev|logallrefupdates|autocrlf|eol|safecrlf|filemode|symlinks)$/;

/** The lines of a config of git that count, each with its section. */
function gitSettings(text: string): string {
  let section = "";
  let part = "";
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [head = "", name, rest = ""] = /^\s*\[\s*([\w-]+)([^\]]*)\]/.exec(line) ?? [];
    if (name !== undefined) [section, part] = [name.toLowerCase(), /^(?:\.|\s+")(.*?)"?\s*$/.exec(rest)?.[1] ?? ""];
    const setting = line.slice(head.length).trim();
    const [, key = "", value = ""] = /^([\w-]+)\s*=?\s*(.*)$/.exec(setting) ?? [];
    const full = [section, part, key.toLowerCase()].filter((one) => one !== "").join(".");
    const counts = matters(full, value) || (SECTIONS.test(section) && !HARMLESS.test(key.toLowerCase()));
    // What goes on in the next line has no key.
    if (setting !== "" && (counts || (section === "filter" && key === "")))
      lines.push(`${section}.${part}: ${setting}`);
  }
  return lines.join("\n");
}

const named = (folder: string | null, ...names: string[]): string[] =>
  folder === null ? [] : names.map((name) => join(folder, name));

const ALL: Watched[] = [
  {
    what: "git-settings",
    remedy: "put_back",
    counts: gitSettings,
    files: ({ git }) => named(git, "config", "config.worktree"),
  },
  {
    what: "git-settings",
    remedy: "put_back",
    files: ({ git }) => named(git, "info/exclude", "info/attributes", "info/grafts", "objects/info/alternates"),
  },
  {
    what: "git-hooks",
    remedy: "tell",
    files: ({ git }) => (git === null ? [] : below(join(git, "hooks")).filter((path) => !path.endsWith(".sample"))),
  },
];

/** Settings of the host that count for a project, and markdown that may bring hooks of its own. */
export const settingsFiles = (project: Project, env: Env): string[] => {
  const config = env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, ".claude") : null);
  const roots = [...new Set([project.root, env.CLAUDE_PROJECT_DIR ?? project.root])];
  return [
    ...named(config, "settings.json"),
    ...roots.flatMap((root) => named(root, ".claude/settings.json", ".claude/settings.local.json", ".mcp.json")),
    ...[...named(config, ""), ...roots.map((root) => join(root, ".claude"))].flatMap(markdownIn),
  ];
};

/** Skills, agents and commands of one of the host's folders. */
const markdownIn = (folder: string): string[] => [
  ...foldersIn(join(folder, "skills")).map((name) => join(folder, "skills", name, "SKILL.md")),
  ...["agents", "commands"].flatMap((name) => below(join(folder, name)).filter((path) => path.endsWith(".md"))),
];

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [] : [one.name]));
  } catch {
    return [];
  }
}

/** The programs of the plugin in its folder. */
export const pluginFiles = (plugin: string): string[] => ["hooks", "bin"].flatMap((name) => below(join(plugin, name)));

/** Regular files directly in a folder. */
function below(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() ? [] : [join(folder, one.name)],
    );
  } catch {
    return [];
  }
}

/** The folder of the repository around a project that all of its worktrees share; null: there is none. */
function gitFolder(root: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    const at = join(folder, ".git");
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory()) return at;
    if (found?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(readCache(at)?.toString() ?? "")?.[1]?.trim();
      if (named === undefined) return null;
      const own = resolve(folder, named);
      const common = readCache(join(own, "commondir"))?.toString().trim();
      return common === undefined ? own : resolve(own, common);
    }
    if (dirname(folder) === folder) return null;
  }
}

/** When the kernel last changed a file's entry, in milliseconds; 0: it is not there. */
export const changedAt = (path: string): number => lstatSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;

/** The kernel's times are as coarse as its tick. */
const TICK_MS = 20;

/** Whether a file's entry was changed since then, or may have been. `at`: in milliseconds. */
export const isChangedSince = (path: string, at: number): boolean => changedAt(path) > at - TICK_MS;

/** What stood in the watched files before a call; `at`: when, in milliseconds. Null: the file was not there. */
export interface Before {
  run: string;
  at: number;
  texts: Record<string, string | null>;
  /** Folders of runs that are not live. */
  kept: string[];
  /** The host's settings were as the program had seen them last. */
  asLooked: boolean;
  /** The folder of the repository; of another one nothing is noted. */
  git: string | null;
}

export const textOf = (path: string): string | null => {
  const bytes = readCache(path);
  return bytes === null ? null : bytes.length > MAX_TEXT ? `sha256:${sha256(bytes)}` : bytes.toString("latin1");
};

const callFile = (copy: string, call: string): string => join(copy, `call-${sha256(call).slice(0, 32)}.json`);

/** Notes what is watched, before a call. Without a copy of the run's record nothing is. `asLooked`: see `Before`. */
export function noteBefore(project: Project, call: string, env: Env, asLooked: boolean): void {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null || call === "") return;
  const place: Place = { run, git: gitFolder(project.root) };
  const texts: Before["texts"] = {};
  for (const one of ALL) if (one.remedy === "put_back") for (const file of one.files(place)) texts[file] = textOf(file);
  for (const file of named(place.git, snapshotRef(run))) texts[file] = textOf(file);
  const before: Before = { run, at: Date.now(), texts, kept: keptIn(project), asLooked, git: place.git };
  writeFileAtomic(callFile(copy, call), JSON.stringify(before));
}

/** What was noted before a call, which is forgotten then; null: nothing. */
export function takeBefore(project: Project, call: string, env: Env): Before | null {
  const copy = copyOf(project, env);
  if (copy === null) return null;
  const path = callFile(copy, call);
  try {
    return JSON.parse(readCache(path)?.toString() ?? "null") as Before | null;
  } catch {
    return null;
  } finally {
    removeFile(path);
  }
}

/** Parked and archived runs, relative to `.task/`. */
export const keptIn = ({ task }: Project): string[] =>
  ["parked", "history"].flatMap((folder) => {
    try {
      return readdirSync(join(task, folder)).map((name) => `${folder}/${name}`);
    } catch {
      return [];
    }
  });

/** A file that something else than the program has changed, and what was done about it. */
export interface Touched {
  what: string;
  path: string;
  /** Of settings those that are not as before, by name; none: they have no names. */
  keys?: string[];
  remedy: Remedy;
  /** It is as it was before, again. */
  isBack?: boolean;
}

/** What the program does not judge: work of agents, other runs, and what is made anew for each use. */
const OTHERS = /^(?:worktrees|history|parked|raw|reports|trees)$/;

/** A folder with all that lies below it, but what is not judged. */
function filesOfRun(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const found = entries.flatMap((one) =>
      OTHERS.test(one.name) ? [] : one.isDirectory() ? filesOfRun(join(folder, one.name)) : [join(folder, one.name)],
    );
    return [folder, ...found];
  } catch {
    return [];
  }
}

/** Whether nobody, the program neither, has touched anything since a call began: then there is nothing to look at. */
export function isQuiet(project: Project, before: Before): boolean {
  const { task } = project;
  const place: Place = { run: before.run, git: gitFolder(project.root) };
  return (
    place.git === before.git &&
    filesOfRun(task).every((path) => !isChangedSince(path, before.at)) &&
    changedAt(join(task, "events.jsonl")) > 0 &&
    ALL.every((one) => one.files(place).every((path) => !differs(one, before, path))) &&
    named(place.git, snapshotRef(before.run)).every((path) => textOf(path) === before.texts[path])
  );
}

/** What of the watched files is not as it was before a call; what can be put back is put back. */
export function touchedSince(project: Project, before: Before): Touched[] {
  const place: Place = { run: before.run, git: gitFolder(project.root) };
  // Of another repository nobody knows what stood there, so nothing of it is put back.
  if (place.git !== before.git)
    return [{ what: "git-settings", path: place.git ?? `${before.git}`, remedy: before.git === null ? "tell" : "ask" }];
  const files = ALL.flatMap((one) =>
    one
      .files(place)
      .filter((path) => differs(one, before, path))
      .map((path) => ({ what: one.what, path, keys: keysOf(one, before, path), remedy: undo(one, before, path) })),
  );
  return [...files, ...refTouched(place, before)];
}

function differs(one: Watched, { texts, at }: Before, path: string): boolean {
  if (one.remedy !== "put_back") return isChangedSince(path, at);
  const [was, is] = [texts[path] ?? null, textOf(path)];
  if (was === is) return false;
  const { counts = (text: string) => text } = one;
  return counts(was ?? "") !== counts(is ?? "");
}

/** The settings of git that differ in a file, by name. */
function keysOf({ counts }: Watched, { texts }: Before, path: string): string[] {
  if (counts !== gitSettings) return [];
  const [was, is] = [texts[path], textOf(path)].map((text) => gitSettings(text ?? "").split("\n"));
  const lines = [...was!.filter((line) => !is!.includes(line)), ...is!.filter((line) => !was!.includes(line))];
  const keys = lines.flatMap((line) => {
    const [, section, part, key] = /^([\w-]+)\.(.*?): ([A-Za-z][\w-]*)\s*(?:=|$)/.exec(line) ?? [];
    return key === undefined ? [] : [[section, part, key].filter((one) => one !== "").join(".")];
  });
  return [...new Set(keys)];
}

/** The run's snapshot: once it is there nothing of the program moves or deletes it while the run is live. */
function refTouched({ git, run }: Place, { texts }: Before): Touched[] {
  const path = git === null ? "" : join(git, snapshotRef(run));
  const was = texts[path] ?? null;
  if (was === null || textOf(path) === was) return [];
  // `git gc` moves refs into a file for all of them.
  const packed = readCache(join(git!, "packed-refs"))?.toString() ?? "";
  const isPacked = textOf(path) === null && packed.includes(`${was.trim()} ${snapshotRef(run)}\n`);
  return isPacked ? [] : [{ what: "folder-changed", path, remedy: write(path, was) }];
}

/** Writes the file as it was; what cannot be, the person is asked about. */
const undo = ({ remedy }: Watched, { texts }: Before, path: string): Remedy =>
  remedy === "put_back" ? write(path, texts[path] ?? null) : remedy;

function write(path: string, was: string | null): Remedy {
  try {
    if (was === null) removeFile(path);
    else if (was.startsWith("sha256:")) return "ask";
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileAtomic(path, Buffer.from(was, "latin1"));
    }
    return "put_back";
  } catch {
    return "ask";
  }
}
