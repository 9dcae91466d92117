import { needsShell } from "../../command-line.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { again, noteFile, stop, titled } from "../words.ts";

/** A fact of a check that lists texts; empty where it says none. */
export const texts = (fact: unknown): string[] => (Array.isArray(fact) ? fact.map(String) : []);

/** The lines of a question that are a fact of the check which it is about. */
export const factLines =
  (fact: string): NonNullable<QuestionWords["lines"]> =>
  (_scene, _question, task) => ({ lines: texts(task.facts[fact]), file: task.writes });

/** Words of questions that several commands ask. */
export const WORDS: Record<string, QuestionWords> = {
  "phase-blocked": {
    header: "Blocked",
    title: titled(": this cannot go on as it is. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [task.failure?.message, ...texts(task.facts.problems), ...task.note.split("\n")].filter(
        (line): line is string => typeof line === "string" && line !== "",
      ),
      file: noteFile(task),
    }),
    options: {
      again,
      give_up: { label: "Give up", description: "The run ends as failed; everything stays in .planning/" },
      stop,
    },
  },
};

/** Of a question that shows commands. */
export const runsLabel = (command: string): string => (needsShell(command) ? "Runs, in a shell: " : "Runs: ");

/** Words of a question about what the person wrote while a run was at work. */
export const changedWords = (header: string, title: string): QuestionWords => ({
  header,
  title: () => title,
  lines: factLines("changed"),
  options: {
    overwrite: { label: "What is new", description: "It takes its place; yours is kept in .task/objects" },
    again: { label: "Look again", description: "What you wrote is out of the way now" },
    stop: { ...stop, description: "End the run; yours stays" },
  },
});
