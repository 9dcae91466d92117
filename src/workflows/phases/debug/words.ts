import type { Run } from "../../../engine/run.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { stop, titled } from "../../words.ts";
import { factLines, runsLabel } from "../words.ts";
import { commandTask, expectedOf, GATE, hypothesisOf, reproductionOf, surveyOf, testedBy } from "./recorded.ts";

/** Words of the questions that a debug session asks. */

const problems = factLines("problems");
/** The newest command is that of a failing test. */
const reproductionLast = (run: Run): boolean => commandTask(run)?.gate === GATE.reproduce;

export const QUESTIONS: Record<string, QuestionWords> = {
  "debug-consent": {
    header: "Command",
    title: ({ run }) =>
      reproductionLast(run)
        ? "This command is to fail before the fix and pass after it. May the program run it?"
        : "This command tests the supposed cause. May the program run it?",
    lines: (scene) => {
      const found = reproductionLast(scene.run) ? null : hypothesisOf(scene);
      const lines =
        found === null
          ? [reproductionOf(scene)?.shows ?? ""].filter(Boolean)
          : [`Supposed cause: ${found.hypothesis}`, `If it is so: ${expectedOf(found.test)}`];
      return { lines, file: null };
    },
    commandLabel: runsLabel,
    options: {
      approve: { label: "Run it", description: "In the project, now and after each change" },
      revise: { label: "Another one", description: "Say what is wrong with it" },
      stop,
    },
  },
  "debug-limit": {
    header: "Debug",
    title: titled(": this was tried as often as the limit allows. How to go on?"),
    lines: (scene, question, task) => {
      if (task.gate !== GATE.test) return problems(scene, question, task);
      return { lines: [testedBy(scene.run)], file: surveyOf(scene)?.file ?? null };
    },
    options: {
      more: { label: "Try again", description: "As often again, told what the program saw" },
      answer: { label: "Another cause", description: "Back to looking for the cause; say what you know" },
      give_up: { label: "Give up", description: "The run fails; the session stays open, with what was ruled out" },
      stop,
    },
  },
  "debug-accept": {
    header: "Fixed?",
    title: () => "The test failed before the fix and passes now. Is what you saw gone?",
    lines: (scene) => ({
      lines: [`Cause: ${hypothesisOf(scene)?.hypothesis ?? ""}`, `Test: ${reproductionOf(scene)?.command ?? ""}`],
      file: null,
    }),
    options: {
      fixed: { label: "It is gone", description: "The session is closed" },
      revise: { label: "Still there", description: "Say what you see; another cause is looked for" },
      stop,
    },
  },
};
