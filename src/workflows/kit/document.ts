import type { ArtifactKind } from "../contract/contract.ts";
import { makeStamp } from "../contract/stamp.ts";
import type { Stamped } from "./form.ts";

/** An artifact in markdown: its first line says which task it answers, and proves that its writer got that task's brief. */
export const document = <F extends Stamped>({
  form,
  rules,
  ...kind
}: ArtifactKind<string, F>): ArtifactKind<string, F> => ({
  form: (facts) => `${makeStamp({ task: facts.task.id, nonce: facts.nonce })}\n${form(facts)}`,
  rules: (facts) => ["The first line stays as it stands, with nothing before it.", ...rules(facts)],
  ...kind,
});
