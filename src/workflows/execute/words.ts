import { accepted } from "../../record/accepted.ts";
import type { QuestionLines, QuestionWords } from "../contract/contract.ts";
import { again, drop, once, other, questionWith, stop, titled } from "../words/words.ts";
import { branchOf, type ItemFacts } from "./plan/plan.ts";

/** The words of the questions that the executor's gates ask. */

const problems: NonNullable<QuestionWords["lines"]> = (_scene, _question, task): QuestionLines => ({
  lines: (task.facts as ItemFacts).problems ?? (task.note === "" ? [] : task.note.split("\n")),
  file: task.writes,
});

const take = { label: "Accept", description: "Keep it as it is; say why" };

const asked = questionWith(problems);

/** A question about what the program could not do. */
const cannot = (header: string, title: string, more: QuestionWords["options"]): QuestionWords =>
  asked(header, title, {
    again: { ...again, description: "Retry after you fix it" },
    ...more,
    stop,
  });

export const EXECUTE_QUESTIONS: Record<string, QuestionWords> = {
  "execute-unapproved": {
    header: "Commands",
    title: titled(
      ": these commands check whether it is done. You have not approved them. May the program run them?",
    ),
    lines: (scene, question, task) =>
      (question.commands ?? []).length === 0
        ? problems(scene, question, task)
        : { lines: [], file: task.writes },
    commandLabel: () => "Runs: ",
    options: {
      approve: {
        label: "Run them",
        description: "They run in the task's folder, now and after each fix",
      },
      accept: { label: "Accept", description: "Accept the task unchecked; say why" },
      drop,
      stop,
    },
  },
  "execute-unshown": asked(
    "Not proven",
    ": its criteria pass, but that does not prove its work. Is it right as it is?",
    {
      accept: { label: "Accept", description: "It is right as it is; say why" },
      again: { ...again, description: "Its executor continues with it" },
      drop,
      stop,
    },
  ),
  "execute-red": cannot("Together", ": each task is done, but together they fail. What now?", {
    accept: take,
  }),
  "execute-spent": asked(
    "Tries",
    ": out of tries, and it is not done. Type a hint for one more, or:",
    {
      ...{ answer: once, other, accept: take, drop, stop },
    },
  ),
  take: {
    header: "Commits",
    title: ({ run }) =>
      `Each task is a commit on ${branchOf(run)}, and its files are in your folder. Where do you want the commits?`,
    lines: () => ({ lines: [], file: null }),
    options: {
      here: {
        label: "On my branch",
        description: "The branch that is checked out gets them; no file changes",
      },
      branch: {
        label: "On a new branch",
        description: "It begins at your HEAD, and is checked out then; no file changes",
      },
      files: {
        label: "Only the files",
        description: "Nothing more is done; the report says how to take them later",
      },
    },
  },
  "execute-cannot": cannot("Task", " could not be finished. What now?", { drop }),
  "execute-cannot-begin": cannot("Execution", " could not be done. What now?", {}),
};

/** Those of plans with tasks that wait for the person. */
export const WAITS_QUESTIONS: Record<string, QuestionWords> = {
  "execute-waits": {
    header: "Your turn",
    title: (scene, question) =>
      titled(` waits for you. Is it ${question.options.includes("revise") ? "right" : "done"}?`)(
        scene,
        question,
      ),
    lines: ({ project }, _question, task) => ({
      lines: (accepted<{ details?: string }>(project, task.artifact)?.details ?? "")
        .split("\n")
        .filter((line) => line.trim() !== ""),
      file: task.writes,
    }),
    options: {
      approved: { label: "Approved", description: "It is right: continue" },
      revise: {
        label: "It is wrong",
        description: "Say what; it becomes a gap, and later tasks see it",
      },
      finished: { label: "Done", description: "It is done, or right as it is: continue" },
      answer: { label: "Answer", description: "Continue with what you say; later tasks see it" },
      drop,
      stop,
    },
  },
};
