import { type CommitForm, titleIn } from "../../../project/git/own-commits.ts";
import { titleOf } from "../../../text.ts";
import type { PlanTask } from "../../execute/plan/plan.ts";
import { fileProblem } from "../../execute/plan/plan-rules.ts";
import { isTestFile } from "../../tests/test-file.ts";
import { isCheckpoint, type PhaseTask } from "../planning/documents/plan.ts";
import type { PhasePlan } from "../planning/model.ts";
import { mayWrite } from "../planning/waves.ts";
import type { DoneTask } from "./recorded.ts";

/** Tasks of plans, as the executor carries them out. Pure. */

/** One plan, with what else the person has to do for it. */
export interface PlanToRun {
  plan: PhasePlan;
  done: readonly DoneTask[];
  /**
   * What an earlier run left undone: its number, by which model and why, and which model does it
   * now.
   */
  undone: readonly { task: number; by: string; why: string; model: string }[];
}

const INSTALLS =
  /\b(?:(?:npm|pnpm|yarn|bun) (?:install|i|add)|(?:uv )?pip3? install|uv add|poetry add|pipenv install|pdm add|cargo (?:add|install)|go (?:get|install)|gem install|bundle add|composer require|dotnet add (?:\S+ )?package|mix archive\.install|(?:apt|apt-get|brew|dnf|apk) (?:install|add)|npx (?:-y|--yes))[ \t]+(?=[^\s`"'|;&)])[^\n`"'|;&)]*/gi;

/**
 * Commands in the text of a task that bring packages in; plain `npm install` brings nothing that
 * the project has not named.
 */
export const installsOf = ({
  action,
  commands,
}: Pick<PhaseTask, "action" | "commands">): string[] => [
  ...new Set(
    [action, ...commands].flatMap((text) =>
      [...text.matchAll(INSTALLS)].map(([found]) => found.trim().replace(/[.,]$/, "")),
    ),
  ),
];

/** `Task 2: Search` is named `Search`. */
export const plainName = (name: string): string =>
  name.replace(/^Task\s+\d+\s*[:.–—-]\s*/i, "").trim() || name;

/** How a look of a person at the work of a plan is called among the tests of its phase. */
export const lookName = (plan: string, name: string): string => `Plan ${plan}: ${name}`;

/** What kind of change a commit is, as its message names it. */
export function commitType(
  { gap_closure }: Pick<PhasePlan, "gap_closure">,
  { name, files }: PhaseTask,
): string {
  const is = (test: (path: string) => boolean): boolean => files.length > 0 && files.every(test);
  if (is(isTestFile)) return "test";
  if (is((path) => /\.(?:md|mdx|rst|adoc)$/i.test(path) || path.startsWith("docs/"))) return "docs";
  if (/^refactor\b/i.test(plainName(name))) return "refactor";
  return gap_closure || /^fix\b/i.test(plainName(name)) ? "fix" : "feat";
}

/** Characters of a commit's first line. */
const MAX_TITLE = 120;

/** The first line of a task's commit: `feat(02-01): add a search`. */
export function commitTitle(plan: PhasePlan, task: PhaseTask): string {
  const name = plainName(task.name).replace(/\s+/g, " ").replace(/\.$/, "");
  const lower = /^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;
  return titleOf(`${commitType(plan, task)}(${plan.id}): ${lower}`, MAX_TITLE);
}

/**
 * All that a plan may change: what it says that it writes, and the whole project where it says
 * nothing. Files of `.planning` are the program's.
 */
export const filesOfPlan = (plan: PhasePlan): string[] =>
  mayWrite(plan).filter((file) => file !== ".planning" && !file.startsWith(".planning/"));

const part = (title: string, text = ""): string[] =>
  text.trim() === "" ? [] : [`${title}\n\n${text.trim()}`];

/** What is to be done, whole. */
const detailsOf = (plan: PhasePlan, task: PhaseTask, number: number, before = ""): string =>
  [
    `Task ${number} of plan ${plan.id}: ${plan.objective}`.trim(),
    task.action,
    ...part("The last time it was not done:", before),
    ...part("What its tests show:", task.behavior),
    ...part("What has to hold:", task.criteria),
    ...part("Done when:", task.done),
    ...part(
      "Files that this task is about; those of the whole plan may change:",
      task.files.map((file) => `- ${file}`).join("\n"),
    ),
    ...part(
      "What has to be true when the whole plan is done:",
      plan.must_haves.truths.map((truth) => `- ${truth}`).join("\n"),
    ),
  ]
    .filter((one) => one !== "")
    .join("\n\n");

/**
 * Of a plan that is test first as a whole some tasks may be no matter of tests: where any says that
 * it is test first, the others are not.
 */
const isTdd = (plan: PhasePlan, task: PhaseTask): boolean =>
  task.tdd || (plan.type === "tdd" && !plan.tasks.some(({ tdd }) => tdd));

type Step = Omit<PlanTask, "n" | "after" | "setup"> & { details: string };

/**
 * What is left to do for a plan, one step after the other: its tasks, and before each what it asks
 * of the person.
 */
function stepsOf({ plan, done, undone }: PlanToRun): Step[] {
  const isWaiting = plan.tasks.some(isCheckpoint);
  const first = 1 + Math.max(0, ...done.map(({ task }) => task));
  return plan.tasks.flatMap((task, index) => {
    const number = index + 1;
    if (number < first) return [];
    const name = plainName(task.name);
    const own = { plan: plan.id, task: number, files: [], criteria: [] };
    const steps: Step[] = [];
    const wait = (waits: string, title: string, details: string): unknown =>
      steps.push({ name: title, ...own, waits, details });
    if (number === first && plan.setup.length > 0)
      wait("external-service", `Set up for plan ${plan.id}`, plan.setup.join("\n"));
    else if (number === first && !plan.autonomous && !isWaiting)
      wait(
        "not-autonomous",
        `Look at plan ${plan.id}`,
        `${plan.path} says autonomous: false, and has no checkpoint: check what you have to do yourself.`,
      );
    const installs = installsOf(task);
    if (installs.length > 0)
      wait(
        "package-install",
        `Packages for ${name}`,
        `Task ${task.name} of ${plan.id} installs packages:\n${installs.join("\n")}\nCheck each of them, and install it yourself.`,
      );
    if (isCheckpoint(task))
      wait(
        task.type.replace(/^checkpoint:?/, "") || "human-verify",
        name,
        task.action || task.name,
      );
    else {
      const before = undone.find((one) => one.task === number);
      steps.push({
        ...{ name, ...own, criteria: task.commands },
        ...(before === undefined ? {} : { model: before.model }),
        ...(isTdd(plan, task) ? { tdd: true as const } : {}),
        commit: commitTitle(plan, task),
        details: detailsOf(plan, task, number, before?.why),
      });
    }
    return steps;
  });
}

/**
 * The tasks of plans in waves, and what is to be done for each, by its number. The first ones of a
 * plan wait for all plans of the wave before; within a plan each waits for the one before it.
 */
export function tasksOf(waves: readonly (readonly PlanToRun[])[]) {
  const tasks: PlanTask[] = [];
  const details: Record<string, string> = {};
  let before: number[] = [];
  for (const wave of waves) {
    const last: number[] = [];
    for (const plan of wave) {
      let after = before;
      for (const { details: text, ...step } of stepsOf(plan)) {
        const n = tasks.length + 1;
        tasks.push({ n, after, setup: [], ...step });
        details[n] = text;
        after = [n];
      }
      if (after !== before) last.push(tasks.length);
    }
    if (last.length > 0) before = last;
  }
  return { tasks, details };
}

/**
 * Tasks of a plan that commits of an earlier run stand for: those from the first one on, without a
 * gap but what waits for the person, whose commit says so and has the message that it would get
 * now. `commits`: oldest first.
 */
export function doneTasks(
  plan: PhasePlan,
  commits: readonly { commit: string; subject: string; task: number | null }[],
  form?: CommitForm,
  branch: string | null = null,
) {
  const done: { task: number; name: string; commit: string }[] = [];
  for (const [index, task] of plan.tasks.entries()) {
    if (isCheckpoint(task)) continue;
    const title = commitTitle(plan, task);
    const found = commits.findLast(
      (commit) =>
        commit.task === index + 1 && [title, titleIn(title, form, branch)].includes(commit.subject),
    );
    if (found === undefined) break;
    done.push({ task: index + 1, name: plainName(task.name), commit: found.commit });
  }
  return done;
}

/** What all plans that have tasks left may change, by their ids. */
export const planFiles = (plans: readonly PlanToRun[]): Record<string, string[]> =>
  Object.fromEntries(plans.map(({ plan }) => [plan.id, filesOfPlan(plan)]));

/** What of a plan cannot be carried out as it stands. */
export function planProblems(plan: PhasePlan): string[] {
  const files = filesOfPlan(plan).flatMap((file) => {
    const expected = fileProblem(file);
    return expected === null
      ? []
      : [`${plan.path}: found the file ${JSON.stringify(file)}, expected ${expected}`];
  });
  const tasks = plan.tasks.flatMap((task, index) => {
    const at = `${plan.path}: task ${index + 1}`;
    if (!/^(?:auto|tracer|checkpoint(?::[\w-]+)?)$/.test(task.type))
      return [`${at}: type: found ${task.type}, expected auto, or checkpoint with its kind`];
    return isTdd(plan, task) && !isCheckpoint(task) && task.commands.length === 0
      ? [`${at}: it has to be seen failing first and names no command, expected those of its tests`]
      : [];
  });
  return [...files, ...tasks];
}
