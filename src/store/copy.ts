import { constants } from "node:fs";
import { join } from "node:path";
import { bootedAt } from "../process/table.ts";
import {
  createFolder,
  disk,
  errorCode,
  makeTaskFolder,
  openRegular,
  ownFolder,
  readCache,
  readRegular,
  removeFile,
  UnsafeFile,
  writeAtomic,
} from "./files/disk.ts";
import { OPENING, START, scan, sha256 } from "./journal.ts";
import { getObject } from "./objects.ts";
import { replaceJournal } from "./replace.ts";

/**
 * A copy of a run's journal and objects in a folder outside of the project, which no command that
 * works in the project reaches by cleaning up there. The journal is the truth; where both differ by
 * something that the program did not write, the copy is. `ahead` in the folder names the last line
 * of each decision before it is written: a process that was killed between journal and copy leaves
 * a line that is in it.
 */

const JOURNAL = "events.jsonl";
const AHEAD = "ahead";
const OBJECTS = "objects";
/** Objects that are larger are none of ours; above so many nothing more is copied. */
const MAX_OBJECTS = 20_000;
const OBJECT = /^[0-9a-f]{64}$/;

const journalIn = (folder: string): string => join(folder, JOURNAL);

/**
 * Begins a copy anew with the journal as it is now. @throws a system error where it cannot be
 * written
 */
export function beginCopy(dir: string, copy: string): void {
  writeAtomic(join(copy, AHEAD), "");
  writeAtomic(journalIn(copy), readCache(journalIn(dir)) ?? "");
  copyObjects(dir, copy);
}

/** Whether a copy is there that can be used. */
export const hasCopy = (copy: string): boolean => disk.lstat(journalIn(copy)) !== undefined;

/**
 * Hash of the last line of each decision that counts, when the first was made ("": there is none),
 * and where the reading ended.
 */
function decisionsIn(bytes: Buffer): {
  hashes: string[];
  begunAt: string;
  end: number;
  isBroken: boolean;
} {
  const hashes: string[] = [];
  let begunAt = "";
  const { position, broken } = scan(bytes, START, ([event], hash) => {
    hashes.push(hash);
    begunAt ||= event!.at;
  });
  return { hashes, begunAt, end: position.bytes, isBroken: broken !== null };
}

type Standing = "same" | "behind" | "changed" | "other";

/**
 * How a journal stands to its copy. `behind`: the copy lacks what the program has written;
 * `changed`: something else has written, cut or replaced the journal; `other`: they are of two
 * runs. `sinceBoot`: the machine has not been started anew since the copy was written; else a
 * failure of power may have taken its end.
 */
function compare(
  journal: Buffer,
  saved: Buffer,
  ahead: ReadonlySet<string>,
  sinceBoot: boolean,
): Standing {
  if (journal.equals(saved)) return "same";
  const [here, there] = [decisionsIn(journal), decisionsIn(saved)];
  const [first] = there.hashes;
  if (first === undefined) return "behind";
  if (here.hashes.length > 0 && here.hashes[0] !== first) return "other";
  if (here.isBroken || here.hashes.length < there.hashes.length) return "changed";
  if (there.hashes.some((hash, index) => here.hashes[index] !== hash)) return "changed";
  const more = here.hashes.slice(there.hashes.length);
  if (sinceBoot && more.some((hash) => !ahead.has(hash))) return "changed";
  const isLonger = journal.subarray(0, saved.length).equals(saved);
  // What stands after the copy may be no part of a line of ours.
  const added = journal.toString("utf8", saved.length).split("\n");
  return isLonger && added.some((line) => line !== "" && !line.startsWith(OPENING))
    ? "changed"
    : "behind";
}

/**
 * Puts a journal right by its copy, or the copy by the journal; the caller has the lock. True: the
 * journal was changed by something else and is as it was; what stood there is kept under
 * `history/`. A journal that is gone stays so, see `revive`.
 * `isOurs`: whether a journal of another run may stand there.
 */
export function settle(dir: string, copy: string, isOurs: () => boolean): boolean {
  const saved = readCache(journalIn(copy));
  if (saved === null || !ownFolder(dir)) return false;
  let journal: Buffer | null;
  try {
    journal = readRegular(journalIn(dir));
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    if (decisionsIn(saved).hashes.length === 0) throw error;
    restoreJournal(dir, saved);
    return true;
  }
  if (journal === null || (journal.length === 0 && saved.length === 0)) return false;
  const written = disk.lstat(journalIn(copy))?.mtimeMs ?? 0;
  const ahead = new Set((readCache(join(copy, AHEAD))?.toString() ?? "").split("\n"));
  const standing = compare(journal, saved, ahead, written > bootedAt());
  if (standing === "same") return false;
  // A later run of this machine: the copy was left behind. Any other journal is none that the
  // program has put there.
  const isLeft =
    standing === "other" && decisionsIn(journal).begunAt > decisionsIn(saved).begunAt && isOurs();
  if (standing === "changed" || (standing === "other" && !isLeft)) {
    restoreJournal(dir, saved);
    return true;
  }
  if (isLeft) removeFile(journalIn(copy));
  if (standing === "behind") writeAtomic(journalIn(copy), journal);
  return false;
}

/** Replaces the journal by what counts of the copy; what stands there is set aside. */
const restoreJournal = (dir: string, saved: Buffer): void => {
  const bytes = saved.subarray(0, decisionsIn(saved).end);
  replaceJournal(dir, journalIn(dir), { bytes, named: "changed" });
};

/**
 * Notes the last line of a decision before it is written. Where that fails the copy is of no use,
 * and goes.
 */
export const noteAhead = (copy: string, hash: string): void => append(copy, AHEAD, `${hash}\n`);

/** Appends what was appended to the journal. */
export const followJournal = (copy: string, text: string): void => append(copy, JOURNAL, text);

function append(copy: string, name: string, text: string): void {
  try {
    const fd = openRegular(join(copy, name), constants.O_WRONLY | constants.O_APPEND);
    if (fd === null) return;
    try {
      const bytes = Buffer.from(text);
      if (disk.write(fd, bytes) === bytes.length) return;
    } finally {
      disk.close(fd);
    }
  } catch {
    // As below.
  }
  removeFile(journalIn(copy));
}

/**
 * Copies the objects of a folder that are not in another: as bytes, because a link would share what
 * is written into it.
 */
function copyMissing(from: string, to: string, isThere: (name: string) => boolean): string[] {
  const names = disk.list(from).slice(0, MAX_OBJECTS);
  return names.filter((name) => {
    const bytes = OBJECT.test(name) && !isThere(name) ? readCache(join(from, name)) : null;
    if (bytes === null || sha256(bytes) !== name) return false;
    writeAtomic(join(to, name), bytes);
    return true;
  });
}

/** Copies the objects that the copy does not have yet. */
export function copyObjects(dir: string, copy: string): void {
  try {
    const [from, to] = [join(dir, OBJECTS), join(copy, OBJECTS)];
    if (!ownFolder(from)) return;
    if (!ownFolder(to)) createFolder(to);
    const there = new Set(disk.list(to));
    copyMissing(from, to, (name) => there.has(name));
  } catch (error) {
    // A copy without some of its objects is better than none.
    if (errorCode(error) === undefined && !(error instanceof UnsafeFile)) throw error;
  }
}

/**
 * Names of objects that are gone or have other bytes, each put back from the copy. `isSame`: an
 * object need not be read.
 */
export function mendObjects(
  dir: string,
  copy: string,
  isSame: (path: string) => boolean = () => false,
): string[] {
  const [to, from] = [join(dir, OBJECTS), join(copy, OBJECTS)];
  if (!ownFolder(from)) return [];
  if (!ownFolder(to)) {
    makeTaskFolder(dir);
    createFolder(to);
  }
  const isWhole = (name: string): boolean =>
    isSame(join(to, name)) || getObject(dir, name) !== null;
  return copyMissing(from, to, isWhole);
}

/**
 * Writes journal and objects of a copy into a folder that has no journal; false: there is nothing
 * to write.
 */
export function revive(dir: string, copy: string): boolean {
  const saved = readCache(journalIn(copy));
  if (saved === null || decisionsIn(saved).hashes.length === 0) return false;
  makeTaskFolder(dir);
  mendObjects(dir, copy);
  restoreJournal(dir, saved);
  return true;
}
