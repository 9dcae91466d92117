import { constants } from "node:fs";
import { join } from "node:path";
import { disk, errorCode, openRegular, ownFolder, readRange } from "./files/disk.ts";
import {
  BrokenChain,
  JournalTooLong,
  MAX_JOURNAL_BYTES,
  type OtherVersion,
  type Position,
  type Recorded,
  type Scan,
  START,
  scan,
  sha256,
} from "./journal.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

/**
 * Computes a state from events. `problem`: what is wrong with an event, null: nothing. It is called
 * before something is decided, for events that no snapshot of this version covers; the others were
 * checked when the snapshot was written.
 */
export type Evolve<S> = {
  evolve(state: S | null, batch: readonly Recorded[]): S | null;
  problem?(event: Recorded): string | null;
  /** Which version wrote such an event; null: it is damage. */
  writtenBy?(event: Recorded): OtherVersion | null;
  version?: string;
};

/** A state, and how far the events reach that made it. */
type Folded<S> = { state: S | null; position: Position };

/** The journal as one reader saw it. */
export type View<S> = Folded<S> & {
  /** Length of the journal in bytes. */
  size: number;
  /** It is empty or its last byte is a newline. */
  terminated: boolean;
  /** The snapshot is up to date. */
  fresh: boolean;
  /** The events of the decision whose last line has the hash that was looked for. */
  found: Recorded[] | null;
};

const MAX_READS = 3;

export function journalPath(dir: string): string {
  return join(dir, "events.jsonl");
}

/**
 * How a journal is opened. `fast` trusts the snapshot and folds only the events after it. `read`
 * and `append` fold every event: a snapshot with a right checksum can be forged, so nothing is
 * decided on it.
 */
type Mode = "fast" | "read" | "append";

/**
 * Opens the journal of `dir` (`.task`) and folds it. `fd` is null when there is no journal; the
 * caller closes it. A journal without write permission is opened for reading, also to append. In
 * each mode the event that the snapshot names has to be in the journal. @throws BrokenChain,
 * UnsafeFile
 */
export function openView<S>(
  dir: string,
  fold: Evolve<S>,
  mode: Mode,
): { fd: number | null; view: View<S> } {
  for (let tries = 1; ; tries++) {
    const fd = ownFolder(dir) ? openJournal(journalPath(dir), mode) : null;
    const snapshot = readSnapshot<S>(dir, fold.version ?? "");
    try {
      return { fd, view: load(fd, journalPath(dir), fold, snapshot, mode) };
    } catch (error) {
      if (fd !== null) disk.close(fd);
      // A reset or repair between the two reads mixes an old and a new file: read again.
      if (!(error instanceof BrokenChain) || tries === MAX_READS) throw error;
    }
  }
}

/**
 * The state of `dir` (`.task`), read without a lock and without writing. `fast` trusts the
 * snapshot. `fresh`: the snapshot is up to date. @throws BrokenChain, UnsafeFile
 */
export function readState<S>(
  dir: string,
  fold: Evolve<S>,
  mode: "fast" | "read" = "fast",
): View<S> & Position {
  const { view, fd } = openView(dir, fold, mode);
  if (fd !== null) disk.close(fd);
  return { ...view, ...view.position };
}

function openJournal(path: string, mode: Mode): number | null {
  if (mode !== "append") return openRegular(path, constants.O_RDONLY);
  try {
    // One descriptor to read and to append: what was read is what is written to, even if the file
    // is moved meanwhile.
    return openRegular(path, constants.O_RDWR | constants.O_APPEND);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(errorCode(error) ?? "")) throw error;
    return openRegular(path, constants.O_RDONLY);
  }
}

/**
 * All bytes of the journal of `dir` (`.task`); null: there is none. @throws JournalTooLong,
 * UnsafeFile
 */
export function readJournal(dir: string): Buffer | null {
  const path = journalPath(dir);
  const fd = openJournal(path, "read");
  if (fd === null) return null;
  try {
    return readRange(fd, 0, sizeOf(fd, path));
  } finally {
    disk.close(fd);
  }
}

/** The length of an open journal in bytes. @throws JournalTooLong */
function sizeOf(fd: number, path: string): number {
  const { size } = disk.fstat(fd);
  if (size > MAX_JOURNAL_BYTES) throw new JournalTooLong(path, size);
  return size;
}

function load<S>(
  fd: number | null,
  path: string,
  fold: Evolve<S>,
  snapshot: Snapshot<S> | null,
  mode: Mode,
): View<S> {
  if (fd === null) return foldAll(Buffer.alloc(0), fold, snapshot?.position ?? START);
  const size = sizeOf(fd, path);
  if (mode === "fast" && snapshot?.usable && size >= snapshot.position.bytes) {
    const { position, state } = snapshot;
    const bytes = readRange(fd, position.headAt, size);
    if (sha256(bytes.subarray(0, position.headLength)) === position.head) {
      const view = foldTail(bytes.subarray(position.bytes - position.headAt), fold, {
        state,
        position,
      });
      if (view !== null) return { ...view, fresh: view.position.bytes === position.bytes };
    }
  }
  const checkedTo =
    mode === "fast" ? Number.POSITIVE_INFINITY : snapshot?.usable ? snapshot.position.seq : 0;
  const view = foldAll(
    readRange(fd, 0, size),
    fold,
    snapshot?.position ?? START,
    undefined,
    checkedTo,
  );
  return { ...view, fresh: snapshot !== null && isCurrent(snapshot, view) };
}

/**
 * Whether the snapshot agrees with the journal. One that does not, such as a forged one, is written
 * again.
 */
const isCurrent = <S>(snapshot: Snapshot<S>, { position, state }: View<S>): boolean =>
  snapshot.usable &&
  JSON.stringify(snapshot.position) === JSON.stringify(position) &&
  JSON.stringify(snapshot.state) === JSON.stringify(state);

/** Folds what was appended since `view`; `wanted` is the hash of a line to look for. */
export function advance<S>(
  fd: number,
  path: string,
  fold: Evolve<S>,
  view: View<S>,
  wanted?: string,
): View<S> {
  const size = sizeOf(fd, path);
  const next = foldTail(readRange(fd, view.position.bytes, size), fold, view, wanted);
  return next ?? foldAll(readRange(fd, 0, size), fold, view.position, wanted);
}

/**
 * Folds bytes that begin at `from`. Null when a line does not continue one of these: the whole
 * journal has to be read.
 */
function foldTail<S>(
  bytes: Buffer,
  fold: Evolve<S>,
  from: Folded<S>,
  wanted?: string,
): View<S> | null {
  const { scan, ...view } = foldBytes(bytes, fold, from, wanted);
  return scan.broken === null ? view : null;
}

/**
 * Folds a whole journal. `witness` is a recorded position, whose event has to be there. Events up
 * to number `checkedTo` are not checked again.
 */
function foldAll<S>(
  bytes: Buffer,
  fold: Evolve<S>,
  witness: Position,
  wanted?: string,
  checkedTo = Number.POSITIVE_INFINITY,
): View<S> {
  const { scan, ...view } = foldBytes(
    bytes,
    fold,
    { state: null, position: START },
    wanted,
    checkedTo,
  );
  const { seq } = scan.position;
  if (scan.broken !== null)
    throw new BrokenChain(scan.broken.line, scan.broken.seq, scan.broken.problem);
  if (witness.seq > seq) {
    const problem = `events ${seq + 1} to ${witness.seq} were recorded but are missing`;
    throw new BrokenChain(lineAt(bytes, scan.position.bytes), seq + 1, problem);
  }
  if (witness.seq > 0 && !scan.counted.has(witness.head)) {
    const problem = `event ${witness.seq} is not the one that was recorded`;
    throw new BrokenChain(lineAt(bytes, witness.headAt), witness.seq, problem);
  }
  return view;
}

function foldBytes<S>(
  bytes: Buffer,
  fold: Evolve<S>,
  from: Folded<S>,
  wanted?: string,
  checkedTo = Number.POSITIVE_INFINITY,
): View<S> & { scan: Scan } {
  let { state } = from;
  let found: Recorded[] | null = null;
  const result = scan(bytes, from.position, (batch, hash, lines) => {
    for (const event of batch) {
      const problem = event.seq > checkedTo ? (fold.problem?.(event) ?? null) : null;
      if (problem === null) continue;
      const index = event.seq - batch[0]!.seq;
      const line = lineAt(bytes, lines[index]!.byteOffset - bytes.byteOffset);
      // A line that was altered breaks the chain after it, whatever it says now.
      const writtenBy = fold.writtenBy?.(event) ?? null;
      const isWhole = writtenBy !== null && scan(bytes, from.position, () => {}).broken === null;
      throw new BrokenChain(line, event.seq, problem, isWhole ? writtenBy : null);
    }
    state = fold.evolve(state, batch);
    if (hash === wanted) found = [...batch];
  });
  const size = from.position.bytes + bytes.length;
  // What is folded begins after a newline.
  const terminated = bytes.length === 0 || bytes.at(-1) === 10;
  return { scan: result, state, position: result.position, size, terminated, fresh: false, found };
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/**
 * The events of the journal of `dir` (`.task`) that count, in order, each checked by `problem`;
 * with a `version`, but for those that a snapshot of this version covers, as in `Evolve`. @throws
 * BrokenChain, UnsafeFile
 */
export function readEvents(
  dir: string,
  checked: Omit<Evolve<unknown>, "evolve"> = {},
  version?: string,
): Recorded[] {
  const events: Recorded[] = [];
  const bytes = readJournal(dir) ?? Buffer.alloc(0);
  const evolve: Evolve<unknown>["evolve"] = (_state, batch) => events.push(...batch);
  const snapshot = version === undefined ? null : readSnapshot(dir, version);
  const checkedTo = snapshot?.usable ? snapshot.position.seq : 0;
  foldAll(bytes, { evolve, ...checked }, START, undefined, checkedTo);
  return events;
}
