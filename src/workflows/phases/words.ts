import type { QuestionWords } from "../contract.ts";
import { again, noteFile, stop, titled } from "../words.ts";

/** Words of questions that several commands ask. */
export const WORDS: Record<string, QuestionWords> = {
  "phase-blocked": {
    header: "Blocked",
    title: titled(": this cannot go on as it is. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [
        task.failure?.message,
        ...((task.facts.problems as string[] | undefined) ?? []),
        ...task.note.split("\n"),
      ].filter((line): line is string => typeof line === "string" && line !== ""),
      file: noteFile(task),
    }),
    options: {
      again,
      give_up: { label: "Give up", description: "The run ends as failed; everything stays in .planning/" },
      stop,
    },
  },
};
