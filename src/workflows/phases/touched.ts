import { PLANNING } from "./paths.ts";
import { filesIn, isFolder, readText } from "./planning/files.ts";
import { textHash, writtenHere } from "./planning/written.ts";

/**
 * What lies below `.planning`, before commands run or agents edit and behind that: it says what has
 * to hold and what does, and any script can write there.
 */

/** The hash of each file, by its path. */
export type PlanningFiles = Record<string, string>;

/** Files below `.planning` as they are now; no link is followed. `root`: the project. */
export function planningNow(root: string): PlanningFiles {
  const files: PlanningFiles = {};
  const look = (folder: string): void => {
    for (const path of filesIn(root, folder))
      if (isFolder(root, path, [])) look(path);
      else files[path] = textHash(readText(root, path, []));
  };
  look(PLANNING);
  return files;
}

/** What something other than the program has changed since, a line for each file. */
export function touchedSince(root: string, before: PlanningFiles): string[] {
  const now = planningNow(root);
  const isWritten = writtenHere(root);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((path) => before[path] !== now[path])
    .filter((path) => !isWritten(path, before[path] ?? "", now[path] ?? ""))
    .sort();
  return changed.map((path) => {
    const how =
      before[path] === undefined ? "created" : now[path] === undefined ? "deleted" : "changed";
    return `${path} was ${how} during the run, and not by the program`;
  });
}
