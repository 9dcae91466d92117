// @bun
import {
  cut,
  shown
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  stamp
} from "./s61.js";
import {
  area2,
  talked2,
  idProblems2
} from "./s113.js";
import {
  answers,
  assumes2
} from "./s87.js";
import {
  isQuoted
} from "./s141.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  _lte,
  _gte,
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  number2,
  int,
  array,
  strictObject
} from "./s1.js";

// src/workflows/phases/discuss/advice.ts
var MAX_QUESTIONS = 8;
var MAX_SCORE = 10;
var [FEW, MANY] = [2, 4];
var name = string().check(_trim(), _minLength(1), _maxLength(60));
var adviceSchema2 = strictObject({
  ...stamp,
  ...talked2,
  questions: list(strictObject({
    id: string().check(_regex(/^Q\d{1,2}$/)),
    area: area2,
    question: text,
    why: text,
    variants: array(strictObject({
      name,
      means: text,
      pros: list(text),
      cons: list(text),
      score: number2().check(int(), _gte(1), _lte(MAX_SCORE))
    })).check(_minLength(FEW), _maxLength(MANY)),
    recommended: name,
    reason: text,
    answer: optionalText
  }))
});
var ordered = ({ variants, recommended }) => variants.toSorted((a, b) => Number(b.name === recommended) - Number(a.name === recommended) || b.score - a.score);
function choiceProblems(choice, said) {
  const { id, variants, recommended, answer } = choice;
  const names = variants.map((one) => one.name);
  const best = Math.max(...variants.map((one) => one.score));
  const own = variants.find((one) => one.name === recommended);
  const words = said.get(id);
  return [
    ...duplicates(names.map((one) => one.replaceAll(",", ";").toLowerCase()), `${id}.variants`),
    ...own === undefined ? [`${id}.recommended: found ${shown(recommended)}, expected the name of a variant: ${names.join(", ")}`] : own.score < best ? [
      `${id}.recommended: found ${shown(recommended)} with score ${own.score}, expected the variant with the highest, ${best}`
    ] : [],
    ...variants.filter((one) => one.pros.length + one.cons.length === 0).map((one) => `${id}.variants: found nothing for or against ${shown(one.name)}, expected what its score rests on`),
    ...answer && (words === undefined || !isQuoted(answer, words)) ? [
      `${id}.answer: found ${shown(answer)}, expected ${words === undefined ? "null: the person has not answered" : `the person's own words: ${shown(words)}`}`
    ] : [],
    ...words !== undefined && !answer ? [`${id}.answer: found nothing, expected the person's own words: ${shown(words)}`] : []
  ];
}
function judgeAdvice({ questions }, { said, asks }) {
  const ids = questions.map((one) => one.id);
  const open = questions.filter((one) => !one.answer);
  const problems = [
    ...idProblems2(ids, "Q", "questions"),
    ...questions.length > MAX_QUESTIONS ? [
      `questions: found ${questions.length}, expected at most ${MAX_QUESTIONS}: those that change most of what is built`
    ] : [],
    ...[...said.keys()].filter((id) => !ids.includes(id)).map((id) => `questions: ${id} is gone, which the person has answered; expected it with its answer`),
    ...questions.flatMap((one) => choiceProblems(one, said))
  ];
  return {
    ...nothing,
    problems,
    questions: asks ? open.map((one) => ({
      question: cut(`${one.id}: ${one.question}`, 600),
      options: ordered(one).map((variant) => variant.name)
    })) : [],
    assumptions: asks ? [] : open.map((one) => cut(`${one.id}: ${one.question} Assumed: ${one.recommended}`, 400)),
    claims: questions.length,
    facts: { questions: questions.length },
    outcome: asks && open.length > 0 ? "questions" : "done"
  };
}
var kind3 = {
  schema: adviceSchema2,
  form: ({ task, nonce, answered }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "boundary": "<what the phase is, and what it is not>",
  "questions": [
    {"id": "Q1", "area": "<what it is about, in a word or two>", "question": "<\u2026>", "why": "<what depends on it>",
     "variants": [{"name": "<a few words>", "means": "<\u2026>", "pros": ["<\u2026>"], "cons": ["<\u2026>"], "score": <1 to ${MAX_SCORE}>}],
     "recommended": "<name of a variant>", "reason": "<\u2026, and what would change it>"${answered ? ', "answer": <null | "words of the person">' : ""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,
  rules: ({ answered }) => [
    `At most ${MAX_QUESTIONS} questions, \`Q1\`, \`Q2\` and so on, each with ${FEW} to ${MANY} variants whose names differ; the person sees names and scores, and chooses or answers in their own words. No question is a sound result where nothing is open.`,
    "The recommended variant has the highest score; something speaks for or against each.",
    ...answered ? [
      "Each question that the person answered stays, with their words in `answer` as they stand. Where an answer opens another question, that one comes behind, without an answer."
    ] : []
  ],
  check: (value, { run }) => judgeAdvice(value, { said: answers(run), asks: !assumes2(run) })
};

export { adviceSchema2, kind3 };
