import * as z from "zod/mini";
import type { Checked } from "../../contract/contract.ts";
import { list, stamp } from "../../contract/fields.ts";
import { authorQuestions } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { nothing, sameLabels, unanswered } from "../../review/check.ts";

/** A refined prompt has fewer words than this. */
export const MAX_WORDS = 300;

/** Longest text of one field, in characters. */
const sentence = z.string().check(z.trim(), z.minLength(1), z.maxLength(1_500));

const refinedPrompt = z.strictObject({
  ...stamp,
  what_to_build: sentence,
  where_it_fits: sentence,
  requirements: list(sentence).check(z.minLength(1)),
  inputs: list(sentence),
  outputs: list(sentence),
  success_criteria: list(sentence).check(z.minLength(1)),
  assumptions: list(sentence),
  questions: authorQuestions,
});
export type RefinedPrompt = z.infer<typeof refinedPrompt>;

/** Words of a text in whatever script: Japanese has no spaces between them. */
const wordsIn = (text: string): number =>
  [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)].filter(
    (one) => one.isWordLike,
  ).length;

/** Every text of a refined prompt, those of its questions too. */
export const textsOf = ({
  task: _task,
  nonce: _nonce,
  questions,
  ...texts
}: RefinedPrompt): string[] => [
  ...Object.values(texts).flat(),
  ...questions.flatMap((question) => [question.question, ...question.options]),
];

/** A refined prompt's problems and what it asks. Pure. */
export function judgeRefinedPrompt(refined: RefinedPrompt): Checked {
  const words = textsOf(refined).reduce((sum, text) => sum + wordsIn(text), 0);
  const questions = unanswered(refined.questions);
  const tooLong = `the whole file: found ${words} words in its texts, expected fewer than ${MAX_WORDS}; keep what decides what is built`;
  return {
    ...nothing,
    problems: [...(words >= MAX_WORDS ? [tooLong] : []), ...sameLabels(refined.questions)],
    questions,
    assumptions: refined.assumptions,
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** `refined-prompt.json`, written by refiner: the request as a specification of under 300 words. */
export const kind = jsonKind(refinedPrompt, judgeRefinedPrompt, () => [
  `All texts together have fewer than ${MAX_WORDS} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,
]);
