import { blocked, check, produce } from "../gates.ts";
import { type Part, startOfPhase } from "../part.ts";
import type { DiscussFacts } from "./facts.ts";
import { ADVICE, ASSUMPTIONS } from "./paths.ts";
import { CHOSEN, CORRECTED } from "./said.ts";
import { surveyFacts } from "./survey-record.ts";
import { QUESTIONS } from "./words.ts";

/** `discuss-phase`: what the person decides before a phase is planned, from assumptions or from scored variants. */

const token = "discuss-{phase}";

export const discussPhase: Part<DiscussFacts> = {
  starts: startOfPhase("discuss-phase", {
    advisor: { takes: "nothing", about: "Scored variants for each open question, in place of assumptions" },
  }),
  gates: [
    check({
      key: "discuss-survey",
      title: "Look at the phase",
      token,
      after: [],
      on: {
        pass: "next",
        existing: {
          ask: "discuss-existing",
          options: { replace: { move: "next", sets: { replace: "yes" } }, stop: { move: "stop" } },
        },
        fail: blocked,
      },
    }),
    produce({
      key: "discuss-assumptions",
      title: "Assumptions about the phase",
      token,
      after: ["discuss-survey"],
      when: "discussAssumes",
      who: { role: "assumptions-analyzer" },
      reads: [],
      writes: ASSUMPTIONS,
      schema: "discuss-assumptions",
      brief: "discuss-assumptions",
      on: {
        done: "next",
        // With --auto: so what is assumed is on record, and not in the file alone.
        assumed: { ask: CORRECTED, auto: "accept", options: { accept: { move: "next" }, stop: { move: "stop" } } },
      },
    }),
    {
      gate: "checkpoint",
      key: "discuss-correct",
      title: "Look over the assumptions",
      token,
      after: ["discuss-assumptions"],
      when: "discussAssumes",
      ask: {
        ask: CORRECTED,
        auto: "accept",
        passes: { when: "discussYolo", option: "accept" },
        options: {
          accept: { move: "next" },
          correct: { move: { redo: "discuss-assumptions" }, reason: true },
          stop: { move: "stop" },
        },
      },
    },
    produce({
      key: "discuss-advice",
      title: "Variants for the phase",
      token,
      after: ["discuss-survey"],
      when: "discussAdvises",
      who: { role: "advisor-researcher" },
      reads: [],
      writes: ADVICE,
      schema: "discuss-advice",
      brief: "discuss-advice",
      on: {
        done: "next",
        questions: { ask: CHOSEN, auto: "answer", assumes: true, options: { answer: { move: "again" } } },
      },
    }),
    check({
      key: "discuss-publish",
      title: "Write the context",
      token,
      after: ["discuss-correct", "discuss-advice"],
      on: {
        pass: "next",
        changed: {
          ask: "discuss-changed",
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
    "assumptions-analyzer": { agent: "assumptions-analyzer", model: "sonnet" },
    "advisor-researcher": { agent: "advisor-researcher", model: "sonnet" },
  },
  bounds: {
    "assumptions-analyzer": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
    "advisor-researcher": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
  },
  rules: {
    discussAssumes: (run) => run.options.advisor === undefined,
    discussAdvises: (run) => run.options.advisor !== undefined,
    discussYolo: (run) => surveyFacts(run).yolo === true,
  },
  artifacts: {
    "discuss-assumptions": async () => (await import("./assumptions.ts")).kind,
    "discuss-advice": async () => (await import("./advice.ts")).kind,
  },
  facts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).discussFacts(...of),
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    "discuss-survey": (await import("./survey.ts")).survey,
    "discuss-publish": (await import("./publish.ts")).publish,
  }),
  questions: QUESTIONS,
  skipReasons: {
    discussAssumes: "scored variants are asked for",
    discussAdvises: "assumptions are made in their place",
    discussYolo: "the mode is yolo",
  },
};
