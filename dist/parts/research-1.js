// @bun
import {
  cut,
  shown
} from "./s28.js";
import {
  list,
  stamp
} from "./s61.js";
import {
  stampLines
} from "./s32.js";
import {
  auditOf
} from "./s95.js";
import {
  nothing
} from "./s76.js";
import {
  _lte,
  _gte,
  _maxLength,
  _minLength,
  _trim,
  string,
  number2,
  int,
  strictObject,
  _enum,
  optional,
  nullable
} from "./s1.js";

// src/workflows/council/research.ts
var said = string().check(_trim(), _minLength(1), _maxLength(1000));
var aim = string().check(_trim(), _minLength(1), _maxLength(40));
var COMPLEXITIES = ["low", "medium", "high"];
var researchPacket = strictObject({
  ...stamp,
  recommended_stack: list(strictObject({ name: said, for: aim, why: said })),
  implementation_patterns: list(strictObject({ text: said, for: aim })),
  pitfalls: list(said),
  security_notes: list(said),
  estimated_complexity: _enum(COMPLEXITIES),
  estimated_files: number2().check(int(), _gte(0), _lte(1e4)),
  summary: said,
  error: optional(nullable(string().check(_maxLength(1000))))
});
var PROJECT = "project";
var MAX_ERROR = 400;
var ARTICLE = /^(?:an?|the|its|our|your|new)$/;
var BUILD = /^(?:build|create|implement|make|write|develop|code|scaffold|rebuild|reimplement|rewrite|recreate)$/;
var wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
var withoutArticles = (words) => words.filter((word) => !ARTICLE.test(word));
function buildsAgain(recommendation, done) {
  const thing = withoutArticles(wordsOf(done));
  if (thing.length === 0)
    return false;
  return recommendation.split(/[.;:,!?\n()]|\b(?:and|then)\b/i).some((clause) => {
    const [verb, ...rest] = withoutArticles(wordsOf(clause));
    return verb !== undefined && BUILD.test(verb) && thing.length === rest.length && thing.every((word, at) => rest[at] === word);
  });
}
function judgeResearch(packet, { completed_work, missing_work }) {
  const error = packet.error?.trim() || null;
  const aims = [PROJECT, ...missing_work.map((one) => one.id)];
  const entries = [
    ...packet.recommended_stack.map((one, at) => ({
      ...{ field: `recommended_stack[${at}]`, aim: one.for, texts: [one.name, one.why] }
    })),
    ...packet.implementation_patterns.map((one, at) => ({
      ...{ field: `implementation_patterns[${at}]`, aim: one.for, texts: [one.text] }
    }))
  ];
  const others = [
    ...packet.pitfalls.map((text, at) => ({ field: `pitfalls[${at}]`, texts: [text] })),
    ...packet.security_notes.map((text, at) => ({ field: `security_notes[${at}]`, texts: [text] })),
    { field: "summary", texts: [packet.summary] }
  ];
  const aimProblem = (field, found) => {
    const done = completed_work.find((one) => one.id === found);
    if (done)
      return [
        `${field}.for: ${found} is done already (${shown(done.text)}); drop it, or say for which missing work it is`
      ];
    return aims.includes(found) ? [] : [`${field}.for: found ${shown(found)}, expected one of ${aims.join(", ")}`];
  };
  const again = ({ field, texts }) => completed_work.filter((done) => texts.some((text) => buildsAgain(text, done.text))).map((done) => `${field}: says to build ${shown(done.text)}, which ${done.id} says is done; drop it, or say what is missing of it`);
  const empty = error === null && missing_work.length > 0 && packet.implementation_patterns.length === 0;
  return {
    ...nothing,
    problems: [
      ...entries.flatMap((one) => [...aimProblem(one.field, one.aim), ...again(one)]),
      ...others.flatMap(again),
      ...empty ? ["implementation_patterns: found none, expected at least one, or an error"] : []
    ],
    claims: entries.length,
    facts: {
      complexity: packet.estimated_complexity,
      ...error === null ? {} : { error: cut(error, MAX_ERROR) }
    },
    outcome: "done"
  };
}
var GONE = "the audit as it was accepted is gone from .task/objects; end, the person has to decide";
var kind = {
  schema: researchPacket,
  form: (facts) => `{
${stampLines(facts)}
  "recommended_stack": [{"name": "<\u2026>", "for": "<${aimsText(facts)}>", "why": "<\u2026>"}],
  "implementation_patterns": [{"text": "<\u2026>", "for": "<${aimsText(facts)}>"}],
  "pitfalls": ["<\u2026>"],
  "security_notes": ["<\u2026>"],
  "estimated_complexity": "<${COMPLEXITIES.join(" | ")}>",
  "estimated_files": <number of files that are created or changed>,
  "summary": "<\u2026>",
  "error": null
}`,
  rules: () => [
    "`for` is the id of the missing work that an entry serves, or `project` for what serves all of it. An entry for completed work, or one that says to build it, is refused.",
    "`error` is null; where the research cannot be done at all it says why, and the run stops with it."
  ],
  check(packet, { project, run }) {
    const audit = auditOf(project, run);
    return audit === null ? { ...nothing, problems: [GONE], outcome: "" } : judgeResearch(packet, audit);
  }
};
var aimsText = ({ audit }) => [...(audit?.missing_work ?? []).map((one) => one.id), PROJECT].join(" | ");
export {
  kind
};
