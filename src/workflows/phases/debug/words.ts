import type { Run } from "../../../engine/run.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { stop, titled } from "../../words/words.ts";
import { factLines, runsLabel } from "../words.ts";
import {
  commandTask,
  expectedOf,
  GATE,
  hypothesisOf,
  reproductionOf,
  surveyOf,
  testedBy,
} from "./recorded.ts";

/** Words of the questions that a debug session asks. */

const problems = factLines("problems");
/** The newest command is that of a failing test. */
const reproductionLast = (run: Run): boolean => commandTask(run)?.gate === GATE.reproduce;

export const QUESTIONS: Record<string, QuestionWords> = {
  "debug-consent": {
    header: "Command",
    title: ({ run }) =>
      reproductionLast(run)
        ? "This command should fail before the fix and pass after it. May the program run it?"
        : "This command tests the suspected cause. May the program run it?",
    lines: (scene) => {
      const found = reproductionLast(scene.run) ? null : hypothesisOf(scene);
      const lines =
        found === null
          ? [reproductionOf(scene)?.shows ?? ""].filter(Boolean)
          : [`Suspected cause: ${found.hypothesis}`, `If so: ${expectedOf(found.test)}`];
      return { lines, file: null };
    },
    commandLabel: runsLabel,
    options: {
      approve: { label: "Run it", description: "In the project, now and after each change" },
      revise: { label: "Another command", description: "Say what is wrong with this one" },
      stop,
    },
  },
  "debug-limit": {
    header: "Debug",
    title: titled(": out of tries. How should it continue?"),
    lines: (scene, question, task) => {
      if (task.gate !== GATE.test) return problems(scene, question, task);
      return { lines: [testedBy(scene.run)], file: surveyOf(scene)?.file ?? null };
    },
    options: {
      more: { label: "Retry", description: "The same number of tries, with what the program saw" },
      answer: { label: "Another cause", description: "Look for another cause; say what you know" },
      give_up: {
        label: "Give up",
        description: "The run fails; the session stays open, with what was ruled out",
      },
      stop,
    },
  },
  "debug-accept": {
    header: "Fixed?",
    title: () => "The test failed before the fix and passes now. Is the problem gone?",
    lines: (scene) => ({
      lines: [
        `Cause: ${hypothesisOf(scene)?.hypothesis ?? ""}`,
        `Test: ${reproductionOf(scene)?.command ?? ""}`,
      ],
      file: null,
    }),
    options: {
      fixed: { label: "It is gone", description: "The session is closed" },
      revise: {
        label: "Still there",
        description: "Say what you see; the search for the cause continues",
      },
      stop,
    },
  },
};
