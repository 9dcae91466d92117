import { lstatSync, readdirSync, renameSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { makeFolders } from "../../store/disk.ts";
import { moduleOf } from "../../workflows/index.ts";
import { writtenBy } from "../publish/outputs.ts";

/**
 * The files of a run in its workflow's own folder: when the run is archived or parked they go to `<folder>/earlier/<run>/`,
 * so that the next one begins with a clean folder. What no task and no output of the run has written stays, and so does what
 * outlives runs.
 */

/** In the workflow's own folder: the files of earlier runs. */
export const EARLIER = "earlier";

/** Where a run's files lie once it is archived; null for a workflow whose files lie in `.task/` themselves. */
export function earlierOf(run: Run): string | null {
  const { files } = moduleOf(run.workflow).workflow;
  return files === ".task" || !/^[\w-]+$/.test(run.run) ? null : `${files}/${EARLIER}/${run.run}`;
}

/** Moves the files of a run there; returns how many. Safe to repeat; nothing is overwritten. */
export function setFilesAside(project: Project, run: Run): number {
  const folder = earlierOf(run);
  if (folder === null) return 0;
  const { workflow, outlives = [] } = moduleOf(run.workflow);
  const stays = (path: string): boolean => outlives.some((one) => path === one || path.startsWith(one));
  const own = ownFiles(project, run).filter((path) => path.startsWith(`${workflow.files}/`) && !stays(path));
  return own.filter((path) => move(project.root, path, join(folder, path.slice(workflow.files.length + 1)))).length;
}

/** Moves them back where their places are free. */
export function putFilesBack(project: Project, run: Run): void {
  const folder = earlierOf(run);
  if (folder === null) return;
  const { files } = moduleOf(run.workflow).workflow;
  for (const name of filesBelow(join(project.root, folder)))
    move(project.root, `${folder}/${name}`, `${files}/${name}`);
}

/** What the run has written: accepted, put out by the program, or left by an agent whose work did not count. */
function ownFiles(project: Project, run: Run): string[] {
  const begun = Date.parse(run.created_at);
  const found = new Set(writtenBy(project, run));
  for (const { writes, documents, handed, artifact, dispatches } of run.tasks) {
    if (artifact !== null) found.add(writes);
    for (const { path } of handed) found.add(path);
    if (dispatches === 0) continue;
    for (const path of [writes, ...documents]) {
      const there = statOf(join(project.root, path));
      if (there?.isFile() && there.mtimeMs >= begun) found.add(path);
    }
  }
  // A journal that came with the project could name any path.
  return [...found].filter((path) => path.split("/").every((part) => !["", ".", ".."].includes(part)));
}

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Moves one file within the project, through no link and over nothing. */
function move(root: string, from: string, to: string): boolean {
  const folders = dirname(from).split("/");
  const isPlain = folders.every((_, at) => statOf(join(root, ...folders.slice(0, at + 1)))?.isDirectory());
  if (!isPlain || !statOf(join(root, from))?.isFile() || statOf(join(root, to)) !== undefined) return false;
  makeFolders(root, dirname(to));
  renameSync(join(root, from), join(root, to));
  // Folders that are empty now go, the innermost first: above one that is not, none is.
  for (let at = folders.length; at > 1; at--) attempt(() => rmdirSync(join(root, ...folders.slice(0, at))), null);
  return true;
}

/** Paths of the files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!statOf(folder)?.isDirectory()) return [];
  // By hand: the recursive list of Bun follows links, also out of the project.
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name)).map((name) => `${entry.name}/${name}`)
      : entry.isFile()
        ? [entry.name]
        : [],
  );
}
