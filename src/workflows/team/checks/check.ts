import type { Facts } from "../../../engine/events.ts";
import type { Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { areaTrees } from "../ownership.ts";
import type { TeamFacts } from "../recorded.ts";

/** What the program writes down of a check of the team workflow that it has run itself. */

export interface ProgramCommand {
  name: string;
  command: string;
  state: string;
  failed: string[];
  /** Names of tests that passed, as far as its output tells them. */
  passed?: string[];
  /** Of the output's end. */
  lines: string[];
}

export interface ProgramRecord {
  task: string;
  check: string;
  outcome: string;
  /** The project's tree that it ran on. */
  tree: string | null;
  facts: TeamFacts;
  commands: ProgramCommand[];
  conflicts: { path: string; area: string; against: string; ours: string | null; theirs: string | null }[];
  /** The stage's gate as it is written to `pipeline/gates/`; null where another one makes it. */
  gate: Record<string, unknown> | null;
  /** The command that takes a deployment back, with secrets masked; null: none is set. */
  rollback?: string | null;
}

/** What a stage's check gives back, and what all of them share. */

export interface StageCheck extends Scene {
  task: Task;
  signal: AbortSignal;
}

export type Checked = Omit<ProgramRecord, "task" | "check">;

/** One check of the team workflow that the program runs itself; it changes nothing of the run. */
export type RunStageCheck = (check: StageCheck) => Promise<Checked>;

/** The project's tree as it stands, and that of each area; null where it cannot be told. */
export function currentTree(scene: Scene): { tree: string | null; trees: Facts["trees"] } {
  const tree = projectTree(scene);
  if (!tree.ok || tree.subject === null) return { tree: null, trees: undefined };
  return { tree: tree.subject, trees: areaTrees(scene.project, scene.run, tree.subject) };
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
