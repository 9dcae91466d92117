import * as z from "zod/mini";
import { criterionId, list, optionalList, text } from "../../contract/fields.ts";
import { inContext } from "../../kit/context.ts";
import { checkDocumentReview } from "../../kit/document-review.ts";
import { criteriaForm, described, due, reviewFields, statusRules } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { nothing } from "../../review/check.ts";
import { withEarlier } from "../../review/since.ts";
import { PLAN_STATUSES, type Status } from "../../review/statuses.ts";
import { GROUND, planContext } from "./record.ts";

const evidence = '"<plan>/<number of a task>"';
const { known: _none, ...fields } = reviewFields(Object.keys(PLAN_STATUSES) as Status[], text, {
  evidence,
  place: '"at": "<place>", "quote": "<…>", "missing": false',
});
/** An answer without one of these lists says nothing: it never counts as one without findings. */
const planCheck = z.strictObject({
  ...fields,
  criteria: described(list(z.strictObject({ id: criterionId, met: z.boolean(), evidence: optionalList(text) })), {
    form: criteriaForm(`, "evidence": [${evidence}]`),
    rules: ({ scene }) => {
      const kept = planContext(scene)?.kept.map((one) => one.id) ?? [];
      return [
        `A criterion is met where the plans, carried out as they are written, bring about all of it; evidence names the tasks that do, such as \`02-01/2\` for the second task of plan 02-01${kept.length > 0 ? `, or a plan that stays: ${kept.join(", ")}` : ""}. One that is not met may have none.`,
        "`at` is a plan, a task, a criterion, or a requirement, by its id. `quote` is a line, a value or a part of one that stands there, copied exactly; with `missing: true` it may be empty.",
        "All lists are there, also where they are empty.",
      ];
    },
  }),
  findings: due(fields.findings),
  prior: due(fields.prior),
});
type PlanCheck = z.infer<typeof planCheck>;

const LOST = "the plans as they were accepted are gone from .task/objects; end, the person has to decide";

const judge = inContext<PlanCheck>(GROUND, (value, context) =>
  context.document === null
    ? { ...nothing, problems: [LOST], outcome: "" }
    : checkDocumentReview({ ...value, known: [], questions: [] }, context),
);

/** `plan-check.json`, written by plan-checker: the verdict on the plans. */
export const kind = jsonKind(planCheck, withEarlier(judge), statusRules);
