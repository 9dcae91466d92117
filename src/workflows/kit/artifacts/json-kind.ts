import type * as z from "zod/mini";
import type { ArtifactKind } from "../../contract/contract.ts";
import type { KitFacts } from "../facts.ts";
import { formOf, rulesOf } from "./form.ts";

/**
 * A kind of artifact from the few things that it has of its own: its form, and the rules on its
 * fields, are those of its schema. `more`: rules after them.
 */
export const jsonKind = <T, F extends KitFacts = KitFacts>(
  schema: z.ZodMiniType<T>,
  check: ArtifactKind<T>["check"],
  more: (facts: F) => string[] = () => [],
): ArtifactKind<T, F> => ({
  schema,
  form: (facts) => formOf(schema, facts),
  rules: (facts) => [...rulesOf(schema, facts), ...more(facts)],
  check,
});
