// @bun
import {
  oneLine2,
  fence
} from "./s28.js";
import {
  HYPOTHESIS,
  REPRODUCE,
  FIX
} from "./s88.js";
import {
  diffPart
} from "./s267.js";

// src/workflows/phases/debug/brief.ts
var list = (lines) => lines.map((one) => `- ${one}`).join(`
`);
var SAYS = {
  root_cause: "came true",
  narrowed: "came true",
  ruled_out: "did not come true",
  cannot: "could not be tested"
};
var symptom = ({ survey }) => ({
  title: "What is wrong, in the person's words",
  body: [fence(survey?.trigger ?? ""), ...survey?.symptoms ?? []].join(`
`)
});
function known(facts) {
  const { survey, rounds, allowed, decided } = facts;
  const ruledOut = [
    ...(survey?.eliminated ?? []).map((one) => `${oneLine2(one.hypothesis)} (${oneLine2(one.evidence)})`),
    ...rounds.filter((one) => one.outcome === "ruled_out").map((one) => `${one.hypothesis} (${one.evidence})`)
  ];
  const seen = [
    ...survey?.evidence ?? [],
    ...rounds.filter((one) => one.outcome !== "ruled_out").map((one) => `${one.hypothesis}: ${SAYS[one.outcome]} (${one.evidence})`)
  ];
  return [
    symptom(facts),
    { title: "Ruled out: none of these is the cause", body: list(ruledOut) },
    { title: "Seen so far", body: list(seen) },
    { title: "Earlier bugs of this project, with their causes", body: survey?.known ? `Read ${survey.known}` : "" },
    { title: "Decided by the person", body: decided },
    { title: "Commands that run without a question", body: list(allowed.map((one) => `\`${one}\``)) }
  ];
}
var ran = (title, run) => [
  { title, body: list((run?.problems ?? []).map(oneLine2)) },
  { title: "Its output", body: run === null || run.lines.length === 0 ? "" : fence(run.lines.join(`
`)) }
];
var cause = ({ cause: found, rounds }) => ({
  title: "The cause, as its test showed",
  body: [found?.hypothesis ?? "", rounds.at(-1)?.evidence ?? ""].map(oneLine2).join(`
`)
});
var test = ({ reproduction }) => ({
  title: "The test that fails because of it",
  body: reproduction === null ? "" : list([`\`${reproduction.command}\``, ...reproduction.files.map((one) => `\`${one}\``)])
});
var BRIEFS = {
  [HYPOTHESIS]: {
    work: () => "Name one cause that would explain what is wrong, and one test whose outcome you predict before it is made. You change nothing: the program makes the test and decides.",
    parts: (facts) => [...known(facts), diffPart(facts.diff), ...facts.attempt]
  },
  [REPRODUCE]: {
    work: () => "Write the test that fails because of this cause, and passes once it is mended. Change nothing but tests: the program runs it before anybody mends anything.",
    parts: (facts) => [
      symptom(facts),
      cause(facts),
      ...ran("The program ran the test before this one, and it will not do", facts.red?.problems.length ? facts.red : null),
      { title: "Decided by the person", body: facts.decided },
      diffPart(facts.diff),
      ...facts.attempt
    ]
  },
  [FIX]: {
    work: () => "Mend the cause with the smallest change, so that the failing test passes. Its files stay as they are.",
    parts: (facts) => [
      symptom(facts),
      cause(facts),
      test(facts),
      ...facts.green === null ? ran("", facts.red).slice(1) : ran("The program looked at the fix before this one, and it does not hold", facts.green),
      { title: "Decided by the person", body: facts.decided },
      diffPart(facts.diff),
      ...facts.attempt
    ]
  }
};
export {
  BRIEFS
};
