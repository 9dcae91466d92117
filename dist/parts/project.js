// @bun
import {
  shown
} from "./s28.js";
import {
  MAX_TEXT,
  list,
  optionalList,
  stamp,
  question
} from "./s61.js";
import {
  assumptionsOf
} from "./s38.js";
import {
  surveyOf2,
  assumes
} from "./s96.js";
import {
  asQuoted,
  isQuoted
} from "./s141.js";
import {
  nothing,
  duplicates,
  sameLabels,
  unanswered
} from "./s76.js";
import {
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  strictObject,
  extend,
  _enum,
  optional,
  _default
} from "./s1.js";

// src/workflows/phases/new-project/project.ts
var FIELDS = {
  scope: "what it does, for whom",
  constraints: "what it must keep to",
  stack: "languages, frameworks, services",
  success_criteria: "how one sees that it worked",
  timeline: "by when, or in which order",
  non_goals: "what it is not"
};
var NAMES = Object.keys(FIELDS);
var SOURCES = ["request", "document", "person", "code", "assumed"];
var SCOPES = ["v1", "later", "out"];
var REQUIREMENT_ID = /^[A-Z][A-Z0-9]{1,11}-\d{2,3}$/;
var MAX_QUESTIONS = 8;
var [MAX_NAME, MAX_LINE] = [80, 500];
var line = string().check(_trim(), _minLength(1), _maxLength(MAX_LINE));
var answer = strictObject({
  points: list(line).check(_minLength(1)),
  from: _enum(SOURCES),
  quote: _default(string().check(_maxLength(MAX_TEXT)), "")
});
var projectDraft = strictObject({
  ...stamp,
  name: string().check(_trim(), _minLength(1), _maxLength(MAX_NAME)),
  summary: line,
  core_value: line,
  scope: answer,
  constraints: answer,
  stack: answer,
  success_criteria: answer,
  timeline: answer,
  non_goals: answer,
  requirements: list(strictObject({ id: string().check(_regex(REQUIREMENT_ID)), text: line, scope: _enum(SCOPES) })),
  assumptions: list(line),
  questions: optionalList(extend(question, { about: optional(_enum(NAMES)) }))
});
var NO_ANSWER = /^(?:tb[adc]|to be (?:decided|defined|determined|discussed)|todo|unknown|unclear|open|undecided|\?+|\.{2,}|\u2026|n\/?a|not (?:yet )?(?:known|clear|decided|specified|stated|said|given))[\s.!?]*$/i;
var MAX_NOTHING = 200;
var saysNothing = (text) => text.length <= MAX_NOTHING && NO_ANSWER.test(text.trim()) || !/[\p{L}\p{N}]/u.test(text);
function sourceProblem(field, { from, quote }, material) {
  if (from === "assumed")
    return [];
  if (from === "code")
    return material.code ? [] : [`${field}.from: found "code", and there is no code here; expected another source`];
  if (asQuoted(quote) === "")
    return [`${field}.quote: found nothing, expected words of the ${NAMED[from]} that say it, or from "assumed"`];
  return isQuoted(quote, material[from]) ? [] : [
    `${field}.quote: found ${shown(quote)}, which is not in the ${NAMED[from]}; quote it word for word, or from "assumed"`
  ];
}
var NAMED = { request: "request", document: "document", person: "person's answers" };
function judgeProject(draft, material) {
  const { asks } = material;
  const open = asks ? unanswered(draft.questions) : [];
  const about = draft.questions.filter((one) => !one.answer).map((one) => one.about);
  const empty = NAMES.flatMap((field) => draft[field].points.filter(saysNothing).map((text) => `${field}.points: found ${shown(text)}, expected ${FIELDS[field]}; what nobody said is assumed${asks ? " and asked" : ""}`));
  const unasked = NAMES.filter((field) => asks && draft[field].from === "assumed" && !about.includes(field));
  const assumed = assumptionsOf(draft);
  const texts = draft.requirements.map((one) => asQuoted(one.text));
  return {
    ...nothing,
    problems: [
      ...empty,
      ...NAMES.flatMap((field) => sourceProblem(field, draft[field], material)),
      ...unasked.map((field) => `${field}: it is assumed, and no question is about it; expected a question with "about": "${field}"`),
      ...duplicates(draft.requirements.map((one) => one.id), "requirements"),
      ...duplicates(texts, "requirements, by their texts"),
      ...draft.requirements.some((one) => one.scope === "v1") ? [] : ['requirements: found none of scope "v1", expected at least one: it is what is built'],
      ...open.length > MAX_QUESTIONS ? [`questions: found ${open.length}, expected at most ${MAX_QUESTIONS}: those where a wrong guess costs most`] : [],
      ...sameLabels(draft.questions)
    ],
    questions: open,
    assumptions: assumed,
    claims: NAMES.length + draft.requirements.length,
    facts: { v1: draft.requirements.filter((one) => one.scope === "v1").length },
    outcome: open.length > 0 ? "questions" : material.auto && assumed.length > 0 ? "assumed" : "done"
  };
}
function materialOf({ project, run }) {
  const survey = surveyOf2(project, run);
  return {
    request: run.request.text,
    document: survey?.document?.text ?? "",
    person: run.decisions.map((one) => `${one.asked ?? ""} ${one.text ?? ""}`).join(`
`),
    code: (survey?.code ?? 0) > 0,
    asks: !assumes(run),
    auto: run.auto
  };
}
var kind = {
  schema: projectDraft,
  form: ({ task, nonce, asks }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "name": "<\u2026>",
  "summary": "<\u2026>",
  "core_value": "<\u2026>",
${NAMES.map((field) => `  "${field}": {"points": ["<${FIELDS[field]}>"], "from": "<${SOURCES.join(" | ")}>", "quote": "<\u2026>"},`).join(`
`)}
  "requirements": [{"id": "<AUTH-01>", "text": "<\u2026>", "scope": "<${SCOPES.join(" | ")}>"}],
  "assumptions": ["<\u2026>"],
  "questions": ${asks ? '[{"about": "<timeline>", "question": "<\u2026>", "options": ["<your own choice>", "<\u2026>"]}]' : "[]"}
}`,
  rules: ({ asks }) => [
    `\`quote\` has the words of the source that say it, as they stand there: the program looks them up. It is empty for code and for what is assumed. Where a field has several sources, both name the one that settles most of it.`,
    `Each text is one line of at most ${MAX_LINE} characters, the name of at most ${MAX_NAME}. Non-goals and requirements of scope out become one list: nothing is in both.`,
    "An id is a category in capitals and a number of two digits. `v1` is built now, `later` is not, `out` never.",
    ...asks ? [
      `What is "assumed" has a question: its first option is what you assumed, and \`about\` names the field. Where the person leaves it to you, that answer is what you quote. A question has two to four options with short labels that differ; at most ${MAX_QUESTIONS} questions, about a field or about what changes most.`
    ] : [
      "Nobody can be asked: what the material does not say is assumed, and `questions` stays empty. Where it contradicts itself or the code, request and document win in what they ask to be changed, the code in all else; `assumptions` says which of both you took."
    ]
  ],
  check: (draft, scene) => judgeProject(draft, materialOf(scene))
};
export {
  kind
};
