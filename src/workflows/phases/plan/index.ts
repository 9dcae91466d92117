import { type BlockingMove, type Fix, review } from "../../../engine/workflow.ts";
import { accept, boundedOrWaived, stale, stop, stuckOrWaived } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { PLAN_STATUSES } from "../../review/statuses.ts";
import { escalation } from "../../words/words.ts";
import { check, inTurn, onChanged, onExisting, produce } from "../gates.ts";
import { agents, MAPPER, type Part, startOfPhase, USUAL } from "../part.ts";
import {
  CHECKED,
  GROUND,
  PATTERNS,
  PLAN_CHECK,
  PLANS,
  RESEARCH,
  SURVEY,
  surveyFacts,
} from "./record.ts";

/**
 * `plan-phase`: research and patterns side by side, plans, their check, and the files in
 * `.planning/`.
 */

const token = "plan-{phase}";
const reads = [RESEARCH, PATTERNS];

const plans = { token, who: { role: "phase-planner" }, writes: PLANS, schema: "plan-plans" };
const mend: Fix = { ...plans, title: "Revise the plans", brief: "plan-mend" };
const more: BlockingMove = { fix: mend, then: "self" };
const asYouSay = {
  label: "Say how",
  description: "Revise the plans as you say, and check them again",
};
const { rejected: _rejected, needs_clarification: _asked, ...STATUSES } = PLAN_STATUSES;

export const planPhase: Part<KitFacts> = {
  start: startOfPhase("plan-phase"),
  gates: inTurn(token, [
    check({
      key: SURVEY,
      title: "Look at the phase",
      on: { existing: onExisting },
    }),
    produce({
      key: "plan-research",
      title: "Research the phase",
      when: "planResearch",
      who: { role: "phase-researcher" },
    }),
    produce({
      key: "plan-patterns",
      title: "Map patterns for the phase",
      after: [SURVEY],
      when: "planPatterns",
      who: { role: "pattern-mapper" },
    }),
    produce({
      ...plans,
      key: "plan-plans",
      title: "Plan the phase",
      after: ["plan-research", "plan-patterns"],
      reads,
    }),
    review({
      key: PLAN_CHECK,
      title: "Check the plans",
      token,
      after: ["plan-plans"],
      when: "planChecked",
      reviewer: PLAN_CHECK,
      group: "revise",
      stall: true,
      who: { role: "plan-checker" },
      of: { file: PLANS },
      reads: [...reads, PLANS],
      writes: CHECKED,
      schema: "plan-check",
      brief: "plan-check",
      statuses: STATUSES,
      on: { approved: "next", needs_changes: more },
      limit: {
        ask: "plan-limit",
        options: { continue: { move: more }, revise: { move: more, reason: true }, accept, stop },
      },
      stale,
      stuck: stuckOrWaived,
      bounded: boundedOrWaived,
    }),
    check({
      key: "plan-publish",
      title: "Write the plans",
      on: { changed: onChanged },
    }),
  ]),
  ...agents(
    {
      "phase-planner": { model: "opus", tool_calls: 250, minutes: 60, tokens: 6_000_000 },
      "plan-checker": USUAL,
      "phase-researcher": USUAL,
    },
    MAPPER,
  ),
  /** Rounds of one reviewer in any group, beside the limit of the group itself. */
  limits: { per_reviewer: 10 },
  rules: {
    planResearch: (run) => surveyFacts(run).research === true,
    planPatterns: (run) => surveyFacts(run).patterns === true,
    planChecked: (run) => surveyFacts(run).plan_check !== false,
  },
  artifacts: {
    "plan-research": async () => (await import("./prose.ts")).researchKind,
    "plan-patterns": async () => (await import("./prose.ts")).patternsKind,
    "plan-plans": async () => (await import("./plans-kind.ts")).kind,
    "plan-check": async () => (await import("./plans-kind.ts")).checkKind,
  },
  ground: () => GROUND,
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    [SURVEY]: (await import("./survey.ts")).surveying("plans"),
    "plan-publish": (await import("./publish.ts")).publish,
  }),
  questions: {
    "plan-limit": { ...escalation, options: { ...escalation.options, revise: asYouSay } },
  },
  skipReasons: {
    planResearch: "it exists already or is turned off",
    planPatterns: "they exist already or are turned off",
    planChecked: "plan checks are turned off",
  },
};
