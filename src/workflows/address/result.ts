import * as z from "zod/mini";
import { given } from "../../text.ts";
import type { ArtifactKind } from "../contract/contract.ts";
import { optionalList, text } from "../contract/fields.ts";
import { described } from "../kit/artifacts/form.ts";
import { jsonKind } from "../kit/artifacts/json-kind.ts";
import { resultKind, resultSchema } from "../kit/artifacts/result.ts";
import type { KitFacts } from "../kit/facts.ts";
import { fixedGround } from "../kit/ground.ts";
import { duplicates } from "../review/check.ts";
import { receivedFeedback } from "./items.ts";
import { CRITERIA } from "./words.ts";

const schema = z.extend(resultSchema, {
  answers: described(
    optionalList(
      z.object({
        id: z.string().check(z.regex(/^R\d{1,3}$/)),
        state: z.enum(["fixed", "declined", "asks"]),
        text,
      }),
    ),
    {
      form: ({ scene, task }: KitFacts) =>
        task.kind === "fix"
          ? "[]"
          : `[\n${receivedFeedback(scene)
              .items.map(
                ({ id }) =>
                  `    {"id": "${id}", "state": "<fixed | declined | asks>", "text": "<…>"}`,
              )
              .join(",\n")}\n  ]`,
      rules: ({ task, run }: KitFacts) => [
        task.kind === "fix"
          ? "`answers` holds the items whose answer changes; the others keep theirs."
          : "`answers` answers each item once. `fixed` needs a change in this run; what the code does already is `declined`, with the place that shows it.",
        `\`text\` is what whoever said it reads: what was changed, why it is not, or with \`asks\` one question${run.auto ? "" : ", which the person is asked first"}. It names no file of this run, nor its agents.`,
      ],
    },
  ),
});
type Answered = z.infer<typeof schema>;

const kit = resultKind(fixedGround(CRITERIA));

/** A result that answers each item, too. `fixed` is held against what the run has changed. */
const check: ArtifactKind<Answered>["check"] = (value, scene, task, subject) => {
  const checked = kit.check(value, scene, task, subject);
  const ids = receivedFeedback(scene).items.map(({ id }) => id);
  const answered = value.answers.map(({ id }) => id);
  const isFirst = task.kind !== "fix";
  const missing = isFirst && value.status === "complete" ? ids : [];
  const is = (state: string) => value.answers.some((one) => one.state === state);
  const isUnchanged = checked.outcome === "unchanged";
  const problems = [
    ...checked.problems,
    ...duplicates(answered, "answers"),
    ...answered.flatMap((id) =>
      given(!ids.includes(id), `answers: ${id} is no item; known: ${ids.join(", ")}`),
    ),
    ...missing.flatMap((id) => given(!answered.includes(id), `answers: ${id} is not answered`)),
    ...given(
      isUnchanged && is("fixed"),
      "answers: found `fixed`, but this run has changed no file; change it, or say `declined` with the reason",
    ),
  ];
  if (!isFirst || !["complete", "unchanged"].includes(checked.outcome))
    return { ...checked, problems };
  // Where all is declined, nothing has to change.
  return { ...checked, problems, outcome: is("asks") ? "asks" : "complete" };
};

export const answersKind: ArtifactKind<Answered, KitFacts> = {
  ...kit,
  ...jsonKind(schema, check),
} as ArtifactKind<Answered, KitFacts>;
