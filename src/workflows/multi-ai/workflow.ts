import type { Absent, Ask, Bounds, Move, Who } from "../../engine/workflow.ts";
import { again, stop } from "../contract/asks.ts";
import type { KitFacts } from "../kit/facts.ts";
import { chainOf, type Reviewer, reviewed, tested, work } from "../kit/stages.ts";
import { CODE_WORK, PLAN_WORK } from "../review/own-work.ts";
import { testAsks } from "../tests.ts";
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

/** Each of them reviews the plan, and later the code, behind the one before it. */
const REVIEWERS: Reviewer[] = [
  { name: "sonnet", title: "Sonnet", who: (agent) => ({ agent, model: "sonnet" }) },
  { name: "opus", title: "Opus", who: (agent) => ({ agent, model: "opus" }) },
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
const TAKE_OVER =
  "The person has decided (see below): keep the user story that stands in your file, and work in what was decided and nothing else.";

/** Requirements, plan, every reviewer of the plan, implementation, every reviewer of the code. */
export const chain = chainOf({
  name: "multi-ai",
  stages: [
    work({
      key: "requirements",
      title: "Gather requirements",
      token: "requirements_gathering",
      who: { agent: "requirements-gatherer", model: "opus" },
      kind: "user-story",
      writes: STORY,
      brief: {
        work: (facts) =>
          (hasDecided(facts) ? TAKE_OVER : FIRST_STORY) +
          unasked(facts, "note it in `assumptions`"),
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
    }),
    work({
      key: "plan",
      title: "Create implementation plan",
      token: "plan_drafting",
      who: planner,
      called: "Plan",
      kind: "plan",
      reads: [STORY],
      writes: PLAN,
      brief: (facts) =>
        `Write the plan that meets every acceptance criterion of the story.${unasked(facts, "say so in `approach`")}`,
      fix: (facts) =>
        `A reviewer asked for changes. Rewrite the plan so that every finding below is answered, or decline one that is wrong.${unasked(facts, "say so in `approach`")}`,
      on: { questions: questions("plan-questions"), done: "next" },
      tests: testAsks,
    }),
    reviewed({
      key: "plan-review",
      title: "Plan Review",
      reviewers: REVIEWERS,
      own: PLAN_WORK,
      of: PLAN,
      reads: [STORY],
      files: "review",
      brief: "Review the plan against the story and the project.",
      part: partOf("plan"),
      absent,
    }),
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
  ],
  rules: {
    isSmall,
    wasSmall,
    missing_opus: (run) => run.settings.codex.missing === "opus",
    missing_waive: (run) => run.settings.codex.missing === "waive",
  },
  bounds,
  upcast: (event) => {
    if (event.type !== "task_created") return event;
    // Before tasks said what they may change, whoever wrote this kind of artifact changed the
    // project.
    if (event.schema === "impl-result" && event.edits === undefined)
      return { ...event, edits: "all" };
    // With the setting final_confirmation reviewers had a brief of its own for their last look.
    return event.brief === "confirm-code" ? { ...event, brief: "review-code" } : event;
  },
  regrade,
  back: { planning: "plan", requirements: "requirements" },
  variants: VARIANTS,
});

export const multiAi = chain.workflow;
