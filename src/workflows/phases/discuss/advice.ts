import * as z from "zod/mini";
import { cut, shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, optionalText, text } from "../../contract/fields.ts";
import { about, told } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { refusing } from "../../kit/problems.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { type Advice, answers, assumes, type OpenChoice } from "./record.ts";
import { area, closing, idProblems, opening } from "./talked.ts";

const MAX_QUESTIONS = 8;
const MAX_SCORE = 10;
/** The host's dialog takes no more. */
const [FEW, MANY] = [2, 4];
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

const variant = z.strictObject({
  name: about(name, "a few words"),
  means: text,
  pros: list(text),
  cons: list(text),
  score: about(z.number().check(z.int(), z.gte(1), z.lte(MAX_SCORE)), `1 to ${MAX_SCORE}`),
});

const choice = z.strictObject({
  id: told(z.string().check(z.regex(/^Q\d{1,2}$/)), { form: () => '"Q1"' }),
  area,
  question: text,
  why: about(text, "what depends on it"),
  variants: z.array(variant).check(z.minLength(FEW), z.maxLength(MANY)),
  recommended: about(name, "name of a variant"),
  reason: about(text, "…, and what would change it"),
  /** Nobody asks for it: what the person said stands in the journal. */
  answer: told(z.optional(optionalText), { form: () => null }),
});

export const adviceSchema = z.strictObject({
  ...opening,
  questions: told(list(choice), {
    rules: ({ run }) => [
      `At most ${MAX_QUESTIONS} questions, \`Q1\`, \`Q2\` and so on, each with ${FEW} to ${MANY} variants whose names differ; the person sees names and scores, and chooses or answers in their own words. No question is a sound result where nothing is open.`,
      "The recommended variant has the highest score; something speaks for or against each.",
      ...(answers(run).size > 0
        ? [
            "Each question that the person answered stays. Where an answer opens another question, that one comes behind.",
          ]
        : []),
    ],
  }),
  ...closing,
});

/** The recommended one first, then by score. */
const ordered = ({ variants, recommended }: OpenChoice): OpenChoice["variants"] =>
  variants.toSorted((a, b) => Number(b.name === recommended) - Number(a.name === recommended) || b.score - a.score);

function choiceProblems({ id, variants, recommended }: OpenChoice): string[] {
  const names = variants.map((one) => one.name);
  const problems = duplicates(
    names.map((one) => one.replaceAll(",", ";").toLowerCase()),
    `${id}.variants`,
  );
  const refuse = refusing(problems, `${id}.`);
  const best = Math.max(...variants.map((one) => one.score));
  const own = variants.find((one) => one.name === recommended);
  if (own === undefined) refuse("recommended", shown(recommended), `the name of a variant: ${names.join(", ")}`);
  else if (own.score < best)
    refuse("recommended", `${shown(recommended)} with score ${own.score}`, `the variant with the highest, ${best}`);
  for (const one of variants)
    if (one.pros.length + one.cons.length === 0)
      refuse("variants", `nothing for or against ${shown(one.name)}`, "what its score rests on");
  return problems;
}

/** An advice's problems, and what is asked. `asks`: the person can be asked; `said`: what they answered, by question. Pure. */
function judgeAdvice(
  { questions }: Advice,
  { said, asks }: { said: ReadonlyMap<string, string>; asks: boolean },
): Checked {
  const ids = questions.map((one) => one.id);
  const open = questions.filter((one) => !said.has(one.id));
  const problems = idProblems(ids, "Q", "questions");
  if (ids.length > MAX_QUESTIONS)
    refusing(problems)("questions", ids.length, `at most ${MAX_QUESTIONS}: those that change most of what is built`);
  for (const id of said.keys())
    if (!ids.includes(id))
      problems.push(`questions: ${id} is gone, which the person has answered; expected it to stay`);
  return {
    ...nothing,
    problems: [...problems, ...questions.flatMap(choiceProblems)],
    questions: asks
      ? open.map((one) => ({
          question: cut(`${one.id}: ${one.question}`, 600),
          options: ordered(one).map((each) => each.name),
        }))
      : [],
    assumptions: asks ? [] : open.map((one) => cut(`${one.id}: ${one.question} Assumed: ${one.recommended}`, 400)),
    claims: ids.length,
    facts: { questions: ids.length },
    outcome: asks && open.length > 0 ? "questions" : "done",
  };
}

/** `discuss-advice.json`, written by advisor-researcher: what is open, with the ways to go, each scored. */
export const kind = jsonKind<Advice>(adviceSchema, (value, { run }) =>
  judgeAdvice(value, { said: answers(run), asks: !assumes(run) }),
);
