import { accessSync, closeSync, constants, fstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { PLUGIN } from "../../plugin.ts";
import { ANYBODY_WRITES, isOwnFolder, OTHERS_WRITE } from "../../process/files/own-folder.ts";
import { isInside, type Project, type Rooted, realPath } from "../../project/project.ts";
import {
  openRegular,
  ownFolder,
  readCache,
  readRange,
  writeAtomic,
} from "../../store/files/disk.ts";
import { entriesIn } from "../../store/files/plain-file.ts";
import { MAX_JOURNAL_BYTES, MAX_NOTHINGS, sha256 } from "../../store/journal.ts";
import { isObject, valueIn } from "../../store/json/fields.ts";

/**
 * What this machine knows of a project outside of it, where nothing that came with the project can
 * write: here the runs that were started, in `known-settings.ts` what the person has said of
 * settings. Whatever is not in it is a stranger's.
 *
 * It lies in the plugin's data folder, under `outside/`; where that cannot be written, in a folder
 * of the user's own under /var/tmp. All of these places are read. /tmp is none of them: commands in
 * the fence write there.
 */

export type Env = NodeJS.ProcessEnv;

/**
 * A run that was started here. `first`: hash of the journal's first line, null until that is
 * written.
 */
interface KnownRun {
  run: string;
  /** The folder with the journal. */
  task: string;
  first: string | null;
}

/** The folder with the data folders of all plugins; null: it is not known. */
function allData({ CLAUDE_PLUGIN_DATA: own, CLAUDE_CONFIG_DIR, HOME }: Env): string | null {
  const config = CLAUDE_CONFIG_DIR || (HOME ? join(HOME, ".claude") : "");
  const all = own ? dirname(own) : join(config, "plugins", "data");
  return all.startsWith("/") && (!own || /\/multi-ai-[^/]*$/.test(own)) ? all : null;
}

/**
 * Data folders of the plugin, one for each way in which it is installed. In a terminal the host's
 * own variable is missing.
 */
export function dataFolders(env: Env): string[] {
  const own = env.CLAUDE_PLUGIN_DATA;
  const all = allData(env);
  const others = all === null ? [] : entriesIn(all).map(({ name }) => name);
  const found = others
    .filter((name) => name.startsWith("multi-ai-"))
    .map((name) => join(all!, name));
  return [...new Set([...(own?.startsWith("/") ? [own] : []), ...found])];
}

/** Where the record may lie, best first; never in the project. */
export function outsideFolders(env: Env, project: Rooted): string[] {
  const last = join("/var/tmp", `multi-ai-${process.geteuid?.() ?? "user"}`);
  return [...dataFolders(env), last].filter((folder) => !isInside(folder, project.root));
}

/** Where it may be noted; the last is made where no other place can be written. */
function notingFolders(env: Env, project: Rooted): string[] {
  const all = allData(env);
  const named = all === null ? [] : [join(all, `${PLUGIN}-${PLUGIN}`)];
  const places = [...outsideFolders(env, project), ...named];
  return [...new Set(places)].filter((folder) => !isInside(folder, project.root));
}

/** The same with the folder in which another data folder would be found. */
export const outsidePlaces = (env: Env, { root }: Rooted): string[] =>
  [allData(env) ?? [], outsideFolders(env, { root })]
    .flat()
    .filter((folder) => !isInside(folder, root));

/** What is kept under a name: the first that is there. */
export function readOutside<T>(env: Env, project: Rooted, name: string): T[] {
  return outsideFolders(env, project).flatMap((folder) => {
    if (!isOwnFolder(folder, ANYBODY_WRITES) || !isOwnFolder(join(folder, "outside"), OTHERS_WRITE))
      return [];
    const value = valueIn(readCache(join(folder, "outside", name))?.toString());
    return isObject(value) ? [value as T] : [];
  });
}

/** Thrown where nothing can be noted; says what to do. */
export class NoRecord extends Error {
  constructor(folders: string[]) {
    super(
      `what you start and approve here cannot be recorded outside the project: none of ${folders.join(", ")} can be written. Make one of them a folder that only you can write to`,
    );
    this.name = "NoRecord";
  }
}

/** Returns the file that was written. @throws NoRecord */
export const writeOutside = (env: Env, project: Rooted, name: string, value: unknown): string =>
  writeOutsideText(env, project, name, `${JSON.stringify(value)}\n`);

/** The same for text. @throws NoRecord */
export function writeOutsideText(env: Env, project: Rooted, name: string, text: string): string {
  const file = firstOutside(env, project, name, (one) => writeAtomic(one, text));
  if (file === null) throw new NoRecord(notingFolders(env, project));
  return file;
}

/** A path of that name in a folder that is there and can be written; undefined: there is none. */
export const outsideFile = (env: Env, project: Rooted, name: string): string | undefined =>
  firstOutside(env, project, name, (one) => accessSync(dirname(one), constants.W_OK)) ?? undefined;

/** The path of a name in the first of the folders in which `use` does not throw. */
function firstOutside(
  env: Env,
  project: Rooted,
  name: string,
  use: (file: string) => void,
): string | null {
  for (const folder of notingFolders(env, project)) {
    const file = join(folder, "outside", name);
    try {
      for (const one of [folder, join(folder, "outside"), dirname(file)]) {
        mkdirSync(one, { mode: 0o700, recursive: true });
        if (!isOwnFolder(one, one === folder ? ANYBODY_WRITES : OTHERS_WRITE))
          throw new Error(`${one} is not this user's own`);
      }
      use(file);
      return file;
    } catch {
      // The next one may do.
    }
  }
  return null;
}

/**
 * The folder with a project's journal, whatever stands there: not where a link in its place leads.
 */
export const taskFolder = ({ root }: Rooted): string => join(realPath(root), ".task");

/**
 * So much of a journal is read first; its beginning lies after that only where torn lines stand
 * before it. In bytes.
 */
const FIRST_PART = 64 * 1024;

/**
 * The run of the journal in a folder, and the hash of the line that began it; null where none can
 * be told. `most`: so many bytes are read of it; unless told all of a journal that can be read.
 */
export function beginningOf(
  task: string,
  most = MAX_JOURNAL_BYTES,
): { run: string; first: string } | null {
  let fd: number | null = null;
  try {
    fd = ownFolder(task) ? openRegular(join(task, "events.jsonl"), constants.O_RDONLY) : null;
    if (fd === null) return null;
    // All of it if need be, as the journal itself is read: else a long line in front would hide
    // whose it is. One that is too long to be read is nobody's: nothing of it counts.
    const isRead = fstatSync(fd).size <= most;
    return (
      beginningIn(readRange(fd, 0, FIRST_PART)) ??
      (isRead ? beginningIn(readRange(fd, 0, most)) : null)
    );
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

function beginningIn(bytes: Buffer): { run: string; first: string } | null {
  // As the journal itself is read, and no further: what stands after so many lines begins nothing.
  let left = MAX_NOTHINGS + 1;
  for (let start = 0, stop = bytes.indexOf(10); stop !== -1 && left > 0; left--) {
    const line = bytes.subarray(start, stop);
    try {
      const { run, prev } = JSON.parse(line.toString("utf8"));
      if (typeof run === "string" && prev === "") return { run, first: sha256(line) };
    } catch {
      // A torn line: the next one may begin the journal.
    }
    start = stop + 1;
    stop = bytes.indexOf(10, start);
  }
  return null;
}

/**
 * What is noted of a run: that it was begun here, by whom it was taken, and so on. `approved` is of
 * a phase, `adopted` and `planning` of a project. Each kind has a folder of its own.
 */
type NoteKind = "runs" | "taken" | "git" | "programs" | "approved" | "adopted" | "planning";

/** Name of the file for a run in a project, which is known by where it lies. */
const noteFile = (kind: NoteKind, project: Project, run: string): string =>
  `${kind}/${sha256(`${run} ${taskFolder(project)}`).slice(0, 32)}.json`;

/** What is noted of a run, in each of the files that are there. */
export const readNotes = <T>(
  env: Env,
  project: Project,
  kind: NoteKind,
  run: string,
): Partial<T>[] => readOutside<Partial<T>>(env, project, noteFile(kind, project, run));

/** Returns the file. @throws NoRecord */
export const writeNotes = (
  env: Env,
  project: Project,
  kind: NoteKind,
  run: string,
  value: unknown,
): string => writeOutside(env, project, noteFile(kind, project, run), value);

/** The file that says that runs were started in a folder. */
const placeFile = (task: string): string => `places/${sha256(task).slice(0, 32)}.json`;

/**
 * Notes that a run is this machine's, and returns the files that say so. Called before its journal
 * begins, and again when that has begun.
 * @throws NoRecord
 */
export function noteRun(
  project: Project,
  run: string,
  env: Env = process.env,
  at = project.task,
): string[] {
  const task = taskFolder(project);
  const known: KnownRun = { run, task, first: beginningOf(at)?.first ?? null };
  return [
    writeNotes(env, project, "runs", run, known),
    writeOutside(env, project, placeFile(task), { task }),
  ];
}

/**
 * Whether the journal in `at`, the project's own folder or the one of a parked or archived run, was
 * begun by somebody else: on another machine, or in another folder.
 */
export function isForeign(project: Project, env: Env = process.env, at = project.task): boolean {
  const found = beginningOf(at);
  if (found === null) return false;
  return !readNotes<KnownRun>(env, project, "runs", found.run).some(
    (known) =>
      known.run === found.run &&
      known.task === taskFolder(project) &&
      (known.first === null ? at === project.task : known.first === found.first),
  );
}

/**
 * Whether a run was begun on this machine in this project, by its id alone: wherever its journal is
 * by now.
 */
export const wasBegunHere = (project: Project, run: string, env: Env): boolean =>
  readNotes<KnownRun>(env, project, "runs", run).some((known) => known.run === run);

/**
 * Whether any run was ever started in this project, by its folder. For a journal that cannot be
 * read.
 */
export function isKnownPlace(project: Project, env: Env = process.env): boolean {
  const task = taskFolder(project);
  return readOutside<{ task?: unknown }>(env, project, placeFile(task)).some(
    (known) => known.task === task,
  );
}
