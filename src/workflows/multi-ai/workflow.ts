import type { Absent, Ask, Bounds, CheckGate, Move, Who, Workflow } from "../../engine/workflow.ts";
import { again, stop } from "../contract/asks.ts";
import type { BriefPart } from "../contract/contract.ts";
import type { KitFacts } from "../kit/facts.ts";
import { checked } from "../kit/stages/checked.ts";
import {
  chainOf,
  type Reviewer,
  reviewed,
  type Stage,
  tested,
  work,
} from "../kit/stages/stages.ts";
import { CODE_WORK, PLAN_WORK } from "../review/own-work.ts";
import { testAsks } from "../tests/test-questions.ts";
import { DRAFT, FROM_PLAN, LIGHT, TAKE_PLAN, TAKE_STORY } from "./plan-file.ts";
import {
  ASKED_QUICK,
  isSmall,
  NOT_SMALL_ANY_MORE,
  PART,
  regrade,
  VARIANTS,
  wasSmall,
} from "./quick.ts";

const STORY = ".task/user-story.json";
const PLAN = ".task/plan-refined.json";
const RESULT = ".task/impl-result.json";

const bounds: Record<string, Bounds> = {
  "requirements-gatherer": { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  "plan-reviewer": { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  // It only starts a program and waits for it, as long as the settings let that run.
  "codex-reviewer": { tool_calls: 100, minutes: 300, tokens: 1_000_000 },
};

const approve = { move: "next", tests: "approved" } as const;
const story: Ask = {
  ask: "story",
  auto: "approve",
  options: {
    approve,
    correct: { move: "again", reason: true },
    stop,
    name: { move: "next", reason: true, tests: "named" },
  },
};

/**
 * What is cheaper comes first, and is what a run without questions takes. The dialog has room for
 * four.
 */
const smallStory: Ask = {
  ask: "small-story",
  auto: "quick",
  options: {
    quick: { ...approve, sets: ASKED_QUICK },
    approve,
    correct: story.options.correct!,
    stop,
  },
};
/** A changed request made it one of no small change. */
const grownStory: Ask = {
  ...story,
  ask: "grown-story",
  options: { ...story.options, approve: { ...approve, sets: NOT_SMALL_ANY_MORE } },
};

const questions = (name: string): Move => ({
  ask: name,
  options: { answer: again },
  auto: "answer",
  assumes: true,
});

/** Each of them reviews the plan, and later the code, after the one before it. */
const REVIEWERS: (Reviewer | string)[] = [
  "sonnet",
  "opus",
  {
    name: "codex",
    title: "Codex",
    who: () => ({ provider: "codex", agent: "codex-reviewer", model: "haiku" }),
  },
];

/**
 * In a quick run each is reviewed by another model than its author: Opus plans, Sonnet writes the
 * code.
 */
const QUICK = { plan: "sonnet", code: "opus" };
const partOf =
  (what: "plan" | "code") =>
  (name: string): string | undefined =>
    QUICK[what] === name ? undefined : PART[what];

/**
 * The setting `codex.missing`: what comes without a question where the program is not there, or not
 * logged in.
 */
const absent: Absent = {
  failures: ["not_installed", "not_logged_in"],
  settled: [
    {
      when: "missing_opus",
      option: "substitute",
      why: "Opus reviews in its place: codex.missing in the settings",
    },
    {
      when: "missing_waive",
      option: "waive",
      why: "skipped by the person: codex.missing in the settings",
    },
  ],
  auto: { option: "substitute", why: "Opus reviews in its place, and nobody was asked" },
};

const planner: Who = { agent: "planner", model: "opus" };

/** In a run without questions: where an open point goes instead. */
const unasked = ({ run }: KitFacts, instead: string): string =>
  run.auto
    ? ` Nobody can be asked: settle each open point, ${instead}, and leave \`questions\` empty.`
    : "";

const hasDecided = ({ run, task }: KitFacts): boolean =>
  run.decisions.some((decision) => decision.task === task.id && decision.text !== null);

const FIRST_STORY = "Turn the request into a user story.";
const STORY_OF_PLAN =
  "The person has written the plan (see below). Write the user story that it carries out: what is met once it is done.";
const FORM_PLAN =
  "The person has written the plan (see below). Bring it into this form as it is; add only what it leaves open, so that every acceptance criterion of the story is met.";
const TAKE_OVER =
  "The person has decided (see below): keep what stands in your file, and work in what was decided and nothing else.";
const FIRST_DRAFT = "Turn the request into a user story, then into the plan that meets it.";
const DRAFT_AGAIN = `${TAKE_OVER} What changes in the story changes in the plan, too.`;
/** What makes a story right: its author alone has that in their own role. */
const OF_STORY =
  " The story has the fewest criteria that decide the request. Each is one behaviour that a user or caller can observe, and names no file, function or library unless the request does or users see it. Stored data, callers and other implementers that the change could break have a criterion. `out_of_scope` is what a reader could expect and does not get, `assumptions` each detail that you settled yourself, with its value. `test_commands` are those of manifest, CI or README: none found, none written. Ask only where two readings lead to different software, neither request nor project decides, and a wrong guess is costly.";

/** Loaded by whoever needs a brief. */
const ownPlan = (facts: KitFacts): BriefPart[] =>
  (require("./given.ts") as typeof import("./given.ts")).ownPlan(facts);
const hasPlan = ({ run }: KitFacts): boolean => run.options[FROM_PLAN] !== undefined;

const requirements = work({
  key: "requirements",
  title: "Gather requirements",
  token: "requirements_gathering",
  who: { agent: "requirements-gatherer", model: "opus" },
  kind: "user-story",
  writes: STORY,
  brief: {
    work: (facts) =>
      (hasDecided(facts) ? TAKE_OVER : hasPlan(facts) ? STORY_OF_PLAN : FIRST_STORY) +
      unasked(facts, "note it in `assumptions`"),
    more: ownPlan,
  },
  on: {
    questions: questions("story-questions"),
    done: {
      if: "isSmall",
      then: smallStory,
      else: {
        if: "wasSmall",
        then: grownStory,
        else: story,
      },
    },
  },
  tests: { unapproved: testAsks.unapproved },
});
const plan = work({
  key: "plan",
  title: "Create implementation plan",
  token: "plan_drafting",
  who: planner,
  called: "Plan",
  kind: "plan",
  reads: [STORY],
  writes: PLAN,
  brief: {
    work: (facts) =>
      `${hasPlan(facts) ? FORM_PLAN : "Write the plan that meets every acceptance criterion of the story."}${unasked(facts, "say so in `approach`")}`,
    more: ownPlan,
  },
  fix: (facts) =>
    `A reviewer asked for changes. Rewrite the plan so that every finding below is answered, or decline one that is wrong.${unasked(facts, "say so in `approach`")}`,
  on: { questions: questions("plan-questions"), done: "next" },
  tests: testAsks,
});
/** Of a small change both are written by whoever has read the code once. */
const draft = work({
  key: DRAFT,
  title: "Story and plan",
  token: "drafting",
  who: planner,
  kind: DRAFT,
  brief: (facts) =>
    (hasDecided(facts) ? DRAFT_AGAIN : FIRST_DRAFT) +
    OF_STORY +
    unasked(facts, "note it in `assumptions`"),
  on: { questions: questions("plan-questions"), done: { ...story, ask: DRAFT } },
  tests: { unapproved: testAsks.unapproved },
});
const planReview = reviewed({
  key: "plan-review",
  title: "Plan Review",
  reviewers: REVIEWERS,
  own: PLAN_WORK,
  of: PLAN,
  reads: [STORY],
  files: "review",
  brief: "Review the plan against the story and the project.",
  more: ownPlan,
  part: partOf("plan"),
  absent,
});
/** What carries out a plan that is approved. */
const building = [
  work({
    key: "implementation",
    title: "Implementation",
    who: { agent: "implementer", model: "sonnet" },
    called: "Code",
    reads: [STORY, PLAN],
    writes: RESULT,
    briefName: "implement",
    brief: "Carry out the plan in this project.",
  }),
  tested({ named: ["user-story", "plan"] }),
  reviewed({
    key: "code-review",
    title: "Code Review",
    reviewers: REVIEWERS,
    own: CODE_WORK,
    reads: [STORY, PLAN],
    opened: [STORY],
    brief: "Review the change against the story and the plan.",
    part: partOf("code"),
    absent,
  }),
];

/** The program takes over what was given or drafted; its author among the agents mends it. */
const taken = ({ author }: Stage, own: Pick<CheckGate, "key" | "title" | "tests">): Stage => ({
  ...checked({
    ...own,
    token: author!.token,
    schema: author!.kind,
    writes: author!.writes,
    fixes: "tests",
    on: { done: "next", questions: questions("plan-questions") },
    limit: "fail",
    stuck: "fail",
  }),
  author: author!,
});
const { correct: _, ...settles } = testAsks.unapproved.options;
const takenFrom = (from: string): Stage[] => [
  taken(requirements, {
    key: TAKE_STORY,
    title: `Take the story from ${from}`,
    tests: { ...testAsks, unapproved: { ...testAsks.unapproved, options: settles } },
  }),
  taken(plan, { key: TAKE_PLAN, title: `Take the plan from ${from}`, tests: testAsks }),
  planReview,
];
const given = takenFrom("your file");

/** Requirements, plan, every reviewer of the plan, implementation, every reviewer of the code. */
const made = chainOf({
  name: "multi-ai",
  stages: [requirements, plan, planReview, ...building],
  entries: {
    plan: [requirements, plan, planReview],
    given: [...given, ...building],
    "given-plan": given,
    [LIGHT]: [draft, ...takenFrom("the draft"), ...building],
  },
  rules: {
    isSmall,
    wasSmall,
    missing_opus: (run) => run.settings.codex.missing === "opus",
    missing_waive: (run) => run.settings.codex.missing === "waive",
  },
  bounds,
  regrade,
  back: { planning: "plan", requirements: "requirements" },
  variants: VARIANTS,
});

const { start, ...others } = made.workflow.entries;
/** Where agents write the story there is something to go back to. */
const back: Record<string, Workflow["entries"][string]["back"]> = {
  plan: start!.back,
  [LIGHT]: { requirements: DRAFT },
};
/** Each entry has the lighter way. */
const entries = Object.entries(others).map(([name, entry]) => [
  name,
  { ...entry, variants: VARIANTS, back: back[name] ?? {} },
]);
export const multiAi: Workflow = {
  ...made.workflow,
  entries: { start: start!, ...Object.fromEntries(entries) },
};
export const chain = { ...made, workflow: multiAi };
