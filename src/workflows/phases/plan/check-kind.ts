import { documentReview } from "../../kit/document-review.ts";
import { GROUND } from "./record.ts";

/** `plan-check.json`, written by plan-checker: the verdict on the plans. */
export const kind = documentReview(GROUND, {
  isWhole: true,
  evidence:
    "A criterion is met where the plans, carried out as they are written, bring about all of it. Evidence names a task that does, such as `02-01/2` for the second task of plan 02-01, or a plan that stays; `at` is a plan, a task, a criterion or a requirement, by its id.",
});
