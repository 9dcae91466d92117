import type { QuestionWords } from "../../contract/contract.ts";
import { execution } from "../../execute/index.ts";
import { hollowLines } from "../../execute/plan/plan-rules.ts";
import { reachLines } from "../../execute/plan/reach.ts";
import { askReasons } from "../../tests/may-run.ts";
import { stop, titled } from "../../words/words.ts";
import { newLines } from "../state/approved.ts";
import { runsLabel } from "../words.ts";
import {
  executeCommands,
  knownCommands,
  newCommands,
  TASKS,
  tasksFacts,
  unshownTasks,
} from "./recorded.ts";

/** Words of the questions of this part. */

export const QUESTIONS: Record<string, QuestionWords> = {
  ...execution.waits.questions,
  "execute-consent": {
    header: "Plans",
    title: titled(": carry out the plans? These commands check whether a task is done."),
    lines: ({ run }) => ({
      lines: [
        ...askReasons(run, newCommands(run)),
        ...newLines(executeCommands(run), knownCommands(run)),
        ...tasksFacts(run).again,
        ...tasksFacts(run).notes,
        ...tasksFacts(run).order,
        ...hollowLines(executeCommands(run), run.settings.execute?.isolation !== "checkout"),
        ...reachLines(tasksFacts(run)),
        ...unshownTasks(run),
      ],
      file: TASKS,
    }),
    commandLabel: runsLabel,
    options: {
      approve: {
        label: "Continue",
        description: "The commands run in the folder of each task, now and after each fix",
      },
      init_git: {
        label: "git init",
        description: "Create a repository first: one commit per task; the rest is yours",
      },
      anew: { label: "Redo all", description: "Every task runs again, even if it has its commit" },
      again: { label: "Look again", description: "After you fix it, or change the plans" },
      stop,
    },
  },
};
