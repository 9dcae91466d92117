// @bun
import {
  cut,
  shown
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  optionalList,
  stamp
} from "./s61.js";
import {
  CONFIDENCE
} from "./s98.js";
import {
  corrections
} from "./s87.js";
import {
  fileNamed,
  isThere2
} from "./s132.js";
import {
  isQuoted
} from "./s141.js";
import {
  nothing
} from "./s76.js";
import {
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  strictObject,
  _enum
} from "./s1.js";

// src/workflows/phases/discuss/assumptions.ts
var MAX_ASSUMPTIONS = 15;
var path = string().check(_trim(), _minLength(1), _maxLength(400));
var area2 = string().check(_trim(), _minLength(1), _maxLength(60));
var talked2 = {
  boundary: text,
  discretion: optionalList(text),
  code: optionalList(text),
  deferred: optionalList(text)
};
var assumptionsSchema2 = strictObject({
  ...stamp,
  ...talked2,
  assumptions: list(strictObject({
    id: string().check(_regex(/^A\d{1,2}$/)),
    area: area2,
    text,
    evidence: list(strictObject({ file: path, shows: text })),
    confidence: _enum(CONFIDENCE),
    otherwise: optionalList(strictObject({ choice: text, means: text })),
    corrected: optionalText
  })).check(_minLength(1))
});
function idProblems2(ids, letter, place) {
  const expected = ids.map((_, index) => `${letter}${index + 1}`);
  return ids.every((id, index) => id === expected[index]) ? [] : [`${place}: found the ids ${ids.join(", ")}, expected ${expected.join(", ")}`];
}
function judgeAssumptions({ assumptions }, { said, exists, auto }) {
  const problems = [
    ...idProblems2(assumptions.map((one) => one.id), "A", "assumptions"),
    ...assumptions.length > MAX_ASSUMPTIONS ? [
      `assumptions: found ${assumptions.length}, expected at most ${MAX_ASSUMPTIONS}: those that are most expensive to have wrong`
    ] : [],
    ...assumptions.flatMap(({ id, evidence, confidence, otherwise, corrected }) => [
      ...evidence.filter(({ file }) => !exists(fileNamed(file))).map(({ file }) => `${id}.evidence: found ${shown(file)}, expected a file of the project`),
      ...confidence !== "low" && evidence.length === 0 && !corrected ? [`${id}.evidence: found none, expected what a ${confidence} confidence rests on, or "low"`] : [],
      ...confidence !== "high" && otherwise.length === 0 && !corrected ? [`${id}.otherwise: found none, expected another way to go: the confidence is ${confidence}`] : [],
      ...corrected && !said.some((one) => isQuoted(corrected, one)) ? [`${id}.corrected: found ${shown(corrected)}, expected the person's own words, or null`] : []
    ]),
    ...said.filter((one) => !assumptions.some(({ corrected }) => corrected && isQuoted(corrected, one))).map((one) => `assumptions: none quotes the person's correction ${shown(one)} in \`corrected\`, expected one that follows it`)
  ];
  return {
    ...nothing,
    problems,
    assumptions: assumptions.map((one) => cut(`${one.id} (${one.confidence}) ${one.text}`, 400)),
    claims: assumptions.length,
    facts: { assumptions: assumptions.length },
    outcome: auto ? "assumed" : "done"
  };
}
var kind4 = {
  schema: assumptionsSchema2,
  form: ({ task, nonce, said }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<\u2026>"}], "confidence": "<${CONFIDENCE.join(" | ")}>",
     "otherwise": [{"choice": "<\u2026>", "means": "<\u2026>"}]${said.length > 0 ? ', "corrected": <null | "words of the person">' : ""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,
  rules: ({ said }) => [
    `One to ${MAX_ASSUMPTIONS} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,
    "`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",
    ...said.length > 0 ? [
      "Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays."
    ] : []
  ],
  sees: "the project's files",
  check: (value, { project, run }) => judgeAssumptions(value, { said: corrections(run), exists: isThere2(project.root), auto: run.auto })
};

export { area2, talked2, assumptionsSchema2, idProblems2, kind4 };
