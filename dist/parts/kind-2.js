// @bun
import {
  readAt
} from "./s265.js";
import {
  cut
} from "./s28.js";
import {
  text,
  optionalText,
  list,
  stamp
} from "./s61.js";
import {
  commentLines
} from "./s45.js";
import {
  surveyOf,
  criteriaOf,
  failedIds
} from "./s90.js";
import {
  passesAlways
} from "./s62.js";
import {
  testsNamed
} from "./s147.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  nearestQuote,
  checkPlace
} from "./s145.js";
import {
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  number2,
  array,
  strictObject,
  _enum,
  optional,
  nullable
} from "./s1.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/phases/verify/judge.ts
var shown = (value) => JSON.stringify(cut(value, 80));
function evidenceProblem(evidence, read, passed, ran) {
  if (evidence.command) {
    if (passesAlways(evidence.command))
      return `command ${shown(evidence.command)}: it ends with 0 whatever there is, and shows nothing`;
    return ran.includes(evidence.command) ? null : `command ${shown(evidence.command)}: expected one that the program saw pass${ran.length === 0 ? "; there is none" : `: ${ran.map(shown).join(", ")}`}`;
  }
  if (evidence.test) {
    return testsNamed(passed, evidence.test, evidence.file ?? null).length > 0 ? null : `test ${shown(evidence.test)}: the program saw no test of this name pass; name one that it did, or quote a line`;
  }
  const found = checkPlace({ ...evidence, missing: null }, read);
  return found.ok ? null : found.problem;
}
function isComment({ command, test, file, quote, line }, read) {
  const text = command || test || !file ? null : read(file);
  const found = text === null || !quote ? null : nearestQuote(text, quote, line ?? null);
  if (text === null || found === null)
    return false;
  const is = commentLines(file, text);
  return Array.from({ length: found.last - found.line + 1 }, (_, at) => found.line + at).every(is);
}
function mustProblems(one, at, must, { criteria, held, read }, answer) {
  if (held.includes(one.id) && one.verdict !== "unmet")
    return [
      `${at}: found "${one.verdict}", expected "unmet": the summary itself says so, and nothing was done about it`
    ];
  const failed = criteria.commands.filter((ran) => ran.state !== "passed" && must.commands.includes(ran.command));
  if (one.verdict === "met") {
    if (failed.length > 0)
      return [`${at}: verdict "met", but ${failed.map((ran) => `${ran.command} ${ran.state}`).join(", ")}`];
    if (one.evidence.length === 0)
      return [`${at}: verdict "met" without evidence, expected a line, a test or a command that shows it`];
    const ran = criteria.commands.filter((each) => each.state === "passed").map((each) => each.command);
    if (!one.reason?.trim() && one.evidence.every((piece) => isComment(piece, read)))
      return [
        `${at}: found nothing but comments as evidence, expected the code that does it; where the comment itself is what is asked for, say so in reason`
      ];
    return one.evidence.flatMap((piece, index) => {
      const problem = evidenceProblem(piece, read, criteria.tests, ran);
      return problem === null ? [] : [`${at}.evidence[${index}]: ${problem}`];
    });
  }
  if (!one.reason?.trim())
    return [`${at}: verdict "${one.verdict}" without a reason`];
  if (one.verdict === "human" && !answer.human.some((item) => item.of === one.id))
    return [`${at}: verdict "human", expected an entry in human with "of": "${one.id}"`];
  return [];
}
var unheld = (answer, criteria) => [
  ...answer.musts.filter((one) => one.verdict === "unmet").map((one) => one.id),
  ...failedIds(criteria)
];
function judgeVerification(answer, context) {
  const { musts, criteria } = context;
  const ids = musts.map((one) => one.id);
  const broken = unheld(answer, criteria);
  const inGap = answer.gaps.flatMap((one) => one.of);
  const status = broken.length > 0 ? "gaps_found" : answer.human.length > 0 ? "human_needed" : "passed";
  const verdictOf = (id) => answer.musts.find((one) => one.id === id)?.verdict;
  const problems = [
    ...duplicates(answer.musts.map((one) => one.id), "musts"),
    ...ids.filter((id) => verdictOf(id) === undefined).map((id) => `musts: ${id} is not answered, expected one entry for each`),
    ...answer.musts.flatMap((one, index) => {
      const must = musts.find(({ id }) => id === one.id);
      return must === undefined ? [`musts[${index}].id: found ${shown(one.id)}, expected one of ${ids.join(", ")}`] : mustProblems(one, `musts[${index}] (${one.id})`, must, context, answer);
    }),
    ...answer.gaps.flatMap(({ of }, index) => of.filter((id) => !broken.includes(id)).map((id) => `gaps[${index}].of: found ${shown(id)}, expected ids of what does not hold: ${broken.join(", ") || "there is nothing"}`)),
    ...broken.filter((id) => !inGap.includes(id)).map((id) => `gaps: ${id} does not hold and is in no gap, expected what is missing for it`),
    ...duplicates(answer.human.map((one) => one.of), "human"),
    ...answer.human.flatMap(({ of }, index) => verdictOf(of) === "human" ? [] : [`human[${index}].of: found ${shown(of)}, expected the id of a must with the verdict "human"`]),
    ...answer.status === status ? [] : [
      `status: found "${answer.status}", expected "${status}"${broken.length > 0 ? `: ${broken.join(", ")} does not hold` : ""}`
    ]
  ];
  return {
    ...nothing,
    problems,
    claims: answer.musts.reduce((sum, one) => sum + one.evidence.length, 0),
    facts: {
      status: answer.status,
      open: broken,
      human: answer.human.length,
      met: answer.musts.filter((one) => one.verdict === "met").length,
      total: ids.length
    },
    outcome: "done"
  };
}

// src/workflows/phases/verify/kind.ts
var id = string().check(_regex(/^[A-Z]\d{1,3}$/));
var short = string().check(_trim(), _minLength(1), _maxLength(400));
var MAX_HUMAN = 12;
var verification = strictObject({
  ...stamp,
  status: _enum(["passed", "gaps_found", "human_needed"]),
  musts: array(strictObject({
    id,
    verdict: _enum(["met", "unmet", "human"]),
    evidence: list(strictObject({
      file: optionalText,
      line: optional(nullable(number2())),
      quote: optionalText,
      test: optionalText,
      command: optionalText
    })),
    reason: optionalText
  })),
  gaps: list(strictObject({ of: array(id).check(_minLength(1)), missing: text, files: list(text) })),
  human: array(strictObject({ of: id, test: short, expected: short, why: short })).check(_maxLength(MAX_HUMAN))
});
var kind = {
  schema: verification,
  form: ({ task, nonce, musts }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "status": <"passed" | "gaps_found" | "human_needed">,
  "musts": [
${musts.map((one) => `    {"id": "${one.id}", "verdict": <"met" | "unmet" | "human">, "evidence": [{"file": "<path>", "line": <number>, "quote": "<that line>"}], "reason": null}`).join(`,
`)}
  ],
  "gaps": [{"of": ["<id>"], "missing": "<what has to be there and is not>", "files": ["<path where it belongs>"]}],
  "human": [{"of": "<id>", "test": "<what the person does>", "expected": "<what they then see>", "why": "<why nothing but a person can tell>"}]
}`,
  rules: () => [
    "Each id of `musts` is answered once. `met` has evidence; `unmet` and `human` have a `reason`.",
    'Evidence is one of: {"file", "line", "quote"}, one line copied exactly from a file of the project; {"test": "<name>"}, a test that the program saw pass; {"command": "<line>"}, a command that the program saw pass. A comment shows nothing, unless `reason` says why it is what is asked for.',
    "A must whose own command failed is not met.",
    "What the goal promises and no must names belongs to the must that is nearest to it, and counts in its verdict.",
    "Whatever does not hold is in a gap: musts that are unmet, commands that failed, files that are missing; `of` has their ids.",
    'A must with the verdict "human" has one entry in `human`, in words that somebody who did not write the code can follow; each of its texts has at most 400 characters.',
    '`status` is "gaps_found" where anything does not hold, else "human_needed" where there is an entry in `human`, else "passed".'
  ],
  check: (answer, { project, run }) => {
    const [survey, criteria] = [surveyOf(project, run), criteriaOf(project, run)];
    if (survey === null || criteria === null)
      return { ...nothing, problems: ["what it is checked against is gone from .task/objects; end"], outcome: "done" };
    const read = (path) => readAt(project.root, criteria.tree, path, treeStore(project));
    const { musts, held } = survey;
    return judgeVerification(answer, { musts, criteria, held, read });
  }
};
export {
  kind
};
