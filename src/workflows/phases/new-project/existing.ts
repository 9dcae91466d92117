import { PHASES, PLANNING, REQUIREMENTS, ROADMAP } from "../paths.ts";
import type { Planning } from "../planning/model.ts";

/**
 * Why no project, and no milestone of one, may begin here, with the way on; null: it may. A description, maps, research, a
 * configuration and milestones that are over are no work that is under way. `archived`: there are such milestones.
 */
export function existing(
  { requirements, roadmap, phases }: Pick<Planning, "requirements" | "roadmap"> & { phases: unknown[] },
  archived: boolean,
): string | null {
  const isOpen = roadmap !== null && (roadmap.phases.length > 0 || !archived);
  // Folders of phases may be left by a milestone that another tool has completed.
  const isOver = archived && !isOpen && requirements === null;
  const there = [
    ...(isOpen ? [ROADMAP] : []),
    ...(requirements === null ? [] : [REQUIREMENTS]),
    ...(phases.length === 0 || isOver ? [] : [`${PHASES}/`]),
  ];
  if (there.length === 0) return null;
  const way = isOpen ? "/multi-ai:next goes on with it" : `bring its phases in ${ROADMAP} back`;
  return `found a project here already (${there.join(", ")}), expected none. ${way}; to start over, move ${PLANNING} away first.`;
}
