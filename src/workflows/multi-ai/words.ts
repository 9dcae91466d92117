import type { Run } from "../../engine/run.ts";
import { accepted } from "../../record/accepted.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { ceilingText, costLine, kindOf } from "../money/estimate.ts";
import { usualCost } from "../money/usual.ts";
import { another, commandLabel } from "../tests.ts";
import { ownWords, stop } from "../words.ts";
import { ASKED_QUICK } from "./quick.ts";
import type { UserStory } from "./user-story.ts";

/** See docs/benchmarks.md, "What a run asks of the model": the recorded run of a Python project. */
const took = (count: string): string =>
  `A small change with two rounds of fixes took ${count} input tokens (cached ones whole; a report takes a tenth)`;
export const MEASURED = { session: took("434 k"), direct: took("197 k") };

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

/** Words of the questions that the chain has of its own. */
export const WORDS: Record<string, QuestionWords> = {
  story: {
    header: "Story",
    title: () => "Is this user story what you want?",
    lines: ({ project, workflow, run }, { options }, task) => {
      const cost = (way: Run["options"], name: string): string => {
        const planned = { ...run, options: { ...run.options, ...way } };
        return costLine(planned, usualCost(project, kindOf(workflow, planned)), MEASURED, name);
      };
      const both = [cost(ASKED_QUICK, " of quick"), cost({}, " of every review")];
      return {
        lines: [
          ...storyLines(accepted<UserStory>(project, task.artifact)),
          ...(options.includes("quick") ? both : [cost({}, "")]),
          ceilingText(run.settings),
        ],
        whole: true,
        file: task.writes,
      };
    },
    commandLabel,
    options: {
      quick: {
        label: "Approve; quick",
        description: "A small change: two reviews, and the others if the diff is not small",
      },
      approve: { label: "Approve", description: "Go on to the plan, with every review" },
      correct: { label: "Correct", description: "Say what to change" },
      stop,
      name: { ...another, description: "Approve, and type the test command to run" },
    },
  },
  "story-questions": ownWords("Story"),
  "plan-questions": ownWords("Plan"),
};
