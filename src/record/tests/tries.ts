import { join } from "node:path";
import { gateOf, holds } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import { codexModel } from "../../plugin.ts";
import type { Scene } from "../scene.ts";

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
 * none, the program does not see what it writes, or no code of the project runs here.
 */
export function tryFile({ project, workflow, run }: Scene, task: Task): string | null {
  const gate = task.kind === "fix" ? null : gateOf(workflow, run, task.gate);
  const rule = gate?.gate === "review" || gate?.gate === "panel" ? gate.runs : undefined;
  const isSeen = task.who.provider === undefined && codexModel(task.who.model) === null;
  return rule !== undefined &&
    holds(workflow, rule, run, gate!) &&
    isSeen &&
    runsCode(project.root, run)
    ? join(".task", `try-${task.id}.sh`)
    : null;
}

/** Whether code of the project runs at all: neither the person nor a stranger's commits forbid it. */
const runsCode = (root: string, { settings }: Run): boolean =>
  settings.tests.run &&
  // Loaded by whoever asks about such a reviewer alone.
  (
    require("../../project/worktrees/linked-worktrees.ts") as typeof import("../../project/worktrees/linked-worktrees.ts")
  ).strangeTop(root) === null;
