// The kinds of artifact of the chain, each with its schema and its pure check.

import type { Checked } from "../../../src/workflows/contract/contract.ts";
import type { CheckContext } from "../../../src/workflows/kit/artifacts/context.ts";
import {
  checkDocumentReview,
  documentReview,
} from "../../../src/workflows/kit/artifacts/document-review.ts";
import { checkResult } from "../../../src/workflows/kit/artifacts/result.ts";
import { checkTreeReview } from "../../../src/workflows/kit/artifacts/tree-review.ts";
import { codeReview, implResult } from "../../../src/workflows/multi-ai/outgrown.ts";
import * as plan from "../../../src/workflows/multi-ai/plan.ts";
import { GROUND } from "../../../src/workflows/multi-ai/record.ts";
import * as userStory from "../../../src/workflows/multi-ai/user-story.ts";

type PureCheck = (value: never, context: CheckContext) => Checked;

export const KINDS = {
  "user-story": userStory.kind,
  plan: plan.kind,
  "plan-review": documentReview(GROUND),
  "impl-result": implResult,
  "code-review": codeReview,
};
export type ChainKind = keyof typeof KINDS;

export const schemaOf = (kind: ChainKind) => KINDS[kind].schema!;

/** Names of a kind's fields. */
export const fieldsOf = (kind: ChainKind): string[] =>
  Object.keys((schemaOf(kind) as unknown as { shape: object }).shape);

export const CHECKS: Record<ChainKind, PureCheck> = {
  "user-story": userStory.checkStory,
  plan: plan.checkPlan,
  "plan-review": checkDocumentReview,
  "impl-result": checkResult,
  "code-review": checkTreeReview,
};
