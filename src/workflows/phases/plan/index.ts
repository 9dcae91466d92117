import { AUTO_FLAG } from "../../contract.ts";
import { stop } from "../../words.ts";
import { blocked, check, produce } from "../gates.ts";
import { MAPPER } from "../mapper.ts";
import type { Part } from "../part.ts";
import type { PlanFacts } from "./facts.ts";
import { PATTERNS, RESEARCH } from "./plan-paths.ts";
import { CHECKED_RULE, MAKING_QUESTIONS, PLANNERS, planMaking } from "./plans.ts";
import { planContext, surveyFacts } from "./survey-record.ts";

/** `plan-phase`: research and patterns side by side, plans, their check, and the files in `.planning/`. */

const token = "plan-{phase}";

const making = planMaking({ prefix: "plan", contextOf: planContext });

export const planPhase: Part<PlanFacts> = {
  starts: {
    "plan-phase": {
      entry: "plan-phase",
      request: "<phase>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      resolves: () => (require("./start.ts") as typeof import("./start.ts")).resolves,
    },
  },
  gates: [
    check({
      key: "plan-survey",
      title: "Look at the phase",
      token,
      after: [],
      on: {
        pass: "next",
        // Nobody but the person lets plans go that were made before.
        existing: {
          ask: "plan-existing",
          options: { replace: { move: "next", sets: { replace: "yes" } }, stop: { move: "stop" } },
        },
        fail: blocked,
      },
    }),
    produce({
      key: "plan-research",
      title: "Research the phase",
      token,
      after: ["plan-survey"],
      when: "planResearch",
      who: { role: "phase-researcher" },
      reads: [],
      writes: RESEARCH,
      schema: "plan-research",
      brief: "plan-research",
    }),
    produce({
      key: "plan-patterns",
      title: "Map patterns for the phase",
      token,
      after: ["plan-survey"],
      when: "planPatterns",
      who: { role: "pattern-mapper" },
      reads: [],
      writes: PATTERNS,
      schema: "plan-patterns",
      brief: "plan-patterns",
    }),
    ...making.gates({
      token,
      after: ["plan-research", "plan-patterns"],
      reads: [RESEARCH, PATTERNS],
      title: "Plan the phase",
    }),
    check({
      key: "plan-publish",
      title: "Write the plans",
      token,
      after: ["plan-check"],
      on: {
        pass: "next",
        changed: {
          ask: "plan-changed",
          options: {
            overwrite: { move: "again", sets: { overwrite: "yes" } },
            again: { move: "again" },
            stop: { move: "stop" },
          },
        },
        fail: blocked,
      },
    }),
  ],
  roles: {
    ...PLANNERS.roles,
    "phase-researcher": { agent: "phase-researcher", model: "sonnet" },
    ...MAPPER.roles,
  },
  bounds: {
    ...PLANNERS.bounds,
    "phase-researcher": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
    ...MAPPER.bounds,
  },
  limits: PLANNERS.limits,
  rules: {
    planResearch: (run) => surveyFacts(run).research === true,
    planPatterns: (run) => surveyFacts(run).patterns === true,
    [CHECKED_RULE]: (run) => surveyFacts(run).plan_check !== false,
  },
  artifacts: {
    "plan-research": async () => (await import("./research.ts")).kind,
    "plan-patterns": async () => (await import("./patterns.ts")).kind,
    ...making.artifacts,
  },
  facts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).planFacts(making, ...of),
  briefs: () => ({ ...(require("./brief.ts") as typeof import("./brief.ts")).BRIEFS, ...making.briefs() }),
  checks: async () => (await import("./checks.ts")).CHECKS,
  questions: {
    ...MAKING_QUESTIONS,
    "plan-existing": {
      header: "Plans",
      title: ({ run }) =>
        `Phase ${run.options.phase} has plans that nobody has carried out. Make new ones in their place?`,
      lines: (_scene, _question, task) => ({
        lines: (task.facts.existing as string[] | undefined) ?? [],
        file: task.writes,
      }),
      options: {
        replace: { label: "Replace", description: "New plans take their place; those that are done stay" },
        stop: { ...stop, description: "End the run; the plans stay as they are" },
      },
    },
    "plan-changed": {
      header: "Plans",
      title: () => "Plans were written or changed by hand while new ones were made. Which ones count?",
      lines: (_scene, _question, task) => ({
        lines: (task.facts.changed as string[] | undefined) ?? [],
        file: task.writes,
      }),
      options: {
        overwrite: { label: "The new ones", description: "They take their place; yours are kept in .task/objects" },
        again: { label: "Look again", description: "They are out of the way now" },
        stop: { ...stop, description: "End the run; yours stay" },
      },
    },
  },
  skipReasons: {
    planResearch: "it is there or nobody wants it",
    planPatterns: "they are there or nobody wants them",
    [CHECKED_RULE]: "nobody wants plans checked",
  },
};
