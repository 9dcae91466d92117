import type { PlannedFacts, PlannedRecord } from "../../execute/plan.ts";
import { WORK } from "../paths.ts";
import type { PhaseNumber } from "../planning/model.ts";
import type { Kept } from "./kept.ts";
import type { carried } from "./prepare.ts";
import type { doneTasks } from "./tasks.ts";

/** What the checks of this part have found out. Types, and the name of its file. */

export const TASKS = `${WORK}/execute-tasks.json`;

/** A task that an earlier run has carried out and committed. */
export type DoneTask = ReturnType<typeof doneTasks>[number];

/** One plan that is carried out. */
export type CarriedPlan = ReturnType<typeof carried>;

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
  /** What the person has to know before the tasks begin; missing in a record of an earlier version. */
  notes?: string[];
  /** Files of `.planning` before the first task; undefined in a record of an earlier version. */
  kept?: Kept;
}
