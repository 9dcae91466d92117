import { constants } from "node:fs";
import { join } from "node:path";
import { hostName, startTime } from "../process/identity.ts";
import { copyObjects, followJournal, hasCopy, noteAhead, settle } from "./copy.ts";
import {
  createTaskFolder,
  type Disk,
  disk,
  errorCode,
  openRegular,
  ownFolder,
  readCache,
  removeFile,
  sweep,
  sync,
  UnsafeFile,
  writeFileAtomic,
} from "./disk.ts";
import {
  compose,
  type EventBody,
  JournalTooLong,
  MAX_JOURNAL_BYTES,
  type Recorded,
} from "./journal.ts";
import { acquire } from "./lock.ts";
import { advance, type Evolve, journalPath, openView, type View } from "./reader.ts";
import { writeSnapshot } from "./snapshot.ts";

/**
 * How events become state, and state becomes files. `evolve` takes all events of one decision at
 * once. `files`: content of every file that is derived from the state; null: it must not exist. A
 * snapshot of another `version` (of the program) is not used.
 */
export type Fold<S> = Evolve<S> & { files(state: S | null): Record<string, string | null> };

/** Who writes, and when: this process, now, unless told. */
export type Writer = {
  /** Current time, ISO 8601 in UTC. */
  now?: () => string;
  host?: string;
  pid?: number;
  /** Milliseconds to wait for the lock; 2,000 unless told. */
  lockWait?: number;
  disk?: Disk;
};

export type Decision<S> = Writer & {
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
};

export type Copy = { folder: string; isOurs: () => boolean };

/** `warning`: why the derived files could not be written, although the events are recorded. */
type Transaction<S> = { state: S | null; appended: Recorded[]; warning?: string };

const LOCK_WAIT_MS = 2_000;
const MAX_ATTEMPTS = 50;

/**
 * Decides on the latest state and records all events of the decision, or none. When it returns, the
 * events are durable and directly follow the state that was decided on. Without events it only
 * brings the derived files up to date.
 * @throws BrokenChain, UnsafeFile, and Error when the journal cannot be written
 */
export function transact<S>(dir: string, fold: Fold<S>, decision: Decision<S>): Transaction<S> {
  const io = decision.disk ?? disk;
  if (!ownFolder(dir, io)) {
    if (decision.decide(null, false).length === 0) return { state: null, appended: [] };
    createTaskFolder(dir, io);
  }
  return underLock(dir, decision, (locked) => {
    const found = decision.copy?.() ?? null;
    const copy = found !== null && hasCopy(found.folder, io) ? found : null;
    const mended = copy !== null && locked && settle(dir, copy.folder, copy.isOurs, io);
    try {
      for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
        const done = attempt(dir, fold, { ...decision, copy: copy?.folder, mended }, locked, io);
        if (done !== null) return done;
        io.sleep(Math.random() * 5);
      }
      throw new Error(
        `Others wrote the journal .task/events.jsonl ${MAX_ATTEMPTS} times in a row; nothing was recorded. Try again.`,
      );
    } finally {
      if (copy !== null) copyObjects(dir, copy.folder, io);
    }
  });
}

/**
 * Runs `work` under the store's lock, or without it (`locked` false) when it could not be had in
 * time.
 */
export function underLock<T>(dir: string, writer: Writer, work: (locked: boolean) => T): T {
  const { pid = process.pid, host = hostName(), lockWait = LOCK_WAIT_MS, disk: io = disk } = writer;
  const held = acquire(join(dir, "lock"), { pid, host, start: startTime(pid) }, lockWait, io);
  try {
    if (held?.tookOverFrom) {
      sweep(dir, held.tookOverFrom.pid, io);
      sweep(join(dir, "objects"), held.tookOverFrom.pid, io);
    }
    return work(held !== null);
  } finally {
    held?.release();
  }
}

/** The same by this process, where it does not matter whether it has the lock. */
export const locked = <T>(dir: string, work: () => T): T => underLock(dir, {}, work);

/** One round of fold, decide, append, read back. Null: another process wrote events first. */
function attempt<S>(
  dir: string,
  fold: Fold<S>,
  decision: Omit<Decision<S>, "copy"> & { copy: string | undefined; mended: boolean },
  locked: boolean,
  io: Disk,
): Transaction<S> | null {
  const opened = openView(dir, fold, "append", io);
  const { view } = opened;
  let { fd } = opened;
  try {
    const events = decision.decide(view.state, decision.mended);
    if (events.length === 0) {
      // The writer of the last events may have died before its fsync: the snapshot must not outlive
      // them.
      if (!view.fresh && fd !== null) io.fsync(fd);
      return { state: view.state, appended: [], ...project(dir, fold, fd, view, io) };
    }
    const mark = locked
      ? undefined
      : `${decision.pid ?? process.pid}-${Math.random().toString(36).slice(2, 10)}`;
    const { text, last } = compose(events, view.position, timeOf(decision), mark);
    // What is written beyond that would not be read again.
    const size = view.size + Buffer.byteLength(text) + 1;
    if (size > MAX_JOURNAL_BYTES) throw new JournalTooLong(journalPath(dir), size);
    if (fd === null) {
      createTaskFolder(dir, io);
      fd = openRegular(
        journalPath(dir),
        constants.O_RDWR | constants.O_APPEND | constants.O_CREAT,
        io,
      )!;
    }
    const { copy } = decision;
    if (copy !== undefined) noteAhead(copy, last, io);
    const added = view.terminated && locked ? text : `\n${text}`;
    append(fd, added, io);
    const after = advance(fd, journalPath(dir), fold, view, io, last);
    if (after.found === null) return null;
    io.fsync(fd);
    if (view.size === 0) sync(dir, io);
    // A reset or repair has moved the file meanwhile: what was written is not in the journal that
    // others read.
    if (io.lstat(journalPath(dir))?.ino !== io.fstat(fd).ino) return null;
    // Without the lock another process may write at the same time: what it lacks then the next one
    // adds.
    if (copy !== undefined && locked) followJournal(copy, added, io);
    return { state: after.state, appended: after.found, ...project(dir, fold, fd, after, io) };
  } finally {
    if (fd !== null) io.close(fd);
  }
}

/** The time at which a writer writes. */
export const timeOf = ({ now }: Writer): string => now?.() ?? new Date().toISOString();

function append(fd: number, text: string, io: Disk): void {
  const bytes = Buffer.from(text);
  let problem = "the disk is full";
  try {
    if (io.write(fd, bytes) === bytes.length) return;
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
 * the newest state is left.
 */
export function project<S>(
  dir: string,
  fold: Fold<S>,
  fd: number | null,
  view: View<S>,
  io: Disk,
): { warning?: string } {
  let current = view;
  for (let round = 0; round < MAX_ATTEMPTS; round++) {
    const files = fold.files(current.state);
    try {
      for (const [name, content] of Object.entries(files)) writeFold(join(dir, name), content, io);
      if (!current.fresh && current.position.seq > 0)
        writeSnapshot(dir, fold.version ?? "", current.position, current.state, io);
    } catch (error) {
      if (errorCode(error) === undefined && !(error instanceof UnsafeFile)) throw error;
      return { warning: `The files in .task could not be updated: ${(error as Error).message}` };
    }
    if (fd === null || io.fstat(fd).size === current.size) break;
    const grown = advance(fd, journalPath(dir), fold, current, io);
    if (grown.position.head === current.position.head) break;
    io.fsync(fd);
    current = grown;
  }
  return {};
}

function writeFold(path: string, content: string | null, io: Disk): void {
  if (content === null) {
    if (io.lstat(path) !== undefined) removeFile(path, io);
    return;
  }
  if (!readCache(path, io)?.equals(Buffer.from(content))) writeFileAtomic(path, content, io);
}
