import { stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { check, checkpoint, inTurn, onChanged, onExisting, produce } from "../gates.ts";
import { agents, type Part, startOfPhase, USUAL } from "../part.ts";
import { surveyFacts } from "../plan/record.ts";
import { ASSUMPTIONS, CORRECTED, SURVEY } from "./record.ts";
import { QUESTIONS } from "./words.ts";

/** `discuss-phase`: what the person decides before a phase is planned, from assumptions. */

const accept = { move: "next" } as const;

export const discussPhase: Part<KitFacts> = {
  start: startOfPhase("discuss-phase"),
  gates: inTurn("discuss-{phase}", [
    check({
      key: SURVEY,
      title: "Look at the phase",
      on: { existing: onExisting },
    }),
    produce({
      key: ASSUMPTIONS,
      title: "Assumptions about the phase",
      who: { role: "assumptions-analyzer" },
      on: {
        done: "next",
        // With --auto: so what is assumed is on record, and not in the file alone.
        assumed: { ask: CORRECTED, auto: "accept", options: { accept, stop } },
      },
    }),
    checkpoint(
      { key: "discuss-correct", title: "Review the assumptions" },
      {
        ask: CORRECTED,
        auto: "accept",
        passes: { when: "discussYolo", option: "accept" },
        options: { accept, correct: { move: { redo: ASSUMPTIONS }, reason: true }, stop },
      },
    ),
    check({
      key: "discuss-publish",
      title: "Write the context",
      on: { changed: onChanged },
    }),
  ]),
  ...agents({ "assumptions-analyzer": USUAL }),
  rules: {
    discussYolo: (run) => surveyFacts(run, SURVEY).yolo === true,
  },
  artifacts: {
    [ASSUMPTIONS]: async () => (await import("./kinds.ts")).assumptionsKind,
  },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    [SURVEY]: (await import("../plan/survey.ts")).surveying("context"),
    "discuss-publish": (await import("./checks.ts")).publish,
  }),
  questions: QUESTIONS,
  skipReasons: {
    discussYolo: "the mode is yolo",
  },
};
