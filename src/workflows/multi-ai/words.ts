import type { Run } from "../../engine/run.ts";
import { accepted } from "../../record/accepted.ts";
import type { Measured, QuestionWords } from "../contract/contract.ts";
import { ceilingText, costLine, kindOf } from "../money/estimate.ts";
import { usualCost } from "../money/usual.ts";
import { another, commandLabel } from "../tests/test-questions.ts";
import { ownWords, stop } from "../words/words.ts";
import type { Draft } from "./draft.ts";
import { DRAFT } from "./plan-file.ts";
import { ASKED_QUICK } from "./quick.ts";
import type { UserStory } from "./user-story.ts";

/** See docs/benchmarks.md, "What a run asks of the model": the recorded run of a Python project. */
const took = (count: string): string =>
  `A small change with two rounds of fixes took ${count} input tokens (cached ones counted in full)`;
const MEASURED: Measured = { session: took("434 k"), direct: took("197 k") };
/** The same page: the scripted demo with every review, and one of each. */
const less = (share: string): string =>
  `Simulated: ${share} of the tokens of a run with all reviews`;
const MEASURED_QUICK: Measured = {
  session: less("three quarters"),
  direct: less("just over half"),
};

/** What a run with these options took elsewhere. */
export const measuredOf = ({ quick }: Run["options"]): Measured =>
  quick === undefined ? MEASURED : MEASURED_QUICK;

/** The story as a person decides on it. */
function storyLines(story: Draft["story"] | null): string[] {
  if (story === null) return [];
  // As it was written: what may be left out is not there.
  const list = (name: string, items: string[] = []): string[] =>
    items.length === 0
      ? []
      : [`${name}: ${items.map((item) => item.replace(/\.$/, "")).join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map(
      (acceptanceCriterion) => `${acceptanceCriterion.id} ${acceptanceCriterion.text}`,
    ),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions),
  ];
}

/** The same of a plan. */
const planLines = ({ approach, steps }: Draft["plan"]): string[] => [
  `Plan: ${approach}`,
  `Steps: ${steps
    .map(({ id, title, files = [] }) =>
      [`${id} ${title}`, ...(files.length > 0 ? [`(${files.join(", ")})`] : [])].join(" "),
    )
    .join("; ")}`,
];

/** The story, with the plan of a draft, and what each of these ways costs. */
const lines =
  (...ways: [string, Run["options"]][]): NonNullable<QuestionWords["lines"]> =>
  ({ project, workflow, run }, _question, task) => {
    const draft = task.schema === DRAFT ? accepted<Draft>(project, task.artifact) : null;
    const story = draft?.story ?? accepted<UserStory>(project, task.artifact);
    return {
      price: [
        ...ways.map(([name, options]) => {
          const way = { ...run, options: { ...run.options, ...options } };
          return costLine(
            way,
            usualCost(project, kindOf(workflow, way)),
            measuredOf(way.options),
            name,
          );
        }),
        ceilingText(run.settings),
      ],
      lines: [...storyLines(story), ...(draft === null ? [] : planLines(draft.plan))],
      whole: true,
      file: task.writes,
      ...(story?.size === "large" && { large: true }),
    };
  };

const STORY: QuestionWords = {
  header: "Story",
  title: () => "Is this user story what you want?",
  lines: lines(["", {}]),
  commandLabel,
  options: {
    approve: { label: "Approve", description: "Continue to the plan" },
    correct: { label: "Correct", description: "Say what to change" },
    stop,
    name: { ...another, description: "Approve, and type the test command to run" },
  },
};

/** Words of the questions that the chain has of its own. */
export const WORDS: Record<string, QuestionWords> = {
  story: STORY,
  "small-story": {
    ...STORY,
    title: () =>
      "This looks like a small change: a quick run has 5 steps instead of 9. Is this user story what you want?",
    lines: lines([" of quick", ASKED_QUICK], [" of every review", {}]),
    options: {
      ...STORY.options,
      quick: {
        label: "Approve (quick)",
        description: "Two reviews; all of them if the diff is not small",
      },
      approve: { label: "Approve", description: "Continue to the plan, with every review" },
    },
  },
  "grown-story": {
    ...STORY,
    title: () =>
      "This is no longer a small change: every code reviewer will review it. Is this user story what you want?",
  },
  [DRAFT]: {
    ...STORY,
    title: () => "Are this user story and its plan what you want?",
    options: {
      ...STORY.options,
      approve: { label: "Approve", description: "Continue to the review of the plan" },
    },
  },
  "story-questions": ownWords("Story"),
  "plan-questions": ownWords("Plan"),
};
