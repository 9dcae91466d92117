import { type Gate, type Move, type PanelGate, review } from "../../../engine/workflow.ts";
import { accept, again, bounded, overrule, stop, stuck, waive } from "../../contract/asks.ts";
import { baselineCannotRun } from "../../tests.ts";
import {
  ADRS,
  ANSWERS,
  BRIEF,
  CONTEXT,
  DEPLOY_LOG,
  LESSONS,
  P,
  RETROSPECTIVE,
  REVIEW_FOLDER,
  SPEC,
  TEST_REPORT,
} from "../paths.ts";
import {
  cannotRun,
  check,
  checkpoint,
  clarification,
  gateFile,
  gateMoves,
  inOrder,
  mendChecks,
  mendMerge,
  mendOutdated,
  mendSecurity,
  mendTests,
  ofStage,
  ownerFix,
  ownersWork,
  produce,
  reviewBy,
  unclear,
} from "./parts.ts";

const approvedDesign = { ...gateFile("02"), documents: [SPEC, ADRS, ANSWERS] };

/** Stages 01 to 03: requirements, design, clarification. */
const before: Gate[] = [
  produce("pm", "01", {
    key: "brief",
    title: "Brief",
    documents: [BRIEF],
    brief: "team-brief",
    on: {
      ...gateMoves,
      done: { if: "briefHolds", then: "next", else: "again" },
      questions: { ask: "brief-questions", options: { answer: again }, auto: "answer", assumes: true },
    },
  }),
  checkpoint("a", "01", "brief", "proceed"),
  produce("principal", "02", {
    key: "design",
    title: "Draft design",
    reads: [BRIEF],
    writes: SPEC,
    schema: "design-draft",
  }),
  produce("{role}", "02", {
    key: "notes",
    title: "Design notes - {item}",
    each: { over: "areas" },
    reads: [BRIEF, SPEC],
    writes: `${REVIEW_FOLDER}/{role}.md`,
    schema: "design-notes",
  }),
  produce("principal", "02", {
    key: "answers",
    title: "Answer notes",
    ...approvedDesign,
    reads: [BRIEF, SPEC, `${REVIEW_FOLDER}/`],
  }),
  review({
    ...reviewBy("pm", "scope"),
    ...ofStage("02"),
    title: "Confirm scope",
    of: { file: SPEC },
    reads: [BRIEF, SPEC],
    writes: `${REVIEW_FOLDER}/pm.json`,
    schema: "scope-review",
    statuses: { approved: { counts: "approval" }, needs_changes: { counts: "changes" } },
    on: {
      approved: "next",
      needs_changes: {
        fix: {
          ...approvedDesign,
          who: { role: "principal" },
          title: "Amend design",
          token: "stage-02",
          brief: "design-fix",
        },
        then: "self",
      },
    },
    limit: { ask: "escalation", options: { accept, redo: { move: { redo: "design" }, reason: true }, stop } },
  }),
  checkpoint("b", "02", "design", "proceedWithQuestions"),
  produce("pm", "03", {
    key: "clarify",
    title: "Clarification",
    when: "openQuestions",
    reads: [BRIEF, SPEC, CONTEXT],
    documents: [BRIEF],
    on: { ...gateMoves, scope_changed: { redo: "brief" } },
  }),
];

export const peer: PanelGate = {
  ...ofStage("06"),
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  each: { over: "seats" },
  when: "seatNeeded",
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${P}/code-review/by-{item}.md`,
  schema: "peer-review",
  brief: "peer-review",
  bounded,
  stuck,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  arbiter: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    documents: [SPEC, ADRS],
    schema: "ruling",
    brief: "ruling",
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: { move: { tally: "peer" } } } },
  undecided: {
    ask: "peer-undecided",
    options: {
      owner: { move: { tally: "peer" }, reason: true },
      reviewer: { move: { tally: "peer" } },
      stop,
    },
  },
  on: { done: "next" },
};

/** Stages 04 to 06: build, checks, security, reviews by one another. */
const build: Gate[] = [
  check("baseline", "04", {
    key: "baseline",
    title: "Baseline",
    when: "nothingBuilt",
    on: { pass: "next", no_baseline: baselineCannotRun },
    mend: "again",
  }),
  produce("{role}", "04", {
    key: "build",
    stays: true,
    title: "Build - {item}",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    ...ownersWork,
    reads: [BRIEF, SPEC, ADRS],
  }),
  check("merge", "04", {
    key: "merge",
    title: "Merge",
    when: "inWorktrees",
    on: { pass: "next", fail: mendMerge, cannot_run: cannotRun() },
    mend: mendMerge,
  }),
  clarification("clarify-build", "04", "review"),
  check("pre-review", "05", {
    key: "pre-review",
    title: "Pre-review checks",
    on: {
      pass: "next",
      warn: "next",
      fail: mendChecks,
      outdated: mendOutdated,
      unclear: unclear(mendChecks),
      cannot_run: cannotRun(),
      unchanged: { ask: "unbuilt", options: { build: { move: mendChecks }, accept, stop } },
    },
    mend: mendChecks,
  }),
  review({
    ...reviewBy("security", "security"),
    title: "Security review",
    // No part: what a change says asks for it, whatever the track.
    token: "stage-05",
    when: "securityDue",
    of: { tree: "all" },
    reads: [BRIEF, SPEC, ADRS],
    ...gateFile("05-security"),
    statuses: { approved: { counts: "approval" }, veto: { counts: "rejection" } },
    on: {
      approved: "next",
      veto: {
        ask: "veto",
        auto: "fix",
        options: { fix: { move: mendSecurity }, lift: overrule, stop },
      },
    },
    limit: { ask: "escalation", options: { continue: { move: mendSecurity }, lift: overrule, stop } },
  }),
  peer,
];

const testersWork = { ...gateFile("07"), documents: [TEST_REPORT], edits: "tests", brief: "qa" };
/** The tester's gate and report say otherwise than the program saw. */
const mendReport: Move = {
  fix: { ...testersWork, who: { role: "dev-qa" }, title: "Correct report", token: "stage-07" },
  then: "self",
};
/** Owners may have mended for the tests what others had approved: those look again, also where the tests are waived. */
const approvals: Move = { tally: "peer", reviews: ["security"] };

/** Stages 07 to 09: tests, sign-off, deployment, retrospective. */
const after: Gate[] = [
  produce("dev-qa", "07", {
    key: "qa",
    title: "Write tests",
    ...testersWork,
    reads: [BRIEF, SPEC],
    on: { ...gateMoves, fail: "next" },
  }),
  check("qa", "07", {
    key: "qa-tests",
    title: "Run tests",
    when: "checkDue",
    on: {
      pass: approvals,
      fail: mendTests,
      differs: mendReport,
      unclear: unclear(mendTests, approvals),
      cannot_run: cannotRun(approvals),
    },
    mend: mendTests,
    past: approvals,
  }),
  clarification("clarify-late", "07", "sign-off"),
  checkpoint("c", "07", "qa", "release"),
  produce("pm", "08", {
    key: "signoff",
    title: "Sign off",
    when: "signedByHand",
    reads: [BRIEF, TEST_REPORT, CONTEXT],
  }),
  check("deploy", "08", {
    key: "deploy",
    title: "Deploy",
    when: "deployAsked",
    on: {
      pass: "next",
      warn: "next",
      fail: {
        ask: "deploy-failed",
        options: { again, without: waive, stop },
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
    mend: "again",
  }),
  produce("pm", "08", {
    key: "summary",
    title: "Stakeholder summary",
    when: "deployed",
    reads: [BRIEF, CONTEXT],
    writes: DEPLOY_LOG,
    schema: "deploy-log",
  }),
  produce("{role}", "09", {
    key: "retro",
    title: "Retrospective - {item}",
    each: { over: "roles" },
    when: "tookPart",
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.md`,
    schema: "retro",
  }),
  produce("principal", "09", { key: "lessons", title: "Lessons", reads: [RETROSPECTIVE, LESSONS] }),
];

export const gates: Gate[] = inOrder([...before, ...build, ...after]);
