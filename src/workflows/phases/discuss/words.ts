import type { QuestionWords } from "../../contract/contract.ts";
import { stop } from "../../words/words.ts";
import { type At, newest, recordOf } from "../recorded.ts";
import { ASSUMPTIONS, type Assumptions, CONFIDENCE, CORRECTED } from "./record.ts";

/** Words of what `discuss-phase` asks. */

/** A line for each assumption, those first that are least sure. */
const assumptionLines = (at: At): string[] =>
  (recordOf<Assumptions>(at, ASSUMPTIONS)?.assumptions ?? [])
    .toSorted((a, b) => CONFIDENCE.indexOf(b.confidence) - CONFIDENCE.indexOf(a.confidence))
    .map(({ confidence, text }) => `(${confidence}) ${text}`);

export const QUESTIONS: Record<string, QuestionWords> = {
  [CORRECTED]: {
    header: "Assumptions",
    title: ({ run }) =>
      `Phase ${run.options.phase} will be planned on these assumptions. Are they right?`,
    lines: (scene) => ({
      lines: assumptionLines(scene),
      file: newest(scene.run, ASSUMPTIONS)?.writes ?? null,
    }),
    options: {
      accept: { label: "Right", description: "They go into the phase's context" },
      correct: { label: "Correct", description: "Say what is wrong; they are rewritten" },
      stop,
    },
  },
};
