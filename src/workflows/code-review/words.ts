import { cut, oneLine } from "../../text.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { WHICH } from "../kit/stages/examined.ts";
import { findingLine, MAX_SAID } from "../words/finding-words.ts";

const merged = () => require("./merged.ts") as typeof import("./merged.ts");

/** Words of the questions that a review has of its own. */
export const WORDS: Record<string, QuestionWords> = {
  [WHICH]: {
    header: "Findings",
    title: () => "Which findings should be fixed?",
    lines: (scene) => {
      const open = merged()
        .mergedFindings(scene)
        .filter(({ state }) => state === "open");
      return {
        lines: open.map(merged().findingText),
        // All of it stands above.
        ticks: open.map(({ number, problem, ...one }) => ({
          number,
          label: `${number} ${findingLine({ ...one, problem: "" })}`,
          description: cut(oneLine(problem), MAX_SAID),
        })),
        whole: true,
        file: ".task/findings.json",
      };
    },
    options: {
      proven: { label: "Proven", description: "Blockers and majors that a test has shown" },
      all: { label: "All", description: "Every open finding" },
      revise: { label: "Choose", description: "Type their numbers, such as 1 3 or 1, 3" },
      leave: { label: "None", description: "The review ends here" },
    },
  },
};
