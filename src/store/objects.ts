import { join } from "node:path";
import {
  createFile,
  createFolder,
  disk,
  errorCode,
  makeTaskFolder,
  ownFolder,
  readCache,
  sync,
  temporaryName,
} from "./files/disk.ts";
import { sha256 } from "./journal.ts";

/** The largest object, in bytes. */
export const MAX_OBJECT_BYTES = 1024 * 1024;

/**
 * Characters that are kept of the start and of the end of a text that is too large; each has at
 * most three bytes.
 */
const KEPT_CHARS = 150_000;

/**
 * A text that fits into an object: the text itself, or the start and the end of one that is too
 * large.
 */
export const fittingText = (text: string): string =>
  Buffer.byteLength(text) <= MAX_OBJECT_BYTES
    ? text
    : `${text.slice(0, KEPT_CHARS)}\n… left out …\n${text.slice(-KEPT_CHARS)}`;

const NAME = /^[0-9a-f]{64}$/;

/**
 * Stores bytes in `<dir>/objects/` (`dir` is `.task`) and returns their hash. @throws Error above
 * MAX_OBJECT_BYTES
 */
export function putObject(dir: string, content: string | Uint8Array): string {
  return putObjects(dir, [content])[0]!;
}

/**
 * Stores several objects and returns their hashes. All are durable when it returns: one fsync for
 * each different object.
 * @throws Error when one is too large; then none is written
 */
export function putObjects(dir: string, contents: readonly (string | Uint8Array)[]): string[] {
  const all = contents.map((content) =>
    typeof content === "string" ? Buffer.from(content) : content,
  );
  const large = all.find(({ length }) => length > MAX_OBJECT_BYTES)?.length;
  if (large !== undefined)
    throw new Error(
      `This is ${large} bytes long; an object in .task/objects holds at most ${MAX_OBJECT_BYTES}.`,
    );
  const hashes = all.map((bytes) => sha256(bytes));
  if (all.length === 0) return hashes;
  const different = new Map(hashes.map((hash, index) => [hash, all[index]!]));
  for (let isAgain = false; ; isAgain = true)
    try {
      writeObjects(dir, different);
      return hashes;
    } catch (error) {
      const code = errorCode(error);
      // A reset has moved the folder away meanwhile: a new one is made.
      if (code === "ENOENT" && !isAgain) continue;
      if (code === undefined) throw error;
      const why = (error as Error).message;
      throw new Error(
        `.task/objects could not be written: ${why}. Nothing is recorded; fix that and try again.`,
      );
    }
}

function writeObjects(dir: string, objects: Map<string, Uint8Array>): void {
  const folder = join(dir, "objects");
  makeTaskFolder(dir);
  if (!ownFolder(folder)) createFolder(folder);
  for (const [hash, bytes] of objects) {
    const path = join(folder, hash);
    if (readCache(path)?.equals(bytes)) continue;
    const temporary = temporaryName(path);
    createFile(temporary, bytes);
    disk.rename(temporary, path);
  }
  // After the rename, so that it covers the name too. An object that was there may be of a process
  // that died before its fsync.
  for (const hash of objects.keys()) sync(join(folder, hash));
}

/**
 * The object's bytes; null when there is none of that name, or its bytes do not have this hash any
 * more.
 */
export function getObject(dir: string, hash: string): Uint8Array | null {
  if (!NAME.test(hash)) return null;
  const bytes = readCache(join(dir, "objects", hash));
  return bytes !== null && sha256(bytes) === hash ? bytes : null;
}
