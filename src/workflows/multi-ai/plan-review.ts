import type { ArtifactKind, Checked } from "../contract.ts";
import { claimsOf, judged, nothing, reviewOutcome, reviewProblems, unanswered } from "../review/check.ts";
import { checkCriteria, checkPlanFindings } from "../review/evidence.ts";
import { withEarlier } from "../review/since.ts";
import { STATUSES } from "../review/statuses.ts";
import { type PlanReview, planReview } from "../review/verdict.ts";
import { type CheckContext, inContext } from "./context.ts";
import { type BriefFacts, QUESTION_RULE, QUESTIONS_FORM, reviewForm, reviewRules } from "./facts.ts";

/** A plan review's problems and what it decides. Pure. */
export function checkPlanReview(review: PlanReview, context: CheckContext): Checked {
  const steps = context.plan?.steps.map((step) => step.id) ?? [];
  const findings = judged(review.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (id: string) =>
        steps.includes(id) ? null : `${id} is not a step of the plan; known: ${steps.join(", ")}`,
      ),
      ...(context.plan ? checkPlanFindings(review.findings, context.plan) : []),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    questions: STATUSES[review.status].counts === "question" ? unanswered(review.questions) : [],
    claims: claimsOf(review),
  };
}

/** `.task/review-<reviewer>.json`: the verdict on the plan. */
export const kind: ArtifactKind<PlanReview, BriefFacts> = {
  schema: planReview,
  form: (facts) =>
    reviewForm(facts, {
      evidence: '"<step id>"',
      place: '"at": "<S1 or AC1>", "quote": "<…>", "missing": false',
      more: [QUESTIONS_FORM],
    }),
  rules: (facts) => [
    "`quote` is one line of the plan file or one value in it, copied exactly; with `missing: true` it may be empty.",
    QUESTION_RULE,
    ...reviewRules(facts),
  ],
  check: withEarlier(inContext(checkPlanReview)),
};
