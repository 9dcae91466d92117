import type { QuestionWords } from "../contract/contract.ts";
import { stop } from "../words/words.ts";
import { ASKS } from "./workflow.ts";

const items = () => require("./items.ts") as typeof import("./items.ts");

/** What a run has to meet, whatever came back. */
export const CRITERIA = [
  "What is answered as fixed is fixed, with a test where one can show it, and nothing else changes",
  "What is declined or asked about is so for a reason that the code shows",
];

/** Words of the questions that such a run has of its own. */
export const WORDS: Record<string, QuestionWords> = {
  [ASKS]: {
    header: "Asks",
    title: () => "Who answers these?",
    lines: (scene, _question, task) => {
      const asks = items()
        .answersOf(scene)
        .filter(({ state }) => state === "asks");
      const of = (id: string) =>
        items()
          .receivedFeedback(scene)
          .items.find((one) => one.id === id)!;
      return {
        lines: asks.map(({ id, text }) => `${id}, ${items().itemPlace(of(id))}: ${text}`),
        file: task.writes,
      };
    },
    options: {
      answer: { label: "I do", description: "Type your answer; the agent goes on with it" },
      there: { label: "Ask there", description: "Your replies ask it on the pull request" },
      stop,
    },
  },
};
