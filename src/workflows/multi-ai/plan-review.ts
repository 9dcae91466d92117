import type { ArtifactKind, Checked } from "../contract.ts";
import { claimsOf, judged, nothing, reviewOutcome, reviewProblems, unanswered } from "../review/check.ts";
import { checkCriteria, checkPlanFindings, type PlanText } from "../review/evidence.ts";
import { withEarlier } from "../review/since.ts";
import { STATUSES } from "../review/statuses.ts";
import { type PlanReview, planReview } from "../review/verdict.ts";
import { type CheckContext, inContext } from "./context.ts";
import type { BriefFacts } from "./facts.ts";
import { QUESTION_RULE, QUESTIONS_FORM, reviewForm, reviewRules } from "./forms.ts";

/** Why a step does not show that a criterion is met, or null: it has to be one that is there for it. */
function stepProblem(step: string, criterion: string, plan: PlanText | null): string | null {
  const steps = plan?.steps ?? [];
  const ids = steps.map((one) => one.id);
  const named = steps.find((one) => one.id === step.trim());
  if (named === undefined) return `${step} is not a step of the plan; known: ${ids.join(", ")}`;
  if (named.covers.includes(criterion)) return null;
  const covering = steps.filter((one) => one.covers.includes(criterion)).map((one) => one.id);
  return `${named.id} does not cover ${criterion}; steps whose covers names it: ${covering.join(", ") || "none"}`;
}

/** A plan review's problems and what it decides. Pure. */
export function checkPlanReview(review: PlanReview, context: CheckContext): Checked {
  const findings = judged(review.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (step, id) => stepProblem(step, id, context.plan)),
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
    "Evidence is the id of a step whose `covers` names that criterion.",
    "`quote` is one line or value of the plan file, or of the criterion, copied exactly; with `missing: true` it may be empty.",
    QUESTION_RULE,
    ...reviewRules(facts),
  ],
  check: withEarlier(inContext(checkPlanReview)),
};
