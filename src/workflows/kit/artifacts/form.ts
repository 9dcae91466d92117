import * as z from "zod/mini";
import { given } from "../../../text.ts";
import {
  answeredId,
  criterionId,
  findingId,
  list,
  optionalList,
  question,
  stamp,
  text,
} from "../../contract/fields.ts";
import { outdated } from "../../review/evidence/earlier-tests.ts";
import { STATUSES, type Status } from "../../review/statuses.ts";
import { finding, prior } from "../../review/verdict.ts";
import type { KitFacts } from "../facts.ts";

/**
 * An artifact's form, and the rules on it, come from its schema: each field is written as its type
 * asks, with what `describe` says of it, or as the words say that are registered for it here.
 */

/**
 * What a form begins with: which task it answers, and the proof that its writer got that task's
 * brief.
 */
export interface Stamped {
  task: { id: string };
  nonce: string;
}

/** What a writer is told of a field. `form`: its value in the form; null: it is left out. */
interface FieldWords<F> {
  form?(facts: F): string | null;
  rules?(facts: F): string[];
}
const words = z.registry<FieldWords<never>>();

/**
 * A field of a schema with the text for its writer. The field is a copy, so other schemas that use
 * it stay as they are.
 */
export function described<T extends z.ZodMiniType, F = KitFacts>(
  field: T,
  texts: FieldWords<F>,
): T {
  words.add(field, { ...words.get(field), ...texts });
  return field;
}
const wordsOf = <F>(field: z.ZodMiniType): FieldWords<F> | undefined =>
  words.get(field) as FieldWords<F> | undefined;

/** A field of which the same is told as of another one. */
export const describedAs = <T extends z.ZodMiniType>(field: T, other: z.ZodMiniType): T =>
  described(field, wordsOf(other) ?? {});
/** The same field, which may not be left out. */
export const mandatory = <T extends z.ZodMiniType>(field: z.ZodMiniDefault<T>): T =>
  describedAs(field._zod.def.innerType, field);

type Def = {
  type: string;
  innerType?: z.ZodMiniType;
  element?: z.ZodMiniType;
  shape?: Record<string, z.ZodMiniType>;
  entries?: Record<string, string>;
};
const defOf = (schema: z.ZodMiniType): Def => schema._zod.def as unknown as Def;

/** A field that stands alone in its schema, with what its writer puts there, in words. */
export const about = <T extends z.ZodMiniType>(field: T, what: string): T =>
  field.check(z.describe(what)) as T;

/**
 * A field as its writer fills it in: as its own words say, else by its type; null: it is left out.
 */
function formOfField<F>(field: z.ZodMiniType, facts: F): string | null {
  const own = wordsOf<F>(field)?.form;
  return own ? own(facts) : placeholder(field, facts);
}

/** A field of this type. `what`: what stands in it, in words. */
function placeholder<F>(
  schema: z.ZodMiniType,
  facts: F,
  what = z.globalRegistry.get(schema)?.description,
): string {
  const { type, innerType, element, shape, entries } = defOf(schema);
  if (innerType) return placeholder(innerType, facts, what);
  if (type === "array") return `[${placeholder(element!, facts, what)}]`;
  if (type === "object") {
    // What may be left out, and of which nothing is said, is left to the agent's own file.
    const isTold = (one: z.ZodMiniType): boolean => words.has(one) || z.globalRegistry.has(one);
    const fields = Object.entries(shape!).filter(
      ([, one]) => defOf(one).type !== "optional" || isTold(one),
    );
    const values = fields.flatMap(([name, one]) => {
      const value = formOfField(one, facts);
      return value === null ? [] : [`"${name}": ${value}`];
    });
    return `{${values.join(", ")}}`;
  }
  if (type === "enum") return `"<${Object.keys(entries!).join(" | ")}>"`;
  if (type === "boolean") return "<true | false>";
  if (type === "number") return `<${what ?? "number"}>`;
  return `"<${what ?? "…"}>"`;
}

/** The file as its writer sees it: a line for each field, with all that code knows filled in. */
export function formOf<F extends Stamped>(schema: z.ZodMiniType, facts: F): string {
  const stamped: Record<string, string> = { task: facts.task.id, nonce: facts.nonce };
  const lines = Object.entries(defOf(schema).shape!).flatMap(([name, field]) => {
    const value = Object.hasOwn(stamped, name)
      ? JSON.stringify(stamped[name])
      : formOfField(field, facts);
    return value === null ? [] : [`  "${name}": ${value}`];
  });
  return `{\n${lines.join(",\n")}\n}`;
}

/** What is checked of its fields beside their form. */
export const rulesOf = <F>(schema: z.ZodMiniType, facts: F): string[] =>
  Object.values(defOf(schema).shape!).flatMap((field) => wordsOf<F>(field)?.rules?.(facts) ?? []);

/** What an author says of the findings that it got. */
export const answers = {
  answered: described(optionalList(answeredId), {
    form: ({ findings }) =>
      findings.length === 0
        ? null
        : `[${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}]`,
    rules: ({ findings }) =>
      given(
        findings.length > 0,
        '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what in the code or the story shows it>"}; change nothing for it, its reviewer reads the reason.',
      ),
  }),
  declined: described(optionalList(z.object({ id: findingId, reason: text })), {
    form: ({ findings }) => (findings.length === 0 ? null : "[]"),
  }),
};

/** One line for each criterion, with what is told of it. */
export const criteriaForm =
  (more = "") =>
  ({ criteria }: KitFacts): string =>
    criteria.length === 0
      ? "[]"
      : `[\n${criteria.map(({ id }) => `    {"id": "${id}", "met": <true | false>${more}}`).join(",\n")}\n  ]`;

/** What a reviewer of the code says of earlier tests that its code does not pass. */
export const outdatedField = described(optionalList(outdated), {
  form: ({ earlier }) =>
    earlier.length === 0
      ? null
      : `[${earlier.map(({ id }) => `{"id": "${id}", "criterion": "<what wants it, or null>"}`).join(", ")}]`,
  rules: ({ earlier, criteria }) =>
    earlier.length === 0
      ? []
      : [
          `\`outdated\` answers each of these once: it passed before the change, and does not on the new code with tests, data and configuration as they were. \`criterion\` is ${criteria.length > 0 ? "the id of the criterion" : "the words of the plan or request"} that wants it so, or null: then ask for changes.`,
          ...earlier.map(({ id, name }) => `${id}: ${name}`),
        ],
});

const QUESTIONS_FORM = '[{"question": "<…>", "options": ["<label>", "<label>"], "answer": null}]';
const QUESTION_RULE =
  "A question has two to four options: short labels, each once. `questions` holds what is open now; what the person has answered is left out.";

const mayAsk = ({ statuses }: KitFacts): boolean => statuses.includes("needs_clarification");
/** Questions of a reviewer, where its gate takes them. */
export const questions = described(optionalList(question), {
  form: (facts) => (mayAsk(facts) ? QUESTIONS_FORM : null),
  rules: (facts) => (mayAsk(facts) ? [QUESTION_RULE] : []),
});
/** Questions of an author, who in a run without questions leaves the list empty. */
export const authorQuestions = described(optionalList(question), {
  form: ({ run }) => (run.auto ? "[]" : QUESTIONS_FORM),
  rules: ({ run }) => (run.auto ? [] : [QUESTION_RULE]),
});

/** What makes which status of a review. */
export const statusRules = ({ statuses }: KitFacts): string[] => [
  "The status follows from what you found:",
  ...statuses.map((status) => `\`${status}\`: ${STATUSES[status as Status].words}.`),
];

/**
 * The fields of every review. `evidence`: the schema of one piece of evidence. The forms show one
 * piece, and how a finding names its place.
 */
export const reviewFields = <T extends z.ZodMiniType, S extends string>(
  statuses: readonly S[],
  evidence: T,
  form: { evidence: string; place: string },
) => ({
  ...stamp,
  status: described(z.enum(statuses), {
    form: ({ statuses: own }) => `"<${own.join(" | ")}>"`,
  }),
  summary: text,
  criteria: described(
    list(z.object({ id: criterionId, met: z.boolean(), evidence: optionalList(evidence) })),
    {
      form: criteriaForm(`, "evidence": [${form.evidence}]`),
      rules: ({ criteria }) =>
        given(criteria.length > 0, "A criterion that is not met may have empty evidence."),
    },
  ),
  findings: described(optionalList(finding), {
    form: ({ nextFinding }) =>
      `[{"id": "F${nextFinding}", "severity": "<blocker | major | minor>", ${form.place}, "problem": "<…>", "fix": "<…>"}]`,
  }),
  prior: described(optionalList(prior), {
    form: ({ findings }) =>
      `[${findings.map((finding) => `{"id": "${finding.finding.id}", "state": "<fixed | open | withdrawn>"}`).join(", ")}]`,
    rules: ({ findings }) =>
      given(
        findings.length > 0,
        '`prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.',
      ),
  }),
});
