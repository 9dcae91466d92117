import type { Gate, Move } from "../../../engine/workflow.ts";
import {
  BRIEF,
  CLARIFICATION,
  CONTEXT,
  DEPLOY_LOG,
  GATES,
  LESSONS,
  P,
  RETROSPECTIVE,
  SPEC,
  TEST_REPORT,
} from "../paths.ts";
import { cannotRun, check, checkpoint, failed, gateMoves, mendTests, produce } from "./parts.ts";

/** Stages 07 to 09: tests, sign-off, deployment, retrospective. */

/** The tester's gate and report say otherwise than the program saw. */
const mendReport: Move = {
  fix: {
    who: { role: "dev-qa" },
    title: "Correct report",
    token: "stage-07",
    writes: `${GATES}/stage-07.json`,
    documents: [TEST_REPORT],
    edits: "tests",
    schema: "stage-07",
    brief: "qa",
  },
  then: "self",
};

/** Owners may have mended for the tests what others had approved: those look again, also where the tests are waived. */
const approvals: Move = { tally: "peer", reviews: ["security"] };

export const testing: Gate[] = [
  produce({
    key: "qa",
    title: "Write tests",
    token: "stage-07",
    part: "07",
    after: ["peer"],
    who: { role: "dev-qa" },
    reads: [BRIEF, SPEC],
    writes: `${GATES}/stage-07.json`,
    documents: [TEST_REPORT],
    edits: "tests",
    schema: "stage-07",
    brief: "qa",
    on: { ...gateMoves, fail: "next" },
  }),
  check(
    {
      key: "qa-tests",
      title: "Run tests",
      token: "stage-07",
      part: "07",
      when: "checkDue",
      after: ["qa"],
      who: { program: "qa" },
      reads: [],
      writes: ".task/qa-tests.json",
      on: {
        pass: approvals,
        fail: mendTests,
        differs: mendReport,
        cannot_run: cannotRun(approvals),
      },
    },
    mendTests,
    approvals,
  ),
  produce({
    key: "clarify-late",
    title: "Clarification before sign-off",
    token: "stage-07",
    part: "07",
    when: "openQuestions",
    after: ["qa-tests"],
    who: { role: "pm" },
    reads: [CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [CLARIFICATION],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves, scope_changed: failed },
  }),
  checkpoint("c", "clarify-late", "07", "qa", "proceed"),
];

export const release: Gate[] = [
  produce({
    key: "signoff",
    title: "Sign off",
    token: "stage-08",
    part: "08",
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
      token: "stage-08",
      part: "08",
      when: "deployAsked",
      after: ["signoff"],
      who: { program: "deploy" },
      reads: [],
      writes: ".task/deploy.json",
      on: {
        pass: "next",
        warn: "next",
        fail: {
          ask: "deploy-failed",
          options: {
            again: { move: "again" },
            without: { move: "next", reason: true, waiver: "waived" },
            stop: { move: "stop" },
          },
        },
      },
    },
    "again",
  ),
  produce({
    key: "summary",
    title: "Stakeholder summary",
    token: "stage-08",
    part: "08",
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
    token: "stage-09",
    part: "09",
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
    token: "stage-09",
    part: "09",
    after: ["retro"],
    who: { role: "principal" },
    reads: [RETROSPECTIVE, LESSONS],
    writes: `${GATES}/stage-09.json`,
    schema: "stage-09",
    brief: "lessons",
    on: gateMoves,
  }),
];
