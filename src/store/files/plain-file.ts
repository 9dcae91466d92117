import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  type Stats,
} from "node:fs";
import { attempt } from "../../process/attempt.ts";
import { readRange } from "./disk.ts";

/** Larger files are not read unless told, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The bytes of a regular file that anybody may have put there, also through a link; null where
 * there is none, where it is a folder, pipe, socket or device or larger than `limit`, and where it
 * cannot be read. Never waits for the other end of a pipe.
 */
export function readPlain(path: string, limit = MAX_BYTES): Buffer | null {
  let fd: number | null = null;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(fd);
    if (!found.isFile() || found.size > limit) return null;
    // A file may be cut, and does not grow here: what is appended meanwhile is left.
    return readRange(fd, 0, found.size);
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** What lies directly in a folder; nothing where it cannot be read. */
export const entriesIn = (folder: string): Dirent[] =>
  attempt(() => readdirSync(folder, { withFileTypes: true }), []);

/** Names of the folders directly in a folder. */
export const foldersIn = (folder: string): string[] =>
  entriesIn(folder).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** The same as text. */
export const readPlainText = (path: string, limit = MAX_BYTES): string | null =>
  readPlain(path, limit)?.toString("utf8") ?? null;

/**
 * What lies there; undefined: nothing, also where a folder above it is a file by now, or nothing can
 * have that name. @throws where nobody may look: whether something lies there is unknown.
 */
export function statAt(path: string | Buffer): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (/^E(?:ACCES|PERM|IO)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return undefined;
  }
}

/** What can be seen there; undefined: nothing lies there, or nobody may look. */
export const seenAt = (path: string | Buffer): Stats | undefined =>
  attempt(() => statAt(path), undefined);

/** Paths of the files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!statAt(folder)?.isDirectory()) return [];
  // By hand: the recursive list of Bun follows links, also out of the project.
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(`${folder}/${entry.name}`).map((name) => `${entry.name}/${name}`)
      : entry.isFile()
        ? [entry.name]
        : [],
  );
}
