import type { QuestionWords } from "../../contract/contract.ts";
import { escalation, stop } from "../../words.ts";
import { changedWords, factLines } from "../words.ts";

/** Words of what `plan-phase` asks. */
export const QUESTIONS: Record<string, QuestionWords> = {
  "plan-limit": {
    ...escalation,
    header: "Plans",
    options: {
      ...escalation.options,
      continue: { label: "One more round", description: "Revise the plans and check them once more" },
      revise: { label: "Say how", description: "Revise the plans as you say, and check them once more" },
      accept: { label: "Accept", description: "Take the plans as they are; say why" },
    },
  },
  "plan-existing": {
    header: "Plans",
    title: ({ run }) => `Phase ${run.options.phase} has plans that are not done. Make new ones in their place?`,
    lines: factLines("existing"),
    options: {
      replace: { label: "Replace", description: "New plans take their place; those that are done stay" },
      stop: { ...stop, description: "End the run; the plans stay as they are" },
    },
  },
  "plan-changed": changedWords(
    "Plans",
    "Plans were written or changed by hand while new ones were made. Which ones count?",
  ),
};
