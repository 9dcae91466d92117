import { MAX_COMMAND } from "../../../command-line.ts";
import type { Checked } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { documentKind } from "../../kit/kind.ts";
import { readMarkdown } from "../../markdown.ts";
import { nothing } from "../../review/check.ts";
import { requiredSections } from "../../sections.ts";

/** `plans/<seat>.md`: how one seat would do it. */

const SECTIONS = {
  Approach: "<how you would do it, seen from your focus, and what speaks against the other ways>",
  Tasks: `<what has to be done, in which order, each with its files and how one sees that it is done: a command of one line and at most ${MAX_COMMAND} characters>`,
  Risks: "<what goes wrong, and how the plan notices>",
};
const NAMES = Object.keys(SECTIONS);
/** Some 8,192 tokens. */
const MAX_BYTES = 32 * 1024;

/** What is wrong with a seat's own plan; it says nothing that code needs later. Pure. */
export function judgeSeatPlan(text: string): Checked {
  const problems: string[] = [];
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    problems.push(`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`);
  else requiredSections(readMarkdown(stripStamp(text)), NAMES, problems);
  return { ...nothing, problems, outcome: "done" };
}

/**
 * `.task/council/plans/<seat>.md`, written by each seat by itself: what the synthesis is made from.
 */
export const kind = documentKind({
  sections: SECTIONS,
  rules: [
    `The sections ${NAMES.join(", ")} are there, each once and with text; others may follow. At most ${MAX_BYTES / 1024} kB.`,
  ],
  check: judgeSeatPlan,
});
