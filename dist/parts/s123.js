// @bun
import {
  disk,
  errorCode,
  readCache,
  createFile,
  removeFile
} from "./s25.js";
import {
  alive
} from "./s203.js";

// src/store/lock.ts
var MAX_TAKEOVER_DEPTH = 3;
var UNREADABLE_MS = 250;
function acquire(path, me, waitMs, io = disk) {
  const mine = `${JSON.stringify(me)}
`;
  const unreadableSince = new Map;
  const began = io.elapsed();
  let tookOverFrom = null;
  for (let pause = 1;; pause = Math.min(pause * 1.5, 15)) {
    const created = create(path, mine, io);
    if (created === "impossible")
      return null;
    if (created === "done")
      return { release: () => release(path, mine, io), tookOverFrom };
    const seen = look(path, io);
    if (seen !== null && isAbandoned(path, seen, me, unreadableSince, io)) {
      if (takeOver(path, seen, me, mine, unreadableSince, 1, io)) {
        tookOverFrom = seen.owner;
        continue;
      }
    }
    if (io.elapsed() - began >= waitMs)
      return null;
    io.sleep(pause * (0.5 + Math.random()));
  }
}
function create(path, text, io) {
  try {
    createFile(path, Buffer.from(text), io);
    return "done";
  } catch (error) {
    return errorCode(error) === "EEXIST" ? "taken" : "impossible";
  }
}
function look(path, io) {
  if (io.lstat(path) === undefined)
    return null;
  const text = readCache(path, io)?.toString() ?? "";
  try {
    const owner = JSON.parse(text);
    const valid = typeof owner?.pid === "number" && typeof owner.host === "string";
    return { text, owner: valid ? owner : null };
  } catch {
    return { text, owner: null };
  }
}
function isAbandoned(path, seen, me, unreadableSince, io) {
  if (seen.owner !== null) {
    unreadableSince.delete(path);
    return seen.owner.host === me.host && !alive(seen.owner.pid, seen.owner.start);
  }
  const since = unreadableSince.get(path) ?? io.elapsed();
  unreadableSince.set(path, since);
  return io.elapsed() - since >= UNREADABLE_MS;
}
function takeOver(path, dead, me, mine, unreadableSince, depth, io) {
  if (depth > MAX_TAKEOVER_DEPTH)
    return false;
  const claim = `${path}.claim`;
  if (create(claim, mine, io) !== "done") {
    const other = look(claim, io);
    if (other !== null && isAbandoned(claim, other, me, unreadableSince, io)) {
      takeOver(claim, other, me, mine, unreadableSince, depth + 1, io);
    }
    return false;
  }
  try {
    if (look(path, io)?.text !== dead.text)
      return false;
    removeFile(path, io);
    return true;
  } catch {
    return false;
  } finally {
    removeFile(claim, io);
  }
}
function release(path, mine, io) {
  if (look(path, io)?.text === mine)
    removeFile(path, io);
}

export { acquire };
