import {
  type Absent,
  type Ask,
  type Bounds,
  type Fix,
  type Gate,
  type HeldAsk,
  type HeldMove,
  type Move,
  type MovesOf,
  type ReviewGate,
  review,
  type Who,
  type Workflow,
} from "../../engine/workflow.ts";
import {
  accept,
  again,
  bounded,
  boundedOrWaived,
  other,
  overrule,
  stale,
  stop,
  stuck,
  stuckOrWaived,
  waive,
} from "../asks.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../review/statuses.ts";
import { testAsks, testsBefore, testsBehind } from "../tests.ts";
import { PART, regrade, VARIANTS } from "./quick.ts";

const STORY = ".task/user-story.json";
const PLAN = ".task/plan-refined.json";
const RESULT = ".task/impl-result.json";

const planner: Who = { agent: "planner", model: "opus" };
const implementer: Who = { agent: "implementer", model: "sonnet" };

const bounds: Record<string, Bounds> = {
  "requirements-gatherer": { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  planner: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "plan-reviewer": { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  implementer: { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "code-reviewer": { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  // It only starts a program and waits for it, as long as the settings let that run.
  "codex-reviewer": { tool_calls: 100, minutes: 300, tokens: 1_000_000 },
};

/** What is asked about every review that comes to nothing. */
const reviewAsks = { bounded: boundedOrWaived, stuck: stuckOrWaived, stale };

const questions = (name: string): Move => ({
  ask: name,
  options: { answer: again },
  auto: "answer",
  assumes: true,
});

/** Each of them reviews the plan, and later the code, behind the one before it. */
const REVIEWERS: { name: string; title: string; who(agent: string): Who }[] = [
  { name: "sonnet", title: "Sonnet", who: (agent) => ({ agent, model: "sonnet" }) },
  { name: "opus", title: "Opus", who: (agent) => ({ agent, model: "opus" }) },
  { name: "codex", title: "Codex", who: () => ({ provider: "codex", agent: "codex-reviewer", model: "haiku" }) },
];

const fixPlan = (name: string, title: string): Fix => ({
  who: planner,
  title: `Fix Plan - ${title}`,
  token: `fix_plan_${name}`,
  writes: PLAN,
  schema: "plan",
  brief: "fix-plan",
});

const fixCode = (name: string, title: string, kind: "Fix" | "Rework"): Fix => ({
  who: implementer,
  title: `${kind} Code - ${title}`,
  token: `fix_code_${name}`,
  writes: RESULT,
  schema: "impl-result",
  edits: "all",
  brief: kind === "Fix" ? "fix-code" : "rework-code",
});

/** The limit's question: one more round of the same fix, accept as it is, or stop. */
const limit = (more: HeldMove): HeldAsk => ({
  ask: "escalation",
  options: { continue: { move: more }, accept, stop },
});

/** The limit's question where a confirmation of the final tree would be one round too many. */
const confirmLimit: HeldAsk = { ask: "confirm-limit", options: { continue: again, accept, stop } };

const partial: Ask = { ask: "partial", options: { again, accept, stop, other } };

const failed = (substitute: Who): HeldAsk => ({
  ask: "provider-failed",
  options: { retry: again, substitute: { move: { substitute } }, waive, stop },
});

/** The person is asked where a program beside the host gives no verdict. */
const failedOf = (who: Who, substitute: Who) => ("provider" in who ? { failed: failed(substitute), absent } : {});

/** The setting `codex.missing`: what comes without a question where the program is not there, or not logged in. */
const absent: Absent = {
  failures: ["not_installed", "not_logged_in"],
  settled: [
    { when: "missing_opus", option: "substitute", why: "Opus reviews in its place: codex.missing in the settings" },
    { when: "missing_waive", option: "waive", why: "waived by the person: codex.missing in the settings" },
  ],
  auto: { option: "substitute", why: "Opus reviews in its place, and nobody was asked" },
};

type Reviewer = (typeof REVIEWERS)[number];

/** In a quick run each is reviewed by another model than its author: Opus plans, Sonnet writes the code. */
const QUICK = { plan: "sonnet", code: "opus" };
const partOf = (what: "plan" | "code", name: string): { part?: string } =>
  QUICK[what] === name ? {} : { part: PART[what] };

function planReview({ name, title, who }: Reviewer, after: string): ReviewGate {
  const by = who("plan-reviewer");
  const fix: HeldMove = { fix: fixPlan(name, title), then: "self" };
  const { rejected, ...statuses } = PLAN_STATUSES;
  const common = {
    ...partOf("plan", name),
    key: `plan-review-${name}`,
    title: `Plan Review - ${title}`,
    token: `plan_review_${name}`,
    after: [after],
    reviewer: name,
    group: "plan_reviews",
    who: by,
    of: { file: PLAN },
    reads: [STORY, PLAN],
    writes: `.task/review-${name}.json`,
    schema: "plan-review",
    brief: "review-plan",
    limit: limit(fix),
    ...reviewAsks,
    ...failedOf(by, { agent: "plan-reviewer", model: "opus" }),
  };
  const on = {
    approved: "next",
    needs_changes: fix,
    needs_clarification: { ask: "clarification", options: { answer: again } },
  } satisfies MovesOf<typeof statuses>;
  // Only the last of them may reject the plan: the others send it back.
  if (name !== REVIEWERS.at(-1)!.name) return review({ ...common, statuses, on });
  return review({
    ...common,
    statuses: { ...statuses, rejected },
    on: {
      ...on,
      rejected: {
        ask: "plan-rejected",
        options: { stop, revise: { move: fix, reason: true }, overrule },
      },
    },
  });
}

function codeReview({ name, title, who }: Reviewer, after: string): ReviewGate {
  const by = who("code-reviewer");
  const fix: HeldMove = { fix: fixCode(name, title, "Fix"), then: "self" };
  return review({
    ...partOf("code", name),
    key: `code-review-${name}`,
    title: `Code Review - ${title}`,
    token: `code_review_${name}`,
    after: [after],
    reviewer: name,
    group: "code_reviews",
    who: by,
    of: { tree: "all" },
    reads: [STORY, PLAN, RESULT],
    writes: `.task/code-review-${name}.json`,
    schema: "code-review",
    brief: "review-code",
    statuses: CODE_STATUSES,
    on: {
      approved: "next",
      needs_changes: fix,
      rejected: { fix: fixCode(name, title, "Rework"), then: "group" },
    },
    limit: limit(fix),
    ...reviewAsks,
    confirm: { brief: "confirm-code", reads: [STORY], limit: confirmLimit },
    ...failedOf(by, { agent: "code-reviewer", model: "opus" }),
  });
}

/** One review of every reviewer, each behind the one before it. */
function reviews(gateOf: (reviewer: Reviewer, after: string) => ReviewGate, first: string): ReviewGate[] {
  const gates: ReviewGate[] = [];
  for (const reviewer of REVIEWERS) gates.push(gateOf(reviewer, gates.at(-1)?.key ?? first));
  return gates;
}

const gates: Gate[] = [
  {
    gate: "produce",
    key: "requirements",
    title: "Gather requirements",
    token: "requirements_gathering",
    after: [],
    who: { agent: "requirements-gatherer", model: "opus" },
    reads: [],
    writes: STORY,
    schema: "user-story",
    brief: "requirements",
    bounded,
    on: {
      questions: questions("story-questions"),
      done: {
        ask: "story",
        auto: "approve",
        options: {
          approve: { move: "next", tests: "approved" },
          correct: { move: "again", reason: true },
          stop,
          name: { move: "next", reason: true, tests: "named" },
        },
      },
    },
    tests: { unapproved: testAsks.unapproved },
    stuck,
  },
  {
    gate: "produce",
    key: "plan",
    title: "Create implementation plan",
    token: "plan_drafting",
    after: ["requirements"],
    who: planner,
    reads: [STORY],
    writes: PLAN,
    schema: "plan",
    brief: "plan",
    bounded,
    on: { questions: questions("plan-questions"), done: "next" },
    tests: testAsks,
    stuck,
  },
  ...reviews(planReview, "plan"),
  {
    gate: "produce",
    key: "implementation",
    title: "Implementation",
    token: "implementation",
    after: [`plan-review-${REVIEWERS.at(-1)!.name}`],
    who: implementer,
    reads: [STORY, PLAN],
    writes: RESULT,
    schema: "impl-result",
    edits: "all",
    brief: "implement",
    stays: true,
    bounded,
    on: {
      complete: "next",
      partial: "again",
      partial_reason: partial,
      // Only a command that the host refused is missing: the program's own run shows what the agent could not see.
      partial_denied: { if: "approvedTests", then: "next", else: partial },
      unchanged: { ask: "unchanged", options: { again, accept, stop, other } },
      failed: { ask: "failed", options: { again, accept, stop, other } },
    },
    stuck,
  },
  testsBefore,
  testsBehind({ who: implementer, writes: RESULT, reads: [STORY, PLAN, RESULT], guards: "code_reviews" }),
  ...reviews(codeReview, "implementation"),
];

/** The chain: requirements, plan, every reviewer of the plan, implementation, every reviewer of the code. */
export const multiAi: Workflow = {
  name: "multi-ai",
  files: ".task",
  rules: {
    missing_opus: (run) => run.settings.codex.missing === "opus",
    missing_waive: (run) => run.settings.codex.missing === "waive",
  },
  limits: { per_reviewer: 10, plan_reviews: 10, code_reviews: 15, tests: 3 },
  bounds,
  /** Before tasks said what they may change, whoever wrote this kind of artifact changed the project. */
  upcast: (event) =>
    event.type === "task_created" && event.schema === "impl-result" && event.edits === undefined
      ? { ...event, edits: "all" }
      : event,
  regrade,
  idle: "idle",
  complete: "complete",
  entries: { start: { gates, variants: VARIANTS, back: { planning: "plan", requirements: "requirements" } } },
};
