import { existsSync, lstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { remembering } from "../../process/once.ts";
import { entriesOf, modulesIn, placesOf, runGit } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { BEFORE } from "../../store/displaced.ts";
import { readCache, removeFile, writeAtomic } from "../../store/files/disk.ts";
import { entriesIn, statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsOf } from "../../store/json/fields.ts";
import { putObject } from "../../store/objects.ts";
import { copyOf, runOfCopy } from "../machine/copies.ts";
import { noteName, readNote, writeNote } from "../machine/notes.ts";
import type { Env } from "../machine/outside.ts";

/**
 * What a command may not change while a run is live, beside `.task/` itself, in one table: which
 * files, what of a file counts, and what is done about a change. All of it is noted in the copy of
 * the run's record, outside of the project.
 */

/**
 * What is done about a change: it is undone, or the person is asked, since it may be theirs; or it
 * is only told.
 */
type Remedy = "put_back" | "ask" | "tell";

interface Watched {
  /** Kind of a notice, see the engine's `notice`. */
  what: string;
  /**
   * With what a file is compared: with its text before the call; or with how it was when the
   * program looked last, as a process that a command has left behind may change it between two
   * commands, and back again.
   */
  since: "call" | "look";
  remedy: Remedy;
  /** The files that are there, or may come. */
  files(place: WatchContext): string[];
  /** What of a file's text counts; the whole text where this is left out. */
  counts?(text: string, path: string, place: WatchContext): string;
  /** Whether a file may be run as a program counts as well. */
  isRun?: true;
}

interface WatchContext {
  run: string;
  /** The repository's own folder, shared by its worktrees; null: none. */
  git: string | null;
  project: Project;
  env: Env;
}

const named = (folder: string | null, ...names: string[]): string[] =>
  folder === null ? [] : names.map((name) => join(folder, name));

const TABLE: Watched[] = [
  {
    what: "git-settings",
    since: "call",
    remedy: "put_back",
    files: ({ git }) => named(git, "config", "config.worktree", "info/exclude", "info/attributes"),
    counts: (text, path, { project }) =>
      path.includes("/info/") ? text : gitSettings(project.root, text),
  },
  {
    // Once it is there nothing of the program moves or deletes it while the run is live.
    what: "folder-changed",
    since: "call",
    remedy: "put_back",
    files: ({ git, run }) => named(git, snapshotRef(run)),
  },
  {
    what: "git-hooks",
    since: "call",
    remedy: "tell",
    files: ({ git }) => {
      const modules = git === null ? [] : modulesIn(join(git, "modules"));
      const hooks = [...(git === null ? [] : [git]), ...modules].flatMap((one) =>
        below(join(one, "hooks")),
      );
      return [
        ...hooks.filter((path) => !path.endsWith(".sample")),
        ...modules.flatMap((module) => named(module, "config")),
      ];
    },
    isRun: true,
  },
  {
    what: "host-settings",
    since: "look",
    remedy: "ask",
    files: settingsFiles,
    counts: countedSettings,
  },
];

const rowsSince = (since: Watched["since"]): Watched[] =>
  TABLE.filter((row) => row.since === since);

/**
 * Settings by which git takes other files for the project's, or reads them otherwise. The tree
 * depends on no other one.
 */
const MATTERS =
  /^(?:core\.(?:worktree|excludesfile|attributesfile)|include\.path|includeif\..+\.path|filter\..+)$/;
/** What `git lfs install` sets, word for word: large files are no secret. */
const OF_LFS =
  /^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/;

/**
 * Whether a setting has a say in which files count, or in how git reads them. `name`: as `git
 * config --list` has it.
 */
export const matters = (name: string, value: string): boolean =>
  MATTERS.test(name) && !OF_LFS.test(`${name}=${value}`);

/** The settings of a file of git that count, as git reads them; all of it where git cannot. */
const gitSettings = (root: string, text: string): string =>
  settingsIn(JSON.stringify([root, text]));
const settingsIn = remembering((asked: string): string => {
  const [root, text] = JSON.parse(asked) as [string, string];
  const listed = runGit(["config", "--file", "-", "--list", "-z"], {
    cwd: root,
    stdin: Buffer.from(text, "latin1"),
  });
  const counted = entriesOf(listed.out, "latin1").filter((entry) => {
    const [name = "", ...value] = entry.split("\n");
    return matters(name, value.join("\n"));
  });
  return listed.ok ? counted.join("\0") : text;
});

/** Settings of the host that count for a project, and markdown that may bring hooks of its own. */
function settingsFiles({ project, env }: WatchContext): string[] {
  const config = env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, ".claude") : null);
  const roots = [...new Set([project.root, env.CLAUDE_PROJECT_DIR ?? project.root])];
  return [
    ...named(config, "settings.json"),
    ...roots.flatMap((root) =>
      named(root, ".claude/settings.json", ".claude/settings.local.json", ".mcp.json"),
    ),
    ...[...named(config, ""), ...roots.map((root) => join(root, ".claude"))].flatMap(markdownIn),
  ];
}

/** Skills, agents and commands of one of the host's folders. */
const markdownIn = (folder: string): string[] => [
  ...entriesIn(join(folder, "skills")).flatMap((entry) =>
    entry.isFile() ? [] : [join(folder, "skills", entry.name, "SKILL.md")],
  ),
  ...["agents", "commands"].flatMap((name) =>
    below(join(folder, name)).filter((path) => path.endsWith(".md")),
  ),
];

/** Keys of the host's settings by which it runs something, or switches something off. */
const RUNS_SOMETHING =
  /hook|env|plugin|marketplace|sandbox|mcp|helper|statusline|refresh|disable|managed|otel/i;

/**
 * What the host itself writes where a person allows a tool, a folder or a server of the project.
 */
const OF_DIALOGS = new Set(["allow", "ask", "additionalDirectories"]);
const SERVERS = "enabledMcpjsonServers";

/**
 * What of the host's settings counts for a run; a text that is no JSON counts as it is, of markdown
 * a head with hooks.
 */
function countedSettings(text: string, path: string): string {
  if (path.endsWith(".md")) {
    const head = /^\uFEFF?---\r?\n[\s\S]*?\n---/.exec(text)?.[0] ?? "";
    return /hooks/i.test(head) ? head : "";
  }
  return attempt(() => {
    const settings = fieldsOf(JSON.parse(text || "{}"));
    const rules = Object.entries(fieldsOf(settings.permissions)).filter(
      ([key]) => !OF_DIALOGS.has(key),
    );
    const all = Object.entries(settings);
    const counted = [
      ...all.filter(([key]) => RUNS_SOMETHING.test(key) && key !== SERVERS),
      ...rules,
    ];
    // The host may write its keys in another order.
    return JSON.stringify(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
  }, text);
}

/** What lies directly in a folder and is none. */
const below = (folder: string): string[] =>
  entriesIn(folder).flatMap((entry) => (entry.isDirectory() ? [] : [join(folder, entry.name)]));

/**
 * When the kernel last changed a file's entry, in milliseconds, which no program sets; 0: it is not
 * there.
 */
export const changedAt = (path: string): number => statAt(path)?.ctimeMs ?? 0;

/** The kernel's times are as coarse as its tick. */
const TICK_MS = 20;

/** Whether a file's entry was changed since then, or may have been. `at`: in milliseconds. */
export const isChangedSince = (path: string, at: number): boolean => changedAt(path) > at - TICK_MS;

/** Texts that are longer are known by their hash alone, and not put back. */
const MAX_TEXT = 200_000;

const textOf = (path: string): string | null => {
  const bytes = readCache(path);
  return bytes === null
    ? null
    : bytes.length > MAX_TEXT
      ? `sha256:${sha256(bytes)}`
      : bytes.toString("latin1");
};

/** The same as a row of the table has it: of what is run it begins with whether that may be. */
function stateText({ isRun }: Watched, path: string): string | null {
  const text = textOf(path);
  return text === null || !isRun
    ? text
    : `${(lstatSync(path).mode & 0o111) === 0 ? "-" : "x"}\n${text}`;
}

/** Where things are noted of the live run; null: nothing is kept of it. */
function liveCopy(project: Project, env: Env): { copy: string; run: string } | null {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  return copy === null || run === null ? null : { copy, run };
}

/**
 * What stood in the watched files before a call; `at`: when, in milliseconds. Null: the file was
 * not there.
 */
export interface Before {
  run: string;
  at: number;
  texts: Record<string, string | null>;
  /** Folders of runs that are not live. */
  kept: string[];
  /**
   * The host's settings were as the program had seen them last; a command may write the same texts
   * again.
   */
  asLooked: boolean;
  /** The folder of the repository; of another one nothing is noted. */
  git: string | null;
}

const callFile = (copy: string, call: string): string => join(copy, `call-${noteName(call)}`);

const placeOf = (project: Project, run: string, env: Env = {}): WatchContext => ({
  run,
  git: placesOf(project.root)?.common ?? null,
  project,
  env,
});

/**
 * The last look at what is watched; the first one of a run is noted. Null: there is no copy of the
 * run's record.
 */
function looked(project: Project, env: Env) {
  const notes = liveCopy(project, env);
  if (notes === null) return null;
  const place = placeOf(project, notes.run, env);
  return { ...notes, place, look: lastLook(notes) ?? beginLook(notes.copy, place) };
}

/** Notes what is watched, before a call. Without a copy of the run's record nothing is. */
export function noteBefore(project: Project, call: string, env: Env): void {
  const noted = call === "" ? null : looked(project, env);
  if (noted === null) return;
  const { copy, run, place, look } = noted;
  const file = callFile(copy, call);
  // A skill may run several lines in one call.
  if (existsSync(file)) return;
  const before: Before = {
    run,
    at: Date.now(),
    texts: Object.fromEntries(
      rowsSince("call").flatMap((row) =>
        row.files(place).map((path) => [path, stateText(row, path)]),
      ),
    ),
    kept: storedRunFolders(project),
    asLooked: settingsFiles(place).every((path) => !isOther(look, path)),
    git: place.git,
  };
  writeNote(file, before);
}

/** What was noted before a call, which is forgotten then; null: nothing. */
export function takeBefore(project: Project, call: string, env: Env): Before | null {
  const notes = liveCopy(project, env);
  if (notes === null) return null;
  const path = callFile(notes.copy, call);
  const before = readNote<Before>(path, notes.run);
  removeFile(path);
  return before;
}

/** Parked and archived runs, relative to `.task/`. */
export const storedRunFolders = ({ task }: Project): string[] =>
  ["parked", "history", BEFORE].flatMap((folder) =>
    entriesIn(join(task, folder)).map(({ name }) => `${folder}/${name}`),
  );

/** A file that something else than the program has changed, and what was done about it. */
export interface Touched {
  what: string;
  path: string;
  /** `lost`: it could not be undone. */
  remedy: Remedy | "lost";
  /** The file that holds what stood there before it was put back. */
  kept?: string;
}

/**
 * What the program does not judge: work of agents, other runs, and what is made anew for each use.
 */
const OTHERS = /^(?:worktrees|history|parked|raw|reports|trees)$/;

/** A folder with all that lies below it, but what is not judged. */
const filesOfRun = (folder: string): string[] => [
  folder,
  ...entriesIn(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    return OTHERS.test(entry.name) ? [] : entry.isDirectory() ? filesOfRun(path) : [path];
  }),
];

/**
 * Whether nobody, the program neither, has touched anything since a call began: then there is
 * nothing to look at.
 */
export const isQuiet = (project: Project, before: Before): boolean =>
  filesOfRun(project.task).every((path) => !isChangedSince(path, before.at)) &&
  changedAt(join(project.task, "events.jsonl")) > 0 &&
  changesSince(placeOf(project, before.run), before).length === 0;

/** What of the watched files is not as it was before a call; what can be put back is put back. */
export const touchedSince = (project: Project, before: Before): Touched[] =>
  changesSince(placeOf(project, before.run), before).map((one) =>
    one.remedy === "put_back"
      ? { ...one, ...undo(project, one.path, before.texts[one.path] ?? null) }
      : one,
  );

function changesSince(place: WatchContext, before: Before): Touched[] {
  const { git, run } = place;
  // Of another repository nobody knows what stood there, so nothing of it is put back.
  if (git !== before.git)
    return [
      {
        what: "git-settings",
        path: git ?? `${before.git}`,
        remedy: before.git === null ? "tell" : "ask",
      },
    ];
  const rows = rowsSince("call").map((row) => ({ row, paths: row.files(place) }));
  // Only hooks are listed as they are there: what is in no list any more was one.
  const listed = new Set(rows.flatMap(({ paths }) => paths));
  const gone = Object.keys(before.texts).filter((path) => !listed.has(path));
  const touched: Touched[] = [];
  for (const { row, paths } of rows) {
    const { what, remedy, counts = (text: string) => text } = row;
    for (const path of row.isRun ? [...paths, ...gone] : paths) {
      const [was, is] = [before.texts[path] ?? null, stateText(row, path)];
      if (was === is || counts(was ?? "", path, place) === counts(is ?? "", path, place)) continue;
      if (what === "folder-changed" && (was === null || (is === null && isPacked(git!, run, was))))
        continue;
      touched.push({ what, path, remedy });
    }
  }
  return touched;
}

/** `git gc` moves refs into a file for all of them. */
const isPacked = (git: string, run: string, commit: string): boolean =>
  readCache(join(git, "packed-refs"))
    ?.toString()
    .includes(`${commit.trim()} ${snapshotRef(run)}\n`) ?? false;

/**
 * Writes a file as it was and keeps what stood there, which may be the person's; what cannot be,
 * the person is asked about.
 */
const undo = (
  project: Project,
  path: string,
  was: string | null,
): Pick<Touched, "remedy" | "kept"> =>
  attempt(
    (): Pick<Touched, "remedy" | "kept"> => {
      if (was?.startsWith("sha256:")) return { remedy: "ask" };
      const is = readCache(path);
      const kept = is === null ? {} : { kept: `.task/objects/${putObject(project.task, is)}` };
      if (was === null) removeFile(path);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeAtomic(path, Buffer.from(was, "latin1"));
      }
      return { remedy: "put_back", ...kept };
    },
    { remedy: "ask" },
  );

/** How what decides whether hooks run was when the program looked last. */
interface WatchedState {
  run: string;
  /** By path: when the entry was changed, and what counted of the text; null: there was none. */
  files: Record<string, { changed: number; text: string | null }>;
}

const lookFile = (copy: string): string => join(copy, "look.json");

const lastLook = ({ copy, run }: { copy: string; run: string }): WatchedState | null =>
  readNote<WatchedState>(lookFile(copy), run);

/**
 * The entry's time is taken before the text is read: what is written in between is found at the
 * next look.
 */
function stateOf(path: string): WatchedState["files"][string] {
  const changed = changedAt(path);
  const text = textOf(path);
  return {
    changed,
    text: text !== null && path.endsWith(".md") ? countedSettings(text, path) : text,
  };
}

function beginLook(copy: string, place: WatchContext): WatchedState {
  const files = rowsSince("look").flatMap((row) =>
    row.files(place).map((path) => [path, stateOf(path)]),
  );
  const look: WatchedState = { run: place.run, files: Object.fromEntries(files) };
  writeNote(lookFile(copy), look);
  return look;
}

const isOther = ({ files }: WatchedState, path: string): boolean =>
  changedAt(path) !== (files[path]?.changed ?? 0);

/**
 * The last look, and the rows of the table with the files that are not as then. The first look of a
 * run is noted.
 */
function sinceLook(project: Project, env: Env) {
  const noted = looked(project, env);
  if (noted === null) return null;
  const { copy, place, look } = noted;
  const changed = rowsSince("look").flatMap((row) =>
    row.files(place).flatMap((path) => (isOther(look, path) ? [{ row, path }] : [])),
  );
  return { copy, place, look, changed };
}

/** Whether everything is as at the last look. */
export const isAsLooked = (project: Project, env: Env): boolean =>
  (sinceLook(project, env)?.changed ?? []).length === 0;

/**
 * What has changed since the last look, which is this one from now on. The host itself writes its
 * settings, such as a rule for a tool that the person allows: what of a text counts is compared.
 */
export function sinceLastLook(project: Project, env: Env): Touched[] {
  const found = sinceLook(project, env);
  if (found === null || found.changed.length === 0) return [];
  const { copy, place, look, changed } = found;
  const touched = changed.flatMap(({ row, path }): Touched[] => {
    const was = look.files[path]?.text ?? null;
    const now = stateOf(path);
    look.files[path] = now;
    const { what, remedy, counts } = row;
    const isSame =
      counts !== undefined &&
      counts(was ?? "", path, place) === counts(now.text ?? "", path, place);
    return isSame ? [] : [{ what, path, remedy }];
  });
  writeNote(lookFile(copy), look);
  return touched;
}

/** Takes a file as it is for how it was: a call wrote it that the person has allowed. */
export function passLooked(project: Project, env: Env, path: string): void {
  const notes = liveCopy(project, env);
  const look = notes && lastLook(notes);
  if (!notes || look?.files[path] === undefined) return;
  look.files[path] = stateOf(path);
  writeNote(lookFile(notes.copy), look);
}
