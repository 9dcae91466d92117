import { implResult } from "./multi-ai/impl-result.ts";
import { plan } from "./multi-ai/plan.ts";
import { userStory } from "./multi-ai/user-story.ts";
import { codeReview, planReview } from "./review/verdict.ts";
import type { PipelineKind } from "./team/index.ts";

/** One schema per kind of artifact; a workflow's gates name the kind. */
export const ARTIFACTS = {
  "user-story": userStory,
  plan,
  "plan-review": planReview,
  "impl-result": implResult,
  "code-review": codeReview,
} as const;
export type ChainKind = keyof typeof ARTIFACTS;
/** Every kind that an agent writes. */
export type ArtifactKind = ChainKind | PipelineKind;
/** What the program writes itself. */
export type ProgramKind = "test-record" | "program-record";
