import { dirname, join } from "node:path";
import type { Run } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { createFolder, createTaskFolder, readCache, readRegular, UnsafeFile, writeFileAtomic } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import type { OutputFile } from "../workflows/contract.ts";
import { moduleOf, sceneOf } from "../workflows/index.ts";

/** Files that a workflow has beside its artifacts, written by the program alone. */

/** What this program has written itself, by path: whatever else stands there is somebody's own. */
const RECORD = "kept.json";
type Written = Record<string, string>;

/**
 * Brings the files of a run's workflow up to what the run is now; safe to repeat, and a call that was cut short is made good
 * by the next. Files that an agent is writing at the moment are left alone. A file of somebody else's in the place of one of
 * ours is copied to `<folder>/earlier/` first.
 * @returns paths that were written, and what is wrong with those that were not
 */
export function writeOutputs(project: Project, run: Run): { written: string[]; problems: string[] } {
  const { workflow, outputs } = moduleOf(run.workflow);
  if (outputs === undefined) return { written: [], problems: [] };
  const { files, problems } = outputs(sceneOf(project, run));
  const before = readWritten(project, run);
  const now: Written = { ...before };
  const written: string[] = [];
  for (const file of files) {
    if (isBeingWritten(run, file.path)) continue;
    try {
      if (writeOutput(project, workflow.files, file, before[file.path] ?? null)) written.push(file.path);
      now[file.path] = sha256(Buffer.from(file.text));
    } catch (error) {
      problems.push(`${file.path} was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (JSON.stringify(now) !== JSON.stringify(before)) noteWritten(project, run, now);
  return { written, problems };
}

/** Whether an agent that is at work writes this file. */
const isBeingWritten = (run: Run, path: string): boolean =>
  run.tasks.some(
    (task) =>
      task.status === "running" &&
      [task.writes, ...task.documents].some((one) => (one.endsWith("/") ? path.startsWith(one) : one === path)),
  );

/** Writes one file where its bytes differ; true when it was written. @throws UnsafeFile for links and foreign files */
function writeOutput(project: Project, folder: string, file: OutputFile, known: string | null): boolean {
  const path = join(project.root, file.path);
  if (!file.path.startsWith(`${folder}/`) || file.path.split("/").some((part) => part === ".." || part === ""))
    throw new UnsafeFile(path, `lies outside ${folder}/`);
  makeFolders(project.root, dirname(file.path));
  const there = readRegular(path);
  const bytes = Buffer.from(file.text);
  if (there?.equals(bytes)) return false;
  if (there !== null && !file.ofRole && sha256(there) !== known) setAside(project, folder, file.path, there);
  writeFileAtomic(path, bytes);
  return true;
}

/** Every folder of a path, each a real one. */
function makeFolders(root: string, folder: string): void {
  let path = root;
  for (const name of folder.split("/")) {
    path = join(path, name);
    createFolder(path);
  }
}

/** Keeps what somebody else has written there, under a name that its content gives: once, however often this is repeated. */
function setAside(project: Project, folder: string, path: string, bytes: Buffer): void {
  const earlier = `${folder}/earlier`;
  makeFolders(project.root, earlier);
  const name = `${sha256(bytes).slice(0, 8)}-${path.slice(folder.length + 1).replaceAll("/", "-")}`;
  const copy = join(project.root, earlier, name);
  if (!readCache(copy)?.equals(bytes)) writeFileAtomic(copy, bytes);
}

function readWritten(project: Project, run: Run): Written {
  try {
    const bytes = readCache(join(project.task, RECORD));
    const value = JSON.parse(bytes?.toString() ?? "null") as { run?: unknown; files?: unknown } | null;
    if (value?.run !== run.run || typeof value.files !== "object" || value.files === null) return {};
    return Object.fromEntries(
      Object.entries(value.files).filter((one): one is [string, string] => typeof one[1] === "string"),
    );
  } catch {
    return {};
  }
}

function noteWritten(project: Project, run: Run, files: Written): void {
  createTaskFolder(project.task);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileAtomic(join(project.task, RECORD), `${JSON.stringify({ run: run.run, files: sorted })}\n`);
}
