import { existsSync, readdirSync, renameSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { spentBy } from "../../engine/bounds.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { isOwnFile, namesRun, writtenBy } from "../../record/changes/own-files.ts";
import { archiveIndex, type IndexLine } from "../../record/history.ts";
import { dropCopy } from "../../record/machine/copies.ts";
import { unmark } from "../../record/machine/marks.ts";
import { mainUsed } from "../../render/report/cost.ts";
import { archive, archiveTo, FOLDS, parkedRuns } from "../../store/archive.ts";
import { makeFolders, readCache } from "../../store/files/disk.ts";
import { filesBelow, statAt } from "../../store/files/plain-file.ts";
import { EARLIER } from "../../workflows/earlier.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";
import { kindOf } from "../../workflows/money/estimate.ts";
import { runMoney } from "../../workflows/money/money.ts";
import { readable, readRun } from "../journal/read-run.ts";
import { callsOf, noteOrphans } from "./orphans.ts";

/**
 * A run of this project, wherever it is kept. `place`: the project with the folder of that run as
 * `task`.
 */
export interface ArchivedRun {
  run: Run;
  place: Project;
  kept: "here" | "parked" | "archived";
}

/**
 * Files of a run in `.task/`, relative to it: folds, artifacts, and what the program made of them.
 */
const ofTask = (project: Project, run: Run | null): string[] => [
  ...FOLDS.filter((name) => {
    const bytes = readCache(join(project.task, name));
    return bytes !== null && namesRun(bytes);
  }),
  ...(run === null ? [] : ownFiles(project, run)).flatMap((path) =>
    path.startsWith(".task/") ? [path.slice(".task/".length)] : [],
  ),
];

/** What is done before a run's record is moved. */
function leave(project: Project, run: Run | null): void {
  unmark(project);
  if (run === null) return;
  noteOrphans(project, run.run, callsOf(run));
  archiveFiles(project, run);
}

/**
 * Moves everything of a run, its files of the workflow's own folder aside, into
 * `.task/<folder>/<name>/`, and returns that folder. Safe to repeat.
 */
export function moveRun(
  project: Project,
  run: Run | null,
  folder: "history" | "parked",
  name: string,
): string {
  leave(project, run);
  return archiveTo(project.task, folder, name, ofTask(project, run), () => dropCopy(project));
}

/** What the history's index says of a run. */
export function indexLine(run: Run): IndexLine {
  const { workflow, status, reason, created_at, updated_at } = run;
  const { tokens, minutes } = spentBy(run);
  const { usd, unknown } = runMoney(run);
  return {
    run: run.run,
    request: run.request.text.slice(0, 200),
    status,
    reason,
    created_at,
    updated_at,
    ...kindOf(workflowOf(workflow), run),
    tokens,
    minutes,
    main_tokens: mainUsed(run)?.tokens ?? 0,
    usd,
    unpriced: unknown,
  };
}

/** Moves everything of a run into the history, and returns its folder there. Nothing is deleted. */
export function archiveRun(project: Project, run: Run): string {
  leave(project, run);
  return archive(project.task, indexLine(run), ofTask(project, run), () => dropCopy(project));
}

/** Without its journal a run is known by its snapshot, and is told as one that cannot be read. */
const holdsRun = (folder: string): boolean =>
  ["events.jsonl", "snapshot.json"].some((name) => existsSync(join(folder, name)));

/** Ids of archived runs whose record is there, oldest first where the index tells. */
function archivedRuns(project: Project): string[] {
  const folder = join(project.task, "history");
  const there = existsSync(folder)
    ? readdirSync(folder).filter((name) => holdsRun(join(folder, name)))
    : [];
  const order = archiveIndex(project).map((line) => line.run);
  return there.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Where a run lies that is parked or archived. */
export const storedPlace = (
  project: Project,
  folder: "parked" | "history",
  id: string,
): Project => ({ ...project, task: join(project.task, folder, id) });

/** Parked and archived runs by id, and where each lies; the archived ones last, oldest first. */
export function storedRuns(project: Project): (Omit<ArchivedRun, "run"> & { id: string })[] {
  const parked = parkedRuns(project.task).map((id) => ({
    id,
    kept: "parked" as const,
    place: storedPlace(project, "parked", id),
  }));
  const archived = archivedRuns(project).map((id) => ({
    id,
    kept: "archived" as const,
    place: storedPlace(project, "history", id),
  }));
  return [...parked, ...archived];
}

/** Every run that this project knows, by id; its own first. */
export function knownRuns(project: Project): string[] {
  const here = readable(project);
  return [...new Set([...(here ? [here.run] : []), ...storedRuns(project).map(({ id }) => id)])];
}

/**
 * A run of the project by its id: its own, a parked or an archived one; null when there is none.
 * @throws BrokenChain of that run
 */
export function runById(project: Project, wanted: string): ArchivedRun | null {
  const here = readable(project);
  if (here?.run === wanted) return { run: here, place: project, kept: "here" };
  // Only listed names: any other id could lead out of the folder.
  for (const { id, place, kept } of storedRuns(project)) {
    const run = id === wanted ? readRun(place) : null;
    if (run !== null) return { run, place, kept };
  }
  return null;
}

/**
 * The files of a run in its workflow's own folder: when the run is archived or parked they go to
 * `<folder>/earlier/<run>/`, so that the next one begins with a clean folder. What no task and no
 * output of the run has written stays, and so does what outlives runs.
 */

/**
 * Where a run's files lie once it is archived; null for a workflow whose files lie in `.task/`
 * themselves.
 */
export function earlierOf(run: Run): string | null {
  const { files } = moduleOf(run.workflow).workflow;
  return files === ".task" || !/^[\w-]+$/.test(run.run) ? null : `${files}/${EARLIER}/${run.run}`;
}

/** Moves the files of a run there; returns how many. Safe to repeat; nothing is overwritten. */
export function archiveFiles(project: Project, run: Run): number {
  const folder = earlierOf(run);
  if (folder === null) return 0;
  const { workflow, outlives = [] } = moduleOf(run.workflow);
  const stays = (path: string): boolean =>
    outlives.some((place) => path === place || path.startsWith(place));
  const own = ownFiles(project, run).filter(
    (path) => path.startsWith(`${workflow.files}/`) && !stays(path),
  );
  return own.filter((path) =>
    move(project.root, path, join(folder, path.slice(workflow.files.length + 1))),
  ).length;
}

/** Moves them back where their places are free. */
export function putFilesBack(project: Project, run: Run): void {
  const folder = earlierOf(run);
  if (folder === null) return;
  const { files } = moduleOf(run.workflow).workflow;
  for (const name of filesBelow(join(project.root, folder)))
    move(project.root, `${folder}/${name}`, `${files}/${name}`);
}

/**
 * Files that the run wrote, and that nobody else has replaced. A journal that came with the project
 * could name any path.
 */
function ownFiles(project: Project, run: Run): string[] {
  const named = run.tasks.flatMap(({ writes, documents, handed }) => [
    writes,
    ...documents,
    ...handed.map(({ path }) => path),
  ]);
  return [...new Set([...named, ...writtenBy(project, run)])].filter(
    (path) =>
      path.split("/").every((part) => !["", ".", ".."].includes(part)) &&
      isOwnFile(project, run, path),
  );
}

/** Moves one file within the project, through no link and over nothing. */
function move(root: string, from: string, to: string): boolean {
  const folders = dirname(from).split("/");
  const isPlain = folders.every((_, at) =>
    statAt(join(root, ...folders.slice(0, at + 1)))?.isDirectory(),
  );
  if (!isPlain || !statAt(join(root, from))?.isFile() || statAt(join(root, to)) !== undefined)
    return false;
  makeFolders(root, dirname(to));
  renameSync(join(root, from), join(root, to));
  // Folders that are empty now go, the innermost first: above one that is not, none is.
  for (let at = folders.length; at > 1; at--)
    attempt(() => rmdirSync(join(root, ...folders.slice(0, at))), null);
  return true;
}
