import type { ChainKind } from "../kinds.ts";
import type { ImplResult } from "../multi-ai/impl-result.ts";
import { cycle, type Plan } from "../multi-ai/plan.ts";
import type { UserStory } from "../multi-ai/user-story.ts";
import {
  checkCriteria,
  checkFindings,
  checkPlace,
  checkPlanFindings,
  checkPrior,
  isOutside,
  type PlanText,
  type Read,
} from "./evidence.ts";
import { answersOf, checkFixed, type Earlier, printsOf } from "./fixed.ts";
import type { CodeReview, PlanReview } from "./verdict.ts";

/** What an artifact is checked against: facts of the run and of the reviewed subject. */
export interface CheckContext {
  /** Ids of the story's criteria; empty while there is no story. */
  criteria: string[];
  maxCriteria: number;
  /** Earlier findings that have to be answered, and every id that this reviewer has used. */
  open: Earlier[];
  usedFindings: string[];
  allowedStatuses: string[];
  plan: PlanText | null;
  /** Reads a file of the reviewed tree. */
  read: Read;
  hasFolder: (path: string) => boolean;
  /** Files whose lines are told to nobody. */
  hidden?: (path: string) => boolean;
  /** Paths that the change under review touched. */
  changed: string[];
  /** What this task's work did to files that the person froze. */
  frozen?: string[];
  /** Names in the program's own record of test runs on this tree. */
  tests: string[];
}

export interface Checked {
  problems: string[];
  outcome: string;
  findings: { id: string; severity: "blocker" | "major" | "minor"; outside: boolean; prints: string[] }[];
  prior: { id: string; state: "fixed" | "open"; untouched?: true }[];
  questions: { question: string; options: string[] }[];
  assumptions: string[];
  claims: number;
  reason: string | null;
  /** Test commands that it names. */
  commands?: string[];
}

const nothing: Omit<Checked, "problems" | "outcome"> = {
  findings: [],
  prior: [],
  questions: [],
  assumptions: [],
  claims: 0,
  reason: null,
};

const duplicates = (ids: string[], field: string): string[] =>
  [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `${field}: ${id} is there more than once, expected each id once`,
  );

/** The host's dialog takes an answer by its label. */
const sameLabels = (questions: UserStory["questions"]): string[] =>
  questions.flatMap((one, index) =>
    duplicates(
      one.options.map((label) => label.replaceAll(",", ";")),
      `questions[${index}].options`,
    ),
  );

const unanswered = (questions: UserStory["questions"]): Checked["questions"] =>
  questions.filter((one) => !one.answer).map(({ question, options }) => ({ question, options }));

function checkStory(story: UserStory, context: CheckContext): Checked {
  const ids = story.acceptance_criteria.map((one) => one.id);
  const problems = duplicates(ids, "acceptance_criteria");
  if (ids.length > context.maxCriteria)
    problems.push(
      `acceptance_criteria: found ${ids.length}, expected at most ${context.maxCriteria}; keep those that decide the request`,
    );
  problems.push(...sameLabels(story.questions));
  const questions = unanswered(story.questions);
  return {
    ...nothing,
    problems,
    questions,
    assumptions: story.assumptions,
    claims: ids.length,
    commands: [...new Set(story.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** Every open finding has to be answered by the one who mends it. */
function unansweredFindings(answered: string[], context: CheckContext): string[] {
  const missing = context.open.map((one) => one.id).filter((id) => !answered.includes(id));
  return missing.length === 0 ? [] : [`answered: ${missing.join(", ")} missing, expected every open finding's id`];
}

function checkPlan(plan: Plan, context: CheckContext): Checked {
  const ids = plan.steps.map((step) => step.id);
  const problems = duplicates(ids, "steps");
  for (const step of plan.steps) {
    for (const id of step.covers)
      if (!context.criteria.includes(id))
        problems.push(
          `steps ${step.id}.covers: ${id} is not a criterion of the story; known: ${context.criteria.join(", ")}`,
        );
    for (const id of step.depends_on)
      if (!ids.includes(id))
        problems.push(`steps ${step.id}.depends_on: ${id} is not a step; known: ${ids.join(", ")}`);
  }
  const covered = new Set(plan.steps.flatMap((step) => step.covers));
  for (const id of context.criteria)
    if (!covered.has(id)) problems.push(`steps: no step covers ${id}, expected every criterion in some step's covers`);
  const circle = cycle(plan.steps);
  if (circle) problems.push(`steps: depends_on is a circle: ${circle}`);
  problems.push(...unansweredFindings(plan.answered, context));
  problems.push(...sameLabels(plan.questions));
  const questions = unanswered(plan.questions);
  return {
    ...nothing,
    problems,
    questions,
    claims: context.criteria.length,
    commands: [...new Set(plan.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** A status has to follow from what the review says. */
function checkStatus(review: PlanReview | CodeReview, findings: Checked["findings"], context: CheckContext): string[] {
  const problems: string[] = [];
  if (!context.allowedStatuses.includes(review.status))
    problems.push(
      `status: found "${review.status}", expected one of ${context.allowedStatuses.map((one) => `"${one}"`).join(", ")}`,
    );
  const inside = findings.filter((one) => !one.outside);
  const stillOpen = review.prior.filter((one) => one.state === "open").map((one) => one.id);
  const heavy = (id: string): boolean => (context.open.find((one) => one.id === id)?.severity ?? "major") !== "minor";
  if (review.status === "approved") {
    for (const one of inside)
      if (one.severity !== "minor")
        problems.push(
          `status: "approved" but ${one.id} is a ${one.severity}; ask for changes, or lower the severity if it does not block`,
        );
    for (const id of stillOpen.filter(heavy))
      problems.push(`status: "approved" but the earlier finding ${id} is still open`);
    for (const one of review.criteria) if (!one.met) problems.push(`status: "approved" but ${one.id} is not met`);
  }
  if (review.status === "needs_changes" && inside.length === 0 && stillOpen.length === 0)
    problems.push(
      'status: "needs_changes" without a finding about this change; add what has to change, or approve. A finding in a file that the change did not touch is outside: point at the changed line that causes it',
    );
  if (review.status === "rejected" && !inside.some((one) => one.severity === "blocker") && stillOpen.length === 0)
    problems.push('status: "rejected" without a blocker; name what makes it unfit, or ask for changes');
  if ("questions" in review) {
    problems.push(...sameLabels(review.questions));
    if (review.status === "needs_clarification" && unanswered(review.questions).length === 0)
      problems.push('status: "needs_clarification" without an open question in questions');
  }
  return problems;
}

function reused(findings: { id: string }[], context: CheckContext): string[] {
  return findings
    .filter((one) => context.usedFindings.includes(one.id))
    .map(
      (one) =>
        `findings: id ${one.id} was used in an earlier round; number new findings from F${nextNumber(context.usedFindings)} on`,
    );
}

/** The first finding number that is free. */
export function nextNumber(used: string[]): number {
  return used.reduce((most, id) => Math.max(most, Number(id.slice(1)) || 0), 0) + 1;
}

const priorProblems = ({ prior }: PlanReview | CodeReview, { open }: CheckContext): string[] => [
  ...checkPrior(
    prior,
    open.map((one) => one.id),
  ),
  ...checkFixed(prior, open),
];

/** Places of findings, evidence of criteria, and findings called fixed. */
const claimsOf = ({ findings, criteria, prior }: PlanReview | CodeReview): number =>
  findings.length +
  criteria.reduce((sum, one) => sum + one.evidence.length, 0) +
  prior.filter((one) => one.state === "fixed").length;

function checkPlanReview(review: PlanReview, context: CheckContext): Checked {
  const steps = context.plan?.steps.map((step) => step.id) ?? [];
  const findings = review.findings.map((one) => ({
    id: one.id,
    severity: one.severity,
    outside: false,
    prints: printsOf(one),
  }));
  const problems = [
    ...checkCriteria(review.criteria, context.criteria, (id: string) =>
      steps.includes(id) ? null : `${id} is not a step of the plan; known: ${steps.join(", ")}`,
    ),
    ...(context.plan ? checkPlanFindings(review.findings, context.plan) : []),
    ...priorProblems(review, context),
    ...reused(review.findings, context),
    ...checkStatus(review, findings, context),
  ];
  const claims = claimsOf(review);
  return {
    ...nothing,
    problems,
    findings,
    prior: answersOf(review.prior, context.open),
    outcome: review.status,
    questions: review.status === "needs_clarification" ? unanswered(review.questions) : [],
    claims,
  };
}

function checkCodeReview(review: CodeReview, context: CheckContext): Checked {
  const touched = context.changed.map((path) => ({ path }));
  const places = checkFindings(review.findings, context.read, context.hasFolder, context.hidden);
  const findings = review.findings.map((one) => ({
    id: one.id,
    severity: one.severity,
    outside: isOutside(one, touched),
    prints: printsOf(one),
  }));
  const problems = [
    ...checkCriteria(review.criteria, context.criteria, (evidence) => {
      if (evidence.test)
        return context.tests.includes(evidence.test)
          ? null
          : `the program did not see a test "${evidence.test}" pass on this tree; give file, line and quote`;
      const place = checkPlace(evidence, context.read, undefined, context.hidden);
      return place.ok ? null : place.problem;
    }),
    ...places.problems,
    ...priorProblems(review, context),
    ...reused(review.findings, context),
    ...checkStatus(review, findings, context),
  ];
  const claims = claimsOf(review);
  return {
    ...nothing,
    problems,
    findings,
    prior: answersOf(review.prior, context.open),
    outcome: review.status,
    claims,
  };
}

function checkResult(result: ImplResult, context: CheckContext): Checked {
  const problems = duplicates(
    result.criteria.map((one) => one.id),
    "criteria",
  );
  problems.push(...(context.frozen ?? []));
  const known = new Set(context.criteria);
  for (const one of result.criteria)
    if (!known.has(one.id))
      problems.push(`criteria: ${one.id} is not a criterion of the story; known: ${context.criteria.join(", ")}`);
  if (result.status === "complete") {
    const met = new Set(result.criteria.filter((one) => one.met).map((one) => one.id));
    for (const id of context.criteria)
      if (!met.has(id))
        problems.push(`criteria: ${id} is not met, but status is "complete"; say "partial" with a reason`);
    problems.push(...unansweredFindings(result.answered, context));
  }
  if (result.status === "failed" && !result.reason)
    problems.push('reason: found nothing, expected why when status is "failed"');
  const reason = result.reason?.trim() || null;
  const outcome = result.status === "partial" && reason !== null ? "partial_reason" : result.status;
  return { ...nothing, problems, outcome, reason, claims: result.criteria.length };
}

/** What a valid artifact means, or what is wrong with it. Pure; the schema has been met before. */
export const CHECKS: { [K in ChainKind]: (artifact: never, context: CheckContext) => Checked } = {
  "user-story": checkStory,
  plan: checkPlan,
  "plan-review": checkPlanReview,
  "impl-result": checkResult,
  "code-review": checkCodeReview,
};
