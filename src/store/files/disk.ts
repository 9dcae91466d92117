import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { processScope, startTime } from "../../process/identity.ts";

/**
 * Who holds a lock. `host`: what its id counts in, see `processScope`; a name of the machine up to
 * 0.4. `start` tells two processes with one id apart; null where it cannot be known.
 */
export type Owner = { pid: number; host: string; start: string | null };

/** Every system call of the store. Tests put others in their place, which fail at a chosen call. */
export const disk = {
  open: (path: string, flags: number): number => openSync(path, flags, 0o666),
  read: (fd: number, into: Uint8Array, offset: number, length: number, position: number): number =>
    readSync(fd, into, offset, length, position),
  write: (fd: number, bytes: Uint8Array): number => writeSync(fd, bytes),
  fsync: (fd: number): void => fsyncSync(fd),
  close: (fd: number): void => closeSync(fd),
  rename: (from: string, to: string): void => renameSync(from, to),
  unlink: (path: string): void => unlinkSync(path),
  link: (from: string, to: string): void => linkSync(from, to),
  mkdir: (path: string): void => mkdirSync(path),
  list: (path: string): string[] => readdirSync(path),
  lstat: (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false }),
  fstat: (fd: number): Stats => fstatSync(fd),
  sleep: (milliseconds: number): void => Bun.sleepSync(milliseconds),
  /** Milliseconds of a clock that never goes back. */
  elapsed: (): number => performance.now(),
  /** Current time, ISO 8601 in UTC. */
  now: (): string => new Date().toISOString(),
  /** This process. */
  owner: (): Owner => ({
    pid: process.pid,
    host: processScope(),
    start: startTime(process.pid),
  }),
};
export type Disk = typeof disk;

/**
 * Thrown for a path that exists but is no regular file (or folder), or in `.task` somebody else's.
 */
export class UnsafeFile extends Error {
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(
      `${path} ${problem}. Only regular files of yours, of the owner of the project's folder or of root are used there: move it away, then try again.`,
    );
    this.name = "UnsafeFile";
  }
}

/** In bytes: a file of the program's own that is larger is not one of its own, and is not read. */
export const MAX_OWN_BYTES = 32 * 1024 * 1024;

/** The `code` of a system error (`ENOENT`), or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/**
 * Opens a regular file; null when there is none. `flags` are those of open(2). Never waits for the
 * other end of a pipe. @throws UnsafeFile for a link, folder, pipe, device or, in `.task`, another
 * user's file
 */
export function openRegular(path: string, flags: number): number | null {
  const found = disk.lstat(path);
  if (found === undefined && (flags & constants.O_CREAT) === 0) return null;
  if (found !== undefined) refuseUnless("file", path, found);
  let fd: number;
  try {
    fd = disk.open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === "ENOENT" && (flags & constants.O_CREAT) === 0) return null;
    throw error;
  }
  try {
    // The file may have been replaced since it was looked at: what is open counts.
    refuseUnless("file", path, disk.fstat(fd));
    return fd;
  } catch (error) {
    disk.close(fd);
    throw error;
  }
}

function refuseUnless(kind: "file" | "folder", path: string, stats: Stats): void {
  if (stats.isSymbolicLink()) throw new UnsafeFile(path, "is a symbolic link");
  if (kind === "folder" && !stats.isDirectory()) throw new UnsafeFile(path, "is not a folder");
  if (kind === "file" && !stats.isFile())
    throw new UnsafeFile(path, stats.isDirectory() ? "is a folder" : "is a pipe, socket or device");
  if (!isOwner(stats.uid, path))
    throw new UnsafeFile(path, `belongs to another user (${stats.uid})`);
}

/**
 * Whether what lies there may be this user's. Root counts, and whoever has the project's folder: in
 * a container root works over a person's checkout. It is asked of `.task` alone: elsewhere an owner
 * shows nothing, as whoever pulls or copies has made the files, and folders above a project are
 * root's.
 */
function isOwner(uid: number, path: string): boolean {
  const user = process.geteuid?.() ?? uid;
  const project = /^(.*)\/\.task(?:\/|$)/s.exec(path)?.[1];
  return (
    uid === user || uid === 0 || project === undefined || uid === disk.lstat(project || "/")?.uid
  );
}

/**
 * Whether the folder exists. @throws UnsafeFile for anything else there, a link, or another user's
 * `.task`
 */
export function ownFolder(path: string): boolean {
  const stats = disk.lstat(path);
  if (stats !== undefined) refuseUnless("folder", path, stats);
  return stats !== undefined;
}

/** Reads `[from, to)` of an open file; shorter when the file ends before. */
export function readRange(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let filled = 0;
  while (filled < bytes.length) {
    const count = disk.read(fd, bytes, filled, bytes.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/**
 * The bytes of a regular file of at most `limit` bytes; null when there is none. @throws UnsafeFile
 */
export function readRegular(path: string, limit = MAX_OWN_BYTES): Buffer | null {
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null) return null;
  try {
    const { size } = disk.fstat(fd);
    if (size > limit)
      throw new UnsafeFile(path, `has ${size} bytes, and at most ${limit} are read`);
    return readRange(fd, 0, size);
  } finally {
    disk.close(fd);
  }
}

/**
 * As `readRegular`, but whatever cannot be read counts as missing: for files that can be written
 * again.
 */
export const readCache = (path: string, limit = MAX_OWN_BYTES): Buffer | null =>
  attempt(() => readRegular(path, limit), null);

/**
 * Creates a file with these bytes; removes it again when the disk is full. @throws EEXIST when it
 * exists
 */
export function createFile(path: string, bytes: Uint8Array): void {
  const fd = disk.open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
  );
  try {
    for (let done = 0; done < bytes.length; ) done += disk.write(fd, bytes.subarray(done));
  } catch (error) {
    disk.close(fd);
    disk.unlink(path);
    throw error;
  }
  disk.close(fd);
}

/** A time as a part of a name. */
export const stampOf = (at = new Date().toISOString()): string => at.replace(/[^0-9TZ]/g, "-");

const LEFT_OVER = /\.(\d+)\.[0-9a-z]+\.tmp$/;

/**
 * A name beside `path` that no other process uses; `sweep` removes such files when they are left
 * over.
 */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}.${Math.random().toString(36).slice(2, 10) || "0"}.tmp`;
}

/**
 * Replaces a file's content: readers see the old or the new one, never a part. Not flushed to the
 * disk. (Bun's writeFileSync does not cut a longer file first, so nothing here writes in place.)
 */
export function writeAtomic(path: string, text: string | Uint8Array): void {
  const temporary = temporaryName(path);
  createFile(temporary, typeof text === "string" ? Buffer.from(text) : text);
  try {
    disk.rename(temporary, path);
  } catch (error) {
    disk.unlink(temporary);
    throw error;
  }
}

/** Makes a file's bytes, or a folder's new names, survive a power failure. */
export function sync(path: string): void {
  const fd = disk.open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    disk.fsync(fd);
  } finally {
    disk.close(fd);
  }
}

/**
 * Creates the project's `.task` folder where it is missing, with a `.gitignore` that hides it all
 * from git.
 */
export function makeTaskFolder(dir: string): void {
  if (!ownFolder(dir)) createFolder(dir);
  const ignore = join(dir, ".gitignore");
  if (disk.lstat(ignore) === undefined) writeAtomic(ignore, "*\n");
}

/** Creates one folder whose parent exists; fine when it is there already. */
export function createFolder(path: string): void {
  try {
    disk.mkdir(path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    ownFolder(path);
  }
}

/** Creates every folder of a path below one that exists. @throws UnsafeFile when one is a link */
export function makeFolders(root: string, folder: string): void {
  let path = root;
  for (const name of folder.split("/")) {
    path = join(path, name);
    createFolder(path);
  }
}

/** Writes a file of a project, and makes the folders that it needs. */
export function writeBelow(root: string, path: string, content: string | Uint8Array): void {
  makeFolders(root, dirname(path));
  writeAtomic(join(root, path), content);
}

/**
 * Removes temporary files of the process `pid`, which is dead, and all that are older than a
 * minute.
 */
export function sweep(dir: string, pid: number): void {
  if (disk.lstat(dir) === undefined) return;
  for (const name of disk.list(dir)) {
    const owner = LEFT_OVER.exec(name)?.[1];
    if (owner === undefined) continue;
    const path = join(dir, name);
    const stats = disk.lstat(path);
    if (stats === undefined || (Number(owner) !== pid && Date.now() - stats.mtimeMs < 60_000))
      continue;
    removeFile(path);
  }
}

/** Removes a file; fine when it is gone already. */
export function removeFile(path: string): void {
  try {
    disk.unlink(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}
