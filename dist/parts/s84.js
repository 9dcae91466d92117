// @bun
import {
  UnsafeFile,
  readRegular,
  readCache,
  writeFileAtomic,
  createTaskFolder,
  makeFolders
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  moduleOf,
  sceneOf
} from "./s70.js";

// src/run/outputs.ts
import { dirname, join } from "path";
var RECORD = "kept.json";
function writeOutputs2(project, run, anew = []) {
  const { workflow, outputs } = moduleOf(run.workflow);
  if (outputs === undefined)
    return { written: [], problems: [] };
  const { files, problems } = outputs(sceneOf(project, run));
  const before = readWritten(project, run);
  const now = { ...before };
  const written = [];
  for (const file of files) {
    const known = before[file.path] ?? null;
    if (isBeingWritten(run, file.path))
      continue;
    if (file.of !== undefined && !anew.includes(file.path) && isEdited(project, file, known))
      continue;
    try {
      if (writeOutput(project, workflow.files, file, known))
        written.push(file.path);
      now[file.path] = sha256(Buffer.from(file.text));
    } catch (error) {
      problems.push(`${file.path} was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (JSON.stringify(now) !== JSON.stringify(before))
    noteWritten(project, run, now);
  return { written, problems };
}
function isEdited(project, { path, text }, known) {
  const there = readCache(join(project.root, path));
  return there !== null && known !== null && sha256(there) !== known && !there.equals(Buffer.from(text));
}
var isBeingWritten = (run, path) => run.tasks.some((task) => task.status === "running" && [task.writes, ...task.documents].some((one) => one.endsWith("/") ? path.startsWith(one) : one === path));
function writeOutput(project, folder, file, known) {
  const path = join(project.root, file.path);
  if (!file.path.startsWith(`${folder}/`) || file.path.split("/").some((part) => part === ".." || part === ""))
    throw new UnsafeFile(path, `lies outside ${folder}/`);
  makeFolders(project.root, dirname(file.path));
  const there = readRegular(path);
  const bytes = Buffer.from(file.text);
  if (there?.equals(bytes))
    return false;
  if (there !== null && !file.ofRole && sha256(there) !== known)
    setAside(project, folder, file.path, there);
  writeFileAtomic(path, bytes);
  return true;
}
function setAside(project, folder, path, bytes) {
  const earlier = `${folder}/earlier`;
  makeFolders(project.root, earlier);
  const name = `${sha256(bytes).slice(0, 8)}-${path.slice(folder.length + 1).replaceAll("/", "-")}`;
  const copy = join(project.root, earlier, name);
  if (!readCache(copy)?.equals(bytes))
    writeFileAtomic(copy, bytes);
}
function readWritten(project, run) {
  try {
    const bytes = readCache(join(project.task, RECORD));
    const value = JSON.parse(bytes?.toString() ?? "null");
    if (value?.run !== run.run || typeof value.files !== "object" || value.files === null)
      return {};
    return Object.fromEntries(Object.entries(value.files).filter((one) => typeof one[1] === "string"));
  } catch {
    return {};
  }
}
var writtenBy2 = (project, run) => Object.keys(readWritten(project, run));
function isByProgram2(project, run, path) {
  const known = readWritten(project, run)[path];
  const bytes = known === undefined ? null : readCache(join(project.root, path));
  return bytes !== null && sha256(bytes) === known;
}
function noteWritten(project, run, files) {
  createTaskFolder(project.task);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => a < b ? -1 : 1));
  writeFileAtomic(join(project.task, RECORD), `${JSON.stringify({ run: run.run, files: sorted })}
`);
}

export { writeOutputs2, writtenBy2, isByProgram2 };
