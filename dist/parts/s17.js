// @bun
// src/project/git-objects.ts
function batchObjects(out, count) {
  let at = 0;
  return Array.from({ length: count }, () => {
    const end = out.indexOf(10, at);
    if (end < 0)
      return null;
    const [, hash, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(out.toString("latin1", at, end)) ?? [];
    at = end + 1;
    if (hash === undefined || kind === undefined)
      return null;
    const bytes = out.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return { hash, kind, bytes };
  });
}
function isGenuine({ hash, kind, bytes }) {
  const hasher = new Bun.CryptoHasher(hash.length === 64 ? "sha256" : "sha1");
  return hasher.update(`${kind} ${bytes.length}\x00`).update(bytes).digest("hex") === hash;
}
function entriesIn({ hash, bytes }) {
  const found = new Map;
  for (let at = 0;at < bytes.length; ) {
    const [blank, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)];
    if (blank < 0 || end < blank)
      break;
    const next = end + 1 + hash.length / 2;
    found.set(bytes.toString("latin1", blank + 1, end), bytes.toString("hex", end + 1, next));
    at = next;
  }
  return found;
}
var treeOfCommit = ({ bytes }) => /^tree ([0-9a-f]+)\n/.exec(bytes.toString("latin1", 0, 80))?.[1] ?? null;
var falseBytes = (hash) => `the object ${hash} holds other bytes than those that it is named by: somebody has changed git's objects (git fsck names all)`;

// src/project/stand-in.ts
import { closeSync, constants, openSync, readSync } from "fs";
var MAX_KEPT = 8 * 1024 * 1024;
var STAND_IN = "multi-ai: not kept here, ";
var FORM = /^multi-ai: not kept here, (\d+) bytes with the SHA-256 ([0-9a-f]{64})/;
var standIn = ({ size, sha256 }, why) => Buffer.from(`${STAND_IN}${size} bytes with the SHA-256 ${sha256}: ${why}
`);
var isStandInSize = (size) => size > 100 && size < 200;
function standsFor(text) {
  const [, size, sha256] = FORM.exec(text) ?? [];
  return size === undefined || sha256 === undefined ? null : { size: Number(size), sha256 };
}

class TooSlow extends Error {
}
function shaOf(file, end) {
  const hasher = new Bun.CryptoHasher("sha256");
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const part = Buffer.alloc(1024 * 1024);
    let size = 0;
    for (let read = readSync(fd, part);read > 0; read = readSync(fd, part)) {
      hasher.update(part.subarray(0, read));
      size += read;
      if (Date.now() > end)
        throw new TooSlow;
    }
    return { size, sha256: hasher.digest("hex") };
  } finally {
    closeSync(fd);
  }
}
function inWords2(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  let [size, unit] = [bytes, 0];
  for (;size >= 1024 && unit < units.length - 1; unit++)
    size /= 1024;
  return `${unit === 0 ? size : size.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
}

export { batchObjects, isGenuine, entriesIn, treeOfCommit, falseBytes, MAX_KEPT, STAND_IN, standIn, isStandInSize, standsFor, TooSlow, shaOf, inWords2 };
