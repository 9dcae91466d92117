import { visible } from "../../../command-line.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { execution } from "../../execute/index.ts";
import { hollowLines } from "../../execute/plan-rules.ts";
import { reachLines } from "../../execute/reach.ts";
import { whyAsked } from "../../own-commands.ts";
import { again, stop, titled } from "../../words.ts";
import { newLines } from "../approved.ts";
import { factLines, runsLabel } from "../words.ts";
import { executeCommands, knownCommands, newCommands, TASKS, tasksFacts, unshownTasks } from "./recorded.ts";

/** Words of the questions of this part. */

export const QUESTIONS: Record<string, QuestionWords> = {
  ...execution.waits.questions,
  "execute-consent": {
    header: "Plans",
    title: titled(": may the plans be carried out? These commands show whether a task is done."),
    lines: ({ run }) => ({
      lines: [
        ...whyAsked(run, newCommands(run)),
        ...newLines(executeCommands(run), knownCommands(run)),
        ...(tasksFacts(run).again ?? []),
        ...(tasksFacts(run).notes ?? []),
        ...(tasksFacts(run).order ?? []),
        ...hollowLines(executeCommands(run), tasksFacts(run).isolation !== "checkout"),
        ...reachLines(tasksFacts(run)),
        ...unshownTasks(run),
        ...(tasksFacts(run).found ?? []).map((one) => `In the words of a task without a command: ${visible(one)}`),
      ],
      file: TASKS,
    }),
    commandLabel: runsLabel,
    options: {
      approve: { label: "Go on", description: "The commands run in the folder of each task, now and after each fix" },
      init_git: { label: "git init", description: "A repository first: one commit for each task; the rest is yours" },
      anew: { label: "All again", description: "Every task is carried out once more, also where it has its commit" },
      found: {
        label: "Run those too",
        description: "Commands in a task's words show it then; you are asked once more",
      },
      again: { label: "Look again", description: "After you have put it in order, or changed the plans" },
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
