// @bun
import {
  accepted
} from "./s121.js";
import {
  oneLine2
} from "./s28.js";
import {
  titled,
  again2,
  stop4,
  other2,
  ownWords,
  findingLines,
  escalation
} from "./s188.js";
import {
  commandLabel,
  another,
  TEST_QUESTIONS
} from "./s179.js";
import {
  usualCost2
} from "./s192.js";
import {
  kindOf,
  costLines
} from "./s124.js";

// src/workflows/multi-ai/words.ts
var MEASURED = "A small change with two rounds of fixes took 350 k tokens of agents, 360 k of the main thread";
var STORY_TEXT = ".task/user-story.md";
function storyLines(story) {
  if (story === null)
    return [];
  const list = (name, items = []) => items.length === 0 ? [] : [`${name}: ${items.map((one) => one.replace(/\.$/, "")).join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map((one) => `${one.id} ${one.text}`),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions)
  ];
}
var reasonLines = ({ project }, _question, task) => {
  const { reason, deviations = [] } = accepted(project, task.artifact) ?? {};
  return { lines: [...reason ? [reason] : [], ...deviations], file: task.writes };
};
function earlierLines(run, { kind, task, options }) {
  const before = run.decisions.findLast((one) => one.kind === kind && one.task !== task && one.option === options[0]);
  if (!before || before.option === "retry")
    return [];
  const why = before.text === null ? "" : `: ${oneLine2(before.text)}`;
  return [`The first option is what you decided for ${before.task}${why}`];
}
var WORDS2 = {
  story: {
    header: "Story",
    title: () => "Is this user story what you want?",
    lines: ({ project, workflow, run }, _question, task) => ({
      lines: [
        ...storyLines(accepted(project, task.artifact)),
        ...costLines(run, usualCost2(project, kindOf(workflow, run)), MEASURED)
      ],
      file: STORY_TEXT
    }),
    commandLabel,
    options: {
      approve: { label: "Approve", description: "Go on to the plan" },
      correct: { label: "Correct", description: "Say what to change" },
      stop: stop4,
      name: { ...another, description: "Approve, and type the test command to run" }
    }
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
      stop: stop4
    }
  },
  "plan-rejected": {
    header: "Rejected",
    title: titled(": the reviewer rejected the plan. What now?"),
    lines: findingLines,
    options: {
      stop: stop4,
      revise: { label: "Revise", description: "Fix the plan; say what to change" },
      overrule: { label: "Overrule", description: "Go on against the reviewer; say why" }
    }
  },
  "provider-failed": {
    header: "Reviewer",
    title: titled(": the external reviewer gave no verdict. What now?"),
    lines: ({ run }, question, { failure }) => ({
      lines: [...failure ? [failure.message] : [], ...earlierLines(run, question)],
      file: null
    }),
    options: {
      retry: { label: "Try again", description: "Run the same reviewer again" },
      substitute: { label: "Use Opus", description: "Let another reviewer do it" },
      waive: { label: "Waive", description: "Go on without it; say why, the report shows it" },
      stop: stop4
    }
  },
  partial: {
    header: "Partial",
    title: titled(": the implementation is partial. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Finish it", description: "The implementer starts again" },
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop: stop4,
      other: other2
    }
  },
  unchanged: {
    header: "Unchanged",
    title: titled(": it says complete, and no file of the project has changed. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Do it", description: "The implementer starts again" },
      accept: { label: "Accept", description: "Review the project as it is; say why" },
      stop: stop4,
      other: other2
    }
  },
  failed: {
    header: "Failed",
    title: titled(": the implementation failed. What now?"),
    lines: reasonLines,
    options: {
      again: again2,
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop: stop4,
      other: other2
    }
  },
  ...TEST_QUESTIONS
};

export { MEASURED, STORY_TEXT, WORDS2 };
