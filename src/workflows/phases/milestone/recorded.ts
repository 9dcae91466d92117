import { archivedRoadmap, MILESTONES, PLANNING } from "../paths.ts";
import { type At, newest, recordOf } from "../recorded.ts";
import type { Milestone } from "./checks.ts";

/** What completing a milestone has on record. */

export const MILESTONE_SURVEY = "milestone-survey";
export const MILESTONES_FILE = `${PLANNING}/MILESTONES.md`;

/** Where its files go. */
export const archiveOf = ({ version }: Pick<Milestone, "version">) => ({
  roadmap: archivedRoadmap(version),
  requirements: `${MILESTONES}/${version}-REQUIREMENTS.md`,
  phases: `${MILESTONES}/${version}-phases`,
});

export function milestoneOf(at: At): Milestone | null {
  const found = recordOf<Milestone>(at, MILESTONE_SURVEY);
  return found && { ...found, waived: newest(at.run, MILESTONE_SURVEY)?.waiver?.reason ?? null };
}
