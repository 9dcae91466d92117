import * as z from "zod/mini";
import { cut, shown } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { list, optionalText, stamp, text } from "../../contract/fields.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { isQuoted } from "../same-words.ts";
import { area, idProblems, talked } from "./assumptions.ts";
import type { DiscussFacts } from "./facts.ts";
import type { Advice, OpenChoice, Variant } from "./model.ts";
import { answers } from "./said.ts";
import { assumes } from "./survey-record.ts";

const MAX_QUESTIONS = 8;
const MAX_SCORE = 10;
/** The host's dialog takes no more. */
const [FEW, MANY] = [2, 4];
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

export const adviceSchema = z.strictObject({
  ...stamp,
  ...talked,
  questions: list(
    z.strictObject({
      id: z.string().check(z.regex(/^Q\d{1,2}$/)),
      area,
      question: text,
      why: text,
      variants: z
        .array(
          z.strictObject({
            name,
            means: text,
            pros: list(text),
            cons: list(text),
            score: z.number().check(z.int(), z.gte(1), z.lte(MAX_SCORE)),
          }),
        )
        .check(z.minLength(FEW), z.maxLength(MANY)),
      recommended: name,
      reason: text,
      answer: optionalText,
    }),
  ),
});

/** The recommended one first, then by score. */
const ordered = ({ variants, recommended }: Pick<OpenChoice, "variants" | "recommended">): Variant[] =>
  variants.toSorted((a, b) => Number(b.name === recommended) - Number(a.name === recommended) || b.score - a.score);

function choiceProblems(choice: OpenChoice, said: ReadonlyMap<string, string>): string[] {
  const { id, variants, recommended, answer } = choice;
  const names = variants.map((one) => one.name);
  const best = Math.max(...variants.map((one) => one.score));
  const own = variants.find((one) => one.name === recommended);
  const words = said.get(id);
  return [
    ...duplicates(
      names.map((one) => one.replaceAll(",", ";").toLowerCase()),
      `${id}.variants`,
    ),
    ...(own === undefined
      ? [`${id}.recommended: found ${shown(recommended)}, expected the name of a variant: ${names.join(", ")}`]
      : own.score < best
        ? [
            `${id}.recommended: found ${shown(recommended)} with score ${own.score}, expected the variant with the highest, ${best}`,
          ]
        : []),
    ...variants
      .filter((one) => one.pros.length + one.cons.length === 0)
      .map(
        (one) => `${id}.variants: found nothing for or against ${shown(one.name)}, expected what its score rests on`,
      ),
    ...(answer && (words === undefined || !isQuoted(answer, words))
      ? [
          `${id}.answer: found ${shown(answer)}, expected ${words === undefined ? "null: the person has not answered" : `the person's own words: ${shown(words)}`}`,
        ]
      : []),
    ...(words !== undefined && !answer
      ? [`${id}.answer: found nothing, expected the person's own words: ${shown(words)}`]
      : []),
  ];
}

/** An advice's problems, and what is asked. `asks`: the person can be asked; `said`: what they answered, by question. Pure. */
function judgeAdvice(
  { questions }: Advice,
  { said, asks }: { said: ReadonlyMap<string, string>; asks: boolean },
): Checked {
  const ids = questions.map((one) => one.id);
  const open = questions.filter((one) => !one.answer);
  const problems = [
    ...idProblems(ids, "Q", "questions"),
    ...(questions.length > MAX_QUESTIONS
      ? [
          `questions: found ${questions.length}, expected at most ${MAX_QUESTIONS}: those that change most of what is built`,
        ]
      : []),
    ...[...said.keys()]
      .filter((id) => !ids.includes(id))
      .map((id) => `questions: ${id} is gone, which the person has answered; expected it with its answer`),
    ...questions.flatMap((one) => choiceProblems(one, said)),
  ];
  return {
    ...nothing,
    problems,
    questions: asks
      ? open.map((one) => ({
          question: cut(`${one.id}: ${one.question}`, 600),
          options: ordered(one).map((variant) => variant.name),
        }))
      : [],
    assumptions: asks ? [] : open.map((one) => cut(`${one.id}: ${one.question} Assumed: ${one.recommended}`, 400)),
    claims: questions.length,
    facts: { questions: questions.length },
    outcome: asks && open.length > 0 ? "questions" : "done",
  };
}

/** `discuss-advice.json`, written by advisor-researcher: what is open, with the ways to go, each scored. */
export const kind: ArtifactKind<Advice, DiscussFacts> = {
  schema: adviceSchema as z.ZodMiniType<Advice>,
  form: ({ task, nonce, answered }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "boundary": "<what the phase is, and what it is not>",
  "questions": [
    {"id": "Q1", "area": "<what it is about, in a word or two>", "question": "<…>", "why": "<what depends on it>",
     "variants": [{"name": "<a few words>", "means": "<…>", "pros": ["<…>"], "cons": ["<…>"], "score": <1 to ${MAX_SCORE}>}],
     "recommended": "<name of a variant>", "reason": "<…, and what would change it>"${answered ? ', "answer": <null | "words of the person">' : ""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,
  rules: ({ answered }) => [
    `At most ${MAX_QUESTIONS} questions, \`Q1\`, \`Q2\` and so on, each with ${FEW} to ${MANY} variants whose names differ; the person sees names and scores, and chooses or answers in their own words. No question is a sound result where nothing is open.`,
    "The recommended variant has the highest score; something speaks for or against each.",
    ...(answered
      ? [
          "Each question that the person answered stays, with their words in `answer` as they stand. Where an answer opens another question, that one comes behind, without an answer.",
        ]
      : []),
  ],
  check: (value, { run }) => judgeAdvice(value, { said: answers(run), asks: !assumes(run) }),
};
