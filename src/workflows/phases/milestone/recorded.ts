import { acceptedTasks, type Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import { archivedRoadmap, MILESTONES, PLANNING } from "../paths.ts";

/** What completing a milestone has on record. */

export const MILESTONE_SURVEY = "milestone-survey";
export const MILESTONES_FILE = `${PLANNING}/MILESTONES.md`;

/** A milestone that may be completed: what it was, and what becomes of it. */
export interface Milestone {
  /** `v1.0`. */
  version: string;
  name: string;
  /** `2026-01-31`. */
  date: string;
  /** Its phases, in their order. `folder`: below `.planning/phases`; null: it has none. */
  phases: { number: string; name: string; folder: string | null }[];
  plans: number;
  tasks: number;
  /** A line for each plan: what was done, as its summary says. */
  done: string[];
  /** The commit that the tag names; null: there is no tag, and why. */
  tag: { commit: string } | { commit: null; why: string };
  /** What is not as it should be; empty where all is. */
  open: string[];
  /** Why the person let that pass; null: they were not asked. */
  waived: string | null;
}

/** Where its files go. */
export const archiveOf = ({ version }: Pick<Milestone, "version">) => ({
  roadmap: archivedRoadmap(version),
  requirements: `${MILESTONES}/${version}-REQUIREMENTS.md`,
  phases: `${MILESTONES}/${version}-phases`,
  /** There while it is being archived: another run finds by it what is left to do. */
  begun: `${MILESTONES}/${version}.json`,
});

const surveyTask = (run: Run) => acceptedTasks(run).findLast((task) => task.gate === MILESTONE_SURVEY);

export function milestoneOf(project: Project, run: Run): Milestone | null {
  const task = surveyTask(run);
  const found = accepted<Milestone>(project, task?.artifact ?? null);
  return found && { ...found, waived: found.waived ?? task?.waiver?.reason ?? null };
}
