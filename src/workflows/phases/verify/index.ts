import type { Ask, Gate } from "../../../engine/workflow.ts";
import { accept, again, stop } from "../../contract/asks.ts";
import { blocked, check, produce } from "../gates.ts";
import { type Part, startOfPhase } from "../part.ts";
import type { VerifyFacts } from "./facts.ts";
import { CRITERIA, HUMAN, PUBLISH, SURVEY, VERDICT, VERIFICATION, VERIFICATION_FILE, VERIFY } from "./recorded.ts";
import { RULES, SHOWS } from "./rules.ts";
import { QUESTIONS } from "./words.ts";

/** `verify-work`: whether a phase does what it promises; gaps are planned, closed and looked at again. */

const token = "verify-{phase}";

/** Gaps are left that rounds by themselves do not close. */
const open: Ask = {
  ask: "verify-open",
  options: { another: { move: "next" }, accept, leave: { move: "fail" }, stop },
};

const consent: Gate = {
  gate: "checkpoint",
  key: "verify-consent",
  title: "Consent to commands",
  token,
  after: [SURVEY],
  ask: {
    ask: "verify-consent",
    shows: "verifyCommands",
    passes: { when: "verifyRunsOnlyAllowed", option: "approve" },
    options: { approve: { move: "next", tests: "approved" }, stop },
  },
};

/** One item after the other: each answer is on record before the next question is put. */
const human: Gate = {
  gate: "checkpoint",
  key: HUMAN,
  title: "Look of a person",
  token,
  after: [VERIFY],
  when: "verifyAsksPerson",
  ask: {
    ask: HUMAN,
    passes: { when: "verifyPersonAnswered", option: "done" },
    options: {
      yes: { move: "again" },
      revise: { move: "again", reason: true },
      later: { move: "again" },
      done: { move: "next", when: "verifyPersonAnswered" },
      stop,
    },
  },
};

export const verifyWork: Part<VerifyFacts> = {
  starts: startOfPhase("verify-work"),
  gates: [
    check({
      key: SURVEY,
      title: "Look at the phase",
      token,
      after: [],
      on: { pass: "next", low: { ask: "verify-low", options: { again, stop } }, fail: blocked },
    }),
    consent,
    check({
      key: CRITERIA,
      title: "Run criteria and commands",
      token,
      after: ["verify-consent"],
      on: { pass: "next", fail: blocked },
    }),
    produce({
      key: VERIFY,
      title: "Verify the phase",
      token,
      after: [CRITERIA],
      who: { role: "phase-verifier" },
      reads: [],
      writes: VERIFICATION_FILE,
      schema: VERIFICATION,
      brief: VERIFY,
    }),
    human,
    check({
      key: VERDICT,
      title: "Verdict",
      token,
      after: [HUMAN],
      on: {
        pass: "next",
        gaps: "next",
        stalled: "next",
        spent: "next",
        moved: { ask: "verify-moved", options: { again: { move: { redo: CRITERIA } }, stop } },
        fail: blocked,
      },
    }),
    check({
      key: PUBLISH,
      title: "Write the verification",
      token,
      after: [VERDICT],
      on: { pass: "next", open, fail: blocked },
    }),
    check({
      key: "verify-settled",
      title: "Write what was decided",
      token,
      after: [PUBLISH],
      when: "verifyIsSettled",
      who: { program: PUBLISH },
      on: { pass: "next", fail: blocked },
    }),
  ],
  roles: { "phase-verifier": { agent: "phase-verifier", model: "sonnet" } },
  bounds: { "phase-verifier": { tool_calls: 250, minutes: 40, tokens: 5_000_000 } },
  rules: RULES,
  shows: SHOWS,
  artifacts: { [VERIFICATION]: async () => (await import("./kind.ts")).kind },
  facts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).verifyFacts(...of),
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
