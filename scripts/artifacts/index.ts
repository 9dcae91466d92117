import { implResult } from "./impl-result.ts";
import { plan } from "./plan.ts";
import { codeReview, planReview } from "./review.ts";
import { userStory } from "./user-story.ts";

/** One schema per kind of artifact; a workflow's gates name the kind. */
export const ARTIFACTS = {
  "user-story": userStory,
  plan,
  "plan-review": planReview,
  "impl-result": implResult,
  "code-review": codeReview,
} as const;
export type ArtifactKind = keyof typeof ARTIFACTS;
