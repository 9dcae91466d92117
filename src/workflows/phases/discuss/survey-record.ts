import type { Run } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import type { PlanContext } from "../plan/model.ts";

/** What the survey of `discuss-phase` has found. Types, and how they are read back. */

export interface DiscussRecord {
  context: PlanContext;
  /** The phase's folder, relative to the project; it may not be there yet. */
  folder: string;
  /** The context that the phase has already, with the hash of its file and as much of its text as fits. */
  existing: { path: string; sha: string; text: string } | null;
}

export interface DiscussSurvey {
  /** Nobody is to be asked where an answer can be assumed. */
  yolo?: boolean;
  /** Path of the context that the phase has already, where the person has to say what becomes of it. */
  existing?: string;
}

const surveyTask = (run: Run) =>
  run.tasks.findLast((task) => task.gate === "discuss-survey" && task.artifact !== null && !task.void);

export const surveyFacts = (run: Run): DiscussSurvey => (surveyTask(run)?.facts ?? {}) as DiscussSurvey;

/** Whether nobody is asked in this run. */
export const assumes = (run: Run): boolean => run.auto || surveyFacts(run).yolo === true;

/** The record of the run's survey; null: it is gone, or the survey did not pass. */
export function discussRecord({ project, run }: Scene): DiscussRecord | null {
  const record = accepted<Partial<DiscussRecord>>(project, surveyTask(run)?.artifact ?? null);
  return record?.context === undefined ? null : (record as DiscussRecord);
}
