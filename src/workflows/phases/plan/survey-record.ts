import type { Run } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import type { PlanContext } from "./model.ts";

/** What the survey of `plan-phase` has found. Types, and how they are read back. */

export interface PlanRecord {
  context: PlanContext;
  /** The phase's folder, relative to the project; it may not be there yet. */
  folder: string;
  /** Plans that new ones take the place of, each with the hash of its file. */
  replaced: { path: string; sha: string }[];
  /** Whether RESEARCH and PATTERNS are to be made. */
  research: boolean;
  patterns: boolean;
  /** What the person decided about the phase: CONTEXT.md, as far as it fits. */
  decisions: string;
}

export interface SurveyFacts {
  plan_check?: boolean;
  research?: boolean;
  patterns?: boolean;
}

const surveyTask = (run: Run) =>
  run.tasks.findLast((task) => task.gate === "plan-survey" && task.artifact !== null && !task.void);

export const surveyFacts = (run: Run): SurveyFacts => (surveyTask(run)?.facts ?? {}) as SurveyFacts;

/** The record of the run's survey; null: it is gone, or the survey did not pass. */
export function planRecord({ project, run }: Scene): PlanRecord | null {
  const record = accepted<Partial<PlanRecord>>(project, surveyTask(run)?.artifact ?? null);
  return record?.context === undefined ? null : (record as PlanRecord);
}

export const planContext = (scene: Scene): PlanContext | null => planRecord(scene)?.context ?? null;
