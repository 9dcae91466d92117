import * as z from "zod/mini";
import { approvedCommands, type Run } from "../../engine/run.ts";
import { oneLine } from "../../text.ts";
import type { Checked } from "../contract/contract.ts";
import {
  commandList,
  criterionId,
  list,
  optionalList,
  optionalText,
  stamp,
  stepId,
  text,
} from "../contract/fields.ts";
import { circleOf } from "../execute/plan/order.ts";
import { type CheckContext, inContext } from "../kit/artifacts/context.ts";
import { answers, authorQuestions, described } from "../kit/artifacts/form.ts";
import { jsonKind } from "../kit/artifacts/json-kind.ts";
import { duplicates, nothing, sameLabels, unanswered } from "../review/check.ts";
import { answerProblems } from "../review/findings/declined.ts";
import { GROUND } from "./record.ts";
import { noShell } from "./user-story.ts";

/** What `test_commands` of a plan is for: what the story names is run already. */
function testsRule(run: Run): string {
  const commands = approvedCommands(run).map(
    (approvedCommand) => `\`${oneLine(approvedCommand.text)}\``,
  );
  return commands.length === 0
    ? `The program runs the tests itself: \`test_commands\` says how, one command each, or is empty where the project has none.${noShell(run)}`
    : `The program runs ${commands.join(", ")} itself: \`test_commands\` names only what it has to run beside that, mostly nothing.${noShell(run)}`;
}

/** What a plan says, beside the tests that run after it. */
export const planFields = {
  title: text,
  approach: text,
  steps: described(
    list(
      z.object({
        id: stepId,
        title: text,
        does: optionalText,
        files: optionalList(text),
        covers: optionalList(criterionId),
        depends_on: optionalList(stepId),
      }),
    ).check(z.minLength(1)),
    {
      form: () =>
        '[{"id": "S1", "title": "<a few words>", "does": "<what the builder has to know>", "files": ["<path>"], "covers": ["AC1"], "depends_on": []}]',
      rules: () => [
        "Every criterion of the story is in some step's `covers`; `depends_on` names steps of this plan.",
      ],
    },
  ),
  risks: optionalList(text),
};
const plan = z.object({
  ...stamp,
  ...planFields,
  test_commands: described(z.optional(commandList), {
    form: ({ run }) => (approvedCommands(run).length === 0 ? '["<…>"]' : "[]"),
    rules: ({ run }) => [testsRule(run)],
  }),
  questions: authorQuestions,
  ...answers,
});
export type Plan = z.infer<typeof plan>;

/**
 * A plan's problems and what it decides: every criterion covered, no unknown id, no circle. Pure.
 */
export function checkPlan(
  value: Plan,
  context: Pick<CheckContext, "criteria" | "open" | "insisted">,
): Checked {
  const { criteria } = context;
  const ids = value.steps.map((step) => step.id);
  const problems = duplicates(ids, "steps");
  for (const step of value.steps) {
    for (const id of step.covers.filter((cover) => !criteria.includes(cover)))
      problems.push(
        `steps ${step.id}.covers: ${id} is not a criterion of the story; known: ${criteria.join(", ")}`,
      );
    for (const id of step.depends_on.filter((one) => !ids.includes(one)))
      problems.push(`steps ${step.id}.depends_on: ${id} is not a step; known: ${ids.join(", ")}`);
  }
  const covered = new Set(value.steps.flatMap((step) => step.covers));
  for (const id of criteria)
    if (!covered.has(id))
      problems.push(`steps: no step covers ${id}, expected every criterion in some step's covers`);
  const circle = circleOf(value.steps.map(({ id, depends_on }) => ({ id, after: depends_on })));
  if (circle) problems.push(`steps: depends_on is a circle: ${circle.join(" → ")}`);
  problems.push(
    ...answerProblems(value.answered, value.declined, context),
    ...sameLabels(value.questions),
  );
  const questions = unanswered(value.questions);
  return {
    ...nothing,
    problems,
    questions,
    declined: value.declined.map((one) => one.id),
    commands: [...new Set(value.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** `.task/plan-refined.json`, written by planner: the steps that meet the criteria. */
export const kind = jsonKind(plan, inContext(GROUND, checkPlan));
