import type { Project } from "../project/project.ts";
import { archivedIn } from "../record/history.ts";

/** In so many of its newest runs a reviewer has to have found nothing before that says anything. */
export const ENOUGH = 10;

/**
 * Whether each of these reviewers, by its gate, found nothing in enough of the newest complete runs
 * of a workflow in which it looked.
 */
export function foundNothing(project: Project, workflow: string, gates: string[]): boolean {
  const runs = archivedIn(project).filter(
    (one) => one.workflow === workflow && one.status === "complete",
  );
  return gates.every((gate) => {
    const told = runs.flatMap(({ nothing = {} }) => nothing[gate] ?? []).slice(-ENOUGH);
    return told.length === ENOUGH && told.every(Boolean);
  });
}
