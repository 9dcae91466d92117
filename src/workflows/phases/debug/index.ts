import type { Ask, Move } from "../../../engine/workflow.ts";
import { stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { check, checkpoint, inTurn, produce } from "../gates.ts";
import { agents, type Part } from "../part.ts";
import { GATE, LIMITS, RULES, SHOWS } from "./recorded.ts";
import { QUESTIONS } from "./words.ts";

/**
 * `debug`: one supposed cause after the other is tested by a prediction, until one holds; then a
 * test that fails for it, and
 * the change that makes it pass. What was ruled out stands in `.planning/debug/`, so that the next
 * session begins after it.
 */

const who = { role: "debugger" };

const give_up = { move: "fail" } as const;
/** Another supposed cause. */
const anew = { move: { redo: GATE.hypothesis } } as const;

/** All tries are spent: the person says how to go on. `from`: what is done again. */
const spent = (from: string): Ask => ({
  ask: "debug-limit",
  options: { more: { move: { redo: from } }, answer: { ...anew, reason: true }, give_up, stop },
});
const goesOn: Move = { if: "debugMayGoOn", then: anew.move, else: spent(GATE.hypothesis) };
/** The test fails to fail, or to pass: its author tries again. */
const retried = (from: string): Move => ({
  if: "debugMayTryAgain",
  then: { redo: from },
  else: spent(from),
});
const neverRed = retried(GATE.reproduce);
const notFixed = retried(GATE.fix);

const consent = (key: string, title: string, of: string) =>
  checkpoint(
    { key, title, when: "debugAsksConsent" },
    {
      ask: "debug-consent",
      shows: "debugCommands",
      options: {
        approve: { move: "next", tests: "approved" },
        revise: { move: { redo: of }, reason: true },
        stop,
      },
    },
  );

export const debug: Part<KitFacts> = {
  start: {
    ...{ request: "<symptom>", bare: true, issue: true },
    resolves: () => (require("./start.ts") as typeof import("./start.ts")).resolves,
  },
  gates: inTurn("debug", [
    check({ key: GATE.survey, title: "Open the session" }),
    produce({ key: GATE.hypothesis, title: "Hypothesis", who }),
    consent("debug-consent", "Approve the test", GATE.hypothesis),
    check({
      key: GATE.test,
      title: "Test the hypothesis",
      on: { root_cause: "next", narrowed: goesOn, ruled_out: goesOn, cannot: goesOn },
    }),
    produce({ key: GATE.reproduce, title: "Write a failing test", who, edits: "all" }),
    consent("debug-red-consent", "Approve the failing test", GATE.reproduce),
    check({
      key: GATE.red,
      title: "Run the failing test",
      on: { red: "next", green: neverRed, cannot: neverRed },
    }),
    produce({
      key: GATE.fix,
      title: "Fix the bug",
      who,
      edits: "all",
      on: { done: "next", failed: notFixed },
    }),
    check({
      key: GATE.green,
      title: "Run the test again",
      on: { green: "next", red: notFixed, cannot: notFixed },
    }),
    checkpoint(
      { key: "debug-accept", title: "Accept the fix" },
      {
        passes: { when: "debugShownByTest", option: "fixed" },
        options: { fixed: { move: "next" }, revise: { ...anew, reason: true }, stop },
      },
    ),
    check({ key: GATE.close, title: "Close the session" }),
  ]),
  ...agents({ debugger: { model: "sonnet", tool_calls: 200, minutes: 40, tokens: 5_000_000 } }),
  limits: LIMITS,
  rules: RULES,
  shows: SHOWS,
  artifacts: {
    [GATE.hypothesis]: async () => (await import("./kinds.ts")).hypothesis,
    [GATE.reproduce]: async () => (await import("./kinds.ts")).reproduction,
    [GATE.fix]: async () => (await import("./kinds.ts")).fix,
  },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => (await import("./checks.ts")).CHECKS,
  questions: QUESTIONS,
  skipReasons: {
    debugAsksConsent: "only commands that you allowed run",
    debugShownByTest: "--auto, and a command that failed before the fix passes after it",
  },
};
