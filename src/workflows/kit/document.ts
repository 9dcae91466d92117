import type { ArtifactKind } from "../contract/contract.ts";
import { makeStamp } from "../contract/stamp.ts";
import type { Stamped } from "./form.ts";

/** An artifact in markdown: its first line says which task it answers, and proves that its writer got that task's brief. */
export const document = <F extends Stamped, K extends ArtifactKind<string, F>>(kind: K): K => ({
  ...kind,
  form: (facts: F) => `${makeStamp({ task: facts.task.id, nonce: facts.nonce })}\n${kind.form(facts)}`,
  rules: (facts: F) => ["The first line stays as it stands, with nothing before it.", ...kind.rules(facts)],
});
