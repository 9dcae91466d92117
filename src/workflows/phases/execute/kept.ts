import { sha256 } from "../../../store/journal.ts";
import { PLANNING, STATE } from "../paths.ts";
import { filesIn, isFolder, readText } from "../planning/files.ts";

/**
 * What lies below `.planning`, before the plans and behind them: it says what has to hold and what
 * does, and a script that an executor runs can write there. What the program itself writes
 * meanwhile is left aside.
 */

/** The hash of each file, by its path. */
export type Kept = Record<string, string>;

/** Files below `.planning` as they are now; no link is followed. `root`: the project. */
export function keptNow(root: string): Kept {
  const kept: Kept = {};
  const look = (folder: string): void => {
    for (const path of filesIn(root, folder)) {
      if (isFolder(root, path, [])) look(path);
      else if (path !== STATE) kept[path] = sha256(readText(root, path, []) ?? "");
    }
  };
  look(PLANNING);
  return kept;
}

/**
 * What somebody else changed since, a line for each file. `own`: paths that the program writes, or
 * asks about by themselves.
 */
export function touchedSince(root: string, before: Kept, own: readonly string[]): string[] {
  const now = keptNow(root);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((path) => !own.includes(path) && before[path] !== now[path])
    .sort();
  return changed.map((path) => {
    const how =
      before[path] === undefined ? "created" : now[path] === undefined ? "deleted" : "changed";
    return `${path} was ${how} during the run, and not by the program`;
  });
}
