import type { Project } from "../project/project.ts";
import { archivedIn } from "../record/history.ts";

/** In so many of its newest runs a reviewer has to have found nothing before that says anything. */
export const ENOUGH = 10;

/**
 * Whether reviewers, by their gates, found nothing in the newest complete runs of a workflow that
 * had any of them, and there were enough of these.
 */
export function foundNothing(project: Project, workflow: string, gates: string[]): boolean {
  const told = archivedIn(project)
    .filter((one) => one.workflow === workflow && one.status === "complete")
    .map(({ nothing = {} }) => gates.flatMap((gate) => nothing[gate] ?? []))
    .filter((one) => one.length > 0)
    .slice(-ENOUGH);
  return told.length === ENOUGH && told.flat().every(Boolean);
}
