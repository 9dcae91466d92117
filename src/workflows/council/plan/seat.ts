import { MAX_COMMAND } from "../../../command-line.ts";
import { documentKind } from "../../kit/artifacts/document.ts";
import { PLANS } from "../paths.ts";

/**
 * `.task/council/plans/<seat>.md`, by each seat by itself: what the synthesis is made from, and
 * nothing that code needs later.
 */
export const kind = documentKind(
  ({ item }) => `${PLANS}${item}.md`,
  {
    Approach: "<how you would do it, seen from your focus, and what speaks against the other ways>",
    Tasks: `<what has to be done, in which order, each with its files and how one sees that it is done: a command of one line and at most ${MAX_COMMAND} characters>`,
    Risks: "<what goes wrong, and how the plan notices>",
  },
  // Some 8,192 tokens.
  { maxKb: 32 },
);
