import { dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { isWritten } from "../../record/accepted.ts";
import {
  type FileHashes,
  readFileHashes,
  writeFileHashes,
  writeOwn,
} from "../../record/changes/own-files.ts";
import { makeFolders, readRegular, UnsafeFile, writeAtomic } from "../../store/files/disk.ts";
import { whyNot } from "../../store/files/reasons.ts";
import { sha256 } from "../../store/journal.ts";
import type { Document, WorkflowModule } from "../../workflows/contract/contract.ts";
import { earlierFiles, earlierIn, folderOf } from "../../workflows/earlier.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";

/** Output files of a workflow: the program alone writes them, from the run's state. */

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
 * writing now are left alone, and a file of somebody else in the place of one is moved aside.
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
  const before = readFileHashes(project, run);
  const now: FileHashes = { ...before };
  const written: string[] = [];
  for (const file of files) {
    if (isAtWork(run, file.path)) continue;
    try {
      if (writeOutput(project, run, file)) written.push(file.path);
      now[file.path] = sha256(Buffer.from(file.text));
    } catch (error) {
      problems.push(`${file.path} was not written: ${whyNot(error)}`);
    }
  }
  if (JSON.stringify(now) !== JSON.stringify(before)) writeFileHashes(project, run, now);
  return { written, problems };
}

const isLasting = (run: Run, path: string): boolean =>
  moduleOf(run.workflow).outlives?.includes(path) === true;

/** Whether an agent or a check that is at work writes this file. */
export const isAtWork = (run: Run, path: string): boolean =>
  run.tasks.some((task) => task.status === "running" && isWritten(task, path));

/**
 * Writes one file if its bytes differ; true: written. @throws UnsafeFile for links and other users'
 * files
 */
function writeOutput(project: Project, run: Run, file: Document): boolean {
  const path = join(project.root, file.path);
  if (
    folderOf(run, file.path) === null ||
    file.path.split("/").some((part) => part === ".." || part === "")
  )
    throw new UnsafeFile(path, "lies outside the workflow's folder");
  makeFolders(project.root, dirname(file.path));
  const there = readRegular(path);
  const bytes = Buffer.from(file.text);
  if (there?.equals(bytes)) return false;
  // What outlives runs says what was there before, and more.
  if (there === null || isLasting(run, file.path)) writeAtomic(path, bytes);
  else writeOwn(project, run, file.path, bytes);
  return true;
}
