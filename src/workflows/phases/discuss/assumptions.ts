import * as z from "zod/mini";
import { cut, shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, optionalList, optionalText, text } from "../../contract/fields.ts";
import { about, told } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { refusing } from "../../kit/problems.ts";
import { nothing } from "../../review/check.ts";
import { fileNamed, isThere } from "../plan/prose.ts";
import { isQuoted } from "../same-words.ts";
import { type Assumptions, CONFIDENCE, corrections } from "./record.ts";
import { area, closing, idProblems, opening } from "./talked.ts";

const MAX_ASSUMPTIONS = 15;

const assumption = z.strictObject({
  id: told(z.string().check(z.regex(/^A\d{1,2}$/)), { form: () => '"A1"' }),
  area,
  text: about(text, "what will be so"),
  evidence: list(
    z.strictObject({
      file: about(z.string().check(z.trim(), z.minLength(1), z.maxLength(400)), "path"),
      shows: text,
    }),
  ),
  confidence: z.enum(CONFIDENCE),
  /** Other ways, and what each would mean. */
  otherwise: optionalList(z.strictObject({ choice: text, means: text })),
  /** Words of the person that it follows. */
  corrected: told(z.optional(optionalText), {
    form: ({ run }) => (corrections(run).length > 0 ? '<null | "words of the person">' : null),
  }),
});

export const assumptionsSchema = z.strictObject({
  ...opening,
  assumptions: told(list(assumption).check(z.minLength(1)), {
    rules: ({ run }) => [
      `One to ${MAX_ASSUMPTIONS} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,
      "`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",
      ...(corrections(run).length > 0
        ? [
            "Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays.",
          ]
        : []),
    ],
  }),
  ...closing,
});

/**
 * Assumptions' problems, and what the run keeps. `said`: the person's corrections; `exists`: whether the project has a file;
 * `auto`: nobody is asked, and what is assumed goes on record. Pure.
 */
function judgeAssumptions(
  { assumptions }: Assumptions,
  { said, exists, auto }: { said: readonly string[]; exists(path: string): boolean; auto: boolean },
): Checked {
  const ids = assumptions.map((one) => one.id);
  const problems = idProblems(ids, "A", "assumptions");
  const refuse = refusing(problems);
  if (ids.length > MAX_ASSUMPTIONS)
    refuse("assumptions", ids.length, `at most ${MAX_ASSUMPTIONS}: those that are most expensive to have wrong`);
  for (const { id, evidence, confidence, otherwise, corrected } of assumptions) {
    for (const { file } of evidence.filter((one) => !exists(fileNamed(one.file))))
      refuse(`${id}.evidence`, shown(file), "a file of the project");
    if (confidence !== "low" && evidence.length === 0 && !corrected)
      refuse(`${id}.evidence`, "none", `what a ${confidence} confidence rests on, or "low"`);
    if (confidence !== "high" && otherwise.length === 0 && !corrected)
      refuse(`${id}.otherwise`, "none", `another way to go: the confidence is ${confidence}`);
    if (corrected && !said.some((one) => isQuoted(corrected, one)))
      refuse(`${id}.corrected`, shown(corrected), "the person's own words, or null");
  }
  for (const one of said)
    if (!assumptions.some(({ corrected }) => corrected && isQuoted(corrected, one)))
      problems.push(
        `assumptions: none quotes the person's correction ${shown(one)} in \`corrected\`, expected one that follows it`,
      );
  return {
    ...nothing,
    problems,
    assumptions: assumptions.map((one) => cut(`${one.id} (${one.confidence}) ${one.text}`, 400)),
    claims: assumptions.length,
    facts: { assumptions: assumptions.length },
    outcome: auto ? "assumed" : "done",
  };
}

/** `discuss-assumptions.json`, written by assumptions-analyzer: what a planner would assume, to be corrected by the person. */
export const kind = jsonKind<Assumptions>(assumptionsSchema, (value, { project, run }) =>
  judgeAssumptions(value, { said: corrections(run), exists: isThere(project.root), auto: run.auto }),
);
