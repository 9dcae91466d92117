// @bun
import {
  list,
  optionalList,
  stamp,
  question
} from "./s61.js";
import {
  stampLines
} from "./s32.js";
import {
  nothing,
  sameLabels,
  unanswered
} from "./s76.js";
import {
  _maxLength,
  _minLength,
  _trim,
  string,
  strictObject
} from "./s1.js";

// src/workflows/council/refine.ts
var MAX_WORDS = 300;
var sentence = string().check(_trim(), _minLength(1), _maxLength(1500));
var refinedPrompt = strictObject({
  ...stamp,
  what_to_build: sentence,
  where_it_fits: sentence,
  requirements: list(sentence).check(_minLength(1)),
  inputs: list(sentence),
  outputs: list(sentence),
  success_criteria: list(sentence).check(_minLength(1)),
  assumptions: list(sentence),
  questions: optionalList(question)
});
function wordsIn(text) {
  let count = 0;
  for (const { isWordLike } of new Intl.Segmenter("en", { granularity: "word" }).segment(text))
    if (isWordLike)
      count++;
  return count;
}
var textsOf2 = ({ task: _task, nonce: _nonce, questions, ...said }) => [
  ...Object.values(said).flat(),
  ...questions.flatMap((one) => [one.question, ...one.options])
];
function judgeRefinedPrompt(refined) {
  const words = textsOf2(refined).reduce((sum, text) => sum + wordsIn(text), 0);
  const questions = unanswered(refined.questions);
  const tooLong = `the whole file: found ${words} words in its texts, expected fewer than ${MAX_WORDS}; keep what decides what is built`;
  return {
    ...nothing,
    problems: [...words >= MAX_WORDS ? [tooLong] : [], ...sameLabels(refined.questions)],
    questions,
    assumptions: refined.assumptions,
    claims: refined.requirements.length + refined.success_criteria.length,
    facts: { words },
    outcome: questions.length > 0 ? "questions" : "done"
  };
}
var kind5 = {
  schema: refinedPrompt,
  form: (facts) => `{
${stampLines(facts)}
  "what_to_build": "<\u2026>",
  "where_it_fits": "<\u2026>",
  "requirements": ["<\u2026>"],
  "inputs": ["<\u2026>"], "outputs": ["<\u2026>"],
  "success_criteria": ["<\u2026>"],
  "assumptions": ["<\u2026>"],
  "questions": ${facts.asks ? '[{"question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]' : "[]"}
}`,
  rules: ({ asks }) => [
    `All texts together have fewer than ${MAX_WORDS} words; the program counts, and a path is as many words as it has names. Some 200 are enough for most requests.`,
    ...asks ? ["A question has two to four options with short labels that differ."] : []
  ],
  check: judgeRefinedPrompt
};

export { textsOf2, kind5 };
