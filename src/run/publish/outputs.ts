import { dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { isWritten } from "../../record/accepted.ts";
import {
  createTaskFolder,
  makeFolders,
  readCache,
  readRegular,
  UnsafeFile,
  writeFileAtomic,
} from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsIn, fieldsOf } from "../../store/loose.ts";
import { whyNot } from "../../store/reasons.ts";
import type { OutputFile, WorkflowModule } from "../../workflows/contract/contract.ts";
import { EARLIER, earlierFiles, earlierIn, folderOf } from "../../workflows/earlier.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";

/** Output files of a workflow: the program alone writes them, from the run's state. */

/**
 * Records the hashes of the files that the program has written, to recognise files of somebody
 * else.
 */
const RECORD = "kept.json";
type Written = Record<string, string>;

/** Whether the program writes any: most changes of a run without them need no look. */
export const hasOutputs = (run: Run): boolean =>
  ownOutputs(run) !== undefined || earlierIn(run).length > 0;

/** What makes the files of a run's own; undefined: it has none. */
function ownOutputs(run: Run): WorkflowModule["outputs"] {
  const { outputs, hasOutputs: has } = moduleOf(run.workflow);
  return has === undefined || has(run) ? outputs : undefined;
}

/**
 * Brings the output files of a run's workflow up to date; safe to repeat. Files that an agent is
 * writing now are left alone. A file of somebody else in the place of one of ours is first copied
 * to `<folder>/earlier/`.
 * @returns the written paths, and what is wrong with those that could not be written
 */
export function writeOutputs(
  project: Project,
  run: Run,
): { written: string[]; problems: string[] } {
  const scene = sceneOf(project, run);
  const { files: own, problems } = ownOutputs(run)?.(scene) ?? {
    files: [],
    problems: [],
  };
  const files = [...own, ...earlierFiles(scene)];
  if (files.length === 0) return { written: [], problems };
  const before = readWritten(project, run);
  const now: Written = { ...before };
  const written: string[] = [];
  for (const file of files) {
    const known = before[file.path] ?? null;
    if (isAtWork(run, file.path)) continue;
    try {
      if (writeOutput(project, folderOf(run, file.path), file, known)) written.push(file.path);
      now[file.path] = sha256(Buffer.from(file.text));
    } catch (error) {
      problems.push(`${file.path} was not written: ${whyNot(error)}`);
    }
  }
  if (JSON.stringify(now) !== JSON.stringify(before)) noteWritten(project, run, now);
  return { written, problems };
}

/** Whether an agent or a check that is at work writes this file. */
export const isAtWork = (run: Run, path: string): boolean =>
  run.tasks.some((task) => task.status === "running" && isWritten(task, path));

/**
 * Writes one file if its bytes differ; true: written. @throws UnsafeFile for links and other users'
 * files
 */
function writeOutput(
  project: Project,
  folder: string | null,
  file: OutputFile,
  known: string | null,
): boolean {
  const path = join(project.root, file.path);
  if (folder === null || file.path.split("/").some((part) => part === ".." || part === ""))
    throw new UnsafeFile(path, "lies outside the workflow's folder");
  makeFolders(project.root, dirname(file.path));
  const there = readRegular(path);
  const bytes = Buffer.from(file.text);
  if (there?.equals(bytes)) return false;
  if (there !== null && !file.ofRole && sha256(there) !== known)
    setAside(project, folder, file.path, there);
  writeFileAtomic(path, bytes);
  return true;
}

/**
 * Copies somebody else's file away, under a name made of its hash, so that repeated calls make one
 * copy.
 */
function setAside(project: Project, folder: string, path: string, bytes: Buffer): void {
  const earlier = `${folder}/${EARLIER}`;
  makeFolders(project.root, earlier);
  const name = `${sha256(bytes).slice(0, 8)}-${path.slice(folder.length + 1).replaceAll("/", "-")}`;
  const copy = join(project.root, earlier, name);
  if (!readCache(copy)?.equals(bytes)) writeFileAtomic(copy, bytes);
}

function readWritten(project: Project, run: Run): Written {
  const record = fieldsIn(readCache(join(project.task, RECORD))?.toString());
  const files = record.run === run.run ? Object.entries(fieldsOf(record.files)) : [];
  return Object.fromEntries(
    files.filter((file): file is [string, string] => typeof file[1] === "string"),
  );
}

/** Paths that the program has written for a run. */
export const writtenBy = (project: Project, run: Run): string[] =>
  Object.keys(readWritten(project, run));

/** Whether a file stands as the program itself has written it last. */
export function isByProgram(project: Project, run: Run, path: string): boolean {
  const known = readWritten(project, run)[path];
  const bytes = known === undefined ? null : readCache(join(project.root, path));
  return bytes !== null && sha256(bytes) === known;
}

function noteWritten(project: Project, run: Run, files: Written): void {
  createTaskFolder(project.task);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileAtomic(
    join(project.task, RECORD),
    `${JSON.stringify({ run: run.run, files: sorted })}\n`,
  );
}
