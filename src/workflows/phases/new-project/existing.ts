import { PHASES, PLANNING, REQUIREMENTS, ROADMAP } from "../paths.ts";
import type { Planning } from "../planning/model.ts";

/**
 * Why no project, and no milestone of one, may begin here, with the way on; null: it may. A description, maps, research and a
 * configuration alone are no work that is under way.
 */
export function existing({ requirements, roadmap, phases }: Planning): string | null {
  const there = [
    ...(roadmap === null ? [] : [ROADMAP]),
    ...(requirements === null ? [] : [REQUIREMENTS]),
    ...(phases.length === 0 ? [] : [`${PHASES}/`]),
  ];
  if (there.length === 0) return null;
  return `found a project here already (${there.join(", ")}), expected none. ${
    roadmap === null
      ? `Without ${ROADMAP} nothing can go on with it: bring that back`
      : "/multi-ai:next goes on with it"
  }; to begin anew, move ${PLANNING} away first.`;
}
