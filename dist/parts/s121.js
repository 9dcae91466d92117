// @bun
import {
  disk,
  UnsafeFile,
  errorCode,
  ownFolder,
  readCache,
  createFile,
  temporaryName,
  writeFileAtomic,
  syncFile,
  createTaskFolder,
  createFolder
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  acceptedTasks
} from "./s5.js";
import {
  readJson
} from "./s26.js";

// src/record/accepted.ts
import { existsSync, statSync } from "fs";
import { join as join2 } from "path";

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

// src/record/accepted.ts
function objectText2(project, sha) {
  const bytes = sha === null ? null : getObject(project.task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
function accepted(project, sha) {
  const text = objectText2(project, sha);
  const json = text !== null && /^\s*[[{]/.test(text) ? readJson(text) : null;
  return json?.ok ? json.value : null;
}
var handedText = (project, run, path) => objectText2(project, acceptedTasks(run).flatMap((task) => task.handed).findLast((one) => one.path === path)?.sha ?? null);
function acceptedFiles(run) {
  const newest = new Map;
  for (const task of acceptedTasks(run)) {
    if (task.artifact !== null)
      newest.set(task.writes, { sha: task.artifact, task });
    for (const { path, sha } of task.handed)
      newest.set(path, { sha, task });
  }
  return newest;
}
var isRead = (task, path) => task.reads.some((one) => one === path || one.endsWith("/") && path.startsWith(one));
var acceptedText = (project, run, path) => objectText2(project, acceptedFiles(run).get(path)?.sha ?? null);
var writerOf = (run, path) => run.tasks.findLast((task) => task.writes === path && task.artifact !== null && !task.void);
var latest = (run, schema) => run.tasks.findLast((task) => task.schema === schema && task.artifact !== null && !task.void)?.artifact ?? null;
var recordedStart = (run) => {
  const base = run.tasks.find((task) => task.dispatches > 0)?.base ?? null;
  return base?.startsWith("file:") ? null : base;
};
var firstWork = (run) => run.tasks.find((task) => task.edits !== null && task.base !== null && !task.void);
function isHeadMoved(run, work) {
  const isBefore = (id) => (run.tasks.find((one) => one.id === id)?.started_at ?? "~") <= (work.started_at ?? "");
  const [first, ...later] = run.heads;
  return later.some(({ task, head }) => isBefore(task) && head.commit !== first?.head.commit);
}
function baseOf2(run) {
  const work = firstWork(run);
  if (work === undefined)
    return null;
  const isAgain = run.tasks.some((task) => task.edits !== null && task.base !== null && task.void);
  return (isAgain || isHeadMoved(run, work) ? null : recordedStart(run)) ?? work.base;
}
function beforeWork(run) {
  const [from, to] = [recordedStart(run), firstWork(run)?.base ?? null];
  return from === null || to === null || from === to ? null : { from, to, inDiff: baseOf2(run) === from };
}
var isFile = (path) => existsSync(path) && statSync(path).isFile();
var artifactPath = (project, task) => join2(project.root, task.writes);
function restoreReads(project, run, task) {
  for (const [path, { sha }] of acceptedFiles(run)) {
    if (!isRead(task, path))
      continue;
    const bytes = getObject(project.task, sha);
    if (bytes === null)
      return `${path} cannot be read back as it was accepted: its copy in .task/objects is gone`;
    const file = join2(project.root, path);
    try {
      if (readCache(file)?.equals(bytes))
        continue;
      writeFileAtomic(file, bytes);
    } catch (error) {
      return `${path} could not be put back as it was accepted: ${error instanceof UnsafeFile ? error.message : String(error)}`;
    }
  }
  return null;
}

export { MAX_OBJECT_BYTES, fittingText, putObject, putObjects, getObject, objectText2, accepted, handedText, acceptedFiles, isRead, acceptedText, writerOf, latest, baseOf2, beforeWork, isFile, artifactPath, restoreReads };
