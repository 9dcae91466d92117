import type { Check } from "../contract/contract.ts";
import { failed } from "../execute/checks/place.ts";
import { problemText } from "./phase-found.ts";
import type { Applied } from "./planning/files.ts";

/** What keeps a check from its end, and is the person's to mend: its problems are what the check found. */
export class Stopped extends Error {
  readonly problems: string[];
  constructor(...problems: string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}

/** Something that the run has on record. @throws Stopped where it is gone */
export function due<T>(recorded: T | null): T {
  if (recorded === null) throw new Stopped("what came before is gone from .task/objects");
  return recorded;
}

/** Files of `.planning` that have to be changed. @throws Stopped where that could not be */
export function made(applied: Applied): string[] {
  if (!applied.ok) throw new Stopped(...applied.problems.map(problemText));
  return applied.written;
}

/** The same check, which fails with its problems where it is stopped. */
export const stoppable =
  (check: Check): Check =>
  async (scene, task, signal) => {
    try {
      return await check(scene, task, signal);
    } catch (error) {
      if (error instanceof Stopped) return failed(task, ...error.problems);
      throw error;
    }
  };
