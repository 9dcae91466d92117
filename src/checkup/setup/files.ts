import { chmodSync, closeSync, constants, fstatSync } from "node:fs";
import { dirname } from "node:path";
import { createFile, disk, openRegular, ownFolder, readRange, syncFile, temporaryName } from "../../store/disk.ts";

/** Files that the person may have made: read whole, and replaced whole. */

/** Bytes of a file of settings; a larger one is not touched. */
const MAX_BYTES = 1_000_000;

interface Found {
  /** Null: there is none. */
  text: string | null;
  /** Permissions of the file. */
  mode: number;
}

/** A file that cannot be changed as it is, with what is wrong with it, as a sentence that the file begins. */
export class Refusal extends Error {}

/** @throws UnsafeFile for a link or what is no file of this user's, and for its folder; Refusal for one that is no text, or too large */
export function readOwn(path: string): Found {
  if (!ownFolder(dirname(path))) return { text: null, mode: 0o666 & ~process.umask() };
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null) return { text: null, mode: 0o666 & ~process.umask() };
  try {
    const { size, mode } = fstatSync(fd);
    if (size > MAX_BYTES) throw new Refusal(`has ${size} bytes, and at most ${MAX_BYTES} are read`);
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRange(fd, 0, size));
      return { text, mode: mode & 0o777 };
    } catch {
      throw new Refusal("is not valid UTF-8");
    }
  } finally {
    closeSync(fd);
  }
}

/** Puts a text in the place of another one, which must still be there. Readers see the one or the other. @throws Refusal */
export function replaceOwn(path: string, before: string | null, after: string): void {
  const { text, mode } = readOwn(path);
  if (text !== before) throw new Refusal("has changed just now");
  // Its folder would let it be replaced all the same.
  if (text !== null && (mode & 0o222) === 0) throw new Refusal("may only be read");
  const temporary = temporaryName(path);
  // Nobody else reads it before it has the permissions of the file.
  const mask = process.umask(0o077);
  try {
    createFile(temporary, Buffer.from(after));
  } finally {
    process.umask(mask);
  }
  try {
    chmodSync(temporary, mode);
    syncFile(temporary);
    if (before === null) disk.link(temporary, path);
    else disk.rename(temporary, path);
  } finally {
    if (disk.lstat(temporary) !== undefined) disk.unlink(temporary);
  }
}
