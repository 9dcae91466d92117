import { blocked, check, produce } from "../gates.ts";
import type { Part } from "../part.ts";
import { WORK } from "../paths.ts";
import type { PlanFacts } from "./facts.ts";

/** `plan-phase`: research and patterns side by side, plans, their check, and the files in `.planning/`. */

const token = "plan-{phase}";

export const planPhase: Part<PlanFacts> = {
  starts: {
    "plan-phase": {
      entry: "plan-phase",
      request: "<phase>",
      flags: {},
      strict: false,
      resolves: () => (require("./start.ts") as typeof import("./start.ts")).resolves,
    },
  },
  gates: [
    check({ key: "plan-survey", title: "Look at the phase", token, after: [], on: { pass: "next", fail: blocked } }),
    produce({
      key: "phase-research",
      title: "Research the phase",
      token,
      after: ["plan-survey"],
      who: { role: "phase-researcher" },
      reads: [],
      writes: `${WORK}/research.md`,
      schema: "phase-research",
      brief: "phase-research",
    }),
  ],
  roles: { "phase-researcher": { agent: "phase-researcher", model: "sonnet" } },
  bounds: { "phase-researcher": { tool_calls: 200, minutes: 40, tokens: 4_000_000 } },
  artifacts: { "phase-research": async () => (await import("./research.ts")).kind },
  facts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).planFacts(...of),
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => (await import("./checks.ts")).CHECKS,
  questions: {},
};
