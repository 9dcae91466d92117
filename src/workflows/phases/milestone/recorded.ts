import { acceptedTasks, type Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import { archivedRoadmap, MILESTONES, PLANNING } from "../paths.ts";
import type { Milestone } from "./checks.ts";

/** What completing a milestone has on record. */

export const MILESTONE_SURVEY = "milestone-survey";
export const MILESTONES_FILE = `${PLANNING}/MILESTONES.md`;

/** Where its files go. */
export const archiveOf = ({ version }: Pick<Milestone, "version">) => ({
  roadmap: archivedRoadmap(version),
  requirements: `${MILESTONES}/${version}-REQUIREMENTS.md`,
  audit: `${MILESTONES}/${version}-MILESTONE-AUDIT.md`,
  phases: `${MILESTONES}/${version}-phases`,
});

export function milestoneOf(project: Project, run: Run): Milestone | null {
  const task = acceptedTasks(run).findLast(({ gate }) => gate === MILESTONE_SURVEY);
  const found = accepted<Milestone>(project, task?.artifact ?? null);
  return found && { ...found, waived: found.waived ?? task?.waiver?.reason ?? null };
}
