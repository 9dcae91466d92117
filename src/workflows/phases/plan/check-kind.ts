import * as z from "zod/mini";
import { gateOf } from "../../../engine/gates.ts";
import { openFindings, type Task } from "../../../engine/run.ts";
import { acceptedText, objectText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { readJson } from "../../../store/json.ts";
import { fold } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { criterionId, list, optionalList, stamp, text } from "../../contract/fields.ts";
import { claimsOf, judged, nothing, type ReviewContext, reviewOutcome, reviewProblems } from "../../review/check.ts";
import { checkCriteria, checkPlanFindings, type PlanText } from "../../review/evidence.ts";
import type { Since } from "../../review/fixed.ts";
import { sinceRaised, withEarlier } from "../../review/since.ts";
import { PLAN_STATUSES, STATUSES, type Status } from "../../review/statuses.ts";
import { finding, prior } from "../../review/verdict.ts";
import type { PlanFacts } from "./facts.ts";
import { type PlanContext, type Plans, taskRef, type WrittenPlan } from "./model.ts";
import { PLANS } from "./paths.ts";
import { planContext } from "./survey-record.ts";

/** An answer without one of these lists says nothing: it never counts as one without findings. */
const planCheck = z.strictObject({
  ...stamp,
  status: z.enum(Object.keys(PLAN_STATUSES) as Status[]),
  summary: text,
  criteria: list(z.strictObject({ id: criterionId, met: z.boolean(), evidence: optionalList(text) })),
  findings: list(finding),
  prior: list(prior),
});
type PlanCheck = z.infer<typeof planCheck>;

const textsOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

/** The places that a check may name, with what stands there. `text`: the plans' file. */
function planText(plans: readonly WrittenPlan[], context: PlanContext, text: string): PlanText {
  const steps = plans.flatMap((plan) => [
    { id: plan.id, texts: textsOf(plan), covers: [] },
    ...plan.tasks.map((task, index) => ({ id: taskRef(plan.id, index), texts: textsOf(task), covers: [] })),
  ]);
  return { steps, criteria: [...context.criteria, ...context.requirements, ...context.gaps], text };
}

/** What a check is held to. */
interface CheckContext extends ReviewContext {
  plan: PlanText;
  /** Tasks of plans that stay, which may bring a criterion about, too. */
  kept: string[];
}

function evidenceProblem(evidence: string, { plan, kept }: CheckContext): string | null {
  const refs = plan.steps.map((step) => step.id).filter((id) => id.includes("/"));
  const said = evidence.trim();
  if (refs.includes(said) || kept.includes(said)) return null;
  const known = [...refs, ...kept];
  return `${said} is no task of the plans; expected one of ${known.slice(0, 40).join(", ")}`;
}

/** A check's problems and what it decides. Pure. */
function judgeCheck(value: PlanCheck, context: CheckContext): Checked {
  const review = { ...value, known: [] };
  const findings = judged(value.findings, () => false);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(value.criteria, context.criteria, (one: string) => evidenceProblem(one, context)),
      ...checkPlanFindings(value.findings, context.plan),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    claims: claimsOf(review),
  };
}

const read = (text: string | null): WrittenPlan[] | null => {
  const json = text === null ? null : readJson(text);
  return json?.ok ? ((json.value as Plans).plans ?? null) : null;
};

const folded = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === "string" ? fold(part) : part)) ?? "";

/** What became of a place of the plans: a plan, or a task of one by its number; a criterion has no text of its own there. */
function sinceInPlans(
  before: readonly WrittenPlan[],
  now: readonly WrittenPlan[],
  at: string | null | undefined,
): Since {
  if (folded(before) === folded(now)) return "nothing";
  const partOf = (plans: readonly WrittenPlan[]): unknown => {
    const [id, task] = (at ?? "").split("/");
    const plan = plans.find((one) => one.id === id);
    return task === undefined ? plan : plan?.tasks[Number(task) - 1];
  };
  const [old, fresh] = [partOf(before), partOf(now)];
  return old !== undefined && fresh !== undefined && folded(old) === folded(fresh) ? "elsewhere" : "place";
}

const LOST = "the plans as they were accepted are gone from .task/objects; end, the person has to decide";

function contextOf(scene: Scene, task: Task, subject: string | null, of: PlanContext): CheckContext | null {
  const { project, workflow, run } = scene;
  const text = acceptedText(project, run, PLANS);
  const plans = read(text);
  if (text === null || plans === null) return null;
  const gate = gateOf(workflow, run, task.gate);
  const open = openFindings(run, task.gate);
  const since = sinceRaised(scene, open, subject, (before, words) => {
    const old = read(objectText(project, before));
    return old === null ? undefined : sinceInPlans(old, plans, words?.at);
  });
  return {
    criteria: of.criteria.map((one) => one.id),
    open: open.map(({ id, severity }) => ({ id, severity, since: since(id) })),
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    minorFindings: run.settings.minor_findings ?? "note",
    plan: planText(plans, of, text),
    kept: of.kept.map((one) => one.id),
  };
}

function form(facts: PlanFacts): string {
  const { context, statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const criteria = (context?.criteria ?? []).map(
    ({ id }) => `    {"id": "${id}", "met": <true | false>, "evidence": ["<plan>/<number of a task>"]}`,
  );
  return `{
  "task": "${facts.task.id}",
  "nonce": "${facts.nonce}",
  "status": "<${statuses.join(" | ")}>", "summary": "<…>",
  "criteria": [
${criteria.join(",\n")}
  ],
  "findings": [{"id": "F${nextFinding}", "severity": "<blocker | major | minor>", "at": "<place>", "quote": "<…>", "missing": false, "problem": "<…>", "fix": "<…>"}],
  "prior": [${prior.join(", ")}]
}`;
}

function rules({ context, statuses, findings, nextFinding }: PlanFacts): string[] {
  const kept = context?.kept.map((one) => one.id) ?? [];
  return [
    `A criterion is met where the plans, carried out as they are written, bring about all of it; evidence names the tasks that do, such as \`02-01/2\` for the second task of plan 02-01${kept.length > 0 ? `, or a plan that stays: ${kept.join(", ")}` : ""}. One that is not met may have none.`,
    "`at` is a plan, a task, a criterion, or a requirement, by its id. `quote` is a line, a value or a part of one that stands there, copied exactly; with `missing: true` it may be empty.",
    "All lists are there, also where they are empty.",
    `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
    "The status follows from what you found:",
    ...statuses.map((one) => `\`${one}\`: ${STATUSES[one as Status].words}.`),
  ];
}

/** `plan-check.json`, written by plan-checker: the verdict on the plans. */
export const kind: ArtifactKind<PlanCheck, PlanFacts> = {
  schema: planCheck,
  form,
  rules,
  check: withEarlier((value, scene, task, subject) => {
    const of = planContext(scene);
    const context = of === null ? null : contextOf(scene, task, subject, of);
    return context === null ? { ...nothing, problems: [LOST], outcome: "" } : judgeCheck(value, context);
  }),
};
