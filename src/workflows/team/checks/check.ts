/** What a stage's check gives back, and what all of them share. */
import type { Facts } from "../../../engine/facts.ts";
import type { ProgramRecord } from "./program-record.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { areaTrees } from "../ownership.ts";
import type { Project } from "../../../project/project.ts";
import { projectTree } from "../../../record/subject.ts";

export interface StageCheck {
  project: Project;
  run: Run;
  task: Task;
  signal: AbortSignal;
}

export type Checked = Omit<ProgramRecord, "task" | "check">;

/** One check of the team workflow that the program runs itself; it changes nothing of the run. */
export type Check = (check: StageCheck) => Promise<Checked>;

/** The project's tree as it stands, and that of each area; null where it cannot be told. */
export function standing(project: Project, run: Run): { tree: string | null; trees: Facts["trees"] } {
  const tree = projectTree(project, run);
  if (!tree.ok || tree.subject === null) return { tree: null, trees: undefined };
  return { tree: tree.subject, trees: areaTrees(project, run, tree.subject) };
}

export const nothing: Pick<Checked, "commands" | "conflicts" | "gate"> = { commands: [], conflicts: [], gate: null };

/** Time of a gate: whole seconds, UTC. */
export const timestamp = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/** An outcome of its own for what cannot be decided by running it again: the person is asked. */
export const cannotRun = (why: string, tree: string | null): Checked => ({
  ...nothing,
  outcome: "cannot_run",
  tree,
  facts: { status: "FAIL", blockers: [why] },
});
