import type { Planning } from "../planning/model.ts";

/** Why no new project may begin here, with the way on; null: it may. Maps, research and a configuration alone are no project. */
export function existing({ project, requirements, roadmap, phases }: Planning): string | null {
  const there = [
    ...(project === null ? [] : ["PROJECT.md"]),
    ...(requirements === null ? [] : ["REQUIREMENTS.md"]),
    ...(roadmap === null ? [] : ["ROADMAP.md"]),
    ...(phases.length === 0 ? [] : ["phases/"]),
  ];
  if (there.length === 0) return null;
  return `.planning/${there[0]}: found a project here already (${there.join(", ")}), expected none. /multi-ai:next goes on with it; to begin anew, move .planning away first.`;
}
