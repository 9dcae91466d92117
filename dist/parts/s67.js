// @bun
import {
  PLANNING,
  REQUIREMENTS,
  ROADMAP,
  PHASES
} from "./s40.js";

// src/workflows/phases/new-project/existing.ts
function existing({ requirements, roadmap, phases }, archived) {
  const isOpen = roadmap !== null && (roadmap.phases.length > 0 || !archived);
  const there = [
    ...isOpen ? [ROADMAP] : [],
    ...requirements === null ? [] : [REQUIREMENTS],
    ...phases.length === 0 ? [] : [`${PHASES}/`]
  ];
  if (there.length === 0)
    return null;
  return `found a project here already (${there.join(", ")}), expected none. ${isOpen ? "/multi-ai:next goes on with it" : `Nothing can go on with it without phases in ${ROADMAP}: bring them back`}; to begin anew, move ${PLANNING} away first.`;
}

export { existing };
