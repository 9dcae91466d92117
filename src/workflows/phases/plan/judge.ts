import { commandsProblem, visible } from "../../../command-line.ts";
import { projectPath } from "../../../project/globs.ts";
import { firstLines, shortJson, someOf } from "../../../text.ts";
import { refusing } from "../../contract/problems.ts";
import { levelsOf } from "../../execute/plan/order.ts";
import { MAX_PLAN_TASKS } from "../../execute/plan/plan.ts";
import { fileProblem, passesAlways } from "../../execute/plan/plan-rules.ts";
import { duplicates } from "../../review/check.ts";
import { isTestFile } from "../../tests/test-file.ts";
import { planId } from "../planning/numbers.ts";
import { orderProblems } from "../planning/waves.ts";
import type { PlanContext, WrittenPlan, WrittenTask } from "./record.ts";

/** What is wrong with the plans of a phase. Pure. */

const MAX_FILES = 40;
const MAX_PROBLEMS = 20;
/** Characters of one plan: its file holds a little more than that. */
const MAX_PLAN = 150_000;

const PLANNING = /^(?:\.\/)*\.planning(?:\/|$)/i;
/** Whether what a plan names is a test, as the executor tells them, or a folder of tests. */
export const isTestPath = (path: string): boolean => isTestFile(path) || isTestFile(`${path}/`);

const isAuto = (task: WrittenTask): boolean => task.type === "auto";

/** Plans with each path as git names it, each once. */
export const normalised = (plans: readonly WrittenPlan[]): WrittenPlan[] =>
  plans.map((plan) => ({
    ...plan,
    tasks: plan.tasks.map((task) => ({
      ...task,
      files: [...new Set(task.files.map(projectPath))],
    })),
  }));

/** Number of the first plan that is new. */
export const firstNumber = ({ taken }: Pick<PlanContext, "taken">): number => taken + 1;

function idProblems(plans: readonly WrittenPlan[], context: PlanContext): string[] {
  const first = firstNumber(context);
  const expected = plans.map((_, index) => planId(context.phase, first + index));
  const ids = plans.map((plan) => plan.id);
  return Bun.deepEquals(ids, expected)
    ? []
    : [`plans: found the ids ${someOf(ids, 6)}, expected ${someOf(expected, 6)}, in this order`];
}

/** Whether a path has nothing around it that people write beside one. */
function isAlone(file: string): boolean {
  let rest = file;
  while (/\{[^{}]*\}/.test(rest)) rest = rest.replace(/\{[^{}]*\}/g, "");
  return !/^[-*+] |[`,{]| \([^()]*\)$/.test(rest);
}

/** A comment, a note that there is none, or one that would go on in another line. */
const NO_COMMAND = /^(?:#|MISSING\b)|\\$/;

function fileProblems(place: string, files: readonly string[]): string[] {
  const wanted = (file: string): string | null => {
    if (PLANNING.test(file)) return "no file of .planning: the program alone writes there";
    if (!isAlone(file))
      return "a path alone, without a comma, a bullet, backticks or words after it";
    return (
      fileProblem(file) ?? (projectPath(file) === "" ? "a file or folder in the project" : null)
    );
  };
  return files.flatMap((file) => {
    const expected = wanted(file);
    return expected === null ? [] : [`${place}: found ${shortJson(file)}, expected ${expected}`];
  });
}

function taskProblems(place: string, task: WrittenTask, { tdd }: PlanContext): string[] {
  const { files, commands } = task;
  const problems = fileProblems(`${place}.files`, files);
  const refuse = refusing(problems, `${place}.`);
  if (!isAuto(task)) {
    if (task.tdd) refuse("tdd", true, `false: a person does ${task.type}`);
    if (commands.length > 0)
      refuse("commands", commands.length, `none: a person does ${task.type}`);
    return problems;
  }
  if (files.length === 0) refuse("files", "none", "every file that it creates or changes");
  if (files.length > MAX_FILES)
    refuse("files", files.length, `at most ${MAX_FILES}; name a folder`);
  if (commands.length === 0)
    refuse("commands", "none", "a command that exits with 0 once it is done, and not before");
  const wrong = commandsProblem(commands);
  if (wrong !== null) problems.push(`${place}.commands: ${wrong}`);
  for (const [isWrong, what, expected] of [
    [passesAlways, "", "a command that fails while it is not done"],
    [(one: string) => NO_COMMAND.test(one), "", "a command that can be run as it stands"],
    [(one: string) => files.includes(one), "the file ", "a command"],
  ] as const)
    for (const command of commands.filter(isWrong))
      refuse("commands", `${what}\`${visible(command)}\``, expected);
  const [test] = files.filter(isTestPath);
  if (task.tdd && test === undefined)
    refuse("files", "no test file", "one: it is tdd, and the test is seen failing first");
  if (tdd && !task.tdd && test !== undefined)
    refuse("tdd", false, `true: the project is built test first, and ${shortJson(test)} is a test`);
  if (tdd && !task.tdd && test === undefined && !task.untested?.trim())
    refuse("untested", "nothing", "why no test can show it, or tdd with a test file");
  return problems;
}

function planProblems(plan: WrittenPlan, context: PlanContext): string[] {
  const { tasks } = plan;
  const problems: string[] = [];
  const refuse = refusing(problems, `${plan.id}.`);
  const known = context.requirements.map((requirement) => requirement.id);
  for (const id of plan.requirements.filter((requirement) => !known.includes(requirement)))
    refuse(
      "requirements",
      shortJson(id),
      `requirements of the phase: ${someOf(known, 20) || "it has none"}`,
    );
  const gaps = context.gaps.map((gap) => gap.id);
  for (const id of plan.closes.filter((close) => !gaps.includes(close)))
    refuse("closes", shortJson(id), someOf(gaps, 20) || "none: there is no gap");
  const names = tasks.map((task) => task.name);
  problems.push(...duplicates(names, `${plan.id}.tasks`));
  if (!tasks.some(isAuto))
    refuse("tasks", "nothing but checkpoints", "a task that is done without a person");
  if (plan.type === "tdd" && !tasks.some((task) => task.tdd))
    refuse("type", '"tdd" without a tdd task', 'one, or "execute"');
  const artifacts = plan.must_haves.artifacts.map(({ path }) => path);
  problems.push(...fileProblems(`${plan.id}.must_haves.artifacts`, artifacts));
  return [
    ...problems,
    ...tasks.flatMap((task, at) => taskProblems(`${plan.id}.tasks[${at}]`, task, context)),
  ];
}

/** In which wave each plan is by its dependencies. */
export const waveNumbers = (plans: readonly WrittenPlan[]): Map<string, number> =>
  levelsOf(plans.map(({ id, depends_on }) => ({ id, after: depends_on })));

function coverProblems(plans: readonly WrittenPlan[], { due, gaps }: PlanContext): string[] {
  const covered = new Set(plans.flatMap((plan) => plan.requirements));
  const closed = new Set(plans.flatMap((plan) => plan.closes));
  const lack = (id: string, field: string, what: string): string =>
    `plans: no plan names ${id} in ${field}, expected each ${what} in some plan`;
  return [
    ...due
      .filter((id) => !covered.has(id))
      .map((id) => lack(id, "requirements", "requirement of the phase")),
    ...gaps.filter(({ id }) => !closed.has(id)).map(({ id }) => lack(id, "closes", "gap")),
  ];
}

/**
 * Every problem as one line: where, what was found, what is expected; none when the plans may be
 * carried out.
 */
export function judgePlans(plans: readonly WrittenPlan[], context: PlanContext): string[] {
  const total = plans.reduce((sum, plan) => sum + plan.tasks.length, 0);
  const order = orderProblems(
    plans.map((plan) => ({ ...plan, path: plan.id })),
    new Set(context.kept.map((one) => one.id)),
  );
  const problems: string[] = [];
  const refuse = refusing(problems);
  if (total > MAX_PLAN_TASKS) refuse("plans", `${total} tasks`, `at most ${MAX_PLAN_TASKS} in all`);
  for (const plan of plans) {
    const size = JSON.stringify(plan).length;
    if (size > MAX_PLAN)
      refuse(plan.id, `${size} characters`, `at most ${MAX_PLAN}: make two plans of it`);
  }
  const ids = idProblems(plans, context);
  problems.push(...(ids.length > 0 ? ids : order.map(({ file, problem }) => `${file}.${problem}`)));
  problems.push(
    ...coverProblems(plans, context),
    ...plans.flatMap((plan) => planProblems(plan, context)),
  );
  return firstLines(problems, MAX_PROBLEMS, " problems");
}
