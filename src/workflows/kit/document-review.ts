import * as z from "zod/mini";
import type { ArtifactKind, Checked } from "../contract.ts";
import { text } from "../fields.ts";
import { claimsOf, judged, nothing, reviewOutcome, reviewProblems, unanswered } from "../review/check.ts";
import { checkCriteria, checkPlanFindings, type PlanText } from "../review/evidence.ts";
import { withEarlier } from "../review/since.ts";
import { PLAN_STATUSES, STATUSES } from "../review/statuses.ts";
import { type CheckContext, inContext } from "./context.ts";
import type { KitFacts } from "./facts.ts";
import { formOf, questions, reviewFields, rulesOf, statusRules } from "./form.ts";
import type { Ground } from "./ground.ts";

const schema = z.object({
  ...reviewFields(Object.keys(PLAN_STATUSES) as (keyof typeof PLAN_STATUSES)[], text, {
    evidence: '"<step id>"',
    place: '"at": "<S1 or AC1>", "quote": "<…>", "missing": false',
  }),
  questions,
});
type DocumentReview = z.infer<typeof schema>;

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

/** Its problems and what it decides. Pure. */
export function checkDocumentReview(review: DocumentReview, context: CheckContext): Checked {
  const { document } = context;
  const findings = judged(review.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (step, id) => stepProblem(step, id, document)),
      ...(document ? checkPlanFindings(review.findings, document) : []),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    questions: STATUSES[review.status].counts === "question" ? unanswered(review.questions) : [],
    claims: claimsOf(review),
  };
}

/** The verdict on a document of the run whose parts cover criteria. */
export const documentReview = (ground: Ground): ArtifactKind<DocumentReview, KitFacts> => ({
  schema,
  form: (facts) => formOf(schema, facts),
  rules: (facts) => [
    "Evidence is the id of a step whose `covers` names that criterion.",
    "`quote` is one line or value of the plan file, or of the criterion, copied exactly; with `missing: true` it may be empty.",
    ...rulesOf(schema, facts),
    ...statusRules(facts),
  ],
  check: withEarlier(inContext(ground, checkDocumentReview)),
});
