import { chmodSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { disk, ownFolder, readRegular, removeFile, sync, temporaryName, UnsafeFile } from "../../store/disk.ts";

/** Files that the person may have made: read whole, and replaced whole. */

/** Bytes of a file of settings; a larger one is not touched. */
const MAX_BYTES = 1_000_000;

/** The text of a file; null: there is none. @throws UnsafeFile for one that is no text of this user's */
export function readOwn(path: string): string | null {
  const bytes = ownFolder(dirname(path)) ? readRegular(path, disk, MAX_BYTES) : null;
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnsafeFile(path, "is not valid UTF-8");
  }
}

/** Puts a text in the place of another one, which must still be there; the file keeps its permissions. @throws UnsafeFile */
export function replaceOwn(path: string, before: string | null, after: string): void {
  if (readOwn(path) !== before) throw new UnsafeFile(path, "has changed just now");
  if (before === null) {
    // Fails where somebody has made it meanwhile.
    writeFileSync(path, after, { flag: "wx" });
    return;
  }
  const mode = statSync(path).mode & 0o777;
  // Its folder would let it be replaced all the same.
  if ((mode & 0o222) === 0) throw new UnsafeFile(path, "may only be read");
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, after, { flag: "wx", mode });
    chmodSync(temporary, mode);
    sync(temporary);
    disk.rename(temporary, path);
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
}
