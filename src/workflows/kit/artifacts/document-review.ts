import * as z from "zod/mini";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { text } from "../../contract/fields.ts";
import {
  firstFinding,
  judged,
  nothing,
  reviewOutcome,
  reviewProblems,
  unanswered,
} from "../../review/check.ts";
import { checkCriteria, checkPlanFindings, type PlanText } from "../../review/evidence/evidence.ts";
import { withEarlier } from "../../review/findings/since.ts";
import { PLAN_STATUSES, STATUSES } from "../../review/statuses.ts";
import type { KitFacts } from "../facts.ts";
import type { Ground } from "../ground.ts";
import { type CheckContext, inContext } from "./context.ts";
import { formOf, mandatory, questions, reviewFields, rulesOf, statusRules } from "./form.ts";

const schema = z.object({
  ...reviewFields(Object.keys(PLAN_STATUSES) as (keyof typeof PLAN_STATUSES)[], text, {
    evidence: '"<…>"',
    place: '"at": "<id>", "quote": "<…>", "missing": false',
  }),
  questions,
});
type DocumentReview = z.infer<typeof schema>;

/**
 * Why what is named does not show that a criterion is met, or null: a part of the document that is
 * there for it.
 */
function evidenceProblem(
  evidence: string,
  criterion: string,
  document: PlanText | null,
): string | null {
  const parts = document?.steps ?? [];
  const ids = parts.map((part) => part.id);
  const named = parts.find((part) => part.id === evidence.trim());
  const { kept = [] } = document ?? {};
  if (kept.includes(evidence.trim())) return null;
  if (named === undefined)
    return `${evidence} is not a step of the plan; known: ${[...ids, ...kept].join(", ")}`;
  if (named.covers.includes(criterion)) return null;
  const covering = parts.filter((part) => part.covers.includes(criterion)).map((part) => part.id);
  return `${named.id} does not cover ${criterion}; steps whose covers names it: ${covering.join(", ") || "none"}`;
}

/** Its problems and what it decides. Pure. */
export function checkDocumentReview(review: DocumentReview, context: CheckContext): Checked {
  const { document } = context;
  const findings = judged(review.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (evidence, id) =>
        evidenceProblem(evidence, id, document),
      ),
      ...(document ? checkPlanFindings(review.findings, document) : []),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    questions: STATUSES[review.status].counts === "question" ? unanswered(review.questions) : [],
  };
}

/** An answer without one of these lists says nothing: it does not count as one without findings. */
const whole = z.extend(schema, {
  findings: mandatory(schema.shape.findings),
  prior: mandatory(schema.shape.prior),
});

/**
 * The verdict on a document of the run whose parts cover criteria. `evidence`: what shows one, in
 * words; `isWhole`: no list may be left out.
 */
export function documentReview(
  ground: Ground,
  {
    evidence = "Evidence is the id of a step whose `covers` names that criterion; `at` is a step or a criterion.",
    isWhole = false,
  }: { evidence?: string; isWhole?: boolean } = {},
): ArtifactKind<DocumentReview, KitFacts> {
  const own = isWhole ? (whole as unknown as typeof schema) : schema;
  return {
    schema: own,
    firstFinding,
    form: (facts) => formOf(own, facts),
    rules: (facts) => [
      evidence,
      "`quote` has words of the plan or of a criterion, copied exactly; with `missing: true` it may be empty.",
      ...rulesOf(own, facts),
      ...statusRules(facts),
    ],
    check: withEarlier(inContext(ground, checkDocumentReview)),
  };
}
