import type { Ask, CheckpointGate, Move } from "../../../engine/workflow.ts";
import { stop } from "../../contract/asks.ts";
import { AUTO_FLAG } from "../../contract/contract.ts";
import { blocked, check, produce } from "../gates.ts";
import type { Part } from "../part.ts";
import type { DebugFacts } from "./facts.ts";
import {
  ACCEPT,
  CLOSE,
  CONSENT,
  FIX,
  FIX_FILE,
  GREEN,
  HYPOTHESIS,
  HYPOTHESIS_FILE,
  RED,
  RED_CONSENT,
  REPRODUCE,
  REPRODUCE_FILE,
  SURVEY,
  TEST,
} from "./recorded.ts";
import { LIMITS, RULES, SHOWS } from "./rules.ts";
import { QUESTIONS } from "./words.ts";

/**
 * `debug`: one supposed cause after the other is tested by a prediction, until one holds; then a test that fails for it, and
 * the change that makes it pass. What was ruled out stands in `.planning/debug/`, so that the next session begins behind it.
 */

const token = "debug";
const who = { role: "debugger" };

const give_up = { move: "fail" } as const;
/** Another supposed cause. */
const anew = { move: { redo: HYPOTHESIS } } as const;

const limit: Ask = {
  ask: "debug-limit",
  options: { answer: { ...anew, reason: true }, more: anew, give_up, stop },
};
const goesOn: Move = { if: "debugMayGoOn", then: { redo: HYPOTHESIS }, else: limit };

const consent = (key: string, title: string, of: string): CheckpointGate => ({
  gate: "checkpoint",
  key,
  title,
  token,
  after: [of],
  when: "debugAsksConsent",
  ask: {
    ask: "debug-consent",
    shows: "debugCommands",
    options: { approve: { move: "next", tests: "approved" }, revise: { move: { redo: of }, reason: true }, stop },
  },
});

/** The test fails to fail, or to pass: its author tries again, and after some tries the person says how to go on. */
const retried = (ask: string, from: string): Move => ({
  if: "debugMayTryAgain",
  then: { redo: from },
  else: {
    ask,
    options: { another: { move: { redo: from } }, answer: { ...anew, reason: true }, give_up, stop },
  },
});
const neverRed = retried("debug-never-red", REPRODUCE);
const notFixed = retried("debug-not-fixed", FIX);

export const debug: Part<DebugFacts> = {
  starts: {
    debug: {
      entry: "debug",
      request: "<symptom>",
      flags: { auto: AUTO_FLAG },
      strict: false,
      bare: true,
      issue: true,
      resolves: () => (require("./start.ts") as typeof import("./start.ts")).resolves,
    },
  },
  gates: [
    check({ key: SURVEY, title: "Open the session", token, after: [], on: { pass: "next", fail: blocked } }),
    produce({
      key: HYPOTHESIS,
      title: "Hypothesis",
      token,
      after: [SURVEY],
      who,
      reads: [],
      writes: HYPOTHESIS_FILE,
      schema: HYPOTHESIS,
      brief: HYPOTHESIS,
    }),
    consent(CONSENT, "Consent to the test", HYPOTHESIS),
    check({
      key: TEST,
      title: "Test the hypothesis",
      token,
      after: [CONSENT],
      on: { root_cause: "next", narrowed: goesOn, ruled_out: goesOn, cannot: goesOn, fail: blocked },
    }),
    produce({
      key: REPRODUCE,
      title: "Failing test",
      token,
      after: [TEST],
      who,
      edits: "all",
      reads: [],
      writes: REPRODUCE_FILE,
      schema: REPRODUCE,
      brief: REPRODUCE,
    }),
    consent(RED_CONSENT, "Consent to the failing test", REPRODUCE),
    check({
      key: RED,
      title: "Run the failing test",
      token,
      after: [RED_CONSENT],
      on: { red: "next", green: neverRed, cannot: neverRed, fail: blocked },
    }),
    produce({
      key: FIX,
      title: "Fix",
      token,
      after: [RED],
      who,
      edits: "all",
      reads: [],
      writes: FIX_FILE,
      schema: FIX,
      brief: FIX,
      on: { done: "next", failed: notFixed },
    }),
    check({
      key: GREEN,
      title: "Run the test again",
      token,
      after: [FIX],
      on: { green: "next", red: notFixed, cannot: notFixed, fail: blocked },
    }),
    {
      gate: "checkpoint",
      key: ACCEPT,
      title: "Acceptance",
      token,
      after: [GREEN],
      ask: {
        ask: "debug-accept",
        passes: { when: "debugShownByTest", option: "fixed" },
        options: { fixed: { move: "next" }, revise: { ...anew, reason: true }, stop },
      },
    },
    check({ key: CLOSE, title: "Close the session", token, after: [ACCEPT], on: { pass: "next", fail: blocked } }),
  ],
  roles: { debugger: { agent: "debugger", model: "sonnet" } },
  bounds: { debugger: { tool_calls: 200, minutes: 40, tokens: 5_000_000 } },
  limits: LIMITS,
  rules: RULES,
  shows: SHOWS,
  artifacts: {
    [HYPOTHESIS]: async () => (await import("./kinds.ts")).hypothesis,
    [REPRODUCE]: async () => (await import("./kinds.ts")).reproduction,
    [FIX]: async () => (await import("./kinds.ts")).fix,
  },
  facts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).debugFacts(...of),
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => (await import("./checks.ts")).CHECKS,
  questions: QUESTIONS,
  skipReasons: {
    debugAsksConsent: "nothing runs that you have not allowed",
    debugShownByTest: "--auto, and a command that failed before the fix passes behind it",
  },
};
