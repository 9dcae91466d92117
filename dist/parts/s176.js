// @bun
import {
  mapped
} from "./s52.js";

// src/host/seen.ts
var SEEN_BYTES = 1024 * 1024;
var SEEN_HEAD = 8;
var seenFile = (data, root) => `${data}/outside/seen/${Bun.hash(root).toString(36)}`;
var placesOf = (call) => [1n, 2n].map((seed) => SEEN_HEAD + Number(Bun.hash.wyhash(call, seed) % BigInt(SEEN_BYTES - SEEN_HEAD)));
var isSeen = (call, files) => files.some((bytes) => placesOf(call).every((place) => bytes[place] === 1));

// src/host/seen-file.ts
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from "fs";
import { dirname } from "path";
function openSeen(env, anew) {
  const { CLAUDE_PLUGIN_DATA: data = "", MULTI_AI_HOME: root = "" } = env;
  if (!data.startsWith("/") || root === "")
    return;
  const path = seenFile(data, root);
  if (!anew && Bun.file(path).size === SEEN_BYTES)
    return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 448 });
    const fd = openSync(path, "w", 384);
    const head = Buffer.alloc(SEEN_HEAD);
    head.writeDoubleLE(Date.now());
    writeSync(fd, head);
    ftruncateSync(fd, SEEN_BYTES);
    closeSync(fd);
  } catch {}
}
function seenFiles(folders, root) {
  const files = folders.map((data) => mapped(seenFile(data, root))).filter((bytes) => bytes.length === SEEN_BYTES);
  return { files, since: Math.min(...files.map((bytes) => bytes.readDoubleLE(0))) };
}

export { SEEN_HEAD, isSeen, openSeen, seenFiles };
