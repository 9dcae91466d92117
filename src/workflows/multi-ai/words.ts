import type { Question, Run } from "../../engine/run.ts";
import { accepted } from "../../record/accepted.ts";
import { oneLine } from "../../text.ts";
import type { QuestionWords } from "../contract.ts";
import { costLines, kindOf } from "../cost.ts";
import { another, commandLabel, TEST_QUESTIONS } from "../tests.ts";
import { usualCost } from "../usual.ts";
import { again, escalation, findingLines, other, ownWords, stop, titled } from "../words.ts";
import type { UserStory } from "./user-story.ts";

/** See docs/benchmarks.md, "A run with a real model": the recorded run of a Python project. */
export const MEASURED = "A small change with two rounds of fixes took 350 k tokens of agents, 360 k of the main thread";

/** The story for people to read; `readable.ts` writes it. */
export const STORY_TEXT = ".task/user-story.md";

/** The story as a person decides on it. */
function storyLines(story: UserStory | null): string[] {
  if (story === null) return [];
  // As it was written: what may be left out is not there.
  const list = (name: string, items: string[] = []): string[] =>
    items.length === 0 ? [] : [`${name}: ${items.map((one) => one.replace(/\.$/, "")).join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map((one) => `${one.id} ${one.text}`),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions),
  ];
}

/** Why the implementer's work is not complete, or differs from the plan, in its own words. */
const reasonLines: QuestionWords["lines"] = ({ project }, _question, task) => {
  const { reason, deviations = [] } =
    accepted<{ reason?: string; deviations?: string[] }>(project, task.artifact) ?? {};
  return { lines: [...(reason ? [reason] : []), ...deviations], file: task.writes };
};

/** What the person said when another review had no verdict: it is offered first, never taken by itself. */
function earlierLines(run: Run, { kind, task, options }: Question): string[] {
  const before = run.decisions.findLast((one) => one.kind === kind && one.task !== task && one.option === options[0]);
  if (!before || before.option === "retry") return [];
  const why = before.text === null ? "" : `: ${oneLine(before.text)}`;
  return [`The first option is what you decided for ${before.task}${why}`];
}

/** Words of the questions of the chain. */
export const WORDS: Record<string, QuestionWords> = {
  story: {
    header: "Story",
    title: () => "Is this user story what you want?",
    lines: ({ project, workflow, run }, _question, task) => ({
      lines: [
        ...storyLines(accepted<UserStory>(project, task.artifact)),
        ...costLines(run, usualCost(project, kindOf(workflow, run)), MEASURED),
      ],
      file: STORY_TEXT,
    }),
    commandLabel,
    options: {
      approve: { label: "Approve", description: "Go on to the plan" },
      correct: { label: "Correct", description: "Say what to change" },
      stop,
      name: { ...another, description: "Approve, and type the test command to run" },
    },
  },
  "story-questions": ownWords("Story"),
  "plan-questions": ownWords("Plan"),
  clarification: ownWords("Review"),
  escalation,
  "confirm-limit": {
    header: "Limit",
    title: titled(": fixes changed what it had approved, and no round is left for it to confirm. How to go on?"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.writes }),
    options: {
      continue: { label: "Confirm", description: "Let it look once more" },
      accept: { label: "Accept", description: "Go on without; say why" },
      stop,
    },
  },
  "plan-rejected": {
    header: "Rejected",
    title: titled(": the reviewer rejected the plan. What now?"),
    lines: findingLines,
    options: {
      stop,
      revise: { label: "Revise", description: "Fix the plan; say what to change" },
      overrule: { label: "Overrule", description: "Go on against the reviewer; say why" },
    },
  },
  "provider-failed": {
    header: "Reviewer",
    title: titled(": the external reviewer gave no verdict. What now?"),
    lines: ({ run }, question, { failure }) => ({
      lines: [...(failure ? [failure.message] : []), ...earlierLines(run, question)],
      file: null,
    }),
    options: {
      retry: { label: "Try again", description: "Run the same reviewer again" },
      substitute: { label: "Use Opus", description: "Let another reviewer do it" },
      waive: { label: "Waive", description: "Go on without it; say why, the report shows it" },
      stop,
    },
  },
  partial: {
    header: "Partial",
    title: titled(": the implementation is partial. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Finish it", description: "The implementer starts again" },
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop,
      other,
    },
  },
  unchanged: {
    header: "Unchanged",
    title: titled(": it says complete, and no file of the project has changed. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Do it", description: "The implementer starts again" },
      accept: { label: "Accept", description: "Review the project as it is; say why" },
      stop,
      other,
    },
  },
  failed: {
    header: "Failed",
    title: titled(": the implementation failed. What now?"),
    lines: reasonLines,
    options: {
      again,
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop,
      other,
    },
  },
  ...TEST_QUESTIONS,
};
