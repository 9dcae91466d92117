import * as z from "zod/mini";
import { criterionId, findingId, list, optionalList, optionalText, question, stamp, text } from "../fields.ts";

export const SEVERITIES = ["blocker", "major", "minor"] as const;

/** What a status counts as: the one thing that decides which moves a gate may have for it, and what a review has to show. */
export type Counts = "approval" | "changes" | "question" | "rejection";

/**
 * All that a status means, in one place. `counts` decides what the check asks of it and whether a gate may go on;
 * `words` are what a brief says of it.
 */
export const STATUSES = {
  approved: {
    counts: "approval",
    words: "every criterion is met by evidence, and no finding about this subject is a blocker or major",
  },
  needs_changes: {
    counts: "changes",
    words: "the author can mend it; at least one finding, or an earlier one that is still open, says what",
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
export type Status = keyof typeof STATUSES;

/** Statuses of a plan review, and of a code review: which of them a reviewer may give is the gate's to say. */
export const PLAN_REVIEW_STATUSES = Object.keys(STATUSES) as Status[];
export const CODE_REVIEW_STATUSES = PLAN_REVIEW_STATUSES.filter((one) => STATUSES[one].counts !== "question");

const finding = z.object({
  id: findingId,
  severity: z.enum(SEVERITIES),
  file: optionalText,
  line: z.optional(z.nullable(z.number().check(z.int(), z.positive()))),
  at: optionalText,
  quote: optionalText,
  missing: z.optional(z.nullable(z.boolean())),
  outside: z.optional(z.nullable(z.boolean())),
  problem: text,
  fix: text,
});
export type Finding = z.infer<typeof finding>;

const prior = z.object({ id: findingId, state: z.enum(["fixed", "open"]) });

/** Where in the tree a criterion is met: a quoted line, or a test that the program ran. */
const codeEvidence = z.object({
  file: optionalText,
  line: z.optional(z.nullable(z.number().check(z.int(), z.positive()))),
  quote: optionalText,
  test: optionalText,
});
export type CodeEvidence = z.infer<typeof codeEvidence>;

/** The verdict on a plan; evidence is ids of steps. */
export const planReview = z.object({
  ...stamp,
  status: z.enum(PLAN_REVIEW_STATUSES),
  summary: text,
  criteria: list(z.object({ id: criterionId, met: z.boolean(), evidence: optionalList(text) })),
  findings: optionalList(finding),
  prior: optionalList(prior),
  questions: optionalList(question),
});
export type PlanReview = z.infer<typeof planReview>;

/** The verdict on the tree; evidence is places in it. */
export const codeReview = z.object({
  ...stamp,
  status: z.enum(CODE_REVIEW_STATUSES),
  summary: text,
  criteria: list(z.object({ id: criterionId, met: z.boolean(), evidence: optionalList(codeEvidence) })),
  findings: optionalList(finding),
  prior: optionalList(prior),
});
export type CodeReview = z.infer<typeof codeReview>;

/** What every review says, whatever it is about. */
export type Review = Pick<CodeReview, "status" | "findings" | "prior"> & {
  criteria: { id: string; met: boolean; evidence: unknown[] }[];
  questions?: PlanReview["questions"];
};
