import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "../../../command-line.ts";
import type { Checked } from "../../contract/contract.ts";
import {
  commandList,
  findingId,
  list,
  optionalList,
  optionalText,
  stamp,
  text,
  textUpTo,
} from "../../contract/fields.ts";
import { type CheckContext, inContext } from "../../kit/artifacts/context.ts";
import { documentReview } from "../../kit/artifacts/document-review.ts";
import { about, answers, described, describedAs } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { nothing } from "../../review/check.ts";
import { answerProblems } from "../../review/findings/declined.ts";
import { planId } from "../planning/numbers.ts";
import { firstNumber, judgePlans } from "./judge.ts";
import {
  GROUND,
  PLAN_TYPES,
  type PlanContext,
  type Plans,
  planContext,
  TASK_TYPES,
} from "./record.ts";

const MAX_PLANS = 20;
/** Tasks of one plan: whoever carries it out does all of them in one context. */
const MAX_TASKS = 8;
const MAX_ID = 60;
const id = textUpTo(MAX_ID);
const path = textUpTo(400);
const file = about(path, "file");

const writtenTask = z.strictObject({
  name: textUpTo(300),
  type: z.enum(TASK_TYPES),
  /** It has to be seen failing before it passes. */
  tdd: z.boolean(),
  /** Paths and globs from the project's folder. */
  files: list(about(path, "path")),
  action: text,
  /** Commands that exit with 0 once it is done. */
  commands: commandList,
  /** What is true then, in words. */
  done: text,
  /** Where the project is built test first: why no test can show this task. */
  untested: described(z.optional(optionalText), {
    form: ({ scene }) => (planContext(scene)?.tdd ? '<null | "why no test can show it">' : null),
  }),
});

const writtenPlan = z.strictObject({
  /** `02-01`: the phase, and its number there. */
  id: described(textUpTo(MAX_ID), {
    form: ({ scene }) => {
      const context = planContext(scene);
      return context === null ? null : `"${planId(context.phase, firstNumber(context))}"`;
    },
  }),
  type: z.enum(PLAN_TYPES),
  objective: about(text, "what is there once it is done, and why"),
  depends_on: list(about(id, "id of another plan")),
  /** Ids of the phase's requirements. */
  requirements: list(about(id, "id")),
  /** Ids of gaps that it closes. */
  closes: described(optionalList(id), {
    form: ({ scene }) => (planContext(scene)?.gaps.length ? '["<id of a gap>"]' : null),
  }),
  must_haves: z.strictObject({
    truths: list(about(text, "what can be observed then")).check(z.minLength(1)),
    artifacts: list(z.strictObject({ path: file, provides: text })),
    key_links: list(z.strictObject({ from: file, to: file, via: text })),
  }),
  tasks: z.array(writtenTask).check(z.minLength(1), z.maxLength(MAX_TASKS)),
});

/** What is checked of the plans of this phase. */
function rules({ scene }: KitFacts): string[] {
  const context = planContext(scene);
  if (context === null) return [];
  const { due, gaps, tdd, phase } = context;
  const first = firstNumber(context);
  return [
    `Plans are numbered \`${planId(phase, first)}\`, \`${planId(phase, first + 1)}\` and so on, at most ${MAX_PLANS}, each with one to ${MAX_TASKS} tasks.`,
    "The program computes the waves: plans that do not depend on each other, directly or not, are carried out side by side, unless they name the same file or folder.",
    ...(due.length > 0
      ? [`Each of ${due.join(", ")} is in the \`requirements\` of some plan.`]
      : []),
    ...(gaps.length > 0 ? ["Each gap is in the `closes` of some plan."] : []),
    "`files` are all that a task creates or changes, its tests too: paths or globs from the project's root, with forward slashes. `artifacts` are files that are there then. `key_links` may be empty.",
    `\`commands\` show that a task is done: the program runs each by itself, and it exits with 0 then and not before, and again when the whole phase is verified. Each is one line of at most ${MAX_COMMAND} characters, at most ${MAX_COMMANDS} of a task. The person is shown all of them before the first one runs.`,
    "A `tdd` task names its test file: with its test files alone one of its commands has to fail; all of them may pass now. Every other task is shown by its commands alone. A plan of `type` tdd has a `tdd` task.",
    "An `action` that follows a decision of the phase's context names it by its id, such as D-01.",
    ...(tdd
      ? [
          "The project is built test first: what can be tested is tdd; of every other task `untested` says why no test can show it.",
        ]
      : []),
    "A checkpoint stands where a person has to act, look or choose and nothing else will do; it has no commands, and `action` says what they do, `done` how they know.",
  ];
}

export const plansSchema = z.strictObject({
  ...stamp,
  approach: about(text, "how these plans bring about every criterion of the phase"),
  plans: described(z.array(writtenPlan).check(z.minLength(1), z.maxLength(MAX_PLANS)), { rules }),
  answered: describedAs(optionalList(findingId), answers.answered),
  declined: describedAs(
    optionalList(z.strictObject({ id: findingId, reason: text })),
    answers.declined,
  ),
});

/** Plans' problems and what the run keeps of them. Pure. */
function judgedPlans(
  value: Plans,
  context: PlanContext,
  due: Pick<CheckContext, "open" | "insisted">,
): Checked {
  return {
    ...nothing,
    problems: [
      ...judgePlans(value.plans, context),
      ...answerProblems(value.answered, value.declined, due),
    ],
    declined: value.declined.map((one) => one.id),
    outcome: "done",
  };
}

/** `plan-plans.json`, written by phase-planner: all plans of the phase. */
export const kind = jsonKind<Plans>(plansSchema, (value, scene, ...of) =>
  inContext<Plans>(GROUND, (plans, due) => judgedPlans(plans, planContext(scene)!, due))(
    value,
    scene,
    ...of,
  ),
);

/** `plan-check.json`, written by plan-checker: the verdict on the plans. */
export const checkKind = documentReview(GROUND, {
  isWhole: true,
  evidence:
    "A criterion is met where the plans, carried out as they are written, bring about all of it. Evidence names a task that does, such as `02-01/2` for the second task of plan 02-01, or a plan that stays; `at` is a plan, a task, a criterion or a requirement, by its id.",
});
