// @bun
import {
  again,
  stop3,
  accept,
  waive,
  overrule,
  other,
  stuck,
  bounded2,
  stale,
  stuckOrWaived,
  boundedOrWaived
} from "./s29.js";
import {
  testAsks,
  testsBefore,
  testsBehind,
  TEST_SKIP_REASONS
} from "./s179.js";
import {
  PART,
  VARIANTS,
  regrade,
  quickText,
  quickLines
} from "./s278.js";
import {
  MEASURED,
  WORDS2
} from "./s91.js";
import {
  PLAN_STATUSES,
  CODE_STATUSES
} from "./s46.js";
import {
  review
} from "./s6.js";
import {
  AUTO_FLAG
} from "./s30.js";

// src/workflows/multi-ai/workflow.ts
var STORY = ".task/user-story.json";
var PLAN = ".task/plan-refined.json";
var RESULT = ".task/impl-result.json";
var planner = { agent: "planner", model: "opus" };
var implementer = { agent: "implementer", model: "sonnet" };
var bounds = {
  "requirements-gatherer": { tool_calls: 200, minutes: 60, tokens: 4000000 },
  planner: { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "plan-reviewer": { tool_calls: 200, minutes: 60, tokens: 4000000 },
  implementer: { tool_calls: 600, minutes: 180, tokens: 15000000 },
  "code-reviewer": { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "codex-reviewer": { tool_calls: 100, minutes: 300, tokens: 1e6 }
};
var reviewAsks = { bounded: boundedOrWaived, stuck: stuckOrWaived, stale };
var questions = (name) => ({
  ask: name,
  options: { answer: again },
  auto: "answer",
  assumes: true
});
var REVIEWERS = [
  { name: "sonnet", title: "Sonnet", who: (agent) => ({ agent, model: "sonnet" }) },
  { name: "opus", title: "Opus", who: (agent) => ({ agent, model: "opus" }) },
  { name: "codex", title: "Codex", who: () => ({ provider: "codex", agent: "codex-reviewer", model: "haiku" }) }
];
var fixPlan = (name, title) => ({
  who: planner,
  title: `Fix Plan - ${title}`,
  token: `fix_plan_${name}`,
  writes: PLAN,
  schema: "plan",
  brief: "fix-plan"
});
var fixCode = (name, title, kind) => ({
  who: implementer,
  title: `${kind} Code - ${title}`,
  token: `fix_code_${name}`,
  writes: RESULT,
  schema: "impl-result",
  edits: "all",
  brief: kind === "Fix" ? "fix-code" : "rework-code"
});
var limit = (more) => ({
  ask: "escalation",
  options: { continue: { move: more }, accept, stop: stop3 }
});
var confirmLimit = { ask: "confirm-limit", options: { continue: again, accept, stop: stop3 } };
var partial = { ask: "partial", options: { again, accept, stop: stop3, other } };
var failed = (substitute) => ({
  ask: "provider-failed",
  options: { retry: again, substitute: { move: { substitute } }, waive, stop: stop3 }
});
var failedOf = (who, substitute) => ("provider" in who) ? { failed: failed(substitute), absent } : {};
var absent = {
  failures: ["not_installed", "not_logged_in"],
  settled: [
    { when: "missing_opus", option: "substitute", why: "Opus reviews in its place: codex.missing in the settings" },
    { when: "missing_waive", option: "waive", why: "waived by the person: codex.missing in the settings" }
  ],
  auto: { option: "substitute", why: "Opus reviews in its place, and nobody was asked" }
};
var QUICK = { plan: "sonnet", code: "opus" };
var partOf = (what, name) => QUICK[what] === name ? {} : { part: PART[what] };
function planReview({ name, title, who }, after) {
  const by = who("plan-reviewer");
  const fix = { fix: fixPlan(name, title), then: "self" };
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
    ...failedOf(by, { agent: "plan-reviewer", model: "opus" })
  };
  const on = {
    approved: "next",
    needs_changes: fix,
    needs_clarification: { ask: "clarification", options: { answer: again } }
  };
  if (name !== REVIEWERS.at(-1).name)
    return review({ ...common, statuses, on });
  return review({
    ...common,
    statuses: { ...statuses, rejected },
    on: {
      ...on,
      rejected: {
        ask: "plan-rejected",
        options: { stop: stop3, revise: { move: fix, reason: true }, overrule }
      }
    }
  });
}
function codeReview({ name, title, who }, after) {
  const by = who("code-reviewer");
  const fix = { fix: fixCode(name, title, "Fix"), then: "self" };
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
      rejected: { fix: fixCode(name, title, "Rework"), then: "group" }
    },
    limit: limit(fix),
    ...reviewAsks,
    confirm: { brief: "confirm-code", reads: [STORY], limit: confirmLimit },
    ...failedOf(by, { agent: "code-reviewer", model: "opus" })
  });
}
function reviews(gateOf, first) {
  const gates = [];
  for (const reviewer of REVIEWERS)
    gates.push(gateOf(reviewer, gates.at(-1)?.key ?? first));
  return gates;
}
var gates = [
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
    bounded: bounded2,
    on: {
      questions: questions("story-questions"),
      done: {
        ask: "story",
        auto: "approve",
        options: {
          approve: { move: "next", tests: "approved" },
          correct: { move: "again", reason: true },
          stop: stop3,
          name: { move: "next", reason: true, tests: "named" }
        }
      }
    },
    tests: { unapproved: testAsks.unapproved },
    stuck
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
    bounded: bounded2,
    on: { questions: questions("plan-questions"), done: "next" },
    tests: testAsks,
    stuck
  },
  ...reviews(planReview, "plan"),
  {
    gate: "produce",
    key: "implementation",
    title: "Implementation",
    token: "implementation",
    after: [`plan-review-${REVIEWERS.at(-1).name}`],
    who: implementer,
    reads: [STORY, PLAN],
    writes: RESULT,
    schema: "impl-result",
    edits: "all",
    brief: "implement",
    stays: true,
    bounded: bounded2,
    on: {
      complete: "next",
      partial: "again",
      partial_reason: partial,
      partial_denied: { if: "approvedTests", then: "next", else: partial },
      unchanged: { ask: "unchanged", options: { again, accept, stop: stop3, other } },
      failed: { ask: "failed", options: { again, accept, stop: stop3, other } }
    },
    stuck
  },
  testsBefore,
  testsBehind({ who: implementer, writes: RESULT, reads: [STORY, PLAN, RESULT], guards: "code_reviews" }),
  ...reviews(codeReview, "implementation")
];
var multiAi = {
  name: "multi-ai",
  files: ".task",
  rules: {
    missing_opus: (run) => run.settings.codex.missing === "opus",
    missing_waive: (run) => run.settings.codex.missing === "waive"
  },
  limits: { per_reviewer: 10, plan_reviews: 10, code_reviews: 15, tests: 3 },
  bounds,
  upcast: (event) => event.type === "task_created" && event.schema === "impl-result" && event.edits === undefined ? { ...event, edits: "all" } : event,
  regrade,
  idle: "idle",
  complete: "complete",
  entries: { start: { gates, variants: VARIANTS, back: { planning: "plan", requirements: "requirements" } } }
};

// src/workflows/multi-ai/index.ts
var start = () => import.meta.require("./start-5.js");
var readable = () => import.meta.require("./readable.js");
var report = () => import.meta.require("./report-5.js");
var multiAiModule = {
  workflow: multiAi,
  measured: MEASURED,
  starts: {
    "multi-ai": {
      entry: "start",
      request: "<request>",
      flags: {
        quick: {
          takes: "nothing",
          about: "One review of the plan and one of the code; more where the change is not small"
        },
        auto: AUTO_FLAG
      },
      strict: false,
      issue: true,
      adds: (...of) => start().adds(...of),
      hint: (...of) => start().hint(...of)
    }
  },
  artifacts: {
    "user-story": async () => (await import("./user-story.js")).kind,
    plan: async () => (await import("./plan.js")).kind,
    "plan-review": async () => (await import("./plan-review.js")).kind,
    "impl-result": async () => (await import("./impl-result.js")).kind,
    "code-review": async () => (await import("./code-review.js")).kind
  },
  briefFacts: (...of) => import.meta.require("./facts-1.js").briefFacts(...of),
  get briefs() {
    return import.meta.require("./brief-3.js").BRIEFS;
  },
  externalPrompt: (...of) => import.meta.require("./external.js").externalPrompt(...of),
  checks: async () => (await import("./checks-11.js")).CHECKS,
  outputs: (scene) => readable().outputs(scene),
  texts: () => readable().TEXTS,
  readBack: async () => (await import("./read-back.js")).readBack,
  questions: WORDS2,
  skipReasons: TEST_SKIP_REASONS,
  status: {
    own: ({ run }) => ({ quick: quickText(run) }),
    about: quickLines
  },
  report: {
    unasked: "the story",
    facts: (...of) => report().reportFacts(...of),
    caught: (scene) => import.meta.require("./caught.js").caughtFindings(scene),
    lines: (own, layout) => ({ head: [], reviews: quickLines(own, layout), closing: [], foot: [] }),
    maxLines: 60
  }
};
export {
  multiAiModule
};
