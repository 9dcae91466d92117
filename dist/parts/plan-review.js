// @bun
import {
  STATUSES2
} from "./s46.js";
import {
  withEarlier
} from "./s171.js";
import {
  planReview
} from "./s262.js";
import {
  inContext2,
  QUESTIONS_FORM,
  QUESTION_RULE,
  reviewForm,
  reviewRules
} from "./s104.js";
import {
  nothing,
  unanswered,
  judged,
  reviewProblems,
  reviewOutcome,
  claimsOf
} from "./s76.js";
import {
  checkPlanFindings,
  checkCriteria
} from "./s145.js";

// src/workflows/multi-ai/plan-review.ts
function stepProblem(step, criterion, plan) {
  const steps = plan?.steps ?? [];
  const ids = steps.map((one) => one.id);
  const named = steps.find((one) => one.id === step.trim());
  if (named === undefined)
    return `${step} is not a step of the plan; known: ${ids.join(", ")}`;
  if (named.covers.includes(criterion))
    return null;
  const covering = steps.filter((one) => one.covers.includes(criterion)).map((one) => one.id);
  return `${named.id} does not cover ${criterion}; steps whose covers names it: ${covering.join(", ") || "none"}`;
}
function checkPlanReview(review, context) {
  const findings = judged(review.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (step, id) => stepProblem(step, id, context.plan)),
      ...context.plan ? checkPlanFindings(review.findings, context.plan) : [],
      ...reviewProblems(review, findings, context)
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    questions: STATUSES2[review.status].counts === "question" ? unanswered(review.questions) : [],
    claims: claimsOf(review)
  };
}
var kind = {
  schema: planReview,
  form: (facts) => reviewForm(facts, {
    evidence: '"<step id>"',
    place: '"at": "<S1 or AC1>", "quote": "<\u2026>", "missing": false',
    more: [QUESTIONS_FORM]
  }),
  rules: (facts) => [
    "Evidence is the id of a step whose `covers` names that criterion.",
    "`quote` is one line or value of the plan file, or of the criterion, copied exactly; with `missing: true` it may be empty.",
    QUESTION_RULE,
    ...reviewRules(facts)
  ],
  check: withEarlier(inContext2(checkPlanReview))
};
export {
  kind
};
