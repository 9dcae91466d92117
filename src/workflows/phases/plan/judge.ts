import { commandsProblem, visible } from "../../../command-line.ts";
import { globSet, projectPath } from "../../../project/globs.ts";
import { shown, someOf } from "../../../text.ts";
import { collisions } from "../../execute/order.ts";
import { MAX_PLAN_TASKS } from "../../execute/plan.ts";
import { fileProblem, passesAlways } from "../../execute/plan-rules.ts";
import { isTestFile } from "../../execute/test-file.ts";
import { duplicates } from "../../review/check.ts";
import { planId } from "../planning/numbers.ts";
import { type Waves, wavesOf } from "../planning/waves.ts";
import type { PlanContext, WrittenPlan, WrittenTask } from "./model.ts";

/** What is wrong with the plans of a phase. Pure. */

export const MAX_PLANS = 20;
/** Tasks of one plan: whoever carries it out does all of them in one context. */
export const MAX_TASKS = 8;
const MAX_FILES = 40;
const MAX_PROBLEMS = 20;

const PLANNING = /^(?:\.\/)*\.planning(?:\/|$)/i;
/** Whether what a plan names is a test, as the executor tells them, or a folder of tests. */
export const isTestPath = (path: string): boolean => isTestFile(path) || isTestFile(`${path}/`);

const isAuto = (task: WrittenTask): boolean => task.type === "auto";

/** Plans with each path as git names it, each once. */
export const normalised = (plans: readonly WrittenPlan[]): WrittenPlan[] =>
  plans.map((plan) => ({
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, files: [...new Set(task.files.map(projectPath))] })),
  }));

/** All files that a plan creates or changes. */
export const filesOf = (plan: WrittenPlan): string[] => [
  ...new Set(plan.tasks.flatMap((task) => task.files.map(projectPath))),
];

/** Number of the first plan that is new. */
export const firstNumber = ({ taken }: Pick<PlanContext, "taken">): number => taken + 1;

function idProblems(plans: readonly WrittenPlan[], context: PlanContext): string[] {
  const first = firstNumber(context);
  const expected = plans.map((_, index) => planId(context.phase, first + index));
  const ids = plans.map((plan) => plan.id);
  const wrong = ids.filter((id, index) => id !== expected[index]);
  const twice = duplicates(ids, "plans");
  return twice.length > 0 || wrong.length === 0
    ? twice
    : [`plans: found the ids ${someOf(ids, 6)}, expected ${someOf(expected, 6)}, in this order`];
}

/** What people write around a path: whoever reads a plan's file takes it off. */
const AROUND = /^[-*+][ \t]|[ \t]\([^()]*\)$|^`.*`$/;

/** Whether a path is one entry of a list with commas, as a plan's file has it: a comma stands within braces alone. */
function isListable(file: string): boolean {
  let depth = 0;
  for (const char of file) {
    if (char === "," && depth === 0) return false;
    depth += char === "{" ? 1 : char === "}" && depth > 0 ? -1 : 0;
  }
  return depth === 0 && !AROUND.test(file);
}

/** In a plan's file none of these is a command: a comment, a command that goes on in the next line, a fence. */
const NO_COMMAND = /^#|^MISSING\b|\\$|^(?:`{3}|~{3})/;

function fileProblems(place: string, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const wanted = PLANNING.test(file)
      ? "no file of .planning: the program alone writes there"
      : isListable(file)
        ? fileProblem(file)
        : "a path alone, without a comma, an open brace, a bullet, backticks or words behind it";
    if (wanted !== null) return [`${place}: found ${shown(file)}, expected ${wanted}`];
    return projectPath(file) === "" ? [`${place}: found ${shown(file)}, expected a file or folder in the project`] : [];
  });
}

function taskProblems(place: string, task: WrittenTask, { tdd }: PlanContext): string[] {
  if (!isAuto(task))
    return [
      ...fileProblems(`${place}.files`, task.files),
      ...(task.tdd ? [`${place}.tdd: found true, expected false: a person does ${task.type}`] : []),
      ...(task.commands.length > 0
        ? [`${place}.commands: found ${task.commands.length}, expected none: a person does ${task.type}`]
        : []),
    ];
  const commands = commandsProblem(task.commands);
  const tests = task.files.filter(isTestPath);
  return [
    ...fileProblems(`${place}.files`, task.files),
    ...(task.files.length === 0 ? [`${place}.files: found none, expected every file that it creates or changes`] : []),
    ...(task.files.length > MAX_FILES
      ? [`${place}.files: found ${task.files.length}, expected at most ${MAX_FILES}; name a folder`]
      : []),
    ...(task.commands.length === 0
      ? [`${place}.commands: found none, expected a command that exits with 0 once it is done, and not before`]
      : []),
    ...(commands === null ? [] : [`${place}.commands: ${commands}`]),
    ...task.commands
      .filter(passesAlways)
      .map((one) => `${place}.commands: found \`${visible(one)}\`, expected a command that fails while it is not done`),
    ...task.commands
      .filter((one) => NO_COMMAND.test(one))
      .map((one) => `${place}.commands: found \`${visible(one)}\`, expected a command that can be run as it stands`),
    ...task.commands
      .filter((one) => task.files.includes(one))
      .map((one) => `${place}.commands: found the file \`${visible(one)}\`, expected a command`),
    ...(task.tdd && tests.length === 0
      ? [`${place}.files: found no test file, expected one: it is tdd, and the test is seen failing first`]
      : []),
    ...(tdd && !task.tdd && tests.length > 0
      ? [`${place}.tdd: found false, expected true: the project is built test first, and ${shown(tests[0])} is a test`]
      : []),
    ...(tdd && !task.tdd && tests.length === 0 && !task.untested?.trim()
      ? [`${place}.untested: found nothing, expected why no test can show it, or tdd with a test file`]
      : []),
  ];
}

function planProblems(plan: WrittenPlan, context: PlanContext): string[] {
  const known = context.requirements.map((one) => one.id);
  const gaps = context.gaps.map((one) => one.id);
  const place = plan.id;
  const areFilesSound = plan.tasks.every((task) => fileProblems("", task.files).length === 0);
  const isOwn = globSet(filesOf(plan).map((file) => `./${file}`));
  return [
    ...plan.requirements
      .filter((id) => !known.includes(id))
      .map(
        (id) =>
          `${place}.requirements: found ${shown(id)}, expected requirements of the phase: ${someOf(known, 20) || "it has none"}`,
      ),
    ...plan.closes
      .filter((id) => !gaps.includes(id))
      .map((id) => `${place}.closes: found ${shown(id)}, expected ${someOf(gaps, 20) || "none: there is no gap"}`),
    ...duplicates(
      plan.tasks.map((task) => task.name),
      `${place}.tasks`,
    ),
    ...(plan.tasks.length > MAX_TASKS
      ? [`${place}.tasks: found ${plan.tasks.length}, expected at most ${MAX_TASKS}; divide the plan`]
      : []),
    ...(plan.tasks.some(isAuto)
      ? []
      : [`${place}.tasks: found nothing but checkpoints, expected a task that is done without a person`]),
    ...(plan.type === "tdd" && !plan.tasks.some((task) => task.tdd)
      ? [`${place}.type: found "tdd" without a tdd task, expected one, or "execute"`]
      : []),
    ...plan.must_haves.artifacts.flatMap(({ path }) => {
      const wrong = fileProblems(`${place}.must_haves.artifacts`, [path]);
      if (wrong.length > 0 || !areFilesSound || isOwn(path)) return wrong;
      return [`${place}.must_haves.artifacts: found ${shown(path)}, expected a file that one of its tasks names`];
    }),
    ...plan.tasks.flatMap((task, index) => taskProblems(`${place}.tasks[${index}]`, task, context)),
  ];
}

/** By their dependencies alone: as if each had a file of its own. `path` is what a problem begins with. */
function byDependency(plans: readonly WrittenPlan[], { kept }: Pick<PlanContext, "kept">): Waves {
  const alone = plans.map((plan, index) => ({
    id: plan.id,
    path: plan.id,
    plan: index,
    depends_on: plan.depends_on,
    files_modified: [`${index}`],
    tasks: [],
    must_haves: { artifacts: [] },
    problems: [],
  }));
  return wavesOf(alone, new Set(kept.map((one) => one.id)));
}

/** Ids of plans by the wave that they can be in by their dependencies alone; none where these are wrong. */
export const wavesByDependency = (plans: readonly WrittenPlan[], context: Pick<PlanContext, "kept">): string[][] =>
  byDependency(plans, context).waves;

/** Pairs of plans of one wave that name a file in common. */
function sharedFiles(plans: readonly WrittenPlan[], waves: readonly string[][]): string[] {
  const levels = new Map(waves.flatMap((ids, index) => ids.map((id) => [id, index + 1] as const)));
  return collisions(
    plans.map((plan) => ({ id: plan.id, files: filesOf(plan) })),
    (one, other) => !levels.has(one) || levels.get(one) !== levels.get(other),
  ).map(
    ({ one, other, what }) =>
      `${one} and ${other}: found ${what} in both, and both are in wave ${levels.get(one)}; expected one of them to depend on the other, or other files`,
  );
}

function coverProblems(plans: readonly WrittenPlan[], { due, gaps }: PlanContext): string[] {
  const covered = new Set(plans.flatMap((plan) => plan.requirements));
  const closed = new Set(plans.flatMap((plan) => plan.closes));
  return [
    ...due
      .filter((id) => !covered.has(id))
      .map((id) => `plans: no plan names ${id} in requirements, expected each requirement of the phase in some plan`),
    ...gaps
      .filter((gap) => !closed.has(gap.id))
      .map((gap) => `plans: no plan names ${gap.id} in closes, expected each gap in some plan`),
  ];
}

/** Every problem as one line: where, what was found, what is expected; none when the plans may be carried out. */
export function judgePlans(plans: readonly WrittenPlan[], context: PlanContext): string[] {
  const total = plans.reduce((sum, plan) => sum + plan.tasks.length, 0);
  const isTooLarge = plans.length > MAX_PLANS || total > MAX_PLAN_TASKS;
  const areSound = plans.every((plan) => plan.tasks.every((task) => fileProblems("", task.files).length === 0));
  const ids = idProblems(plans, context);
  const { waves, problems: order } = byDependency(plans, context);
  const problems = [
    ...(plans.length > MAX_PLANS ? [`plans: found ${plans.length}, expected at most ${MAX_PLANS}`] : []),
    ...(total > MAX_PLAN_TASKS ? [`plans: found ${total} tasks, expected at most ${MAX_PLAN_TASKS} in all`] : []),
    ...ids,
    ...(ids.length > 0 ? [] : order.map(({ file, problem }) => `${file}.${problem}`)),
    ...coverProblems(plans, context),
    ...plans.flatMap((plan) => planProblems(plan, context)),
    ...(areSound && !isTooLarge ? sharedFiles(plans, waves) : []),
  ];
  return problems.length <= MAX_PROBLEMS
    ? problems
    : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];
}
