import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { spentBy } from "../../engine/bounds.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { dropCopy } from "../../record/copies.ts";
import { archiveIndex, type IndexLine } from "../../record/history.ts";
import { unmark } from "../../record/marks.ts";
import { mainUsed } from "../../render/cost.ts";
import { archive, moveAside, parkedRuns } from "../../store/archive.ts";
import { workflowOf } from "../../workflows/index.ts";
import { kindOf } from "../../workflows/money/estimate.ts";
import { runMoney } from "../../workflows/money/money.ts";
import { writtenBy } from "../publish/outputs.ts";
import { callsOf, noteOrphans } from "./orphans.ts";
import { readRun } from "./run.ts";
import { setFilesAside } from "./run-files.ts";

/** A run of this project, wherever it is kept. `place`: the project with the folder of that run as `task`. */
export interface ArchivedRun {
  run: Run;
  place: Project;
  kept: "here" | "parked" | "archived";
}

/**
 * Files of a run in `.task/`, relative to it: artifacts, and what the program made of them. A journal that came with the
 * project could name any path.
 */
const artifactsOf = (project: Project, run: Run | null): string[] =>
  (run === null ? [] : [...run.tasks.map(({ writes }) => writes), ...writtenBy(project, run)]).flatMap((path) =>
    path.startsWith(".task/") && !path.split("/").includes("..") ? [path.slice(".task/".length)] : [],
  );

/** What is done before a run's record is moved. */
function leave(project: Project, run: Run | null): void {
  unmark(project);
  if (run === null) return;
  noteOrphans(project, run.run, callsOf(run));
  setFilesAside(project, run);
}

/** Moves everything of a run, its files of the workflow's own folder aside, into `.task/<folder>/<name>/`, and returns that folder. Safe to repeat. */
export function moveRun(project: Project, run: Run | null, folder: "history" | "parked", name: string): string {
  leave(project, run);
  return moveAside(project.task, folder, name, artifactsOf(project, run), () => dropCopy(project));
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
  return archive(project.task, indexLine(run), artifactsOf(project, run), () => dropCopy(project));
}

/** Without its journal a run is known by its snapshot, and is told as one that cannot be read. */
const holdsRun = (folder: string): boolean =>
  ["events.jsonl", "snapshot.json"].some((name) => existsSync(join(folder, name)));

/** Ids of archived runs whose record is there, oldest first where the index tells. */
function archivedRuns(project: Project): string[] {
  const folder = join(project.task, "history");
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => holdsRun(join(folder, name))) : [];
  const order = archiveIndex(project).map((line) => line.run);
  return there.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** The run in a place; null also when its journal cannot be read, so that it holds up nothing else. */
export const readable = (project: Project): Run | null => attempt(() => readRun(project), null);

/** Parked and archived runs by id, and where each lies; the archived ones last, oldest first. */
export const runsAside = (project: Project): (Omit<ArchivedRun, "run"> & { id: string })[] =>
  (
    [
      ["parked", "parked", parkedRuns(project.task)],
      ["history", "archived", archivedRuns(project)],
    ] as const
  ).flatMap(([folder, kept, ids]) =>
    ids.map((id) => ({ id, kept, place: { ...project, task: join(project.task, folder, id) } })),
  );

/** Every run that this project knows, by id; its own first. */
export function knownRuns(project: Project): string[] {
  const here = readable(project);
  return [...new Set([...(here ? [here.run] : []), ...runsAside(project).map(({ id }) => id)])];
}

/** A run of the project by its id: its own, a parked or an archived one; null when there is none. @throws BrokenChain of that run */
export function keptRun(project: Project, wanted: string): ArchivedRun | null {
  const here = readable(project);
  if (here?.run === wanted) return { run: here, place: project, kept: "here" };
  // Only listed names: any other id could lead out of the folder.
  for (const { id, place, kept } of runsAside(project)) {
    const run = id === wanted ? readRun(place) : null;
    if (run !== null) return { run, place, kept };
  }
  return null;
}
