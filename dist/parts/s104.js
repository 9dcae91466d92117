// @bun
import {
  changedFiles,
  changedLines,
  readFiles2,
  hasFolder
} from "./s265.js";
import {
  accepted,
  baseOf2
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  passedTests
} from "./s119.js";
import {
  STATUSES2
} from "./s46.js";
import {
  sinceRaised
} from "./s171.js";
import {
  knownMinors,
  unchangedSince,
  nothing
} from "./s76.js";
import {
  storyOf,
  planOf,
  planText,
  isLost,
  sinceInPlan
} from "./s151.js";
import {
  insistedOf
} from "./s93.js";
import {
  nearestQuote,
  pathProblem
} from "./s145.js";
import {
  gateOf
} from "./s100.js";
import {
  openFindings2
} from "./s5.js";
import {
  denyList
} from "./s276.js";
import {
  treeStore,
  pathIn
} from "./s172.js";

// src/workflows/multi-ai/context.ts
import { existsSync } from "fs";
import { join } from "path";
function contextOf(scene, task, subject, paths) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const plan = planOf(project, run);
  const scratch = treeStore(project);
  const tree = isTree(subject) ? subject : null;
  const open = openFindings2(run, task.gate);
  const answers = task.kind !== "fix" && open.length > 0;
  const since = answers ? sinceRaised(scene, open, subject, (before, words) => {
    const old = accepted(project, before);
    return old === null || plan === null ? undefined : sinceInPlan(old, plan, words?.at);
  }) : () => {
    return;
  };
  const known = knownMinors(workflow, run, task);
  const criteria = storyOf(project, run)?.acceptance_criteria ?? [];
  return {
    criteria: criteria.map((one) => one.id),
    maxCriteria: run.settings.max_criteria,
    open: task.kind === "fix" || gate.gate === "review" ? open.map(({ id, severity }) => ({ id, severity, since: since(id) })) : [],
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    insisted: task.kind === "fix" ? insistedOf(workflow, run, task.gate) : [],
    known,
    knownUnchanged: unchangedSince(run, known, subject),
    minorFindings: run.settings.minor_findings ?? "note",
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    plan: plan === null ? null : {
      steps: plan.steps.map((step) => ({
        id: step.id,
        texts: [step.title, ...step.files ?? []],
        covers: step.covers ?? []
      })),
      criteria,
      text: planText(project, run) ?? ""
    },
    hasFolder: (path) => tree !== null && hasFolder(project.root, tree, path, scratch),
    change: changeOf(scene, tree, paths.map(pathIn(project.root))),
    work: {
      isFirst: task.kind !== "fix",
      changed: tree === null || task.base === null ? [] : changedFiles(project.root, task.base, tree, scratch).map((one) => one.path),
      pathOf: pathIn(project.root),
      isIgnored: (path) => existsSync(join(project.root, path))
    }
  };
}
function changeOf({ project, run }, tree, paths) {
  const scratch = treeStore(project);
  const base = baseOf2(run);
  const named = paths.filter((path) => pathProblem(path) === null);
  const textsIn = (at, files) => at === null ? new Map : readFiles2(project.root, at, files, scratch);
  const [now, before] = [once(() => textsIn(tree, named)), once(() => textsIn(base, named))];
  const isKnown = tree !== null && base !== null;
  const changed = isKnown ? changedFiles(project.root, base, tree, scratch).map((one) => one.path) : named;
  const lines = once(() => isKnown ? changedLines(project.root, base, tree, named, scratch) : new Map);
  const every = once(() => [textsIn(base, changed), textsIn(tree, changed)]);
  const holding = (texts, quote) => [...texts].flatMap(([path, text]) => text !== null && nearestQuote(text, quote, null) !== null ? [path] : []);
  return {
    changed,
    read: (path) => now().get(path) ?? null,
    readBefore: (path) => before().get(path) ?? null,
    linesOf: (path) => lines().get(path) ?? null,
    homesOf: (quote) => ({ before: holding(every()[0], quote), now: holding(every()[1], quote) }),
    hidden: denyList(run.settings.secrets),
    tests: tree === null ? [] : passedTests(project, run, tree)
  };
}
function once(make) {
  const made = [];
  return () => {
    if (made.length === 0)
      made.push(make());
    return made[0];
  };
}
var LOST = "the story or the plan as it was accepted is gone from .task/objects; end, the person has to decide";
var inContext2 = (check, pathsOf = () => []) => (value, scene, task, subject) => isLost(scene.project, scene.run) ? { ...nothing, problems: [LOST], outcome: "" } : check(value, contextOf(scene, task, subject, pathsOf(value)));

// src/workflows/multi-ai/forms.ts
var stampLines3 = ({ task, nonce }) => `  "task": "${task.id}",
  "nonce": "${nonce}",`;
var answeredLines = ({ findings }) => findings.length === 0 ? '  "answered": []' : `  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],
  "declined": []`;
var answerRules = (findings) => findings.length === 0 ? [] : [
  '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what in the code or the story shows it>"}; change nothing for it, its reviewer reads the reason.'
];
var criteriaLines = ({ criteria }, more) => `  "criteria": [
${criteria.map((id) => `    {"id": "${id}", "met": <true | false>${more}}`).join(`,
`)}
  ],`;
var QUESTIONS_FORM = '  "questions": [{"question": "<\u2026>", "options": ["<label>", "<label>"], "answer": null}],';
var QUESTION_RULE = "A question has two to four options: short labels, each once. `questions` holds what is open now; what the person has answered is left out.";
var authorQuestions = ({ run }) => run.auto ? { form: '  "questions": [],', rules: [] } : { form: QUESTIONS_FORM, rules: [QUESTION_RULE] };
var SEVERITY = '"severity": "<blocker | major | minor>"';
function reviewForm(facts, of) {
  const { statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const known = facts.minors.map(({ name }) => `{"id": "${name}", "state": "<fixed | open>"}`);
  return [
    "{",
    stampLines3(facts),
    `  "status": "<${statuses.join(" | ")}>", "summary": "<\u2026>",`,
    criteriaLines(facts, `, "evidence": [${of.evidence}]`),
    `  "findings": [{"id": "F${nextFinding}", ${SEVERITY}, ${of.place}, "problem": "<\u2026>", "fix": "<\u2026>"}],`,
    ...of.more,
    `  "prior": [${prior.join(", ")}]${known.length > 0 ? "," : ""}`,
    ...known.length > 0 ? [`  "known": [${known.join(", ")}]`] : [],
    "}"
  ].join(`
`);
}
var reviewRules = ({ statuses, findings, nextFinding, minors }) => [
  "A criterion that is not met may have empty evidence.",
  `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
  ...minors.length > 0 ? ["`known` says of each minor finding of others whether it is fixed now. Do not raise it again."] : [],
  "The status follows from what you found:",
  ...statuses.map((one) => `\`${one}\`: ${STATUSES2[one].words}.`)
];

export { inContext2, stampLines3, answeredLines, answerRules, criteriaLines, QUESTIONS_FORM, QUESTION_RULE, authorQuestions, reviewForm, reviewRules };
