import { join } from "node:path";
import { type Task, taskOf } from "../../engine/run.ts";
import { ifReadable } from "../../project/snapshots/trees.ts";
import { worktreePath } from "../../project/worktrees/names.ts";
import { accepted } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders } from "../../record/subject.ts";
import type { BriefPart, Dispatched } from "../contract/contract.ts";
import { type KitFacts, kitFacts } from "../kit/facts.ts";
import { fixedGround } from "../kit/ground.ts";
import { lazily } from "../kit/lazily.ts";
import { treeDiff } from "../words/brief-parts.ts";
import type { Ran } from "./checks/criteria.ts";
import {
  baseOfItem,
  itemOf,
  type PlannedRecord,
  type PlanTask,
  snapshotTask,
  streamOf,
  TASK_RESULT,
} from "./plan/plan.ts";

/** What a record of a check of an item holds, as far as a brief tells it. */
interface CheckRecord {
  problems?: string[];
  ran?: Ran[];
}

const NO_TASK: PlanTask = { n: 0, name: "", files: [], after: [], setup: [], criteria: [] };
const NO_CRITERIA = fixedGround([]);

/** What the brief of an executor is made of. */
export type ExecuteFacts = ReturnType<typeof executorsFacts>;

/** Those of any task. */
export const executeFacts = (...of: [Scene, Task, Dispatched]): ExecuteFacts =>
  addExecuteFacts(kitFacts(NO_CRITERIA, ...of), ...of);

/** What every brief is made of, with what an executor's alone needs beside. */
export const addExecuteFacts = (base: KitFacts, ...of: [Scene, Task, Dispatched]): ExecuteFacts =>
  of[1].schema === TASK_RESULT ? executorsFacts(base, ...of) : (base as ExecuteFacts);

function executorsFacts(base: KitFacts, scene: Scene, task: Task, dispatched: Dispatched) {
  const { project, workflow, run } = scene;
  const item = itemOf(run, task) ?? NO_TASK;
  const stream = task.item === null ? null : streamOf(run, task.item, excludedFolders(workflow));
  const plannedRecord = accepted<PlannedRecord>(project, snapshotTask(run)?.artifact ?? null);
  const answered = taskOf(run, task.fixes);
  const record = accepted<CheckRecord>(project, answered?.artifact ?? null);
  const own = {
    /** The folder to work in, and whether that is a worktree of the item alone. */
    folder: () => (stream === null ? project.root : worktreePath(project, stream.run, stream.area)),
    isAlone: () => stream !== null,
    item: () => item,
    /** What is to be done, as the plan's file has it. */
    details: () => plannedRecord?.details?.[item.n] ?? "",
    /** Sections of the plan that hold for every task. */
    sections: (): BriefPart[] => plannedRecord?.sections ?? [],
    /** What the program found wrong: of a fix. */
    problems: () => record?.problems ?? [],
    /** Commands that failed, with the end of their output and the file that has the whole of it. */
    failed: () =>
      (record?.ran ?? [])
        .filter((one) => one.state !== "passed")
        .map(({ command, lines, log }) => {
          return { command, lines, log: log === null ? null : join(project.task, "objects", log) };
        }),
    /** What the item's work has changed so far: of a fix. */
    diff: () => {
      if (answered === undefined) return null;
      const from = baseOfItem(run, task.item);
      return ifReadable(
        () => treeDiff(scene, "What you have changed so far", from, dispatched.subject),
        null,
      );
    },
  };
  return lazily(own, base);
}
