import { join } from "node:path";
import {
  createFile,
  createFolder,
  disk,
  errorCode,
  readCache,
  removeFile,
  stampOf,
  sync,
  temporaryName,
} from "./files/disk.ts";

/**
 * Puts another journal into the place of the one at `path` in `dir` (`.task`); what stood there is
 * kept under `history/`, by a name that begins with `named`. The last step replaces it, so that a
 * kill at any point leaves the old or the new one. Returns where the old one is now; null: there
 * was none.
 */
export function replaceJournal(
  dir: string,
  path: string,
  { bytes, named }: { bytes: Uint8Array; named: string },
): string | null {
  const next = temporaryName(path);
  createFile(next, bytes);
  sync(next);
  const archived =
    disk.lstat(path) === undefined ? null : setAside(dir, path, `${named}-${stampOf(disk.now())}`);
  // A snapshot of events that are gone would make the journal count as broken.
  removeFile(join(dir, "snapshot.json"));
  disk.rename(next, path);
  sync(dir);
  return archived;
}

/** Gives what stands at `path` a second name, or another one where the file system has no links. */
function setAside(dir: string, path: string, name: string): string {
  const history = join(dir, "history");
  createFolder(history);
  for (let copy = 1; ; copy++) {
    const archived = join(history, `${name}${copy === 1 ? "" : `-${copy}`}.jsonl`);
    if (disk.lstat(archived) !== undefined) continue;
    try {
      disk.link(path, archived);
    } catch (error) {
      if (errorCode(error) === "EEXIST") continue;
      // Where there are no links a file is copied, so that it stays until the new one takes its
      // place.
      const bytes = readCache(path);
      if (bytes === null) disk.rename(path, archived);
      else createFile(archived, bytes);
    }
    sync(history);
    return archived;
  }
}
