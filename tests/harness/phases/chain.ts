// The runs of a project, one behind the other, as its archive and its journal have them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../../src/engine/events.ts";

/**
 * The whole lines of a file that may be written at this moment. Who does not get the lock in time
 * begins with a line break.
 */
const linesOf = (path: string): unknown[] =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .slice(0, -1)
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

/** The events of each run, in the order in which they began. */
export function journalsOf(project: string): Recorded[][] {
  const task = join(project, ".task");
  const archived = (linesOf(join(task, "history/index.jsonl")) as { run: string }[]).map(
    ({ run }) => join(task, "history", run),
  );
  return [...archived, task].map((folder) => linesOf(join(folder, "events.jsonl")) as Recorded[]);
}

/** Each of them: its entry with its phase, and how it ended where it is not complete. */
export const chainOf = (project: string): string[] =>
  journalsOf(project).map((events) => {
    const begun = events.find((one) => one.type === "run_created");
    const end = events.findLast((one) => one.type === "ended")?.status ?? "open";
    return [begun?.entry, begun?.options?.phase, end === "complete" ? undefined : end]
      .filter(Boolean)
      .join(" ");
  });

/** The commands of a phase, in their order. */
export const commandsOf = (phase: string, ...entries: string[]): string[] =>
  entries.map((one) => `${one} ${phase}`);
export const WHOLE = ["discuss-phase", "plan-phase", "execute-phase", "verify-work"];
export const ROUND = ["plan-phase", "execute-phase", "verify-work"];
