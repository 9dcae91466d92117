import { acceptedTasks, type Run } from "../../engine/run.ts";
import type { Ask, CheckGate, Functions, Workflow } from "../../engine/workflow.ts";
import { stop } from "../contract/asks.ts";
import { REVIEWED, snapshotFacts } from "../execute/plan/plan.ts";
import { checked } from "../kit/stages/checked.ts";
import { panel } from "../kit/stages/panel.ts";
import { asked, chainOf, reviewed, type Stage, work } from "../kit/stages/stages.ts";
import { taken, wave, whole } from "../kit/stages/wave.ts";
import { runsUnasked } from "../tests/may-run.ts";
import {
  AUDIT,
  DRAFTS,
  FILES,
  HOST_AUDIT,
  MASTER_PLAN,
  PLAN_FILE,
  PLANS,
  REFINED,
  RESEARCH,
  SEATS_FOLDER,
  TAKEN,
  VERDICT_FILE,
} from "./paths.ts";
import { REVIEWER, SEAT_IDS } from "./seats.ts";
import { BLOCKED } from "./vote/ledger.ts";
import { PLAN, TAKE, takenFacts, takenIn } from "./vote/recorded.ts";
import { ends, isBuiltUnasked, ownerOf, standings, tallyOf } from "./vote/tally.ts";

/** Commands that the newest accepted plan brings along. */
export const planCommands = (run: Run): string[] =>
  acceptedTasks(run).findLast((task) => task.schema === PLAN || takenFacts(task))?.commands ?? [];

export const RULES: Functions["rules"] = {
  /** Nothing has to be agreed to. */
  runsOnlyAllowed: (run) =>
    isBuiltUnasked(run) && planCommands(run).every((planCommand) => runsUnasked(run, planCommand)),
  /** All tasks are done, and the person wants a review. */
  reviewsCode: (run) =>
    run.options["no-review"] === undefined &&
    snapshotFacts(run)?.tree != null &&
    (run.items ?? []).every(({ dropped }) => dropped === null),
  [REVIEWED]: (run) => run.options["no-review"] === undefined,
  skipsDone: (run) => takenIn(run)?.skips === true,
  lacksGit: (run) =>
    acceptedTasks(run).findLast((task) => task.facts.git !== undefined)?.facts.git === false,
};

/** Nothing is built that the council has not approved, whatever led to this question. */
const BARS: Functions["bars"] = {
  notApproved: (run) =>
    tallyOf(run).approved || takenIn(run) ? [] : ["the council has not approved this plan"],
};

const SHOWS: Functions["shows"] = { planCommands };

const BLOCKED_TASK = "blocked-task";

/**
 * Nobody who has the role gives a valid result: the run stops here, unless the person has it tried
 * again.
 */
const blockedTask: Ask = {
  ask: BLOCKED_TASK,
  options: { again: { move: "again" }, give_up: { move: "fail" }, stop },
};

/** The council cannot come to an approval by itself. */
const blocked: Ask = {
  ask: BLOCKED,
  options: {
    another_round: { move: { tally: "vote" } },
    overrule: { move: { tally: "vote" }, reason: true, waiver: "overruled" },
    give_up: { move: "fail" },
    stop,
  },
};

/** A role of the first phase writes a document. */
const inquiry = (spec: Omit<Parameters<typeof work>[0], "token" | "stuck">): Stage =>
  work({ token: "PM_RUNNING", stuck: blockedTask, ...spec });

const check = (
  key: string,
  gate: Pick<CheckGate, "title" | "token" | "writes"> & { on?: CheckGate["on"] },
): Stage =>
  checked({
    ...{ key, fixes: "iterations", limit: blockedTask, stuck: blockedTask },
    on: { pass: "next", blocked: blockedTask },
    ...gate,
  });

const seats = panel({
  seats: SEAT_IDS,
  reads: [REFINED, AUDIT, RESEARCH],
  draft: {
    key: "seat-plan",
    title: "Plan - {item}",
    token: "COUNCIL_PLANNING",
    writes: `${DRAFTS}{item}.json`,
    schema: "seat-plan",
  },
  made: {
    key: "synthesis",
    title: "Synthesis",
    token: "SYNTHESIZING",
    who: { role: "plan-maker" },
    writes: PLAN_FILE,
    schema: "master-plan",
  },
  drafts: PLANS,
  document: MASTER_PLAN,
  vote: {
    key: "vote",
    title: "Vote - {item}",
    token: "COUNCIL_REVIEWING",
    writes: `${SEATS_FOLDER}{item}.json`,
    schema: "vote",
  },
  counts: { standings, ownerOf, ends },
  rounds: "iterations",
  stuck: blockedTask,
  blocked,
});

/** What the person agrees to before anything is built. */
const consent = (options: Parameters<typeof asked>[0]["options"]): Stage => {
  const approve = { move: "next", tests: "approved", unless: "notApproved" } as const;
  return asked({
    key: "consent",
    title: "Approve the plan",
    token: "APPROVED",
    shows: "planCommands",
    passes: { when: "runsOnlyAllowed", option: "approve" },
    options: {
      approve,
      init_git: { ...approve, when: "lacksGit", sets: { git: "init" } },
      ...options,
      stop,
    },
  });
};

/** What is built, reviewed by a model that has not written it. */
const building = (plan: string): Stage[] => [
  wave({ plan, files: FILES }),
  reviewed({
    key: "code-review",
    title: "Code Review",
    token: "EXECUTING",
    reviewers: [{ name: "peer", title: "Peer", who: () => ({ role: REVIEWER }), runs: true }],
    when: "reviewsCode",
    reads: [plan],
    files: "council/code-review",
    brief:
      "The tasks of a plan are done, each by an executor that saw its own task alone, and passed its commands. Review what they are together: what the commands do not test, where tasks meet, and what the request asks for.",
  }),
  whole({ plan, files: FILES }),
  ...taken("EXECUTING", FILES, blockedTask),
];

/** Six seats plan and vote, two of them with a veto; what they approve is carried out in waves. */
const voted = chainOf({
  name: "council",
  files: FILES,
  limits: { iterations: 5 },
  bounds: {
    refiner: { tool_calls: 60, minutes: 20, tokens: 1_500_000 },
    auditor: { tool_calls: 120, minutes: 20, tokens: 2_000_000 },
    "tech-researcher": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
    "council-seat": { tool_calls: 150, minutes: 40, tokens: 3_000_000 },
    "plan-maker": { tool_calls: 200, minutes: 60, tokens: 5_000_000 },
    [REVIEWER]: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  },
  roles: {
    refiner: { agent: "refiner", model: "sonnet" },
    auditor: { agent: "auditor", model: "haiku" },
    "tech-researcher": { agent: "tech-researcher", model: "sonnet" },
    "plan-maker": { agent: "plan-maker", model: "opus" },
    ...Object.fromEntries(SEAT_IDS.map((id) => [id, { agent: "council-seat", model: "sonnet" }])),
    [REVIEWER]: { agent: REVIEWER, model: "opus" },
  },
  rules: RULES,
  bars: BARS,
  shows: SHOWS,
  fresh: "NEW",
  complete: "DONE",
  failed: "FAILED",
  blocked: { token: "BLOCKED", blocking: [BLOCKED, BLOCKED_TASK] },
  stages: [
    inquiry({
      key: "refine",
      title: "Refine the prompt",
      who: { role: "refiner" },
      writes: REFINED,
      kind: "refined-prompt",
      on: {
        done: "next",
        questions: {
          ask: "refine-questions",
          auto: "answer",
          assumes: true,
          options: { answer: { move: "again" } },
        },
      },
    }),
    check("host-audit", {
      title: "Look at machine and project",
      token: "PM_RUNNING",
      writes: HOST_AUDIT,
      on: { pass: "next", fail: blockedTask },
    }),
    inquiry({
      key: "audit",
      title: "Audit",
      who: { role: "auditor" },
      reads: [REFINED, HOST_AUDIT],
      writes: AUDIT,
      kind: "audit-result",
    }),
    inquiry({
      key: "research",
      title: "Research",
      who: { role: "tech-researcher" },
      reads: [REFINED, AUDIT],
      writes: RESEARCH,
      kind: "research-packet",
    }),
    check("verify-research", {
      title: "Verify audit and research",
      token: "RESEARCH_DONE",
      writes: `${FILES}/verified.json`,
    }),
    seats,
    consent({ revise: { move: { redo: "synthesis" }, reason: true } }),
    check("verdict", { title: "Verdict", token: "APPROVED", writes: VERDICT_FILE }),
    ...building(MASTER_PLAN),
  ],
  back: { planning: "seat-plan", requirements: "refine" },
  variants: { option: "ask", of: { yes: [] } },
  // A plan that is there already, without asking the seats again.
  entries: {
    build: [
      check(TAKE, {
        title: "Load the plan",
        token: "APPROVED",
        writes: TAKEN,
        on: { pass: "next", fail: { ask: TAKE, options: { again: { move: "again" }, stop } } },
      }),
      consent({
        anew: { move: { redo: TAKE }, when: "skipsDone", sets: { begun: "anew" } },
        again: { move: { redo: TAKE } },
      }),
      ...building(TAKEN),
    ],
  },
});

const { start, build } = voted.workflow.entries;

/** Where the council is only asked nothing is built. */
const ofBuild = [
  "consent",
  "snapshot",
  "waves",
  "code-review-peer",
  "completion",
  "take",
  "take-commits",
];
const gates = start!.gates.map((gate) =>
  ofBuild.includes(gate.key) ? { ...gate, part: "build" } : gate,
);

export const council: Workflow = {
  ...voted.workflow,
  entries: { start: { ...start!, gates }, build: build! },
};
export const chain = { ...voted, workflow: council };
