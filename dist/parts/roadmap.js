// @bun
import {
  shown
} from "./s28.js";
import {
  stamp
} from "./s61.js";
import {
  mostPhases
} from "./s39.js";
import {
  draftOf
} from "./s96.js";
import {
  wordsAlone
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
  int,
  array,
  strictObject
} from "./s1.js";

// src/workflows/phases/new-project/roadmap.ts
var [FEWEST_CRITERIA, MOST_CRITERIA] = [2, 5];
var [MAX_NAME, MAX_GOAL, MAX_LINE] = [60, 300, 240];
var short = (most) => string().check(_trim(), _minLength(1), _maxLength(most));
var PHASE_NAME = /^(?!.*\(inserted\))[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,:;&+'\u2019/()!?\u2013-]|(?<=\p{L})#)*$/iu;
var phase = strictObject({
  name: short(MAX_NAME).check(_regex(PHASE_NAME)),
  goal: short(MAX_GOAL),
  criteria: array(short(MAX_LINE)),
  requirements: array(short(20)),
  depends_on: array(int()),
  risk: short(MAX_LINE)
});
var roadmapDraft = strictObject({ ...stamp, phases: array(phase).check(_minLength(1)) });
var ORDER = /^(?:(?:implement|create|write|develop|refactor|configure|integrate|scaffold|initiali[sz]e|finali[sz]e|investigate|improve|optimi[sz]e|ensure|add|define|migrate)\s|(?:build|set up|design|document|research|deploy|install|make|prepare|test)\s+(?:an?|the|all|some|new|our|every|each|support|basic|proper)\s)/i;
var SEEN = /\b(?:returns?|shows?|prints?|exits?|opens?|displays?|fails?|appears?|lists?|responds?|answers?|succeeds?|accepts?|rejects?|refuses?|contains?|stays?|keeps?|loads?|leads?|gives?|gets?|sees?|takes?|sends?|receives?|finds?|is|are|can|has|have)\b/i;
var VAGUE = /\b(?:(?:works?|functions?|runs?|behaves?|performs?)(?: (?:well|fine|correctly|properly|reliably|smoothly|as (?:expected|intended|desired|designed|planned|specified)))?|(?:is|are|feels?|looks?) (?:(?:fully|very|highly|quite|completely) )?(?:good|nice|clean|robust|solid|stable|performant|scalable|maintainable|intuitive|user[- ]friendly|well[- ](?:tested|structured|designed|documented)|production[- ]ready|high[- ]quality|implemented|done|complete|completed|finished|ready|in place|set up|fast|secure))[\s.!]*$/i;
function unobservable(text) {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (/<[^<>]*\u2026[^<>]*>/.test(text))
    return "a place of the form that was not filled in";
  if ([...text].filter((char) => /[\p{L}\p{N}]/u.test(char)).length < 8 || words.length < 3 && !/\p{Lo}/u.test(text))
    return "too few words to say who sees what";
  if (ORDER.test(text.trim()) && !SEEN.test(text))
    return "work to be done, and not what is seen when it is done";
  if (VAGUE.test(text.trim()))
    return "a judgement that each reader makes differently";
  return null;
}
function judgeRoadmap({ phases }, { requirements, granularity }) {
  const most = mostPhases(granularity);
  const problems = [];
  const refuse = (at, field, problem) => problems.push(`phases[${at}].${field}: ${problem}`);
  if (phases.length > most)
    problems.push(`phases: found ${phases.length}, expected at most ${most} at granularity ${granularity}`);
  phases.forEach((one, at) => {
    for (const [place, problem] of criteriaProblems(one))
      refuse(at, place, problem);
    for (const problem of requirementProblems(phases, at, requirements))
      refuse(at, "requirements", problem);
    for (const problem of dependencyProblems(phases, at))
      refuse(at, "depends_on", problem);
    const same = phases.findIndex((other) => wordsAlone(other.name) === wordsAlone(one.name));
    if (same < at)
      refuse(at, "name", `found ${shown(one.name)}, which phase ${same + 1} is called already`);
  });
  const covered = new Set(phases.flatMap((one) => one.requirements));
  const missing = requirements.filter((one) => one.scope === "v1" && !covered.has(one.id)).map((one) => one.id);
  if (missing.length > 0)
    problems.push(`phases: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} in no phase, expected each v1 requirement in exactly one`);
  return {
    ...nothing,
    problems,
    claims: phases.reduce((sum, one) => sum + one.criteria.length + one.requirements.length, 0),
    facts: { phases: phases.length },
    outcome: "done"
  };
}
function criteriaProblems({ criteria }) {
  const count = criteria.length >= FEWEST_CRITERIA && criteria.length <= MOST_CRITERIA ? [] : [["criteria", `found ${criteria.length}, expected ${FEWEST_CRITERIA} to ${MOST_CRITERIA}`]];
  const each = criteria.flatMap((text, at) => {
    const why = unobservable(text);
    const earlier = criteria.findIndex((other) => wordsAlone(other) === wordsAlone(text));
    if (earlier < at)
      return [[`criteria[${at}]`, `found ${shown(text)} once more, expected each once`]];
    return why === null ? [] : [[`criteria[${at}]`, `found ${shown(text)}: ${why}; expected what a user, a command or a test can observe`]];
  });
  return [...count, ...each];
}
function requirementProblems(phases, at, known) {
  const { requirements } = phases[at];
  if (requirements.length === 0)
    return ["found none, expected at least one: nobody has asked for this phase"];
  return requirements.flatMap((id, index) => {
    const found = known.find((one) => one.id === id);
    if (found === undefined)
      return [`found ${shown(id)}, expected ids of the project: ${known.map((one) => one.id).join(", ")}`];
    if (found.scope !== "v1")
      return [`found ${id}, whose scope is "${found.scope}"; expected requirements of v1`];
    const first = phases.findIndex((one) => one.requirements.includes(id));
    if (first < at)
      return [`found ${id}, which is in phase ${first + 1} already; expected each in exactly one`];
    return requirements.indexOf(id) < index ? [`found ${id} twice, expected each once`] : [];
  });
}
function dependencyProblems(phases, at) {
  return phases[at].depends_on.flatMap((number) => {
    if (number === at + 1)
      return [`found ${number}, which is this phase itself`];
    if (number < 1 || number > phases.length)
      return [`found ${number}, expected numbers of phases, from 1 to ${phases.length}`];
    if (number <= at)
      return [];
    const circle = wayTo(phases, number, at + 1);
    return circle === null ? [`found ${number}, which comes later; expected phases before this one: change the order`] : [`found ${number}, and that is a circle: ${[at + 1, ...circle].join(" \u2192 ")}; expected phases before this one`];
  });
}
function wayTo(phases, from, to, seen = new Set) {
  if (from === to)
    return [to];
  if (seen.has(from))
    return null;
  seen.add(from);
  for (const next of phases[from - 1]?.depends_on ?? []) {
    const way = wayTo(phases, next, to, seen);
    if (way !== null)
      return [from, ...way];
  }
  return null;
}
var GONE = "the project as it was accepted is gone from .task/objects; end, the person has to decide";
var kind = {
  schema: roadmapDraft,
  form: ({ task, nonce }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "phases": [
    {
      "name": "<\u2026>",
      "goal": "<\u2026>",
      "criteria": ["<what can be observed>", "<\u2026>"],
      "requirements": ["<AUTH-01>"],
      "depends_on": [<numbers of earlier phases, from 1>],
      "risk": "<low, medium or high, and what may go wrong>"
    }
  ]
}`,
  rules: ({ granularity }) => [
    `Phases are numbered from 1 by their order; at most ${mostPhases(granularity)} here. Each depends on earlier ones alone.`,
    "Each requirement of scope v1 is in exactly one phase, and each phase has at least one.",
    `A name is a few words without marks of markdown. At most ${MAX_NAME} characters in a name, ${MAX_GOAL} in a goal, ${MAX_LINE} in each criterion and in risk.`,
    `A phase has ${FEWEST_CRITERIA} to ${MOST_CRITERIA} criteria. A criterion says who does what and sees what then: no work to be done ("Implement login"), and no bare praise ("works well").`
  ],
  check(draft, { project, run }) {
    const known = draftOf(project, run);
    if (known === null)
      return { ...nothing, problems: [GONE], outcome: "" };
    const requirements = known.requirements.map((one) => ({ ...one, done: false }));
    return judgeRoadmap(draft, { requirements, granularity: run.options.granularity ?? "standard" });
  }
};
export {
  kind
};
