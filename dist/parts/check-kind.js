// @bun
import {
  objectText2,
  acceptedText
} from "./s121.js";
import {
  fold2
} from "./s28.js";
import {
  text,
  list,
  optionalList,
  criterionId,
  stamp
} from "./s61.js";
import {
  PLAN_STATUSES,
  STATUSES2
} from "./s46.js";
import {
  sinceRaised,
  withEarlier
} from "./s171.js";
import {
  finding,
  prior
} from "./s262.js";
import {
  PLANS,
  planContext
} from "./s86.js";
import {
  taskRef
} from "./s41.js";
import {
  nothing,
  judged,
  reviewProblems,
  reviewOutcome,
  claimsOf
} from "./s76.js";
import {
  checkPlanFindings,
  checkCriteria
} from "./s145.js";
import {
  boolean,
  strictObject,
  _enum
} from "./s1.js";
import {
  gateOf
} from "./s100.js";
import {
  openFindings2
} from "./s5.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/plan/check-kind.ts
var planCheck = strictObject({
  ...stamp,
  status: _enum(Object.keys(PLAN_STATUSES)),
  summary: text,
  criteria: list(strictObject({ id: criterionId, met: boolean(), evidence: optionalList(text) })),
  findings: list(finding),
  prior: list(prior)
});
var textsOf = (value) => typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
function planText(plans, context, text) {
  const steps = plans.flatMap((plan) => [
    { id: plan.id, texts: textsOf(plan), covers: [] },
    ...plan.tasks.map((task, index) => ({ id: taskRef(plan.id, index), texts: textsOf(task), covers: [] }))
  ]);
  return { steps, criteria: [...context.criteria, ...context.requirements, ...context.gaps], text };
}
function evidenceProblem(evidence, { plan, kept }) {
  const refs = plan.steps.map((step) => step.id).filter((id) => id.includes("/"));
  const said = evidence.trim();
  if (refs.includes(said) || kept.includes(said))
    return null;
  const known = [...refs, ...kept];
  return `${said} is no task of the plans; expected one of ${known.slice(0, 40).join(", ")}`;
}
function judgeCheck(value, context) {
  const review = { ...value, known: [] };
  const findings = judged(value.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(value.criteria, context.criteria, (one) => evidenceProblem(one, context)),
      ...checkPlanFindings(value.findings, context.plan),
      ...reviewProblems(review, findings, context)
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    claims: claimsOf(review)
  };
}
var read = (text) => {
  const json = text === null ? null : readJson(text);
  return json?.ok ? json.value.plans ?? null : null;
};
var folded = (value) => JSON.stringify(value, (_key, part) => typeof part === "string" ? fold2(part) : part) ?? "";
function sinceInPlans(before, now, at) {
  if (folded(before) === folded(now))
    return "nothing";
  const partOf = (plans) => {
    const [id, task] = (at ?? "").split("/");
    const plan = plans.find((one) => one.id === id);
    return task === undefined ? plan : plan?.tasks[Number(task) - 1];
  };
  const [old, fresh] = [partOf(before), partOf(now)];
  return old !== undefined && fresh !== undefined && folded(old) === folded(fresh) ? "elsewhere" : "place";
}
var LOST = "the plans as they were accepted are gone from .task/objects; end, the person has to decide";
function contextOf(scene, task, subject, of) {
  const { project, workflow, run } = scene;
  const text = acceptedText(project, run, PLANS);
  const plans = read(text);
  if (text === null || plans === null)
    return null;
  const gate = gateOf(workflow, run, task.gate);
  const open = openFindings2(run, task.gate);
  const since = sinceRaised(scene, open, subject, (before, words) => {
    const old = read(objectText2(project, before));
    return old === null ? undefined : sinceInPlans(old, plans, words?.at);
  });
  return {
    criteria: of.criteria.map((one) => one.id),
    open: open.map(({ id, severity }) => ({ id, severity, since: since(id) })),
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    minorFindings: run.settings.minor_findings ?? "note",
    plan: planText(plans, of, text),
    kept: of.kept.map((one) => one.id)
  };
}
function form(facts) {
  const { context, statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const criteria = (context?.criteria ?? []).map(({ id }) => `    {"id": "${id}", "met": <true | false>, "evidence": ["<plan>/<number of a task>"]}`);
  return `{
  "task": "${facts.task.id}",
  "nonce": "${facts.nonce}",
  "status": "<${statuses.join(" | ")}>", "summary": "<\u2026>",
  "criteria": [
${criteria.join(`,
`)}
  ],
  "findings": [{"id": "F${nextFinding}", "severity": "<blocker | major | minor>", "at": "<place>", "quote": "<\u2026>", "missing": false, "problem": "<\u2026>", "fix": "<\u2026>"}],
  "prior": [${prior.join(", ")}]
}`;
}
function rules({ context, statuses, findings, nextFinding }) {
  const kept = context?.kept.map((one) => one.id) ?? [];
  return [
    `A criterion is met where the plans, carried out as they are written, bring about all of it; evidence names the tasks that do, such as \`02-01/2\` for the second task of plan 02-01${kept.length > 0 ? `, or a plan that stays: ${kept.join(", ")}` : ""}. One that is not met may have none.`,
    "`at` is a plan, a task, a criterion, or a requirement, by its id. `quote` is a line, a value or a part of one that stands there, copied exactly; with `missing: true` it may be empty.",
    "All lists are there, also where they are empty.",
    `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
    "The status follows from what you found:",
    ...statuses.map((one) => `\`${one}\`: ${STATUSES2[one].words}.`)
  ];
}
var kind = {
  schema: planCheck,
  form,
  rules,
  check: withEarlier((value, scene, task, subject) => {
    const of = planContext(scene);
    const context = of === null ? null : contextOf(scene, task, subject, of);
    return context === null ? { ...nothing, problems: [LOST], outcome: "" } : judgeCheck(value, context);
  })
};
export {
  kind
};
