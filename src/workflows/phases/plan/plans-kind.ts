import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "../../../command-line.ts";
import { gateOf } from "../../../engine/gates.ts";
import { openFindings } from "../../../engine/run.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { commandList, findingId, list, optionalList, optionalText, stamp, text } from "../../contract/fields.ts";
import { nothing } from "../../review/check.ts";
import { answerProblems, insistedOf } from "../../review/declined.ts";
import { planId } from "../planning/numbers.ts";
import type { PlanFacts } from "./facts.ts";
import { firstNumber, judgePlans, MAX_PLANS, MAX_TASKS, wavesByDependency } from "./judge.ts";
import { PLAN_TYPES, type PlanContext, type Plans, TASK_TYPES } from "./model.ts";
import { PLAN_CHECK } from "./paths.ts";
import { planContext } from "./survey-record.ts";

const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
const path = z.string().check(z.trim(), z.minLength(1), z.maxLength(400));
const id = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

const writtenTask = z.strictObject({
  name: short,
  type: z.enum(TASK_TYPES),
  tdd: z.boolean(),
  files: list(path),
  action: text,
  commands: commandList,
  done: text,
  untested: optionalText,
});

const writtenPlan = z.strictObject({
  id,
  type: z.enum(PLAN_TYPES),
  objective: text,
  depends_on: list(id),
  requirements: list(id),
  closes: optionalList(id),
  must_haves: z.strictObject({
    truths: list(text).check(z.minLength(1)),
    artifacts: list(z.strictObject({ path, provides: text })),
    key_links: list(z.strictObject({ from: path, to: path, via: text })),
  }),
  tasks: list(writtenTask).check(z.minLength(1)),
});

export const plansSchema = z.strictObject({
  ...stamp,
  approach: text,
  plans: list(writtenPlan).check(z.minLength(1)),
  answered: optionalList(findingId),
  declined: optionalList(z.strictObject({ id: findingId, reason: text })),
});

/** What the journal keeps of accepted plans: a line of at most so many characters each. */
const MAX_SHOWN = 200;

/** Plans' problems and what the run keeps of them. `due`: findings to answer. Pure. */
function judgedPlans(
  value: Plans,
  context: PlanContext,
  due: { open: readonly { id: string }[]; insisted: readonly string[] } = { open: [], insisted: [] },
): Checked {
  const problems = [...judgePlans(value.plans, context), ...answerProblems(value.answered, value.declined, due)];
  const waves = wavesByDependency(value.plans, context);
  return {
    ...nothing,
    problems,
    claims: value.plans.reduce((sum, plan) => sum + plan.tasks.length, 0),
    declined: value.declined.map((one) => one.id),
    facts: {
      plans: value.plans.map((plan) => ({
        id: plan.id.slice(0, 60),
        wave: 1 + waves.findIndex((ids) => ids.includes(plan.id)),
        tasks: plan.tasks.length,
        objective: plan.objective.slice(0, MAX_SHOWN),
      })),
    },
    outcome: "done",
  };
}

const LOST = "what the plans are made for is gone from .task/objects; end, the person has to decide";

const GRANULARITY = {
  coarse: "Few and large: one to three plans do for most phases.",
  standard: "Two to five plans do for most phases.",
  fine: "Many and small: a plan does one thing.",
} as const;

const untestedForm = ({ tdd }: PlanContext): string => (tdd ? ', "untested": <null | "why no test can show it">' : "");

function planForm(context: PlanContext): string {
  const first = planId(context.phase, firstNumber(context));
  const closes = context.gaps.length > 0 ? '\n      "closes": ["<id of a gap>"],' : "";
  return `    {
      "id": "${first}", "type": "<${PLAN_TYPES.join(" | ")}>",
      "objective": "<what is there once it is done, and why>",
      "depends_on": ["<id of another plan>"], "requirements": ["<id>"],${closes}
      "must_haves": {
        "truths": ["<what can be observed then>"],
        "artifacts": [{"path": "<file>", "provides": "<…>"}],
        "key_links": [{"from": "<file>", "to": "<file>", "via": "<…>"}]
      },
      "tasks": [
        {"name": "<…>", "type": "<${TASK_TYPES.join(" | ")}>", "tdd": <true | false>${untestedForm(context)},
         "files": ["<path>"], "action": "<…>", "commands": ["<…>"], "done": "<…>"}
      ]
    }`;
}

const answers = ({ findings }: PlanFacts): string =>
  findings.length === 0
    ? ""
    : `,\n  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],\n  "declined": []`;

function rules({ context, findings, decisions }: PlanFacts): string[] {
  if (context === null) return [];
  const { due, gaps, tdd, phase } = context;
  const first = firstNumber(context);
  return [
    `Plans are numbered \`${planId(phase, first)}\`, \`${planId(phase, first + 1)}\` and so on, at most ${MAX_PLANS}, each with one to ${MAX_TASKS} tasks. ${GRANULARITY[context.granularity]}`,
    "The program computes the waves: plans that do not depend on each other, directly or not, are carried out side by side, so no file or folder is in two of the same wave.",
    ...(due.length > 0 ? [`Each of ${due.join(", ")} is in the \`requirements\` of some plan.`] : []),
    ...(gaps.length > 0 ? ["Each gap is in the `closes` of some plan."] : []),
    "`files` are all that a task creates or changes, its tests too: paths or globs from the project's root, with forward slashes. Each of `artifacts` is one of them. `key_links` may be empty.",
    `\`commands\` show that a task is done: the program runs each by itself, and it exits with 0 then and not before, and again when the whole phase is verified. Each is one line of at most ${MAX_COMMAND} characters, at most ${MAX_COMMANDS} of a task. The person is shown all of them before the first one runs.`,
    "A `tdd` task names its test file: with its test files alone one of its commands has to fail, so each may be one that passes now. Every other task is shown by its commands alone. A plan of `type` tdd has a `tdd` task.",
    ...(/\bD-\d\d\b/.test(decisions)
      ? ["An `action` that follows a decision of the phase's context names it by its id, such as D-01."]
      : []),
    ...(tdd
      ? [
          "The project is built test first: what can be tested is tdd; of every other task `untested` says why no test can show it.",
        ]
      : []),
    "A checkpoint stands where a person has to act, look or choose and nothing else will do; it has no commands, and `action` says what they do, `done` how they know.",
    ...(findings.length === 0
      ? []
      : [
          '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what shows it>"}; change nothing for it, its reviewer reads the reason.',
        ]),
  ];
}

/** `plan-plans.json`, written by phase-planner: all plans of the phase. */
export const kind: ArtifactKind<Plans, PlanFacts> = {
  schema: plansSchema as z.ZodMiniType<Plans>,
  form: (facts) => `{
  "task": "${facts.task.id}",
  "nonce": "${facts.nonce}",
  "approach": "<how these plans bring about every criterion of the phase>",
  "plans": [
${facts.context === null ? "" : planForm(facts.context)}
  ]${answers(facts)}
}`,
  rules,
  check(value, scene, task) {
    const context = planContext(scene);
    if (context === null) return { ...nothing, problems: [LOST], outcome: "" };
    const { workflow, run } = scene;
    const isFix = task.kind === "fix" && gateOf(workflow, run, task.gate).key === PLAN_CHECK;
    return judgedPlans(value, context, {
      open: isFix ? openFindings(run, PLAN_CHECK) : [],
      insisted: isFix ? insistedOf(workflow, run, PLAN_CHECK) : [],
    });
  },
};
