import type { QuestionWords } from "../contract/contract.ts";
import { labelled } from "../tests/test-questions.ts";
import { again, faultLines, stop, titled } from "../words/words.ts";

/** A fact of a check that is a text or lists some; empty where it says none. */
export const texts = (fact: unknown): string[] =>
  typeof fact === "string" ? [fact] : Array.isArray(fact) ? fact.map(String) : [];

/** The lines of a question that are a fact of the check which it is about. */
export const factLines =
  (fact: string): NonNullable<QuestionWords["lines"]> =>
  (_scene, _question, task) => ({ lines: texts(task.facts[fact]), file: task.writes });

/** Words of questions that several commands ask. */
export const WORDS: Record<string, QuestionWords> = {
  "phase-blocked": {
    header: "Blocked",
    title: titled(": this cannot continue as it is. What now?"),
    lines: (_scene, _question, task) =>
      faultLines(
        task,
        [task.failure?.message, ...texts(task.facts.problems), ...task.note.split("\n")].filter(
          (line): line is string => typeof line === "string" && line !== "",
        ),
      ),
    options: {
      again,
      give_up: {
        label: "Give up",
        description: "The run ends as failed; everything stays in .planning/",
      },
      stop,
    },
  },
  "phase-existing": {
    header: "Replace",
    title: ({ run }) => `Phase ${run.options.phase} already has this. Replace it?`,
    lines: factLines("existing"),
    options: {
      replace: {
        label: "Replace",
        description: "The new one takes its place; the old one is kept in .task/objects",
      },
      stop: { ...stop, description: "End the run; the old one stays" },
    },
  },
  "execute-touched": {
    header: "Planning",
    title: titled(": files in .planning were changed during the run. Was that you?"),
    lines: factLines("problems"),
    options: {
      keep: { label: "It was me", description: "They stay as they are" },
      again: { ...again, description: "Look again after you restore them" },
      stop,
    },
  },
  "phase-changed": {
    header: "Changed",
    title: () => "This was written or edited by hand during the run. Which version counts?",
    lines: factLines("changed"),
    options: {
      overwrite: {
        label: "The new one",
        description: "It replaces yours, which is kept in .task/objects",
      },
      again: { label: "Look again", description: "You moved your version away" },
      stop: { ...stop, description: "End the run; yours stays" },
    },
  },
};

/** Of a question that shows commands. */
export const runsLabel = labelled("Runs");
