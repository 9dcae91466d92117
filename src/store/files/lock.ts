import { alive } from "../../process/identity.ts";
import { fieldsIn } from "../json/fields.ts";
import { createFile, disk, errorCode, type Owner, readCache, removeFile } from "./disk.ts";

/**
 * A lock that is held. `tookOverFrom`: whose lock was removed for it, if any; `hadExpired`: it is
 * not known whether that process has ended.
 */
type Held = { release: () => void; tookOverFrom: Owner | null; hadExpired: boolean };

/** `written`: in milliseconds since 1970. */
type Seen = { text: string; owner: Owner | null; written: number };

/** Who asks: its own line for a lock, and since when it has seen which locks without an owner. */
type Asking = { me: Owner; mine: string; expiresMs: number; unreadableSince: Map<string, number> };

const MAX_TAKEOVER_DEPTH = 3;
// Between creating the file and writing the owner lie microseconds: the owner of a lock that is
// empty for so long has died.
const UNREADABLE_MS = 250;
/**
 * No transaction takes so long. Whether a process of another machine or container, or from before
 * a restart, still runs is not told here: its lock counts until then.
 */
const EXPIRES_MS = 60_000;

/**
 * Takes the lock at `path` (exclusive create), waiting at most `waitMs` milliseconds. The lock of a
 * dead process is removed, and one of a process that nobody knows after `expiresMs`. Null: the caller goes on without it; the lock only saves
 * work, the journal's chain is what protects it.
 */
export function acquire(path: string, waitMs: number, expiresMs = EXPIRES_MS): Held | null {
  const me = disk.owner();
  const mine = `${JSON.stringify(me)}\n`;
  const by: Asking = { me, mine, expiresMs, unreadableSince: new Map() };
  const began = disk.elapsed();
  let tookOverFrom: Owner | null = null;
  for (let pause = 1; ; pause = Math.min(pause * 1.5, 15)) {
    const created = create(path, mine);
    if (created === "impossible") return null;
    if (created === "done") {
      const hadExpired = tookOverFrom !== null && tookOverFrom.host !== me.host;
      return { release: () => release(path, mine), tookOverFrom, hadExpired };
    }
    const seen = look(path);
    if (seen !== null && isAbandoned(path, seen, by) && takeOver(path, seen, by, 1)) {
      tookOverFrom = seen.owner;
      continue;
    }
    if (disk.elapsed() - began >= waitMs) return null;
    // Random, so that waiting processes do not all try at the same moment.
    disk.sleep(pause * (0.5 + Math.random()));
  }
}

function create(path: string, text: string): "done" | "taken" | "impossible" {
  try {
    createFile(path, Buffer.from(text));
    return "done";
  } catch (error) {
    return errorCode(error) === "EEXIST" ? "taken" : "impossible";
  }
}

function look(path: string): Seen | null {
  const found = disk.lstat(path);
  if (found === undefined) return null;
  const text = readCache(path)?.toString() ?? "";
  const owner = fieldsIn(text);
  const isOne = typeof owner.pid === "number" && typeof owner.host === "string";
  return { text, owner: isOne ? (owner as Owner) : null, written: found.mtimeMs };
}

function isAbandoned(
  path: string,
  seen: Seen,
  { me, expiresMs, unreadableSince }: Asking,
): boolean {
  if (seen.owner !== null) {
    unreadableSince.delete(path);
    if (seen.owner.host === me.host) return !alive(seen.owner.pid, seen.owner.start);
    // A clock that was set back makes it younger than nothing.
    return Math.abs(Date.now() - seen.written) >= expiresMs;
  }
  const since = unreadableSince.get(path) ?? disk.elapsed();
  unreadableSince.set(path, since);
  return disk.elapsed() - since >= UNREADABLE_MS;
}

/**
 * Removes an abandoned lock; true: it is removed. Only the process that holds the claim file beside
 * the lock may remove it, after looking at it again: otherwise a second process could remove the
 * new lock of the first one. An abandoned claim is removed in the same way.
 */
function takeOver(path: string, dead: Seen, by: Asking, depth: number): boolean {
  if (depth > MAX_TAKEOVER_DEPTH) return false;
  const { mine } = by;
  const claim = `${path}.claim`;
  if (create(claim, mine) !== "done") {
    const other = look(claim);
    if (other !== null && isAbandoned(claim, other, by)) takeOver(claim, other, by, depth + 1);
    return false;
  }
  try {
    if (look(path)?.text !== dead.text) return false;
    removeFile(path);
    return true;
  } catch {
    return false;
  } finally {
    removeFile(claim);
  }
}

function release(path: string, mine: string): void {
  if (look(path)?.text === mine) removeFile(path);
}
