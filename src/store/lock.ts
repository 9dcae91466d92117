import { alive, hostName, startTime } from "../process/identity.ts";
import { createFile, type Disk, disk, errorCode, readCache, removeFile } from "./disk.ts";
import { fieldsIn } from "./loose.ts";

/**
 * Who holds the lock. `start` tells two processes with one id apart; null where it cannot be known.
 */
export type Owner = { pid: number; host: string; start: string | null };

/** A lock that is held. `tookOverFrom`: the dead process whose lock was removed for it, if any. */
type Held = { release: () => void; tookOverFrom: Owner | null };

/** This process, as an owner. */
export const thisProcess = (): Owner => ({
  pid: process.pid,
  host: hostName(),
  start: startTime(process.pid),
});

type Seen = { text: string; owner: Owner | null };

/** Who asks: its own line for a lock, and since when it has seen which locks without an owner. */
type Asking = { me: Owner; mine: string; unreadableSince: Map<string, number>; io: Disk };

const MAX_TAKEOVER_DEPTH = 3;
// Between creating the file and writing the owner lie microseconds: the owner of a lock that is
// empty for so long has died.
const UNREADABLE_MS = 250;

/**
 * Takes the lock at `path` (exclusive create), waiting at most `waitMs` milliseconds. The lock of a
 * dead process of this host is removed. Null: the caller goes on without it; the lock only saves
 * work, the journal's chain is what protects it.
 */
export function acquire(path: string, me: Owner, waitMs: number, io: Disk = disk): Held | null {
  const mine = `${JSON.stringify(me)}\n`;
  const by: Asking = { me, mine, unreadableSince: new Map(), io };
  const began = io.elapsed();
  let tookOverFrom: Owner | null = null;
  for (let pause = 1; ; pause = Math.min(pause * 1.5, 15)) {
    const created = create(path, mine, io);
    if (created === "impossible") return null;
    if (created === "done") return { release: () => release(path, mine, io), tookOverFrom };
    const seen = look(path, io);
    if (seen !== null && isAbandoned(path, seen, by) && takeOver(path, seen, by, 1)) {
      tookOverFrom = seen.owner;
      continue;
    }
    if (io.elapsed() - began >= waitMs) return null;
    // Random, so that waiting processes do not all try at the same moment.
    io.sleep(pause * (0.5 + Math.random()));
  }
}

function create(path: string, text: string, io: Disk): "done" | "taken" | "impossible" {
  try {
    createFile(path, Buffer.from(text), io);
    return "done";
  } catch (error) {
    return errorCode(error) === "EEXIST" ? "taken" : "impossible";
  }
}

function look(path: string, io: Disk): Seen | null {
  if (io.lstat(path) === undefined) return null;
  const text = readCache(path, io)?.toString() ?? "";
  const owner = fieldsIn(text);
  const isOne = typeof owner.pid === "number" && typeof owner.host === "string";
  return { text, owner: isOne ? (owner as Owner) : null };
}

function isAbandoned(path: string, seen: Seen, { me, unreadableSince, io }: Asking): boolean {
  if (seen.owner !== null) {
    unreadableSince.delete(path);
    return seen.owner.host === me.host && !alive(seen.owner.pid, seen.owner.start);
  }
  const since = unreadableSince.get(path) ?? io.elapsed();
  unreadableSince.set(path, since);
  return io.elapsed() - since >= UNREADABLE_MS;
}

/**
 * Removes an abandoned lock; true: it is removed. Only the process that holds the claim file beside
 * the lock may remove it, after looking at it again: otherwise a second process could remove the
 * new lock of the first one. An abandoned claim is removed in the same way.
 */
function takeOver(path: string, dead: Seen, by: Asking, depth: number): boolean {
  if (depth > MAX_TAKEOVER_DEPTH) return false;
  const { mine, io } = by;
  const claim = `${path}.claim`;
  if (create(claim, mine, io) !== "done") {
    const other = look(claim, io);
    if (other !== null && isAbandoned(claim, other, by)) takeOver(claim, other, by, depth + 1);
    return false;
  }
  try {
    if (look(path, io)?.text !== dead.text) return false;
    removeFile(path, io);
    return true;
  } catch {
    return false;
  } finally {
    removeFile(claim, io);
  }
}

function release(path: string, mine: string, io: Disk): void {
  if (look(path, io)?.text === mine) removeFile(path, io);
}
