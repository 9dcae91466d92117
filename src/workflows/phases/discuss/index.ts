import { again, stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { check, checkpoint, inTurn, onChanged, onExisting, produce } from "../gates.ts";
import { agents, type Part, startOfPhase, USUAL } from "../part.ts";
import { surveyFacts } from "../plan/record.ts";
import { ADVICE, ASSUMPTIONS, CHOSEN, CORRECTED, SURVEY } from "./record.ts";
import { QUESTIONS } from "./words.ts";

/**
 * `discuss-phase`: what the person decides before a phase is planned, from assumptions or from
 * scored variants.
 */

const accept = { move: "next" } as const;

export const discussPhase: Part<KitFacts> = {
  start: startOfPhase("discuss-phase", {
    advisor: {
      takes: "nothing",
      about: "Scored variants for each open question, instead of assumptions",
    },
  }),
  gates: inTurn("discuss-{phase}", [
    check({
      key: SURVEY,
      title: "Look at the phase",
      on: { existing: onExisting },
    }),
    produce({
      key: ASSUMPTIONS,
      title: "Assumptions about the phase",
      when: "discussAssumes",
      who: { role: "assumptions-analyzer" },
      on: {
        done: "next",
        // With --auto: so what is assumed is on record, and not in the file alone.
        assumed: { ask: CORRECTED, auto: "accept", options: { accept, stop } },
      },
    }),
    checkpoint(
      { key: "discuss-correct", title: "Review the assumptions", when: "discussAssumes" },
      {
        ask: CORRECTED,
        auto: "accept",
        passes: { when: "discussYolo", option: "accept" },
        options: { accept, correct: { move: { redo: ASSUMPTIONS }, reason: true }, stop },
      },
    ),
    produce({
      key: ADVICE,
      title: "Variants for the phase",
      after: [SURVEY],
      when: "discussAdvises",
      who: { role: "advisor-researcher" },
      on: {
        done: "next",
        questions: { ask: CHOSEN, auto: "answer", assumes: "always", options: { answer: again } },
      },
    }),
    check({
      key: "discuss-publish",
      title: "Write the context",
      after: ["discuss-correct", ADVICE],
      on: { changed: onChanged },
    }),
  ]),
  ...agents({ "assumptions-analyzer": USUAL, "advisor-researcher": USUAL }),
  rules: {
    discussAssumes: (run) => run.options.advisor === undefined,
    discussAdvises: (run) => run.options.advisor !== undefined,
    discussYolo: (run) => surveyFacts(run, SURVEY).yolo === true,
  },
  artifacts: {
    [ASSUMPTIONS]: async () => (await import("./kinds.ts")).assumptionsKind,
    [ADVICE]: async () => (await import("./kinds.ts")).adviceKind,
  },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    [SURVEY]: (await import("../plan/survey.ts")).surveying("context"),
    "discuss-publish": (await import("./checks.ts")).publish,
  }),
  questions: QUESTIONS,
  skipReasons: {
    discussAssumes: "you asked for scored variants",
    discussAdvises: "assumptions are used instead",
    discussYolo: "the mode is yolo",
  },
};
