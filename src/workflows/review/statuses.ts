import type { Counts } from "../../engine/workflow.ts";

/**
 * All that a status of a review means, in one place. `counts` decides which moves a gate may have
 * for it and what the check asks of the review; `words` are what a brief says of it. Apart from the
 * schemas: gates name it, and every step loads gates. A review of a plan can have all of them;
 * which of them a reviewer may give is the gate's to say.
 */
export const PLAN_STATUSES = {
  approved: {
    counts: "approval",
    words: "every criterion is met by evidence, and no finding that counts is a blocker or major",
  },
  needs_changes: {
    counts: "changes",
    words:
      "the author can mend it; at least one finding, or an earlier one that is still open, says what. Minor ones alone are noted with an approval",
  },
  needs_clarification: {
    counts: "question",
    words: "a person has to decide first; at least one open question says what",
  },
  rejected: {
    counts: "rejection",
    words: "it has to be made anew; at least one blocker says why",
  },
} as const satisfies Record<string, { counts: Counts; words: string }>;

const { needs_clarification: _, ...rest } = PLAN_STATUSES;
/** What a review of code can say: whatever is open then is a finding. */
export const CODE_STATUSES = rest;

export type Status = keyof typeof PLAN_STATUSES;
export const STATUSES: Readonly<
  Record<Status, { readonly counts: Exclude<Counts, "report">; readonly words: string }>
> = PLAN_STATUSES;
