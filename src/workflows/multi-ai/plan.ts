import * as z from "zod/mini";
import { approvedCommands, type Run } from "../../engine/run.ts";
import { oneLine } from "../../text.ts";
import type { ArtifactKind, Checked } from "../contract/contract.ts";
import { commandList, criterionId, list, optionalList, stamp, stepId, text } from "../contract/fields.ts";
import { type CheckContext, inContext } from "../kit/context.ts";
import type { KitFacts } from "../kit/facts.ts";
import { answers, authorQuestions, formOf, rulesOf, told } from "../kit/form.ts";
import { duplicates, nothing, sameLabels, unanswered } from "../review/check.ts";
import { answerProblems } from "../review/declined.ts";
import { GROUND } from "./record.ts";

/** What `test_commands` of a plan is for: what the story names is run already. */
function testsRule(run: Run): string {
  const commands = approvedCommands(run).map((one) => `\`${oneLine(one.text)}\``);
  return commands.length === 0
    ? "The program runs the tests itself: `test_commands` says how, one command each, or is empty where the project has none."
    : `The program runs ${commands.join(", ")} itself: \`test_commands\` names only what it has to run beside that, mostly nothing.`;
}

const plan = z.object({
  ...stamp,
  title: text,
  approach: text,
  steps: told(
    list(
      z.object({
        id: stepId,
        title: text,
        files: optionalList(text),
        covers: optionalList(criterionId),
        depends_on: optionalList(stepId),
      }),
    ).check(z.minLength(1)),
    {
      form: () => '[{"id": "S1", "title": "<…>", "files": ["<path>"], "covers": ["AC1"], "depends_on": []}]',
      rules: () => ["Every criterion of the story is in some step's `covers`; `depends_on` names steps of this plan."],
    },
  ),
  test_commands: told(z.optional(commandList), { form: () => '["<…>"]', rules: ({ run }) => [testsRule(run)] }),
  risks: optionalList(text),
  questions: authorQuestions,
  ...answers,
});
export type Plan = z.infer<typeof plan>;

/** The first circle of steps that wait for each other, as `S1 → S2 → S1`; null when there is none. */
function cycle(steps: Plan["steps"]): string | null {
  const after = new Map(steps.map((step) => [step.id, step.depends_on]));
  const closed = new Set<string>();
  const visit = (ids: string[], trail: string[]): string | null => {
    for (const id of ids) {
      if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id].join(" → ");
      const found = closed.has(id) ? null : visit(after.get(id) ?? [], [...trail, id]);
      if (found) return found;
      closed.add(id);
    }
    return null;
  };
  return visit([...after.keys()], []);
}

/** A plan's problems and what it decides: every criterion covered, no unknown id, no circle. Pure. */
export function checkPlan(value: Plan, context: Pick<CheckContext, "criteria" | "open" | "insisted">): Checked {
  const { criteria } = context;
  const ids = value.steps.map((step) => step.id);
  const problems = duplicates(ids, "steps");
  for (const step of value.steps) {
    for (const id of step.covers.filter((one) => !criteria.includes(one)))
      problems.push(`steps ${step.id}.covers: ${id} is not a criterion of the story; known: ${criteria.join(", ")}`);
    for (const id of step.depends_on.filter((one) => !ids.includes(one)))
      problems.push(`steps ${step.id}.depends_on: ${id} is not a step; known: ${ids.join(", ")}`);
  }
  const covered = new Set(value.steps.flatMap((step) => step.covers));
  for (const id of criteria)
    if (!covered.has(id)) problems.push(`steps: no step covers ${id}, expected every criterion in some step's covers`);
  const circle = cycle(value.steps);
  if (circle) problems.push(`steps: depends_on is a circle: ${circle}`);
  problems.push(...answerProblems(value.answered, value.declined, context), ...sameLabels(value.questions));
  const questions = unanswered(value.questions);
  return {
    ...nothing,
    problems,
    questions,
    declined: value.declined.map((one) => one.id),
    claims: criteria.length,
    commands: [...new Set(value.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** `.task/plan-refined.json`, written by planner: the steps that meet the criteria. */
export const kind: ArtifactKind<Plan, KitFacts> = {
  schema: plan,
  form: (facts) => formOf(plan, facts),
  rules: (facts) => rulesOf(plan, facts),
  check: inContext(GROUND, checkPlan),
};
