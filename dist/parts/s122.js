// @bun
import {
  disk,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  START,
  MAX_JOURNAL_BYTES,
  JournalTooLong,
  BrokenChain,
  sha256,
  scan
} from "./s68.js";

// src/store/reader.ts
import { constants } from "fs";
import { join as join2 } from "path";

// src/store/snapshot.ts
import { join } from "path";
var FORMAT = 1;
var OPENING = '{"checksum":"';
var COVERED_FROM = OPENING.length + 64;
var MAX_SNAPSHOT_BYTES = 16 * 1024 * 1024;
function readSnapshot(dir, version, io) {
  const text = readCache(join(dir, "snapshot.json"), io, MAX_SNAPSHOT_BYTES)?.toString();
  if (text === undefined || !text.startsWith(OPENING))
    return null;
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(text.slice(COVERED_FROM)))
    return null;
  const { v, fold, bytes, head, headAt, headLength, seq, at, state } = JSON.parse(text);
  if (v !== FORMAT)
    return null;
  return { position: { bytes, head, headAt, headLength, seq, at }, state, usable: fold === version };
}
function writeSnapshot(dir, version, position, state, io) {
  const rest = JSON.stringify({ v: FORMAT, fold: version, ...position, state });
  const covered = `",${rest.slice(1)}
`;
  writeFileAtomic(join(dir, "snapshot.json"), `${OPENING}${sha256(covered)}${covered}`, io);
}

// src/store/reader.ts
var MAX_READS = 3;
function journalPath(dir) {
  return join2(dir, "events.jsonl");
}
function openView(dir, fold, mode, io) {
  for (let tries = 1;; tries++) {
    const fd = ownFolder(dir, io) ? openJournal(journalPath(dir), mode, io) : null;
    const snapshot = readSnapshot(dir, fold.version ?? "", io);
    try {
      return { fd, view: load(fd, journalPath(dir), fold, snapshot, mode, io) };
    } catch (error) {
      const ino = fd === null ? undefined : io.fstat(fd).ino;
      if (fd !== null)
        io.close(fd);
      if (!(error instanceof BrokenChain) || tries === MAX_READS)
        throw error;
      const sameJournal = io.lstat(journalPath(dir))?.ino === ino;
      const sameSnapshot = readSnapshot(dir, "", io)?.position.head === snapshot?.position.head;
      if (sameJournal && sameSnapshot)
        throw error;
    }
  }
}
function readState(dir, fold, io = disk, mode = "fast") {
  const { view, fd } = openView(dir, fold, mode, io);
  if (fd !== null)
    io.close(fd);
  const { state, position, fresh } = view;
  return { state, bytes: position.bytes, head: position.head, seq: position.seq, fresh };
}
function openJournal(path, mode, io) {
  if (mode !== "append")
    return openRegular(path, constants.O_RDONLY, io);
  try {
    return openRegular(path, constants.O_RDWR | constants.O_APPEND, io);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(errorCode(error) ?? ""))
      throw error;
    return openRegular(path, constants.O_RDONLY, io);
  }
}
function readJournal(dir, io = disk) {
  const path = journalPath(dir);
  const fd = openJournal(path, "read", io);
  if (fd === null)
    return null;
  try {
    return readRange(fd, 0, sizeOf(fd, path, io), io);
  } finally {
    io.close(fd);
  }
}
function sizeOf(fd, path, io) {
  const { size } = io.fstat(fd);
  if (size > MAX_JOURNAL_BYTES)
    throw new JournalTooLong(path, size);
  return size;
}
function load(fd, path, fold, snapshot, mode, io) {
  if (fd === null)
    return foldAll(Buffer.alloc(0), fold, snapshot?.position ?? START);
  const size = sizeOf(fd, path, io);
  if (mode === "fast" && snapshot?.usable && size >= snapshot.position.bytes) {
    const { position, state } = snapshot;
    const bytes = readRange(fd, position.headAt, size, io);
    if (sha256(bytes.subarray(0, position.headLength)) === position.head) {
      const view = foldTail(bytes.subarray(position.bytes - position.headAt), fold, { state, position });
      if (view !== null) {
        return { ...view, terminated: bytes.at(-1) === 10, fresh: view.position.bytes === position.bytes };
      }
    }
  }
  const checkedTo = mode === "fast" ? Number.POSITIVE_INFINITY : snapshot?.usable ? snapshot.position.seq : 0;
  const view = foldAll(readRange(fd, 0, size, io), fold, snapshot?.position ?? START, undefined, checkedTo);
  return { ...view, fresh: snapshot !== null && isCurrent(snapshot, view) };
}
var isCurrent = (snapshot, { position, state }) => snapshot.usable && JSON.stringify(snapshot.position) === JSON.stringify(position) && JSON.stringify(snapshot.state) === JSON.stringify(state);
function advance(fd, path, fold, view, io, wanted) {
  const size = sizeOf(fd, path, io);
  const bytes = readRange(fd, view.position.bytes, size, io);
  const terminated = bytes.length === 0 ? view.terminated : bytes.at(-1) === 10;
  const next = foldTail(bytes, fold, view, wanted);
  if (next !== null)
    return { ...next, terminated };
  return foldAll(readRange(fd, 0, size, io), fold, view.position, wanted);
}
function foldTail(bytes, fold, from, wanted) {
  const { scan, ...view } = foldBytes(bytes, fold, from, wanted);
  return scan.broken === null ? view : null;
}
function foldAll(bytes, fold, witness, wanted, checkedTo = Number.POSITIVE_INFINITY) {
  const { scan, ...view } = foldBytes(bytes, fold, { state: null, position: START }, wanted, checkedTo);
  const { seq } = scan.position;
  if (scan.broken !== null)
    throw new BrokenChain(scan.broken.line, seq + 1, scan.broken.problem);
  if (witness.seq > seq) {
    const problem = `events ${seq + 1} to ${witness.seq} were recorded but are not there any more`;
    throw new BrokenChain(lineAt(bytes, scan.position.bytes), seq + 1, problem);
  }
  if (witness.seq > 0 && !scan.counted.has(witness.head)) {
    const problem = `event ${witness.seq} is not the one that was recorded`;
    throw new BrokenChain(lineAt(bytes, witness.headAt), witness.seq, problem);
  }
  return view;
}
function foldBytes(bytes, fold, from, wanted, checkedTo = Number.POSITIVE_INFINITY) {
  let { state } = from;
  let found = null;
  const result = scan(bytes, from.position, (batch, hash, lines) => {
    for (const [index, event] of batch.entries()) {
      const problem = event.seq > checkedTo ? fold.problem?.(event) ?? null : null;
      if (problem === null)
        continue;
      const line = lineAt(bytes, lines[index].byteOffset - bytes.byteOffset);
      const isNewer = fold.isNewer?.(event) === true && scan(bytes, from.position, () => {}).broken === null;
      throw new BrokenChain(line, event.seq, problem, isNewer);
    }
    state = fold.evolve(state, batch);
    if (hash === wanted)
      found = [...batch];
  });
  const { position } = result;
  const size = from.position.bytes + bytes.length;
  return {
    scan: result,
    state,
    position,
    size,
    terminated: bytes.length === 0 || bytes.at(-1) === 10,
    fresh: false,
    found
  };
}
function lineAt(bytes, offset) {
  let line = 1;
  for (let at = bytes.indexOf(10);at !== -1 && at < offset; at = bytes.indexOf(10, at + 1))
    line++;
  return line;
}
function readEvents(dir, checked = {}, version) {
  const events = [];
  const bytes = readJournal(dir) ?? Buffer.alloc(0);
  const evolve = (_state, batch) => events.push(...batch);
  const snapshot = version === undefined ? null : readSnapshot(dir, version, disk);
  const checkedTo = snapshot?.usable ? snapshot.position.seq : 0;
  foldAll(bytes, { evolve, ...checked }, START, undefined, checkedTo);
  return events;
}

export { readSnapshot, writeSnapshot, journalPath, openView, readState, readJournal, advance, readEvents };
