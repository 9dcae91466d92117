// @bun
import {
  STATUSES2
} from "./s46.js";
import {
  checkFixed,
  answersOf
} from "./s178.js";
import {
  checkPrior
} from "./s145.js";
import {
  wordsOf3
} from "./s92.js";
import {
  gatesOf,
  gateOf
} from "./s100.js";
import {
  denyList
} from "./s276.js";

// src/workflows/review/known.ts
var MAX_KNOWN = 20;
var nameOf = ({ task, id }) => `${task}.${id}`;
function gatesBefore(workflow, run, task) {
  const own = gateOf(workflow, run, task.gate);
  const all = gatesOf(workflow, run);
  const at = all.findIndex((gate) => gate.key === task.gate);
  const isBefore = all.filter((gate, index) => {
    if (gate.gate !== "review" || gate.key === task.gate)
      return false;
    return index < at || own.gate === "review" && gate.group === own.group;
  });
  return new Set(isBefore.map((gate) => gate.key));
}
function knownMinors(workflow, run, task) {
  const gate = gateOf(workflow, run, task.gate);
  const hears = task.kind === "fix" || gate.gate === "review" || gate.gate === "produce";
  const before = gatesBefore(workflow, run, task);
  const isMinor = ({ state, outside, severity }) => state === "open" && !outside && severity === "minor";
  return hears ? run.findings.filter((one) => before.has(one.gate) && isMinor(one)).slice(-MAX_KNOWN) : [];
}
function minorTexts({ project, workflow, run }, task) {
  const isSecret = denyList(run.settings.secrets);
  return knownMinors(workflow, run, task).flatMap((one) => {
    const words = wordsOf3(project, run, one);
    if (!words)
      return [];
    const quote = isSecret(words.file ?? "") ? "" : words.quote;
    return [{ name: nameOf(one), reviewer: gateOf(workflow, run, one.gate).title, finding: { ...words, quote } }];
  });
}
function knownProblems(said, known, sameSubject) {
  return said.flatMap(({ id, state }, index) => {
    const expected = known.length === 0 ? "there is none: leave known empty" : `expected one of ${known.join(", ")}`;
    if (!known.includes(id))
      return [`known[${index}]: "${id}" is no known finding; ${expected}`];
    return state === "fixed" && sameSubject.includes(id) ? [`known[${index}] (${id}): state is "fixed", but nothing has changed since it was raised; expected "open"`] : [];
  });
}
var closedMinors = (said, known) => said.filter(({ state }) => state === "fixed").flatMap(({ id }) => known.filter((one) => nameOf(one) === id).map((one) => ({ gate: one.gate, id: one.id })));
var namesOf = (known) => known.map(nameOf);
var unchangedSince = (run, known, subject) => known.filter((one) => run.tasks.find((task) => task.id === one.task)?.reviewed === subject);

// src/workflows/review/check.ts
var nothing = { findings: [], prior: [], questions: [], assumptions: [], claims: 0, reason: null };
var duplicates = (ids, field) => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${field}: ${id} is there more than once, expected each id once`);
var sameLabels = (questions) => questions.flatMap(({ options }, index) => {
  const labels = options.map((label) => label.replaceAll(",", ";"));
  return duplicates(labels, `questions[${index}].options`);
});
var unanswered = (questions) => questions.filter((one) => !one.answer).map(({ question, options }) => ({ question, options }));
var judged = (all, isOutside) => all.map((one) => ({ id: one.id, severity: one.severity, outside: isOutside(one) }));
var NEEDS = {
  approval(review, findings, open) {
    const isHeavy = (id) => (open.find((one) => one.id === id)?.severity ?? "major") !== "minor";
    return [
      ...findings.filter((one) => !one.outside && one.severity !== "minor").map((one) => `${one.id} is a ${one.severity}; ask for changes, or lower the severity if it does not block`),
      ...stillOpen(review).filter(isHeavy).map((id) => `the earlier finding ${id} is still open`),
      ...review.criteria.filter((one) => !one.met).map((one) => `${one.id} is not met`)
    ].map((one) => `status: "${review.status}" but ${one}`);
  },
  changes: (review, findings) => findings.some((one) => !one.outside) || stillOpen(review).length > 0 ? [] : [
    `status: "${review.status}" without a finding about this change; add what has to change, or approve; one that is outside never holds a change back`
  ],
  rejection: (review, findings) => findings.some((one) => !one.outside && one.severity === "blocker") || stillOpen(review).length > 0 ? [] : [`status: "${review.status}" without a blocker; name what makes it unfit, or ask for changes`],
  question: (review) => unanswered(review.questions ?? []).length > 0 ? [] : [`status: "${review.status}" without an open question in questions`]
};
var stillOpen = (review) => review.prior.filter((one) => one.state === "open").map((one) => one.id);
function statusProblems(review, findings, { allowedStatuses, open }) {
  const unknown = allowedStatuses.includes(review.status) ? [] : [`status: found "${review.status}", expected one of ${allowedStatuses.map((one) => `"${one}"`).join(", ")}`];
  return [...unknown, ...NEEDS[STATUSES2[review.status].counts](review, findings, open)];
}
var reused = ({ findings }, used) => findings.filter(({ id }) => used.includes(id)).map(({ id }) => `findings: id ${id} was used in an earlier round; number new findings from F${nextNumber2(used)} on`);
function reviewProblems(review, findings, context) {
  const open = context.open.map((one) => one.id);
  return [
    ...checkPrior(review.prior, open),
    ...checkFixed(review.prior, context.open),
    ...reused(review, context.usedFindings),
    ...knownProblems(review.known, namesOf(context.known ?? []), namesOf(context.knownUnchanged ?? [])),
    ...statusProblems(review, findings, context),
    ...sameLabels(review.questions ?? [])
  ];
}
function reviewOutcome(review, findings, { open, allowedStatuses, known = [], minorFindings = "note" }) {
  const counts = (status) => STATUSES2[status].counts;
  const approval = allowedStatuses.find((one) => counts(one) === "approval");
  const severityOf = (id) => open.find((one) => one.id === id)?.severity ?? "major";
  const isNoted = minorFindings === "note" && counts(review.status) === "changes" && findings.every((one) => one.outside || one.severity === "minor") && stillOpen(review).every((id) => severityOf(id) === "minor") && review.criteria.every((one) => one.met);
  return {
    prior: answersOf(review.prior, open),
    known: closedMinors(review.known, known),
    ...isNoted && approval !== undefined ? { outcome: approval, said: review.status } : { outcome: review.status }
  };
}
var nextNumber2 = (used) => used.reduce((most, id) => Math.max(most, Number(id.slice(1)) || 0), 0) + 1;
var claimsOf = ({ findings, criteria, prior, known }) => findings.length + criteria.reduce((sum, one) => sum + one.evidence.length, 0) + prior.filter((one) => one.state === "fixed").length + known.filter((one) => one.state === "fixed").length;

export { knownMinors, minorTexts, unchangedSince, nothing, duplicates, sameLabels, unanswered, judged, reviewProblems, reviewOutcome, nextNumber2, claimsOf };
