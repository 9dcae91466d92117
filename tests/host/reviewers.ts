// Reviewers that ask for changes.
import { codexObjection, codexReviewer } from "../harness/codex-reviewer.ts";
import type { Brief } from "../harness/team.ts";
import { codeObjection, honest, planObjection } from "../harness/workers.ts";
import type { Scenario } from "./scenario.ts";

export const isPlanReview = (brief: Brief): boolean => /\/review-\w+\.json$/.test(brief.writes);
export const isCodeReview = (brief: Brief): boolean =>
  /\/code-review-\w+\.json$/.test(brief.writes);
/** Who reviews, as the file's name has it. */
export const by = (brief: Brief): string | undefined =>
  /review-(\w+)\.json$/.exec(brief.writes)?.[1];

/** Each of the six asks for changes in its first round and approves in its second. */
export const eachAsksOnce = (): Pick<Scenario, "worker" | "codex"> => ({
  worker: honest((brief) => {
    if (brief.round > 1) return undefined;
    if (isPlanReview(brief)) return planObjection(brief);
    return isCodeReview(brief) ? codeObjection(brief) : undefined;
  }),
  codex: codexReviewer((asked) => (asked.open.length === 0 ? codexObjection(asked) : undefined)),
});
