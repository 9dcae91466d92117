import type { ARTIFACTS, ChainKind } from "./kinds.ts";

/** Each kind's schema by itself: a hook checks one artifact, and pays for no other's schema. */
const LOADERS: { [K in ChainKind]: () => Promise<(typeof ARTIFACTS)[K]> } = {
  "user-story": async () => (await import("./multi-ai/user-story.ts")).userStory,
  plan: async () => (await import("./multi-ai/plan.ts")).plan,
  "plan-review": async () => (await import("./review/verdict.ts")).planReview,
  "impl-result": async () => (await import("./multi-ai/impl-result.ts")).implResult,
  "code-review": async () => (await import("./review/verdict.ts")).codeReview,
};

export const loadSchema = <K extends ChainKind>(kind: K): Promise<(typeof ARTIFACTS)[K]> => LOADERS[kind]();
