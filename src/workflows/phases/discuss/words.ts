import type { QuestionWords } from "../../contract/contract.ts";
import { stop } from "../../words.ts";
import { type At, newest, recordOf } from "../recorded.ts";
import {
  ADVICE,
  type Advice,
  ASSUMPTIONS,
  type Assumptions,
  askedAs,
  byScore,
  CHOSEN,
  CONFIDENCE,
  CORRECTED,
} from "./record.ts";

/** Words of what `discuss-phase` asks. */

/** A line for each assumption, those first that are least sure. */
const assumptionLines = (at: At): string[] =>
  (recordOf<Assumptions>(at, ASSUMPTIONS)?.assumptions ?? [])
    .toSorted((a, b) => CONFIDENCE.indexOf(b.confidence) - CONFIDENCE.indexOf(a.confidence))
    .map(({ confidence, text }) => `(${confidence}) ${text}`);

/**
 * The table of one question: each variant with its score, what it means, and what speaks for and
 * against it.
 */
function variantLines(at: At, asked: string): string[] {
  const all = recordOf<Advice>(at, ADVICE)?.questions ?? [];
  const one = all.find((each) => askedAs(each) === askedAs({ question: asked }));
  if (one === undefined) return [];
  return [
    one.why,
    ...byScore(one).flatMap(({ name, score, means, pros, cons }) => [
      `${score}/10 ${name}: ${means}`,
      ...pros.map((each) => `+ ${each}`),
      ...cons.map((each) => `- ${each}`),
    ]),
    `Recommended: ${byScore(one)[0]!.name}. ${one.reason}`,
  ];
}

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
  [CHOSEN]: {
    header: "Choose",
    title: (_scene, question) => question.text ?? "",
    lines: (scene, question, task) => ({
      lines: variantLines(scene, question.text ?? ""),
      file: task.writes,
    }),
    options: {},
  },
};
