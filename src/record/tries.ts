import { join } from "node:path";
import { gateOf } from "../engine/gates.ts";
import type { Task } from "../engine/run.ts";
import { codexModel } from "../plugin.ts";
import type { Scene } from "./scene.ts";

/**
 * Scripts by which a reviewer tries what reading does not show. The program runs each at once, in a
 * copy of the project. Nothing that one of them prints counts by itself.
 */

/** Scripts of one task. */
export const MOST_TRIES = 15;
/** How long one may run. */
export const TRY_MINUTES = 2;

/**
 * The file that a task's agent writes such a script to, relative to the project; null: it runs
 * none, or the program does not see what it writes.
 */
export function tryFile({ workflow, run }: Pick<Scene, "workflow" | "run">, task: Task) {
  const gate = task.kind === "fix" ? null : gateOf(workflow, run, task.gate);
  const isSeen = task.who.provider === undefined && codexModel(task.who.model) === null;
  return gate?.gate === "review" && gate.runs === true && isSeen
    ? join(".task", `try-${task.id}.sh`)
    : null;
}
