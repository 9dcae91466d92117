import type { Question, Run } from "../../engine/run.ts";
import { accepted } from "../../record/accepted.ts";
import { oneLine } from "../../text.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { TEST_QUESTIONS } from "../tests.ts";
import { again, escalation, findingLines, other, ownWords, stop, titled } from "../words.ts";

/** Why work is not complete, or differs from the plan, in its own words. */
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

/** Words of the questions that stages ask. */
export const KIT_QUESTIONS: Record<string, QuestionWords> = {
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
    title: titled(": the reviewer rejected it. What now?"),
    lines: findingLines,
    options: {
      stop,
      revise: { label: "Revise", description: "Fix it; say what to change" },
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
    title: titled(": the work is partial. What now?"),
    lines: reasonLines,
    options: {
      again: { label: "Finish it", description: "Its author starts again" },
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
      again: { label: "Do it", description: "Its author starts again" },
      accept: { label: "Accept", description: "Review the project as it is; say why" },
      stop,
      other,
    },
  },
  failed: {
    header: "Failed",
    title: titled(": the work failed. What now?"),
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
