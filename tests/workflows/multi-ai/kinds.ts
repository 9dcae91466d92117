// The kinds of artifact of the chain, each with its schema and its pure check.

import type { Checked } from "../../../src/workflows/contract.ts";
import * as codeReview from "../../../src/workflows/multi-ai/code-review.ts";
import type { CheckContext } from "../../../src/workflows/multi-ai/context.ts";
import * as implResult from "../../../src/workflows/multi-ai/impl-result.ts";
import * as plan from "../../../src/workflows/multi-ai/plan.ts";
import * as planReview from "../../../src/workflows/multi-ai/plan-review.ts";
import * as userStory from "../../../src/workflows/multi-ai/user-story.ts";

type PureCheck = (value: never, context: CheckContext) => Checked;

export const KINDS = {
  "user-story": userStory.kind,
  plan: plan.kind,
  "plan-review": planReview.kind,
  "impl-result": implResult.kind,
  "code-review": codeReview.kind,
};
export type ChainKind = keyof typeof KINDS;

export const schemaOf = (kind: ChainKind) => KINDS[kind].schema!;

/** Names of a kind's fields. */
export const fieldsOf = (kind: ChainKind): string[] =>
  Object.keys((schemaOf(kind) as unknown as { shape: object }).shape);

export const CHECKS: Record<ChainKind, PureCheck> = {
  "user-story": userStory.checkStory,
  plan: plan.checkPlan,
  "plan-review": planReview.checkPlanReview,
  "impl-result": implResult.checkResult,
  "code-review": codeReview.checkCodeReview,
};
