import type { Gate, Move } from "../../../engine/workflow.ts";
import { again, stop, waive } from "../../contract/asks.ts";
import { nameAnother } from "../../tests.ts";
import { BRIEF, CONTEXT, DEPLOY_LOG, GATES, LESSONS, P, RETROSPECTIVE, SPEC, TEST_REPORT } from "../paths.ts";
import { cannotRun, check, checkpoint, clarification, gateMoves, mendTests, produce, unclear } from "./parts.ts";

/** Stages 07 to 09: tests, sign-off, deployment, retrospective. */

const testersWork = {
  who: { role: "dev-qa" },
  writes: `${GATES}/stage-07.json`,
  documents: [TEST_REPORT],
  edits: "tests",
  schema: "stage-07",
  brief: "qa",
};

/** The tester's gate and report say otherwise than the program saw. */
const mendReport: Move = {
  fix: { ...testersWork, title: "Correct report", token: "stage-07" },
  then: "self",
};

/** Owners may have mended for the tests what others had approved: those look again, also where the tests are waived. */
const approvals: Move = { tally: "peer", reviews: ["security"] };

export const testing: Gate[] = [
  produce({
    key: "qa",
    title: "Write tests",
    stage: "07",
    ...testersWork,
    after: ["peer"],
    reads: [BRIEF, SPEC],
    on: { ...gateMoves, fail: "next" },
  }),
  check(
    {
      key: "qa-tests",
      title: "Run tests",
      stage: "07",
      when: "checkDue",
      after: ["qa"],
      program: "qa",
      on: {
        pass: approvals,
        fail: mendTests,
        differs: mendReport,
        unclear: unclear(mendTests, approvals),
        cannot_run: cannotRun("qa", approvals),
      },
    },
    mendTests,
    approvals,
  ),
  clarification({ key: "clarify-late", title: "Clarification before sign-off", stage: "07", after: ["qa-tests"] }),
  checkpoint("c", "clarify-late", "07", "qa", "release"),
];

export const release: Gate[] = [
  produce({
    key: "signoff",
    title: "Sign off",
    stage: "08",
    when: "signedByHand",
    after: ["checkpoint-c"],
    who: { role: "pm" },
    reads: [BRIEF, TEST_REPORT, CONTEXT],
    writes: `${GATES}/stage-08.json`,
    schema: "stage-08",
    brief: "signoff",
    on: gateMoves,
  }),
  check(
    {
      key: "deploy",
      title: "Deploy",
      stage: "08",
      when: "deployAsked",
      after: ["signoff"],
      program: "deploy",
      on: {
        pass: "next",
        warn: "next",
        fail: {
          ask: "deploy-failed",
          options: { again, without: waive, stop, name: { ...nameAnother, when: "deployAsked" } },
        },
        differs: {
          ask: "deploy-unseen",
          options: {
            check: { move: { redo: "qa-tests" } },
            anyway: { move: "again", reason: true },
            without: waive,
            stop,
          },
        },
      },
    },
    "again",
  ),
  produce({
    key: "summary",
    title: "Stakeholder summary",
    stage: "08",
    when: "deployed",
    after: ["deploy"],
    who: { role: "pm" },
    reads: [BRIEF, CONTEXT],
    writes: DEPLOY_LOG,
    schema: "deploy-log",
    brief: "summary",
    on: { done: "next" },
  }),
  produce({
    key: "retro",
    title: "Retrospective - {item}",
    stage: "09",
    each: { over: "roles" },
    when: "tookPart",
    after: ["summary"],
    who: { role: "{role}" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.md`,
    schema: "retro",
    brief: "retro",
    on: { done: "next" },
  }),
  produce({
    key: "lessons",
    title: "Lessons",
    stage: "09",
    after: ["retro"],
    who: { role: "principal" },
    reads: [RETROSPECTIVE, LESSONS],
    writes: `${GATES}/stage-09.json`,
    schema: "stage-09",
    brief: "lessons",
    on: gateMoves,
  }),
];
