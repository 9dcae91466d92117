// @bun
import {
  lineDiff2
} from "./s112.js";
import {
  putObject,
  objectText2,
  baseOf2
} from "./s122.js";
import {
  STATUSES2
} from "./s27.js";
import {
  insistedOf,
  untouchedFixes,
  planText,
  criteriaOf
} from "./s78.js";
import {
  minorTexts,
  nextNumber2
} from "./s49.js";
import {
  attemptParts,
  lastReview,
  shownDiff,
  treeDiff,
  unseenPart,
  earlyPart,
  untouchedLine,
  untouchedWords
} from "./s141.js";
import {
  testsTold
} from "./s134.js";
import {
  gateOf,
  findingTexts
} from "./s53.js";

// src/workflows/multi-ai/facts.ts
import { join } from "path";
var MAX_UNTOUCHED = 20;
function briefFacts2(scene, task, { nonce, subject }) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const isReview = task.kind !== "fix" && gate.gate === "review";
  const used = run.findings.filter((one) => one.gate === task.gate).map((one) => one.id);
  return {
    run,
    task,
    nonce,
    project: project.root,
    criteria: criteriaOf(project, run),
    statuses: isReview ? Object.keys(gate.on) : [],
    findings: findingTexts(project, run, task.gate),
    nextFinding: nextNumber2(used),
    diff: isReview ? diffOf(scene, task, subject, "file" in gate.of) : null,
    unseen: isReview && !("file" in gate.of) ? unseenPart(scene, subject) : { title: "", body: "" },
    early: isReview && !("file" in gate.of) ? earlyPart(scene) : { title: "", body: "" },
    whole: isReview && !("file" in gate.of) && lastReview(run, task) ? wholeOf(scene, subject) : null,
    tests: testsTold(project, run, subject),
    attempt: attemptParts(scene, task, subject),
    untouched: untouchedFixes(scene).filter((one) => isReview && one.group === gate.group).slice(-MAX_UNTOUCHED).map((one) => `${untouchedLine(one)}. ${untouchedWords(one)}`),
    insisted: insistedOf(workflow, run, task.gate),
    minors: minorTexts(scene, task)
  };
}
function diffOf(scene, task, subject, isPlan) {
  const { run } = scene;
  const before = lastReview(run, task);
  if (isPlan)
    return before ? planDiff(scene, before) : null;
  return before ? treeDiff(scene, "Changed since your last round", before.reviewed, subject) : treeDiff(scene, "The change", baseOf2(run), subject);
}
function wholeOf(scene, subject) {
  const diff = treeDiff(scene, "", baseOf2(scene.run), subject);
  return diff === null ? null : diff.file ?? join(scene.project.task, "objects", putObject(scene.project.task, diff.text));
}
function planChanges2({ project, run }, before) {
  const reviewed = run.tasks.find((one) => one.artifact !== null && one.schema === "plan" && `file:${one.artifact}` === before.reviewed);
  const [old, now] = [objectText2(project, reviewed?.artifact ?? null), planText(project, run)];
  if (old === null || now === null)
    return null;
  return lineDiff2(withoutStamp(old), withoutStamp(now)).hunks;
}
var withoutStamp = (text) => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");
function planDiff(scene, before) {
  const hunks = planChanges2(scene, before);
  return hunks === null ? null : shownDiff(scene.project, "Changed in the plan since your last round", hunks, []);
}
var stampLines4 = ({ task, nonce }) => `  "task": "${task.id}",
  "nonce": "${nonce}",`;
var answeredLines2 = ({ findings }) => findings.length === 0 ? '  "answered": []' : `  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],
  "declined": []`;
var answerRules2 = (findings) => findings.length === 0 ? [] : [
  '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what in the code or the story shows it>"}; change nothing for it, its reviewer reads the reason.'
];
var criteriaLines2 = ({ criteria }, more) => `  "criteria": [
${criteria.map((id) => `    {"id": "${id}", "met": <true | false>${more}}`).join(`,
`)}
  ],`;
var QUESTIONS_FORM2 = '  "questions": [{"question": "<\u2026>", "options": ["<label>", "<label>"], "answer": null}],';
var QUESTION_RULE2 = "A question has two to four options: short labels, each once. `questions` holds what is open now; what the person has answered is left out.";
var authorQuestions2 = ({ run }) => run.auto ? { form: '  "questions": [],', rules: [] } : { form: QUESTIONS_FORM2, rules: [QUESTION_RULE2] };
var SEVERITY = '"severity": "<blocker | major | minor>"';
function reviewForm2(facts, of) {
  const { statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const known = facts.minors.map(({ name }) => `{"id": "${name}", "state": "<fixed | open>"}`);
  return [
    "{",
    stampLines4(facts),
    `  "status": "<${statuses.join(" | ")}>", "summary": "<\u2026>",`,
    criteriaLines2(facts, `, "evidence": [${of.evidence}]`),
    `  "findings": [{"id": "F${nextFinding}", ${SEVERITY}, ${of.place}, "problem": "<\u2026>", "fix": "<\u2026>"}],`,
    ...of.more,
    `  "prior": [${prior.join(", ")}]${known.length > 0 ? "," : ""}`,
    ...known.length > 0 ? [`  "known": [${known.join(", ")}]`] : [],
    "}"
  ].join(`
`);
}
var reviewRules2 = ({ statuses, findings, nextFinding, minors }) => [
  "A criterion that is not met may have empty evidence.",
  `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
  ...minors.length > 0 ? ["`known` says of each minor finding of others whether it is fixed now. Do not raise it again."] : [],
  "The status follows from what you found:",
  ...statuses.map((one) => `\`${one}\`: ${STATUSES2[one].words}.`)
];

export { briefFacts2, planChanges2, stampLines4, answeredLines2, answerRules2, criteriaLines2, QUESTIONS_FORM2, QUESTION_RULE2, authorQuestions2, reviewForm2, reviewRules2 };
