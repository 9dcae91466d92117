import { chainOf } from "../kit/stages/stages.ts";
import { bounds, release, stages } from "./gates.ts";
import { P } from "./paths.ts";
import { changesIn, standings } from "./peer-review/tally.ts";
import { byOwner, refusesRuling, regrade, SELECTORS, TEAM_BARS, TEAM_RULES } from "./rules.ts";
import { named, SHOWS } from "./shows.ts";
import { TRACKS } from "./tracks.ts";

/** Nine stages with gates, checkpoints, areas with owners, and reviews by one another. */
export const chain = chainOf({
  name: "team",
  files: P,
  limits: { per_reviewer: 5, scope: 5, security: 5, peer: 2, qa: 3 },
  bounds,
  roles: {
    pm: { agent: "pm", model: "opus" },
    principal: { agent: "principal", model: "opus" },
    "dev-qa": { agent: "dev-qa", model: "sonnet" },
    "dev-*": { agent: "area-owner", model: "sonnet" },
    security: { agent: "security", model: "opus" },
  },
  rules: TEAM_RULES,
  selectors: SELECTORS,
  bars: TEAM_BARS,
  shows: SHOWS,
  named,
  panels: { peer: { standings, changesIn, ownerOf: byOwner, refuses: refusesRuling } },
  regrade,
  stages,
  entries: { release },
  variants: { option: "track", of: TRACKS },
  back: { planning: "design", requirements: "brief" },
});

export const team = chain.workflow;
