import { join } from "node:path";
import {
  createFile,
  createFolder,
  createTaskFolder,
  type Disk,
  disk,
  errorCode,
  ownFolder,
  readCache,
  syncFile,
  temporaryName,
} from "./disk.ts";
import { sha256 } from "./journal.ts";

/** The largest object, in bytes. */
export const MAX_OBJECT_BYTES = 1024 * 1024;

/** Of a text that is too large: characters of its start and of its end, each of at most three bytes. */
const PART = 150_000;

/** A text as an object can hold it: of one that is larger, as bytes that are no text make it, the start and the end. */
export const fittingText = (text: string): string =>
  Buffer.byteLength(text) <= MAX_OBJECT_BYTES ? text : `${text.slice(0, PART)}\n… left out …\n${text.slice(-PART)}`;

const NAME = /^[0-9a-f]{64}$/;

/**
 * Keeps bytes under their hash in `<dir>/objects/` (`dir` is `.task`), durably; returns the hash. Throws when larger
 * than MAX_OBJECT_BYTES.
 */
export function putObject(dir: string, content: string | Uint8Array, io: Disk = disk): string {
  return putObjects(dir, [content], io)[0]!;
}

/**
 * Keeps several objects; all are durable when it returns. Nothing is written when one of them is too large.
 * One fsync for each different object, none for an empty list.
 */
export function putObjects(dir: string, contents: readonly (string | Uint8Array)[], io: Disk = disk): string[] {
  const all = contents.map((content) => (typeof content === "string" ? Buffer.from(content) : content));
  for (const { length } of all) {
    if (length > MAX_OBJECT_BYTES) {
      throw new Error(`This is ${length} bytes long; an object in .task/objects holds at most ${MAX_OBJECT_BYTES}.`);
    }
  }
  const hashes = all.map((bytes) => sha256(bytes));
  if (all.length === 0) return hashes;
  const different = new Map(hashes.map((hash, index) => [hash, all[index]!]));
  try {
    writeObjects(dir, different, io);
  } catch (error) {
    // A reset that moves the folder away between two of our calls: the next folder is as good.
    if (errorCode(error) !== "ENOENT") throw unwritten(error);
    try {
      writeObjects(dir, different, io);
    } catch (again) {
      throw unwritten(again);
    }
  }
  return hashes;
}

/** What the system says, with the file that it is about and what to do. */
function unwritten(error: unknown): unknown {
  if (errorCode(error) === undefined) return error;
  const { message } = error as Error;
  return new Error(`.task/objects could not be written: ${message}. Nothing is recorded; mend that and try again.`);
}

function writeObjects(dir: string, objects: Map<string, Uint8Array>, io: Disk): void {
  const folder = join(dir, "objects");
  createTaskFolder(dir, io);
  if (!ownFolder(folder, io)) createFolder(folder, io);
  for (const [hash, bytes] of objects) {
    const path = join(folder, hash);
    if (readCache(path, io)?.equals(bytes)) continue;
    const temporary = temporaryName(path);
    createFile(temporary, bytes, io);
    io.rename(temporary, path);
  }
  // After the rename, so that it covers the name too. One that was there may have been put by a process that died
  // before its fsync.
  for (const hash of objects.keys()) syncFile(join(folder, hash), io);
}

/** The object's bytes; null when there is none of that name, or its bytes are no longer those that were put. */
export function getObject(dir: string, hash: string, io: Disk = disk): Uint8Array | null {
  if (!NAME.test(hash)) return null;
  const bytes = readCache(join(dir, "objects", hash), io);
  return bytes !== null && sha256(bytes) === hash ? bytes : null;
}
