import type { Project } from "../project/project.ts";
import { archivedIn } from "../record/history.ts";

/** In so many of its newest runs a reviewer has to have found nothing before that says anything. */
export const ENOUGH = 10;

/**
 * Whether each of these reviewers, by its gate, found nothing in enough of the newest runs of a
 * workflow in which it looked. Of a run that did not come to its end only what was found counts.
 */
export function foundNothing(project: Project, workflow: string, gates: string[]): boolean {
  const runs = archivedIn(project).filter((one) => one.workflow === workflow);
  return gates.every((gate) => {
    const told = runs
      .filter(({ status, nothing }) => nothing?.[gate] === false || status === "complete")
      .flatMap(({ nothing }) => nothing?.[gate] ?? [])
      .slice(-ENOUGH);
    return told.length === ENOUGH && told.every(Boolean);
  });
}
