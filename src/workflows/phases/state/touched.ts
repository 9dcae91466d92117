import { PLANNING } from "../paths.ts";
import { filesBelow, readText } from "../planning/files.ts";
import { textHash, writtenHere } from "../planning/written.ts";

/**
 * What lies below `.planning`, before commands run or agents edit and after that: it says what has
 * to hold and what does, and any script can write there.
 */

/** The hash of each file, by its path. */
export type PlanningFiles = Record<string, string>;

/** Files below `.planning` as they are now; no link is followed. `root`: the project. */
export const planningNow = (root: string): PlanningFiles =>
  Object.fromEntries(
    filesBelow(root, PLANNING).map((path) => [path, textHash(readText(root, path, []))]),
  );

/** Of each file the hash of the text that the program has read and of the one that it has made. */
export type PlanningSteps = Record<string, [from: string, to: string]>;

/** Files that differ; one that is missing on a side has an empty hash there. */
const differing = (before: PlanningFiles, now: PlanningFiles): [string, [string, string]][] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((path) => before[path] !== now[path])
    .map((path) => [path, [before[path] ?? "", now[path] ?? ""]]);

/** What the program alone has changed since, by what this machine knows. */
export function writtenSince(root: string, before: PlanningFiles): PlanningSteps {
  const isWritten = writtenHere(root);
  const all = differing(before, planningNow(root));
  return Object.fromEntries(all.filter(([path, [from, to]]) => isWritten(path, from, to)));
}

/**
 * What something other than the program has changed since, a line for each file. `steps`: what the
 * run has on record of what the program wrote, oldest first, wherever that was.
 */
export function touchedSince(
  root: string,
  before: PlanningFiles,
  steps: readonly PlanningSteps[],
): string[] {
  const now = planningNow(root);
  const isWritten = writtenHere(root);
  const recorded = (path: string, from: string): string =>
    steps.reduce((text, step) => (step[path]?.[0] === text ? step[path][1] : text), from);
  const changed = differing(before, now)
    .filter(([path, [from, to]]) => !isWritten(path, from, to) && recorded(path, from) !== to)
    .map(([path]) => path)
    .sort();
  return changed.map((path) => {
    const how =
      before[path] === undefined ? "created" : now[path] === undefined ? "deleted" : "changed";
    return `${path} was ${how} during the run, and not by the program`;
  });
}
