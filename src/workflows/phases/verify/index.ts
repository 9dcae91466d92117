import type { Ask } from "../../../engine/workflow.ts";
import { accept, again, hint, stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { check, checkpoint, inTurn, produce } from "../gates.ts";
import { agents, type Part } from "../part.ts";
import { WORK } from "../paths.ts";
import { CONSENT_GATE, GATE, RULES, SHOWS } from "./recorded.ts";
import { QUESTIONS } from "./words.ts";

/**
 * `verify-work`: whether a phase does what it promises; gaps are planned, closed and looked at
 * again.
 */

const every = () => require("./every.ts") as typeof import("./every.ts");
const phaseFound = () =>
  require("../routes/phase-found.ts") as typeof import("../routes/phase-found.ts");

/** Gaps are left that rounds by themselves do not close. */
const open: Ask = {
  ask: "verify-open",
  options: { another: { move: "next" }, accept, leave: { move: "fail" }, stop },
};

/** One item after the other: each answer is on record before the next question is put. */
const human = checkpoint(
  { key: GATE.human, title: "Check by hand", when: "verifyAsksPerson" },
  {
    passes: { when: "verifyPersonAnswered", option: "done" },
    options: {
      yes: again,
      revise: hint,
      later: again,
      done: { move: "next", when: "verifyPersonAnswered" },
      stop,
    },
  },
);

/** What runs is shown first. */
const consent = checkpoint(
  { key: CONSENT_GATE, title: "Approve the commands" },
  {
    shows: "verifyCommands",
    passes: { when: "verifyRunsOnlyAllowed", option: "approve", seen: "verifyKnown" },
    options: { approve: { move: "next", tests: "approved" }, stop },
  },
);

/** The project was changed while it was looked at. */
const moved: Ask = {
  ask: "verify-moved",
  options: { again: { move: { redo: GATE.criteria } }, stop },
};

export const verifyWork: Part<KitFacts> = {
  start: {
    ...{ request: "[<phase>]", strict: true, bare: true },
    resolves: () => (root, request) =>
      request.trim() === ""
        ? every().everyPhase(root)
        : phaseFound().requestedPhase(root, request, "verify-work"),
  },
  gates: inTurn("verify-{phase}", [
    check({ key: GATE.survey, title: "Look at the phase" }),
    consent,
    check({ key: GATE.criteria, title: "Run criteria and commands" }),
    produce({
      ...{ key: GATE.verify, title: "Verify the phase", who: { role: "phase-verifier" } },
      ...{ writes: `${WORK}/verification.json`, schema: "phase-verification" },
    }),
    human,
    check({
      key: GATE.publish,
      title: "Verdict",
      on: { gaps: "next", human_needed: "next", open, moved },
    }),
    check({
      key: "verify-settled",
      title: "Record the decisions",
      when: "verifyIsSettled",
      who: { program: GATE.publish },
    }),
  ]),
  ...agents({
    "phase-verifier": { model: "sonnet", tool_calls: 250, minutes: 40, tokens: 5_000_000 },
  }),
  rules: RULES,
  shows: SHOWS,
  artifacts: { "phase-verification": async () => (await import("./kind.ts")).kind },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    [GATE.survey]: (await import("./checks.ts")).survey,
    [GATE.criteria]: (await import("./checks.ts")).criteria,
    [GATE.publish]: (await import("./publish.ts")).publish,
  }),
  questions: QUESTIONS,
  skipReasons: {
    verifyRunsOnlyAllowed:
      "it runs only scripts of the project and its tests, or what was approved",
    verifyPersonAnswered: "you answered each item",
    verifyAsksPerson: "nothing in it needs you",
    verifyIsSettled: "there was nothing to decide",
  },
};
