import { accepted } from "../../record/accepted.ts";
import { oneLine } from "../../text.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { UNSHOWN, unshownToAsk } from "../tests/evidence.ts";
import { TEST_QUESTIONS } from "../tests/test-questions.ts";
import { unshownLine } from "../unshown.ts";
import {
  again,
  escalation,
  findingLines,
  noteFile,
  once,
  other,
  ownWords,
  questionWith,
  stop,
  titled,
} from "../words/words.ts";

/** Why work is not complete, or differs from the plan, in its own words. */
const reasonLines: QuestionWords["lines"] = ({ project }, _question, task) => {
  const { reason, deviations = [] } =
    accepted<{ reason?: string; deviations?: string[] }>(project, task.artifact) ?? {};
  return { lines: [...(reason ? [reason] : []), ...deviations], file: task.writes };
};

/** What a check has found wrong. */
export const problemLines: QuestionWords["lines"] = (_scene, _question, task) => ({
  lines: (task.facts.problems ?? []) as string[],
  file: noteFile(task),
});

const FINISH = { label: "Finish it", description: "Its author continues" };

/**
 * A question about work that is not what it should be. `accepting`: what comes where the person
 * takes it as it is.
 */
const ofWork = (
  header: string,
  title: string,
  accepting: string,
  redo: typeof again,
): QuestionWords =>
  questionWith(reasonLines)(header, title, {
    again: redo,
    accept: { label: "Accept", description: `${accepting}; say why` },
    stop,
    other,
    answer: once,
  });

/** Words of the questions that stages ask. */
export const KIT_QUESTIONS: Record<string, QuestionWords> = {
  clarification: ownWords("Review"),
  escalation,
  "plan-rejected": questionWith(findingLines)("Rejected", ": the reviewer rejected it. What now?", {
    stop,
    revise: { label: "Revise", description: "Fix it; say what to change" },
    overrule: { label: "Overrule", description: "Continue against the reviewer; say why" },
  }),
  "provider-failed": {
    header: "Reviewer",
    title: titled(": the external reviewer gave no verdict. What now?"),
    lines: (_scene, _question, { failure }) => ({
      lines: failure ? [failure.message] : [],
      file: null,
    }),
    options: {
      retry: { label: "Retry", description: "Run the same reviewer again" },
      substitute: { label: "Use Opus", description: "Let another reviewer do it" },
      waive: {
        label: "Skip",
        description: "Continue without this review; say why, the report shows it",
      },
      stop,
    },
  },
  unproven: questionWith(findingLines)(
    "Unproven",
    " approves a fix, but a test that proved a finding could not run on it. What now?",
    {
      accept: {
        label: "Accept",
        description: "Continue; say why, the report counts the finding as accepted and unknown",
      },
      again: { label: "Retry", description: "Review the fix again and run the test again" },
      mend: { label: "Fix", description: "Fix it differently; say how" },
      stop,
    },
  ),
  [UNSHOWN]: {
    header: "Not shown",
    title: () => "No reviewer saw these parts of the change. Continue anyway?",
    lines: ({ run }) => ({
      lines: unshownToAsk(run).map((one) => oneLine(unshownLine(one))),
      whole: true,
      file: null,
    }),
    options: {
      waive: {
        label: "Continue",
        description: "Nobody reviews them; say why, the report counts them as unknown",
      },
      again: { label: "Retry", description: "The last reviewer reads them first" },
      stop,
    },
  },
  partial: ofWork("Partial", ": the work is partial. What now?", "Review what is there", FINISH),
  unchanged: ofWork(
    "Unchanged",
    ": it says complete, but no project file has changed. What now?",
    "Review the project as it is",
    { label: "Do it", description: FINISH.description },
  ),
  failed: ofWork("Failed", ": the work failed. What now?", "Review what is there", again),
  ...TEST_QUESTIONS,
};
