import { Inconclusive } from "../execute/checks/workspace.ts";
import type { Applied } from "./planning/files.ts";
import { problemText } from "./planning/model.ts";

/**
 * What keeps a check from its end, and is the person's to mend: its problems are what the check
 * found.
 */
export class Stopped extends Inconclusive {}

/** Something that the run has on record. @throws Stopped where it is gone */
export function onRecord<T>(recorded: T | null | undefined): T {
  if (recorded === null || recorded === undefined)
    throw new Stopped(
      "an earlier result of this run is gone from .task/objects: stop, and start over",
    );
  return recorded;
}

/** Files of `.planning` that have to be changed. @throws Stopped where that could not be */
export function made(applied: Applied): string[] {
  if (!applied.ok) throw new Stopped(...applied.problems.map(problemText));
  return applied.written;
}
