import * as z from "zod/mini";
import { SEVERITIES } from "../../engine/run.ts";
import { criterionId, findingId, list, optionalList, optionalText, question, stamp, text } from "../fields.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "./statuses.ts";

const statusesOf = <S extends object>(table: S) => Object.keys(table) as (keyof S & string)[];

const optionalLine = z.optional(z.nullable(z.number().check(z.int(), z.positive())));

/** What the change did that a finding elsewhere comes from: a line that it wrote, or one that it removed. */
const because = z.object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  gone: optionalText,
});
export type Because = z.infer<typeof because>;

export const finding = z.object({
  id: findingId,
  severity: z.enum(SEVERITIES),
  file: optionalText,
  line: optionalLine,
  at: optionalText,
  quote: optionalText,
  missing: z.optional(z.nullable(z.boolean())),
  outside: z.optional(z.nullable(z.boolean())),
  because: z.optional(z.nullable(because)),
  problem: text,
  fix: text,
});
export type Finding = z.infer<typeof finding>;

export const prior = z.object({ id: findingId, state: z.enum(["fixed", "open", "withdrawn"]), reason: optionalText });

/** A minor finding of another reviewer, by the name that the brief gives it: the review that raised it, and its id there. */
const known = z.object({ id: z.string().check(z.regex(/^T\d{1,4}\.F\d{1,3}$/)), state: z.enum(["fixed", "open"]) });

/**
 * What shows that a criterion is met: a line that the change wrote, one that it removed, a test that the program ran, or,
 * with the reason, a line that it left as it was.
 */
const codeEvidence = z.object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  test: optionalText,
  gone: optionalText,
  unchanged: z.optional(z.nullable(z.boolean())),
  reason: optionalText,
});
export type CodeEvidence = z.infer<typeof codeEvidence>;

/** What every verdict has; `evidence`: what one piece of it is. */
const verdict = <T extends z.ZodMiniType>(evidence: T) => ({
  ...stamp,
  summary: text,
  criteria: list(z.object({ id: criterionId, met: z.boolean(), evidence: optionalList(evidence) })),
  findings: optionalList(finding),
  prior: optionalList(prior),
  known: optionalList(known),
});

/** The verdict on a plan; evidence is ids of steps. */
export const planReview = z.object({
  ...verdict(text),
  status: z.enum(statusesOf(PLAN_STATUSES)),
  questions: optionalList(question),
});
export type PlanReview = z.infer<typeof planReview>;

/** The verdict on the tree; evidence is places in it. */
export const codeReview = z.object({
  ...verdict(codeEvidence),
  status: z.enum(statusesOf(CODE_STATUSES)),
});
export type CodeReview = z.infer<typeof codeReview>;

/** What every review says, whatever it is about. */
export type Review = Pick<PlanReview, "status" | "findings" | "prior" | "known"> & {
  criteria: { id: string; met: boolean; evidence: unknown[] }[];
  questions?: PlanReview["questions"];
};
