// @bun
import {
  text,
  optionalText,
  list,
  optionalList,
  criterionId,
  findingId,
  stamp,
  question
} from "./s61.js";
import {
  PLAN_STATUSES,
  CODE_STATUSES
} from "./s46.js";
import {
  _positive,
  _regex,
  string,
  number2,
  int,
  boolean,
  object,
  _enum,
  optional,
  nullable
} from "./s1.js";
import {
  SEVERITIES
} from "./s5.js";

// src/workflows/review/verdict.ts
var statusesOf = (table) => Object.keys(table);
var optionalLine = optional(nullable(number2().check(int(), _positive())));
var because = object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  gone: optionalText
});
var finding = object({
  id: findingId,
  severity: _enum(SEVERITIES),
  file: optionalText,
  line: optionalLine,
  at: optionalText,
  quote: optionalText,
  missing: optional(nullable(boolean())),
  outside: optional(nullable(boolean())),
  because: optional(nullable(because)),
  problem: text,
  fix: text
});
var prior = object({ id: findingId, state: _enum(["fixed", "open", "withdrawn"]), reason: optionalText });
var known = object({ id: string().check(_regex(/^T\d{1,4}\.F\d{1,3}$/)), state: _enum(["fixed", "open"]) });
var codeEvidence = object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  test: optionalText,
  gone: optionalText,
  unchanged: optional(nullable(boolean())),
  reason: optionalText
});
var verdict = (evidence) => ({
  ...stamp,
  summary: text,
  criteria: list(object({ id: criterionId, met: boolean(), evidence: optionalList(evidence) })),
  findings: optionalList(finding),
  prior: optionalList(prior),
  known: optionalList(known)
});
var planReview = object({
  ...verdict(text),
  status: _enum(statusesOf(PLAN_STATUSES)),
  questions: optionalList(question)
});
var codeReview = object({
  ...verdict(codeEvidence),
  status: _enum(statusesOf(CODE_STATUSES))
});

export { finding, prior, planReview, codeReview };
