import { closeSync, constants } from "node:fs";
import { dirname, join } from "node:path";
import {
  disk,
  errorCode,
  makeFolders,
  makeTaskFolder,
  openRegular,
  ownFolder,
  readRegular,
  UnsafeFile,
  writeAtomic,
} from "../../../store/files/disk.ts";
import { acquire } from "../../../store/files/lock.ts";
import { statAt } from "../../../store/files/plain-file.ts";
import { PLANNING } from "../paths.ts";
import { CannotEdit } from "./edit.ts";
import { headProblem } from "./front-matter.ts";
import { type Problem, problemIn, problemText } from "./model.ts";
import { recordTexts } from "./written.ts";

/**
 * The disk side of `.planning`: nothing there is followed through a link, and nothing is read
 * without a limit.
 */

/** Largest file that is read, in bytes. */
const MAX_BYTES = 1_000_000;

/**
 * Where something stands that cannot be read, what is wrong with it, and the phase or requirement
 * that it is about.
 */
export type Tell = (line: number | null, problem: string, of?: string) => void;
export const telling =
  (file: string, problems: Problem[]): Tell =>
  (line, problem, of) => {
    problems.push({ file, line, problem, ...(of === undefined ? {} : { of }) });
  };

const OWN_FOLDER = "a folder of your own that is no link";
/** What is wrong with a file or folder that was not taken. */
const unsafeText = (error: unknown, expected = "your own file, not a link"): string =>
  error instanceof UnsafeFile
    ? `it ${error.problem}; expected ${expected}`
    : `it cannot be used (${errorCode(error) ?? String(error)})`;

/**
 * Whether there is a folder of the user's own; a link or anything else in its place is told.
 * `path`: relative to the project.
 */
export function isFolder(root: string, path: string, problems: Problem[]): boolean {
  try {
    return ownFolder(join(root, path));
  } catch (error) {
    telling(path, problems)(null, unsafeText(error, OWN_FOLDER));
    return false;
  }
}

/** Names in a folder, sorted; none where it is missing or cannot be read. */
export function namesIn(root: string, path: string, problems: Problem[]): string[] {
  try {
    return disk.list(join(root, path)).sort();
  } catch (error) {
    if (errorCode(error) !== "ENOENT") telling(path, problems)(null, unsafeText(error, OWN_FOLDER));
    return [];
  }
}

/** Whether a path is a file, and no link to one. */
export const isOwnFile = (root: string, path: string): boolean =>
  statAt(join(root, path))?.isFile() === true;

/** Paths of what lies in a folder itself. */
export const filesIn = (root: string, path: string): string[] =>
  namesIn(root, path, []).map((name) => `${path}/${name}`);

/** Paths of all files below a folder; no link is followed. */
export function filesBelow(root: string, folder: string): string[] {
  return filesIn(root, folder).flatMap((path) =>
    isFolder(root, path, []) ? filesBelow(root, path) : path,
  );
}

/**
 * Whether there is something of this name, seen from the project; what can be no name is not there.
 */
export function isThere(root: string, path: string): boolean {
  try {
    return statAt(join(root, path)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The text of a file, byte for byte; null where it is missing, or where a problem is told. `path`:
 * relative to the project.
 */
export function readText(root: string, path: string, problems: Problem[]): string | null {
  const tell = telling(path, problems);
  try {
    const bytes = readRegular(join(root, path), MAX_BYTES);
    const text = bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text?.includes("\0")) return text;
    tell(null, "it has a zero byte; expected text");
  } catch (error) {
    tell(
      null,
      error instanceof TypeError ? "it is not valid UTF-8; expected text" : unsafeText(error),
    );
  }
  return null;
}

/** How long a writer waits for another one, in milliseconds. */
const LOCK_WAIT = 10_000;

/**
 * One change of a file: what becomes of its text, null where there is no such file. `path`:
 * relative to the project.
 * @throws CannotEdit
 */
export interface FileEdit {
  path: string;
  edit(before: string | null): string;
}

/** A file that is written whole, whatever was there. */
export const put = (path: string, text: string): FileEdit => ({ path, edit: () => text });

/** A file that may be a person's own, or written already: it stays. */
export const keepExisting = (path: string, text: string): FileEdit => ({
  path,
  edit: (before) => before ?? text,
});

/** A change of a file that has to be there. */
export const change = (path: string, edit: (before: string) => string): FileEdit => ({
  path,
  edit(before) {
    if (before === null) throw new CannotEdit("it is missing, expected this file");
    return edit(before);
  },
});

/** A file or folder that goes to another place, where it is there; relative to the project. */
interface Move {
  from: string;
  to: string;
}

export type Applied = { ok: true; written: string[] } | { ok: false; problems: Problem[] };

/** Why files could not be written, a line each. */
export const unwritten = (applied: Applied): string[] =>
  applied.ok ? [] : applied.problems.map(problemText);

/**
 * Changes files of `.planning`: all of them, or none where one cannot be changed. One writer at a
 * time; each file is replaced at once, and one that stays as it was is not touched. Several changes
 * of one file build on each other; what moves goes first, and to no place where something is. Never
 * throws.
 */
export function applyChanges(root: string, steps: readonly (FileEdit | Move)[]): Applied {
  const lock = ".task/planning.lock";
  let held: ReturnType<typeof acquire> = null;
  try {
    makeTaskFolder(join(root, ".task"));
    held = acquire(join(root, lock), LOCK_WAIT);
    if (held === null)
      return { ok: false, problems: [problemIn(lock, "another command is writing; try again")] };
    return applied(root, steps);
  } catch (error) {
    const file = error instanceof UnsafeFile ? error.path : PLANNING;
    return { ok: false, problems: [problemIn(file, unsafeText(error, OWN_FOLDER))] };
  } finally {
    held?.release();
  }
}

function applied(root: string, steps: readonly (FileEdit | Move)[]): Applied {
  const moves = steps.filter((step) => "from" in step && isThere(root, step.from)) as Move[];
  const problems: Problem[] = [];
  const files = new Map<string, { before: string | null; after: string | null }>();
  for (const { from, to } of moves) {
    for (const path of [from, to]) isSafe(root, `${dirname(path)}/x`, problems);
    // A copy of it that a broken step has left is no other file.
    const text = readText(root, from, []);
    const isCopy = text !== null && text === readText(root, to, []);
    const isFree = moves.some((move) => move.from === to);
    if (isThere(root, to) && !isCopy && !isFree)
      problems.push(problemIn(to, "it is there already, expected none"));
  }
  for (const { path, edit } of steps.filter((step) => "edit" in step)) {
    if (!isSafe(root, path, problems)) continue;
    const before = files.get(path)?.before ?? readText(root, path, problems);
    const file = files.get(path) ?? { before, after: before };
    files.set(path, file);
    try {
      file.after = edit(file.after);
      if (Buffer.byteLength(file.after) > MAX_BYTES)
        throw new CannotEdit(`it would have more than ${MAX_BYTES} bytes`);
      // Nobody can repair what the program wrote and cannot read.
      const unread = path.endsWith(".md") ? headProblem(file.after) : null;
      if (unread !== null && headProblem(before ?? "") === null) throw new CannotEdit(unread);
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      problems.push(problemIn(path, error.message));
    }
  }
  // Not every program that writes here knows of the lock.
  for (const [path, { before }] of problems.length > 0 ? [] : files)
    if (readText(root, path, problems) !== before)
      problems.push(problemIn(path, "it was changed at this moment; try again"));
  if (problems.length > 0) return { ok: false, problems };
  for (const { from, to } of moves) {
    makeFolders(root, dirname(to));
    disk.rename(join(root, from), join(root, to));
  }
  const written = [...files].filter(([, { before, after }]) => after !== null && after !== before);
  for (const [path, { after }] of written) {
    makeFolders(root, dirname(path));
    writeAtomic(join(root, path), after!);
  }
  if (written.length > 0) recordTexts(root, written);
  return { ok: true, written: written.map(([path]) => path) };
}

/**
 * Whether a file can be written there: below `.planning`, through folders of the user's own, in
 * place of nothing but a file.
 */
function isSafe(root: string, path: string, problems: Problem[]): boolean {
  const tell = telling(path, problems);
  const parts = path.split("/");
  if (
    parts[0] !== PLANNING ||
    parts.length < 2 ||
    parts.some((part) => part === "" || part === "." || part === "..")
  ) {
    tell(null, `found a path outside of ${PLANNING}, expected one below it`);
    return false;
  }
  try {
    for (let depth = 1; depth < parts.length; depth++)
      if (!ownFolder(join(root, ...parts.slice(0, depth)))) return true;
    const fd = openRegular(join(root, path), constants.O_RDONLY);
    if (fd !== null) closeSync(fd);
    return true;
  } catch (error) {
    tell(null, unsafeText(error));
    return false;
  }
}
