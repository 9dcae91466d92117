import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactFacts } from "../engine/commands.ts";
import { acceptedTasks, type Run, type Task } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { readCache, UnsafeFile, writeFileAtomic } from "../store/disk.ts";
import { getObject } from "../store/objects.ts";

/** The value of an accepted artifact, from its object: what was accepted, whatever stands in its file by now. */
export function accepted<T>(project: Project, sha: string | null): T | null {
  if (sha === null) return null;
  const bytes = getObject(project.task, sha);
  if (bytes === null) return null;
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  // An artifact may be markdown: there is no value in it.
  return /^\s*[[{]/.test(text) ? (JSON.parse(text) as T) : null;
}

/** A document as it was last handed in and accepted, as text; null without one. */
export function handedText(project: Project, run: Run, path: string): string | null {
  const sha = acceptedTasks(run)
    .flatMap((task) => task.handed)
    .findLast((one) => one.path === path)?.sha;
  const bytes = sha === undefined ? null : getObject(project.task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Files as they were accepted last, by path: a task's artifact, or a document that was handed in with a later one. */
function acceptedFiles(run: Run): Map<string, string> {
  const newest = new Map<string, string>();
  for (const task of acceptedTasks(run)) {
    if (task.artifact !== null) newest.set(task.writes, task.artifact);
    for (const { path, sha } of task.handed) newest.set(path, sha);
  }
  return newest;
}

/** A file of the run as it was accepted last, as text; null before that, whatever lies there from an earlier run. */
export function acceptedText(project: Project, run: Run, path: string): string | null {
  const sha = acceptedFiles(run).get(path);
  const bytes = sha === undefined ? null : getObject(project.task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Hash of the newest artifact of a kind that still counts; null before there is one. */
export const latest = (run: Run, schema: string): string | null =>
  run.tasks.findLast((task) => task.schema === schema && task.artifact !== null && !task.void)?.artifact ?? null;

/** Tree that the change under review started from: what the first implementation task found. */
export const baseOf = (run: Run): string | null =>
  run.tasks.find((task) => task.edits !== null && task.base !== null && !task.void)?.base ?? null;

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
export const artifactPath = (project: Project, task: Task): string => join(project.root, task.writes);

/**
 * Puts what a task reads back as it was accepted: a command may have changed the files meanwhile, and a reviewer shall
 * not read another story than the one that its verdict is checked against. What changes during the task itself is the
 * subject's business.
 * @returns what is wrong, when an accepted artifact is gone for good; null otherwise
 */
export function restoreReads(project: Project, run: Run, task: Task): string | null {
  for (const [path, sha] of acceptedFiles(run)) {
    if (!task.reads.some((one) => one === path || (one.endsWith("/") && path.startsWith(one)))) continue;
    const bytes = getObject(project.task, sha);
    if (bytes === null) return `${path} cannot be read back as it was accepted: its copy in .task/objects is gone`;
    const file = join(project.root, path);
    try {
      if (readCache(file)?.equals(bytes)) continue;
      writeFileAtomic(file, bytes);
    } catch (error) {
      return `${path} could not be put back as it was accepted: ${error instanceof UnsafeFile ? error.message : String(error)}`;
    }
  }
  return null;
}

/** What came of reading a task's artifact: what it says, or what is wrong with it, with its bytes where it could be read. */
export type ArtifactResult =
  | { ok: true; artifact: ArtifactFacts; bytes: Uint8Array }
  | { ok: false; problems: string[]; sha: string | null; bytes: Uint8Array | null };
