import { constants } from "node:fs";
import { basename, dirname, join } from "node:path";
import { copyObjects, followJournal, hasCopy, noteAhead, settle } from "./copy.ts";
import { displace } from "./displaced.ts";
import {
  disk,
  errorCode,
  makeTaskFolder,
  openRegular,
  ownFolder,
  readCache,
  removeFile,
  sweep,
  sync,
  UnsafeFile,
  writeAtomic,
} from "./files/disk.ts";
import { acquire } from "./files/lock.ts";
import {
  compose,
  type EventBody,
  JournalTooLong,
  MAX_JOURNAL_BYTES,
  type Recorded,
} from "./journal.ts";
import { advance, type Evolve, journalPath, openView, type View } from "./reader.ts";
import { writeSnapshot } from "./snapshot.ts";

/**
 * How events become state, and state becomes files. `evolve` takes all events of one decision at
 * once. `files`: content of every file that is derived from the state; null: it must not exist.
 * `isOwn`: whether the bytes in the place of such a file are the program's. A snapshot of another
 * `version` (of the program) is not used.
 */
export type Fold<S> = Evolve<S> & {
  files(state: S | null): Record<string, string | null>;
  isOwn(bytes: Uint8Array): boolean;
};

export type Decision<S> = {
  /**
   * Pure; called again when another process wrote events first. `mended`: the journal was changed
   * by something else, and put back.
   */
  decide: (state: S | null, mended: boolean) => readonly EventBody[];
  /**
   * Asked under the lock: the folder of a copy outside of the project, and whether a journal of
   * another run may stand there.
   */
  copy?: () => Copy | null;
  /** What somebody has put in the place of a derived file is moved aside, also without events. */
  mends?: boolean;
};

export type Copy = { folder: string; isOurs: () => boolean };

/**
 * `warning`: why the derived files could not be written, although the events are recorded, or that
 * a lock of a process nobody knows was removed.
 */
type Transaction<S> = { state: S | null; appended: Recorded[]; warning?: string };

const EXPIRED =
  "The lock .task/lock was removed: a process of another machine or container, or from before a restart, left it there.";

/** Milliseconds to wait for the lock. */
const LOCK_WAIT_MS = 2_000;
const MAX_ATTEMPTS = 50;

/**
 * Decides on the latest state and records all events of the decision, or none. When it returns, the
 * events are durable and directly follow the state that was decided on. Without events it only
 * brings the derived files up to date, and without a journal it leaves the folder alone.
 * @throws BrokenChain, UnsafeFile, and Error when the journal cannot be written
 */
export function transact<S>(dir: string, fold: Fold<S>, decision: Decision<S>): Transaction<S> {
  if (!hasRecord(dir) && (decision.copy?.() ?? null) === null) {
    if (decision.decide(null, false).length === 0) return { state: null, appended: [] };
    makeTaskFolder(dir);
  }
  return locked(dir, (isHeld, hadExpired) => {
    const found = decision.copy?.() ?? null;
    const copy = found !== null && hasCopy(found.folder) ? found : null;
    const mended = copy !== null && isHeld && settle(dir, copy.folder, copy.isOurs);
    try {
      for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
        const done = attempt(dir, fold, { ...decision, copy: copy?.folder, mended }, isHeld);
        if (done !== null) return hadExpired ? { warning: EXPIRED, ...done } : done;
        disk.sleep(Math.random() * 5);
      }
      throw new Error(
        `Others wrote the journal .task/events.jsonl ${MAX_ATTEMPTS} times in a row; nothing was recorded. Try again.`,
      );
    } finally {
      if (copy !== null) copyObjects(dir, copy.folder);
    }
  });
}

/** Whether a journal of this program may be there, or was. @throws UnsafeFile */
const hasRecord = (dir: string): boolean =>
  ownFolder(dir) &&
  ["events.jsonl", "snapshot.json"].some((name) => disk.lstat(join(dir, name)) !== undefined);

/**
 * Runs `work` under the store's lock, or without it (`isHeld` false) when it could not be had in
 * time. `hadExpired`: see `acquire`.
 */
export function locked<T>(dir: string, work: (isHeld: boolean, hadExpired: boolean) => T): T {
  const lock = acquire(join(dir, "lock"), LOCK_WAIT_MS);
  try {
    if (lock?.tookOverFrom) {
      // The number of a process that nobody knows may be another one's here.
      const pid = lock.hadExpired ? 0 : lock.tookOverFrom.pid;
      sweep(dir, pid);
      sweep(join(dir, "objects"), pid);
    }
    return work(lock !== null, lock?.hadExpired === true);
  } finally {
    lock?.release();
  }
}

/** One round of fold, decide, append, read back. Null: another process wrote events first. */
function attempt<S>(
  dir: string,
  fold: Fold<S>,
  decision: Omit<Decision<S>, "copy"> & { copy: string | undefined; mended: boolean },
  isHeld: boolean,
): Transaction<S> | null {
  const opened = openView(dir, fold, "append");
  const { view } = opened;
  let { fd } = opened;
  try {
    const events = decision.decide(view.state, decision.mended);
    if (events.length === 0) {
      // The writer of the last events may have died before its fsync: the snapshot must not outlive
      // them.
      if (fd === null) return { state: view.state, appended: [] };
      if (!view.fresh) disk.fsync(fd);
      return {
        state: view.state,
        appended: [],
        ...project(dir, fold, fd, view, decision.mends === true),
      };
    }
    const mark = isHeld
      ? undefined
      : `${disk.owner().pid}-${Math.random().toString(36).slice(2, 10)}`;
    const { text, last } = compose(events, view.position, disk.now(), mark);
    // What is written beyond that would not be read again.
    const size = view.size + Buffer.byteLength(text) + 1;
    if (size > MAX_JOURNAL_BYTES) throw new JournalTooLong(journalPath(dir), size);
    if (fd === null) {
      makeTaskFolder(dir);
      fd = openRegular(
        journalPath(dir),
        constants.O_RDWR | constants.O_APPEND | constants.O_CREAT,
      )!;
    }
    const { copy } = decision;
    if (copy !== undefined) noteAhead(copy, last);
    const added = view.terminated && isHeld ? text : `\n${text}`;
    append(fd, added);
    const after = advance(fd, journalPath(dir), fold, view, last);
    if (after.found === null) return null;
    disk.fsync(fd);
    if (view.size === 0) sync(dir);
    // A reset or repair has moved the file meanwhile: what was written is not in the journal that
    // others read.
    if (disk.lstat(journalPath(dir))?.ino !== disk.fstat(fd).ino) return null;
    // Without the lock another process may write at the same time: what it lacks then the next one
    // adds.
    if (copy !== undefined && isHeld) followJournal(copy, added);
    return { state: after.state, appended: after.found, ...project(dir, fold, fd, after) };
  } finally {
    if (fd !== null) disk.close(fd);
  }
}

function append(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let problem = "the disk is full";
  try {
    if (disk.write(fd, bytes) === bytes.length) return;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    problem = errorCode(error) === "EBADF" ? "it is read-only" : (error as Error).message;
  }
  throw new Error(
    `The journal .task/events.jsonl could not be written: ${problem}. The step is not recorded; fix that and try again.`,
  );
}

/**
 * Writes the derived files and the snapshot; again when the journal has grown meanwhile, so that
 * the newest state is left. `moves`: what somebody else has put in the place of one is moved aside,
 * and not left there.
 */
export function project<S>(
  dir: string,
  fold: Fold<S>,
  fd: number | null,
  view: View<S>,
  moves = true,
): { warning?: string } {
  let current = view;
  for (let round = 0; round < MAX_ATTEMPTS; round++) {
    const files = fold.files(current.state);
    try {
      for (const [name, content] of Object.entries(files))
        if (mayReplace(dir, name, fold, moves)) writeFold(join(dir, name), content);
      if (!current.fresh && current.position.seq > 0)
        writeSnapshot(dir, fold.version ?? "", current.position, current.state);
    } catch (error) {
      if (errorCode(error) === undefined && !(error instanceof UnsafeFile)) throw error;
      return { warning: `The files in .task could not be updated: ${(error as Error).message}` };
    }
    if (fd === null || disk.fstat(fd).size === current.size) break;
    const grown = advance(fd, journalPath(dir), fold, current);
    if (grown.position.head === current.position.head) break;
    disk.fsync(fd);
    current = grown;
  }
  return {};
}

/** Whether the place of a derived file is free, or holds one of the program's. */
function mayReplace<S>(dir: string, name: string, fold: Fold<S>, moves: boolean): boolean {
  if (disk.lstat(join(dir, name)) === undefined) return true;
  const there = readCache(join(dir, name));
  if (there !== null && fold.isOwn(there)) return true;
  if (moves) displace(dirname(dir), basename(dir), [name]);
  return moves;
}

function writeFold(path: string, content: string | null): void {
  if (content === null) {
    if (disk.lstat(path) !== undefined) removeFile(path);
    return;
  }
  if (!readCache(path)?.equals(Buffer.from(content))) writeAtomic(path, content);
}
