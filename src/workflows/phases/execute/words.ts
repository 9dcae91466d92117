import type { QuestionWords } from "../../contract/contract.ts";
import { execution } from "../../execute/index.ts";
import { again, stop, titled } from "../../words.ts";
import { factLines } from "../words.ts";
import { SURVEY, TASKS } from "./recorded.ts";
import { surveyed, unshownTasks } from "./rules.ts";

/** Words of the questions of this part. */

const surveyLines =
  (of: "notes" | "begun"): NonNullable<QuestionWords["lines"]> =>
  ({ run }) => ({ lines: surveyed(run)[of] ?? [], file: SURVEY });

const look = { label: "Look again", description: "After you have put it in order" };

export const QUESTIONS: Record<string, QuestionWords> = {
  ...execution.waits.questions,
  "execute-place": {
    header: "Checkout",
    title: titled(": the checkout is not as one would expect. Go on?"),
    lines: surveyLines("notes"),
    options: {
      go_on: {
        label: "Go on",
        description: "What lies there stays; commits hold only files that a plan names",
      },
      init_git: {
        label: "git init",
        description: "A repository first: one commit for each task; the rest is yours",
      },
      again: look,
      stop,
    },
  },
  "execute-begun": {
    header: "Commits",
    title: titled(": there are commits of plans that have no summary. What now?"),
    lines: surveyLines("begun"),
    options: {
      resume: { label: "Go on", description: "Tasks that have their commit are not done again" },
      anew: { label: "All again", description: "Every task of these plans is carried out once more" },
      again: look,
      stop,
    },
  },
  "execute-unshown": {
    header: "Unchecked",
    title: titled(": these tasks name no command that shows whether they are done. Carry them out unchecked?"),
    lines: ({ run }) => ({ lines: unshownTasks(run), file: TASKS }),
    options: {
      go_on: { label: "Go on", description: "Their executor's word counts; the summaries say so" },
      again: { label: "Look again", description: "After you have put commands into the plans, in <automated>" },
      stop,
    },
  },
  "execute-consent": {
    header: "Commands",
    title: titled(": these commands of the plans show whether a task is done. May the program run them?"),
    commandLabel: () => "Runs: ",
    options: {
      approve: { label: "Run them", description: "In the folder of each task, now and after each fix" },
      again: { label: "Look again", description: "After you have changed the plans" },
      stop,
    },
  },
  "execute-touched": {
    header: "Planning",
    title: titled(": files of .planning were changed meanwhile. Was that you?"),
    lines: factLines("problems"),
    options: {
      keep: { label: "It was me", description: "They stay as they are now" },
      again: { ...again, description: "Look again, after you have put them back" },
      stop,
    },
  },
};
