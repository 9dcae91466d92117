// @bun
import {
  disk,
  UnsafeFile,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  writeFileAtomic,
  createTaskFolder,
  makeFolders
} from "./s25.js";
import {
  PLANNING
} from "./s40.js";
import {
  acquire
} from "./s123.js";
import {
  hostName,
  startTime
} from "./s203.js";

// src/workflows/phases/planning/files.ts
import { closeSync, constants, fstatSync, lstatSync } from "fs";
import { dirname, join } from "path";
var MAX_BYTES = 1e6;
var MAX_NAMES = 1e4;
var telling = (file, problems) => (line, problem) => {
  problems.push({ file, line, problem });
};
var OWN_FOLDER = "a folder of your own that is no link";
var unsafeText = (error, expected = "a file of your own that is no link") => error instanceof UnsafeFile ? `it ${error.problem}; expected ${expected}` : `it cannot be read (${errorCode(error) ?? String(error)})`;
function isFolder(root, path, problems) {
  try {
    return ownFolder(join(root, path));
  } catch (error) {
    telling(path, problems)(null, unsafeText(error, OWN_FOLDER));
    return false;
  }
}
function namesIn(root, path, problems) {
  const tell = telling(path, problems);
  try {
    const names = disk.list(join(root, path)).sort();
    if (names.length > MAX_NAMES)
      tell(null, `found ${names.length} names, expected at most ${MAX_NAMES}`);
    return names.slice(0, MAX_NAMES);
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      tell(null, unsafeText(error, OWN_FOLDER));
    return [];
  }
}
function isThere(root, path) {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
function readText(root, path, problems) {
  const tell = telling(path, problems);
  let fd = null;
  try {
    fd = openRegular(join(root, path), constants.O_RDONLY);
    if (fd === null)
      return null;
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES) {
      tell(null, `it has ${size} bytes; expected at most ${MAX_BYTES}`);
      return null;
    }
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRange(fd, 0, size));
    if (!text.includes("\x00"))
      return text;
    tell(null, "it has a zero byte; expected text");
    return null;
  } catch (error) {
    tell(null, error instanceof TypeError ? "it is not valid UTF-8; expected text" : unsafeText(error));
    return null;
  } finally {
    if (fd !== null)
      closeSync(fd);
  }
}
var LOCK_WAIT = 1e4;
var MAX_TRIES = 3;
var put = (path, text) => ({ path, edit: () => ({ ok: true, text }) });
var change = (path, edit) => ({
  path,
  edit: (before) => before === null ? { ok: false, problem: "it is missing, expected this file" } : edit(before)
});
var applyChanges = (root, changes) => alone(root, () => {
  for (let tries = 1;; tries++) {
    const problems = [];
    const before = new Map;
    const after = new Map;
    for (const { path, edit } of changes) {
      if (!isSafe(root, path, problems))
        continue;
      if (!before.has(path)) {
        const text = readText(root, path, problems);
        before.set(path, text);
        after.set(path, text);
      }
      const edited = edit(after.get(path) ?? null);
      if (!edited.ok)
        telling(path, problems)(null, edited.problem);
      else if (Buffer.byteLength(edited.text) > MAX_BYTES)
        telling(path, problems)(null, `it would have more than ${MAX_BYTES} bytes`);
      else
        after.set(path, edited.text);
    }
    if (problems.length > 0)
      return { ok: false, problems };
    const isSame = [...before].every(([path, text]) => readText(root, path, problems) === text);
    if (!isSame) {
      if (tries < MAX_TRIES)
        continue;
      const problem = "another program writes here again and again; try again once it has ended";
      return { ok: false, problems: [{ file: PLANNING, line: null, problem }] };
    }
    const written = [...after].flatMap(([path, text]) => text === null || text === before.get(path) ? [] : [path]);
    for (const path of written)
      writeBelow(root, path, after.get(path));
    return { ok: true, written };
  }
});
function alone(root, work) {
  const lock = ".task/planning.lock";
  let held = null;
  try {
    createTaskFolder(join(root, ".task"));
    const me = { pid: process.pid, host: hostName(), start: startTime(process.pid) };
    held = acquire(join(root, lock), me, LOCK_WAIT);
    if (held === null)
      return { ok: false, problems: [{ file: lock, line: null, problem: "another command is writing; try again" }] };
    return work();
  } catch (error) {
    const file = error instanceof UnsafeFile ? error.path : PLANNING;
    const problem = error instanceof UnsafeFile ? unsafeText(error, OWN_FOLDER) : `it cannot be written (${errorCode(error) ?? String(error)})`;
    return { ok: false, problems: [{ file, line: null, problem }] };
  } finally {
    held?.release();
  }
}
function isSafe(root, path, problems) {
  const tell = telling(path, problems);
  const parts = path.split("/");
  if (parts[0] !== PLANNING || parts.length < 2 || parts.some((one) => one === "" || one === "." || one === "..")) {
    tell(null, `found a path outside of ${PLANNING}, expected one below it`);
    return false;
  }
  try {
    for (let depth = 1;depth < parts.length; depth++)
      if (!ownFolder(join(root, ...parts.slice(0, depth))))
        return true;
    const fd = openRegular(join(root, path), constants.O_RDONLY);
    if (fd !== null)
      closeSync(fd);
    return true;
  } catch (error) {
    tell(null, unsafeText(error));
    return false;
  }
}
function writeBelow(root, path, text) {
  makeFolders(root, dirname(path));
  writeFileAtomic(join(root, path), text);
}

export { telling, isFolder, namesIn, isThere, readText, put, change, applyChanges, alone, isSafe, writeBelow };
