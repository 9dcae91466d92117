import type * as z from "zod/mini";
import type { ArtifactKind } from "../contract/contract.ts";
import { makeStamp } from "../contract/stamp.ts";
import type { KitFacts } from "./facts.ts";
import { formOf, rulesOf, type Stamped } from "./form.ts";

/** A kind of artifact from the few things that it has of its own. */

/**
 * One of JSON: its form, and the rules on its fields, are those of its schema. `more`: rules behind
 * them.
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

/**
 * An artifact in markdown: its first line says which task it answers, and proves that its writer
 * got that task's brief.
 */
export const document = <F extends Stamped, K extends ArtifactKind<string, F>>(kind: K): K => ({
  ...kind,
  form: (facts: F) =>
    `${makeStamp({ task: facts.task.id, nonce: facts.nonce })}\n${kind.form(facts)}`,
  rules: (facts: F) => [
    "The first line stays as it stands, with nothing before it.",
    ...kind.rules(facts),
  ],
});

interface Document {
  /** Sections by title, each with what stands in it. */
  sections: Readonly<Record<string, string>>;
  /** What comes before the first of them. */
  head?: string;
  rules: string[];
  check: ArtifactKind<string>["check"];
}

/** One of markdown: a stamp, and sections that have to be there. */
export const documentKind = ({
  sections,
  head = "",
  rules,
  check,
}: Document): ArtifactKind<string, KitFacts> =>
  document({
    form: () => {
      const body = Object.entries(sections).map(([title, what]) => `## ${title}\n\n${what}`);
      return `${head}\n${body.join("\n\n")}\n`;
    },
    rules: () => rules,
    check,
  });
