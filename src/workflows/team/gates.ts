import {
  type BlockingAsk,
  type BlockingChoice,
  type BlockingMove,
  type Bounds,
  type CheckGate,
  type Choice,
  type Fix,
  type Move,
  type PanelGate,
  review,
} from "../../engine/workflow.ts";
import * as asks from "../contract/asks.ts";
import { checked } from "../kit/stages/checked.ts";
import { asked, type Stage, single, type WorkSpec, work } from "../kit/stages/stages.ts";
import { baselineCannotRun, nameAnother } from "../tests/test-questions.ts";
import {
  ADRS,
  BRIEF,
  CODE_REVIEW,
  CONTEXT,
  GATES,
  LESSONS,
  P,
  RETROSPECTIVE,
  REVIEW_FOLDER,
  SPEC,
  TEST_REPORT,
} from "./paths.ts";
import type { Outcome } from "./status/statuses.ts";

/** The stages of the team workflow, and what their gates have in common. */

export const bounds: Record<string, Bounds> = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
};

/** The run waits: whoever stops at what does not pass may mend it, and take the run up tomorrow. */
const stop = { move: "hold" } as const;

/** How a gate names its stage: `01` to `09`. */
const ofStage = (stage: string) => ({ token: `stage-${stage}`, part: stage });

/** Where the gate of a role lies. */
const gateFile = (kind: string): string => `${GATES}/${kind}.json`;

/** Moves by what a task comes to; `statuses.ts` says what each outcome means. */
type Moves = Partial<Record<Outcome, Move>>;

/** A role's own gate says that it cannot go on: the person hears why. */
const failed = {
  ask: "gate-failed",
  options: { again: asks.hint, accept: asks.accept, stop },
} satisfies BlockingAsk;
const redesign: BlockingChoice = { move: { redo: "design" }, reason: true };
const gateMoves: Moves = { done: "next", fail: failed, escalate: failed };

/**
 * A role's part of a stage: its gate's file, or a document of its own, which says nothing but that
 * it is done.
 */
function role(
  name: string,
  stage: string,
  { kind = `stage-${stage}`, ...spec }: Omit<WorkSpec, "who" | "on"> & { on?: Moves },
): Stage {
  return work({
    ...(kind.startsWith("stage-") && { writes: gateFile(kind), on: gateMoves }),
    ...spec,
    ...ofStage(stage),
    kind,
    who: { role: name },
  });
}

/** What every review of one role has; the person may go on without it. */
const reviewBy = (role: string, key: string) => ({
  ...{ key, group: key, brief: key, after: [], reviewer: role, who: { role } },
  ...{ bounded: asks.boundedOrWaived, stuck: asks.stuckOrWaived, stale: asks.stale },
});

/** pm answers what was asked since the design; an answer that changes the brief is the person's. */
const clarification = (key: string, stage: string, before: string): Stage =>
  role("pm", stage, {
    key,
    title: `Clarification before ${before}`,
    when: "openQuestions",
    reads: [CONTEXT],
    kind: "stage-03",
    briefName: "clarify",
    on: { ...gateMoves, scope_changed: failed },
  });

/**
 * `redo`: the gate that a change leads back to; `unless`: the bar that `proceed` has to pass;
 * `more`: one way of its own to go on.
 */
const checkpoint = (
  which: "a" | "b" | "c",
  stage: string,
  redo: string,
  unless: string,
  more: Record<string, Omit<Choice, "move">> = {},
): Stage => {
  const on = { move: "next", unless } as const;
  const key = `checkpoint-${which}`;
  return asked({
    ...{ ...ofStage(stage), key, title: `Checkpoint ${which.toUpperCase()}`, token: key },
    auto: "proceed",
    shows: which === "c" ? "deploy" : "checks",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: on,
      ...Object.fromEntries(
        Object.entries(more).map(([name, choice]) => [name, { ...on, ...choice }]),
      ),
      revise: { move: { redo }, reason: true },
      stop: which === "a" ? { ...asks.stop, when: "isFull" } : asks.stop,
      name: {
        ...on,
        reason: true,
        tests: "named",
        ...(which === "c" ? { when: "deployAsked" } : {}),
      },
    },
  });
};

/** What an owner does in its area, at first and when it mends what somebody found. */
const ownersWork = { writes: gateFile("stage-04-{item}"), edits: "area" };

const ownerFix = (title: string, token: string, brief: string): Fix => ({
  ...ownersWork,
  schema: "stage-04",
  who: { role: "{role}" },
  each: { over: "owners" },
  title: `${title} - {item}`,
  token,
  brief,
});
/** Mended by the owners, and looked at again by whoever found it. */
const mend = (title: string, token: string, brief: string): BlockingMove => ({
  fix: ownerFix(title, token, brief),
  then: "self",
});

/**
 * What is not said of its outcomes is as for every check. `mend`: one more fix, or try; `past`:
 * where the run goes on from it.
 */
function check(
  program: string,
  stage: string,
  gate: Pick<CheckGate, "key" | "title" | "when"> & { on?: Moves; mend: Move; past?: Move },
): Stage {
  const { mend, past = "next", on, ...own } = gate;
  // Where commands of the project are run, another one may be named, which runs then in the place
  // of those that were shown.
  const name: Record<string, Choice> = program === "merge" ? {} : { name: nameAnother };
  const further = {
    continue: { move: mend },
    accept: { ...asks.accept, move: past },
    stop,
    ...name,
  };
  const without = { again: asks.again, waive: { ...asks.waive, move: past }, stop };
  return checked({
    ...own,
    ...ofStage(stage),
    who: { program },
    writes: `.task/${own.key}.json`,
    fixes: "qa",
    on: {
      pass: past,
      fail: mend,
      // Red, and whether that is new cannot be told.
      unclear: { ask: "tests-unclear", options: further },
      cannot_run: { ask: "check-cannot-run", options: { ...without, ...name } },
      ...on,
    },
    limit: { ask: "check-limit", options: further },
    stuck: { ask: "stuck", options: { ...without, stop: asks.stop } },
  });
}

const buildAgain = mend("Build again", "stage-04", "fix-checks");
const mendSecurity = mend("Fix security", "stage-05", "fix-security");

/** Stages 01 to 03: requirements, design, clarification. */
const before: Stage[] = [
  role("pm", "01", {
    key: "brief",
    title: "Brief",
    briefName: "team-brief",
    on: {
      ...gateMoves,
      done: { if: "briefHolds", then: "next", else: "again" },
      questions: {
        ask: "brief-questions",
        options: { answer: asks.again },
        auto: "answer",
        assumes: true,
      },
    },
  }),
  checkpoint("a", "01", "brief", "proceed", {
    full: { when: "isLight", sets: { wanted_track: "full" } },
  }),
  role("principal", "02", {
    key: "design",
    title: "Draft design",
    reads: [BRIEF],
    writes: `${P}/design-draft.json`,
    kind: "design-draft",
  }),
  role("{role}", "02", {
    key: "notes",
    title: "Design notes - {item}",
    each: { over: "areas" },
    reads: [BRIEF, SPEC],
    writes: `${REVIEW_FOLDER}/{role}.json`,
    kind: "design-notes",
  }),
  role("principal", "02", {
    key: "answers",
    title: "Answer notes",
    reads: [BRIEF, SPEC],
  }),
  single(
    review({
      ...reviewBy("pm", "scope"),
      ...ofStage("02"),
      title: "Confirm scope",
      of: { file: SPEC },
      reads: [BRIEF, SPEC],
      writes: `${REVIEW_FOLDER}/pm.json`,
      schema: "scope-review",
      statuses: {
        approved: { counts: "approval" },
        needs_changes: { counts: "changes" },
        escalate: { counts: "question" },
      },
      on: {
        approved: "next",
        escalate: { ...failed, options: { ...failed.options, redo: redesign } },
        needs_changes: {
          fix: {
            writes: gateFile("stage-02"),
            schema: "stage-02",
            who: { role: "principal" },
            title: "Amend design",
            token: "stage-02",
            brief: "design-fix",
          },
          then: "self",
        },
      },
      limit: {
        ask: "escalation",
        options: { accept: asks.accept, redo: redesign, stop },
      },
    }),
  ),
  checkpoint("b", "02", "design", "proceedWithQuestions"),
  role("pm", "03", {
    key: "clarify",
    title: "Clarification",
    when: "openQuestions",
    reads: [BRIEF, SPEC, CONTEXT],
    on: { ...gateMoves, scope_changed: { redo: "brief" } },
  }),
];

const counted: Choice = { move: { tally: "peer" } };
export const peer: PanelGate = {
  ...ofStage("06"),
  after: [],
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  each: { over: "seats" },
  when: "seatNeeded",
  runs: "seatRuns",
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${CODE_REVIEW}/by-{item}.json`,
  schema: "peer-review",
  brief: "peer-review",
  bounded: asks.bounded,
  stuck: asks.stuck,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  arbiter: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    schema: "ruling",
    brief: "ruling",
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: counted } },
  undecided: {
    ask: "peer-undecided",
    options: { owner: { ...counted, reason: true }, reviewer: counted, stop: asks.stop },
  },
  on: { done: "next" },
};

/** Stages 04 to 06: build, checks, security, reviews by one another. */
const build: Stage[] = [
  check("baseline", "04", {
    key: "baseline",
    title: "Baseline",
    when: "nothingBuilt",
    on: { no_baseline: baselineCannotRun },
    mend: "again",
  }),
  role("{role}", "04", {
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
    when: "mergeDue",
    on: {
      unchanged: {
        ask: "unbuilt",
        options: { build: { move: buildAgain }, accept: asks.accept, stop },
      },
    },
    mend: mend("Fix merge", "stage-04", "fix-merge"),
  }),
  clarification("clarify-build", "04", "review"),
  check("pre-review", "05", {
    key: "pre-review",
    title: "Pre-review checks",
    // The tester changes tests that say what the feature is meant to change; owners mend what is
    // red after that.
    on: { warn: "next", outdated: mend("Update tests", "stage-05", "fix-outdated") },
    mend: mend("Fix checks", "stage-05", "fix-checks"),
  }),
  single(
    review({
      ...reviewBy("security", "security"),
      title: "Security review",
      // No part: what a change says asks for it, whatever the track.
      token: "stage-05",
      when: "securityDue",
      runs: "always",
      of: { tree: "all" },
      reads: [BRIEF, SPEC, ADRS],
      writes: gateFile("stage-05-security"),
      schema: "stage-05-security",
      statuses: { approved: { counts: "approval" }, veto: { counts: "rejection" } },
      on: {
        approved: "next",
        veto: {
          ask: "veto",
          auto: "fix",
          options: { fix: { move: mendSecurity }, lift: asks.overrule, stop },
        },
      },
      limit: {
        ask: "escalation",
        options: { continue: { move: mendSecurity }, lift: asks.overrule, stop },
      },
    }),
  ),
  single(peer),
];

/** The tester's gate and report say otherwise than the program saw. */
const mendReport: Move = {
  fix: {
    ...{ writes: gateFile("stage-07"), schema: "stage-07", edits: "tests", brief: "qa" },
    ...{ who: { role: "dev-qa" }, title: "Correct report", token: "stage-07" },
  },
  then: "self",
};
/**
 * Owners may have mended for the tests what others had approved: those look again, also where the
 * tests are waived.
 */
const approvals: Move = { tally: "peer", reviews: ["security"] };

const without = { without: asks.waive, stop };
/** `more`: what else may be done where files have changed since they were tested. */
const deployment = (more: Record<string, Choice> = {}): Stage =>
  check("deploy", "08", {
    key: "deploy",
    title: "Deploy",
    when: "deployAsked",
    on: {
      warn: "next",
      fail: {
        ask: "deploy-failed",
        options: { again: asks.again, ...without, name: { ...nameAnother, when: "deployAsked" } },
      },
      differs: { ask: "deploy-unseen", options: { ...more, anyway: asks.hint, ...without } },
    },
    mend: "again",
  });

/** What an earlier run has finished is deployed, and nothing of it is done again. */
export const release: Stage[] = [
  asked({
    ...ofStage("08"),
    key: "release",
    title: "Release",
    auto: "proceed",
    shows: "deploy",
    options: {
      proceed: { move: "next" },
      stop: asks.stop,
      name: { move: "next", reason: true, tests: "named" },
    },
  }),
  deployment(),
];

/** Stages 07 to 09: tests, sign-off, deployment, retrospective. */
const after: Stage[] = [
  role("dev-qa", "07", {
    key: "qa",
    title: "Write tests",
    edits: "tests",
    reads: [BRIEF, SPEC],
    on: { ...gateMoves, fail: "next" },
  }),
  check("qa", "07", {
    key: "qa-tests",
    title: "Run tests",
    when: "checkDue",
    on: { differs: mendReport },
    mend: mend("Fix tests", "stage-07", "fix-team-tests"),
    past: approvals,
  }),
  clarification("clarify-late", "07", "sign-off"),
  checkpoint("c", "07", "qa", "release", {
    deploy: { when: "canDeploy", sets: { deploy: "asked" } },
  }),
  role("pm", "08", {
    key: "signoff",
    title: "Sign off",
    when: "signedByHand",
    reads: [BRIEF, TEST_REPORT, CONTEXT],
  }),
  deployment({ check: { move: { redo: "qa-tests" } } }),
  role("pm", "08", {
    key: "summary",
    title: "Stakeholder summary",
    when: "deployed",
    reads: [BRIEF, CONTEXT],
    writes: `${P}/deploy-log.json`,
    kind: "deploy-log",
  }),
  role("{role}", "09", {
    key: "retro",
    title: "Retrospective - {item}",
    each: { over: "roles" },
    when: "tookPart",
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.json`,
    kind: "retro",
  }),
  role("principal", "09", { key: "lessons", title: "Lessons", reads: [RETROSPECTIVE, LESSONS] }),
];

export const stages: Stage[] = [...before, ...build, ...after];
