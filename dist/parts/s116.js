// @bun
import {
  disk,
  errorCode,
  ownFolder,
  readCache,
  createFile,
  temporaryName,
  syncFile,
  createTaskFolder,
  createFolder
} from "./s22.js";
import {
  sha256
} from "./s83.js";

// src/store/objects.ts
import { join } from "path";
var MAX_OBJECT_BYTES = 1024 * 1024;
var KEPT_CHARS = 150000;
var fittingText = (text) => Buffer.byteLength(text) <= MAX_OBJECT_BYTES ? text : `${text.slice(0, KEPT_CHARS)}
\u2026 left out \u2026
${text.slice(-KEPT_CHARS)}`;
var NAME = /^[0-9a-f]{64}$/;
function putObject(dir, content, io = disk) {
  return putObjects(dir, [content], io)[0];
}
function putObjects(dir, contents, io = disk) {
  const all = contents.map((content) => typeof content === "string" ? Buffer.from(content) : content);
  for (const { length } of all) {
    if (length > MAX_OBJECT_BYTES) {
      throw new Error(`This is ${length} bytes long; an object in .task/objects holds at most ${MAX_OBJECT_BYTES}.`);
    }
  }
  const hashes = all.map((bytes) => sha256(bytes));
  if (all.length === 0)
    return hashes;
  const different = new Map(hashes.map((hash, index) => [hash, all[index]]));
  try {
    writeObjects(dir, different, io);
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      throw unwritten(error);
    try {
      writeObjects(dir, different, io);
    } catch (again) {
      throw unwritten(again);
    }
  }
  return hashes;
}
function unwritten(error) {
  if (errorCode(error) === undefined)
    return error;
  const { message } = error;
  return new Error(`.task/objects could not be written: ${message}. Nothing is recorded; mend that and try again.`);
}
function writeObjects(dir, objects, io) {
  const folder = join(dir, "objects");
  createTaskFolder(dir, io);
  if (!ownFolder(folder, io))
    createFolder(folder, io);
  for (const [hash, bytes] of objects) {
    const path = join(folder, hash);
    if (readCache(path, io)?.equals(bytes))
      continue;
    const temporary = temporaryName(path);
    createFile(temporary, bytes, io);
    io.rename(temporary, path);
  }
  for (const hash of objects.keys())
    syncFile(join(folder, hash), io);
}
function getObject(dir, hash, io = disk) {
  if (!NAME.test(hash))
    return null;
  const bytes = readCache(join(dir, "objects", hash), io);
  return bytes !== null && sha256(bytes) === hash ? bytes : null;
}

export { MAX_OBJECT_BYTES, fittingText, putObject, putObjects, getObject };
