import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "../../engine/commands.ts";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { namesRun } from "../../record/changes/own-files.ts";
import { RECORD_FILES } from "../../store/archive.ts";
import { BEFORE, displace, displacedIn, leavesBelow, moveBack } from "../../store/displaced.ts";
import { errorCode, makeTaskFolder, readCache } from "../../store/files/disk.ts";
import { entriesIn, statAt } from "../../store/files/plain-file.ts";
import { reasonOf } from "../../store/files/reasons.ts";
import { journalPath } from "../../store/reader.ts";
import { locked } from "../../store/transact.ts";
import { plural, someOf } from "../../text.ts";
import type { WorkflowModule } from "../../workflows/contract/contract.ts";
import { EARLIER } from "../../workflows/earlier.ts";
import { moduleOf, WORKFLOW_NAMES } from "../../workflows/index.ts";

/**
 * Where no run is, what lies in the places of a run's files is somebody else's: it is moved aside as
 * a run begins or comes back, and a reset brings it back.
 */

const TASK = ".task";

/** Paths that the tasks of a workflow read and write, by its data; `{…}` is filled in by a run. */
function pathsIn(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    ["reads", "writes", "documents"].includes(key)
      ? [value].flat().filter((path) => typeof path === "string")
      : pathsIn(value),
  );
}

/** Whether the files of a workflow outlive its runs, all of them. */
const outlivesRuns = ({ workflow, outlives = [] }: WorkflowModule): boolean =>
  outlives.includes(`${workflow.files}/`);

/**
 * Names directly in `.task/` and in the workflow's own folder that its runs take, by their folders.
 * A folder in there is a run's as a whole: a foreign gate file among ours would look like one.
 */
function reservedBy(module: WorkflowModule): [folder: string, name: string][] {
  const { workflow, outlives = [], lasting = [] } = module;
  const bases = [workflow.files, TASK];
  return [...pathsIn(workflow.entries), ...lasting].flatMap((path) => {
    const base = bases.find((one) => path.startsWith(`${one}/`));
    if (base === undefined || outlives.some((one) => path.startsWith(one))) return [];
    return [[base, path.slice(base.length + 1).split("/")[0]!]];
  });
}

/** What lies in the way of a run of this workflow; relative to the project. */
function inTheWay({ root }: Project, workflow: string): string[] {
  const started = moduleOf(workflow);
  // Whatever begins, no agent shall find what looks like a verdict in `.task/`.
  const taken = WORKFLOW_NAMES.map(moduleOf)
    .flatMap(reservedBy)
    .filter(([folder]) => folder.startsWith(TASK) || folder === started.workflow.files);
  const globs = new Map<string, Bun.Glob[]>();
  for (const [folder, name] of [...taken, ...RECORD_FILES.map((file) => [TASK, file] as const)])
    globs.set(folder, [
      ...(globs.get(folder) ?? []),
      new Bun.Glob(name.replaceAll(/\{\w+\}/g, "*")),
    ]);
  return [...globs].flatMap(([folder, known]) =>
    entriesIn(join(root, folder)).flatMap((entry) => {
      const isTaken = known.some((glob) => glob.match(entry.name));
      const isEmpty =
        entry.isDirectory() && leavesBelow(join(root, folder, entry.name)).length === 0;
      const isLasting = [EARLIER, BEFORE].includes(entry.name);
      // What an earlier run has left there, such as what its person was told.
      const isOwn = isTaken && namesRun(readCache(join(root, folder, entry.name)) ?? Buffer.of());
      return isTaken && !isEmpty && !isLasting && !isOwn ? [`${folder}/${entry.name}`] : [];
    }),
  );
}

/**
 * A folder in which a run of this workflow writes, or of which it moves something aside, and cannot;
 * null: there is none.
 */
export const firstUnwritable = (project: Project, workflow: string): string | null =>
  [
    ...foldersOf(workflow).flatMap((folder) => [folder, `${folder}/${BEFORE}`]),
    ...["history", "objects", "parked"].map((name) => `${TASK}/${name}`),
    ...inTheWay(project, workflow),
  ]
    .map((path) => join(project.root, path))
    .filter((path) => statAt(path)?.isDirectory())
    .find(
      (path) => !attempt(() => accessSync(path, constants.W_OK | constants.X_OK) ?? true, false),
    ) ?? null;

/**
 * Moves what lies in the way of a run of this workflow aside, unless a run is there. @throws Refused
 * where that is not possible, UnsafeFile
 */
export function clearWay(project: Project, workflow: string): void {
  const isFree = () => !existsSync(journalPath(project.task));
  if (!isFree() || inTheWay(project, workflow).length === 0) return;
  if (!existsSync(project.task)) makeTaskFolder(project.task);
  // Under the lock: files of a run that begins at this moment are none of somebody else.
  locked(project.task, () => {
    for (const folder of isFree() ? foldersOf(workflow) : []) {
      const names = inTheWay(project, workflow)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1));
      try {
        displace(project.root, folder, names);
      } catch (error) {
        const code = errorCode(error);
        if (code === undefined) throw error;
        throw new Refused(
          "not_here",
          `files in ${folder}/ that this program did not write are in the way, and could not be moved to ${folder}/${BEFORE}/: ${reasonOf(code)}. Move them away, then try again`,
        );
      }
    }
  });
}

/** The folders of the project, at its top, in which runs of a workflow write. */
const foldersOf = (workflow: string): string[] => {
  const module = moduleOf(workflow);
  return [...new Set([TASK, ...(outlivesRuns(module) ? [] : [module.workflow.files])])].filter(
    (folder) => !folder.includes("/"),
  );
};

/**
 * Does what begins a run or brings it back; with a line for each folder in which files of somebody
 * else were moved aside.
 */
export function reportingDisplaced<T>(
  { root }: Project,
  workflow: string,
  work: () => T,
): { done: T; aside: string[] } {
  const all = () => foldersOf(workflow).map((folder) => displacedIn(root, folder));
  const before = all().flat();
  const done = work();
  const aside = all().flatMap((places) => {
    const fresh = places.filter((place) => !before.includes(place));
    return fresh.length === 0 ? [] : [asideText(root, fresh)];
  });
  return { done, aside };
}

function asideText(root: string, places: string[]): string {
  const [first = ""] = places;
  const names = places.flatMap((place) => leavesBelow(join(root, place))).sort();
  const folder = first.split("/")[0];
  const where = places.length === 1 ? first : `${folder}/${BEFORE}`;
  return `Moved out of the way, to ${where}/: ${plural(names.length, "file")} in ${folder}/, not written by multi-ai (${someOf(names, 5)}). ${here("reset")} brings back what was moved.`;
}

/** Brings everything back that was moved aside for a run; the lines that say so. */
export function restoreDisplaced({ root }: Project): string[] {
  const folders = new Set(WORKFLOW_NAMES.flatMap(foldersOf));
  return [...folders].flatMap((folder) => {
    const { back, stays } = moveBack(root, folder);
    return [
      ...(back.length > 0
        ? [`Back in ${folder}/: ${plural(back.length, "file")} of before the run.`]
        : []),
      ...(stays.length > 0
        ? [`Not moved back, because another file is in that place: ${someOf(stays, 5)}.`]
        : []),
    ];
  });
}
