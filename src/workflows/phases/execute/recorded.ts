import type { Run } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { accepted } from "../../../record/accepted.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { execution } from "../../execute/index.ts";
import {
  commitsOf,
  criteriaOf,
  isLook,
  itemOf,
  type PlannedFacts,
  type PlannedRecord,
  plannedFacts,
  planningTask,
  REVIEWED,
  snapshotFacts,
} from "../../execute/plan/plan.ts";
import { runsUnasked } from "../../tests/may-run.ts";
import { WORK } from "../paths.ts";
import type { PhaseNumber } from "../planning/model.ts";
import type { At } from "../recorded.ts";
import type { PlanningFiles } from "../state/touched.ts";
import type { carried, statedOf } from "./prepare.ts";
import type { doneTasks } from "./tasks.ts";

/** What the checks of this part have found out. Types, and the name of its file. */

export const TASKS = `${WORK}/execute-tasks.json`;

/** A task that an earlier run has carried out and committed. */
export type DoneTask = ReturnType<typeof doneTasks>[number];

/** One plan that is carried out. */
export type CarriedPlan = ReturnType<typeof carried>;

/** What is carried out: facts for the executor, and in full for briefs and summaries. */
type TasksFacts = ReturnType<typeof statedOf>;
export interface TasksRecord extends PlannedRecord {
  /** `folder`: its name. */
  phase: { number: PhaseNumber; name: string; folder: string };
  plans: CarriedPlan[];
  /** What the person has to know before the tasks begin. */
  notes: string[];
  /** Files of `.planning` before the first task. */
  planning: PlanningFiles;
}

/** Rules and lists that the gates of this part name. Pure. */

/** What is carried out, as facts of the run. */
export const tasksFacts = (run: Run) => ({
  ...{ known: [], notes: [], again: [], order: [] },
  ...(plannedFacts(run, TASKS) as Pick<TasksFacts, "tasks"> & Partial<TasksFacts>),
});

/** The same in full; null: it is not kept any more. */
export const tasksRecord = ({ project, run }: At): TasksRecord | null =>
  accepted<TasksRecord>(project, planningTask(run, TASKS)?.artifact ?? null);

/** What was planned, for whoever looks at all of it. */
export function plannedParts(at: At): BriefPart[] {
  const { sections = [], plans = [] } = tasksRecord(at) ?? {};
  const lines = plans.map(({ path, objective }) => `- ${path}: ${objective}`);
  return [...sections, { title: "Plans", body: lines.join("\n") }];
}

/** What earlier runs have done of these plans: it is in no diff of this one. */
export function earlierPart(at: At): BriefPart {
  const lines = (tasksRecord(at)?.plans ?? []).flatMap(({ id, done }) =>
    done.map(({ task, name, commit }) => `- ${id}, task ${task}: ${name}: ${commit}`),
  );
  return {
    title: "Done by earlier runs, and not in this diff: open these commits, too",
    body: lines.join("\n"),
  };
}

/** Commands of all plans that are carried out, and of the project's own tests, each once. */
export const commandsOf = ({ tasks = [], tests = [] }: Partial<PlannedFacts>): string[] => [
  ...new Set([...criteriaOf(tasks), ...tests]),
];
export const executeCommands = (run: Run): string[] => commandsOf(tasksFacts(run));

/** Those of them that the person approved in an earlier run of the phase. */
export const knownCommands = (run: Run): string[] => tasksFacts(run).known;
/** Those that they are asked about: with `--auto` not what they approved before. */
export const newCommands = (run: Run): string[] =>
  executeCommands(run).filter(
    (executeCommand) => !(run.auto && knownCommands(run).includes(executeCommand)),
  );

/** Tasks that no command shows to be done, a line for each. */
export const unshownTasks = (run: Run): string[] =>
  tasksFacts(run).tasks.flatMap(({ plan, task, name, criteria, waits }) =>
    criteria.length === 0 && waits === undefined
      ? [
          `${plan}, task ${task}: ${name}: no command shows that it is done; only its executor says so`,
        ]
      : [],
  );

/** Whether it is the last task of its plan. */
export function endsPlan(run: Run, { item }: { item?: string | null }): boolean {
  const own = itemOf(run, { item: item ?? null });
  return (
    own !== undefined &&
    !(snapshotFacts(run)?.items ?? []).some((item) => item.plan === own.plan && item.n > own.n)
  );
}

/** The gate of the review of the code, and who looks. */
export const CODE_REVIEW = { key: "code-review", name: "peer" };

/** Whether no task was given up, and this run has commits, which nobody has reviewed. */
export function isReviewPending(run: Run): boolean {
  const isWhole = (run.items ?? []).every(({ dropped }) => dropped === null);
  return tasksFacts(run).reviews === true && commitsOf(run).length > 0 && isWhole;
}

export const RULES: Functions["rules"] = {
  ...execution.waits.rules,
  executeHasGit: (run) => tasksFacts(run).git !== false,
  executeLacksGit: (run) => tasksFacts(run).git === false,
  executeSkipsDone: (run) => tasksFacts(run).skips === true,
  executeReviews: isReviewPending,
  [REVIEWED]: (run) => tasksFacts(run).reviews === true && tasksFacts(run).git !== false,
  executeHasTasks: (run) => tasksFacts(run).tasks.length > 0,
  /** Nothing would be done that the person has to be asked about. */
  executeIsInOrder: (run) =>
    [...tasksFacts(run).again, ...tasksFacts(run).notes].length === 0 &&
    unshownTasks(run).length === 0 &&
    newCommands(run).every((command) => runsUnasked(run, command)),
  /**
   * It is the last task of its plan, or a look of the person: what they said is on record whatever
   * becomes of the plan.
   */
  executeEndsPlan: (run, gate) =>
    endsPlan(run, gate) || isLook(itemOf(run, { item: gate.item ?? null })),
};

export const SHOWS: Functions["shows"] = { executeCommands, executeKnown: knownCommands };
