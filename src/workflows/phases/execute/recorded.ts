import type { PlannedFacts, PlannedRecord } from "../../execute/plan.ts";
import { WORK } from "../paths.ts";
import type { PhaseNumber } from "../planning/model.ts";
import type { Kept } from "./kept.ts";

/** What the checks of this part have found out. Types, and the name of its file. */

export const TASKS = `${WORK}/execute-tasks.json`;

/** A task that an earlier run has carried out and committed. */
export interface DoneTask {
  task: number;
  name: string;
  commit: string;
}

/** One plan that is carried out. */
export interface CarriedPlan {
  /** `02-01`. */
  id: string;
  path: string;
  /** What it is about, in one line. */
  objective: string;
  requirements: string[];
  /** Of each task its name and the kind of change that its commit is, from the first on. */
  tasks: { name: string; type: string }[];
  done: DoneTask[];
  /** Numbers of tasks for which the plan names no command. */
  unshown: number[];
}

/** What is carried out: facts for the executor, and in full for briefs and summaries. */
export interface TasksFacts extends PlannedFacts {
  waves: number;
  /** There is a git repository. */
  git: boolean;
  /** Tasks that have their commit are not done again. */
  skips: boolean;
  /** What the person has to know before anything is done. */
  notes: string[];
}
export interface TasksRecord extends PlannedRecord {
  /** `folder`: its name. */
  phase: { number: PhaseNumber; name: string; folder: string };
  plans: CarriedPlan[];
  /** Files of `.planning` before the first task; undefined in a record of an earlier version. */
  kept?: Kept;
}
