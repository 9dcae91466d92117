import type { Ask } from "../../../engine/workflow.ts";
import { accept, again, stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { blocked, check, inTurn, produce } from "../gates.ts";
import { agents, type Part, startOfPhase } from "../part.ts";
import { CRITERIA, HUMAN, PUBLISH, SURVEY, VERDICT, VERIFICATION, VERIFICATION_FILE, VERIFY } from "./recorded.ts";
import { RULES, SHOWS } from "./rules.ts";
import { QUESTIONS } from "./words.ts";

/** `verify-work`: whether a phase does what it promises; gaps are planned, closed and looked at again. */

/** Gaps are left that rounds by themselves do not close. */
const open: Ask = {
  ask: "verify-open",
  options: { another: { move: "next" }, accept, leave: { move: "fail" }, stop },
};

/** One item after the other: each answer is on record before the next question is put. */
const human: Ask = {
  ask: HUMAN,
  passes: { when: "verifyPersonAnswered", option: "done" },
  options: {
    yes: again,
    revise: { move: "again", reason: true },
    later: again,
    done: { move: "next", when: "verifyPersonAnswered" },
    stop,
  },
};

export const verifyWork: Part<KitFacts> = {
  starts: startOfPhase("verify-work"),
  gates: inTurn("verify-{phase}", [
    check({
      key: SURVEY,
      title: "Look at the phase",
      on: { pass: "next", low: { ask: "verify-low", options: { again, stop } }, fail: blocked },
    }),
    {
      gate: "checkpoint",
      key: "verify-consent",
      title: "Consent to commands",
      ask: {
        ask: "verify-consent",
        shows: "verifyCommands",
        passes: { when: "verifyRunsOnlyAllowed", option: "approve" },
        options: { approve: { move: "next", tests: "approved" }, stop },
      },
    },
    check({ key: CRITERIA, title: "Run criteria and commands", on: { pass: "next", fail: blocked } }),
    produce({
      key: VERIFY,
      title: "Verify the phase",
      who: { role: "phase-verifier" },
      writes: VERIFICATION_FILE,
      schema: VERIFICATION,
    }),
    { gate: "checkpoint", key: HUMAN, title: "Look of a person", when: "verifyAsksPerson", ask: human },
    check({
      key: VERDICT,
      title: "Verdict",
      on: {
        pass: "next",
        gaps: "next",
        stalled: "next",
        spent: "next",
        moved: { ask: "verify-moved", options: { again: { move: { redo: CRITERIA } }, stop } },
        fail: blocked,
      },
    }),
    check({ key: PUBLISH, title: "Write the verification", on: { pass: "next", open, fail: blocked } }),
    check({
      key: "verify-settled",
      title: "Write what was decided",
      when: "verifyIsSettled",
      who: { program: PUBLISH },
      on: { pass: "next", fail: blocked },
    }),
  ]),
  ...agents({ "phase-verifier": { model: "sonnet", tool_calls: 250, minutes: 40, tokens: 5_000_000 } }),
  rules: RULES,
  shows: SHOWS,
  artifacts: { [VERIFICATION]: async () => (await import("./kind.ts")).kind },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    [SURVEY]: (await import("./survey.ts")).survey,
    [CRITERIA]: (await import("./criteria.ts")).criteria,
    [VERDICT]: (await import("./verdict.ts")).verdict,
    [PUBLISH]: (await import("./publish.ts")).publish,
  }),
  questions: QUESTIONS,
  skipReasons: {
    verifyRunsOnlyAllowed: "it runs only scripts of the project and its tests, or what was approved",
    verifyPersonAnswered: "the person has answered each item",
    verifyAsksPerson: "nothing in it needs a person",
    verifyIsSettled: "there was nothing to decide",
  },
};
