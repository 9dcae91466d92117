import { join } from "node:path";
import type { Task } from "../../engine/run.ts";
import { taskOf } from "../../engine/run.ts";
import { unlessUnreadable } from "../../project/kept-trees.ts";
import { worktreePath } from "../../project/worktrees/names.ts";
import { accepted, acceptedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders } from "../../record/subject.ts";
import { attemptParts, type Diff, decisions, treeDiff } from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract/contract.ts";
import type { Stamped } from "../kit/form.ts";
import type { Ran } from "./checks/accept.ts";
import { baseOfItem, itemOf, type PlannedRecord, type PlanTask, snapshotTask, streamOf } from "./plan.ts";
import { sectionText } from "./sections.ts";

/** What the brief of an executor is made of. */
export interface ExecuteFacts extends Stamped {
  /** The folder to work in. */
  folder: string;
  /** Whether that is a worktree of the item alone. */
  isAlone: boolean;
  item: PlanTask;
  /** What is to be done, as the plan's file has it. */
  details: string;
  /** Sections of the plan that hold for every task. */
  sections: BriefPart[];
  decided: string;
  frozen: readonly string[];
  /** What the program found wrong: of a fix. */
  problems: string[];
  /** Commands that failed, with the end of their output and the file that has the whole of it. */
  failed: (Pick<Ran, "command" | "lines"> & { log: string | null })[];
  /** What the item's work has changed so far: of a fix. */
  diff: Diff | null;
  attempt: BriefPart[];
}

/** What a record of a check of an item holds, as far as a brief tells it. */
interface CheckRecord {
  problems?: string[];
  ran?: Ran[];
}

const SECTIONS = ["Overview", "Architecture", "Security"];
const NO_TASK: PlanTask = { n: 0, name: "", files: [], after: [], setup: [], criteria: [] };

/** Gathers what the brief of a task of an item needs. */
export function executeFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): ExecuteFacts {
  const { project, workflow, run } = scene;
  const item = itemOf(run, task) ?? NO_TASK;
  const stream = task.item === null ? null : streamOf(run, task.item, excludedFolders(workflow));
  const plan = acceptedText(project, run, snapshotTask(run)?.reads[0] ?? "") ?? "";
  const answered = task.fixes === null ? undefined : taskOf(run, task.fixes);
  const record = accepted<CheckRecord>(project, answered?.artifact ?? null);
  const base = baseOfItem(run, task.item);
  const said = accepted<PlannedRecord>(project, snapshotTask(run)?.artifact ?? null);
  return {
    task,
    nonce,
    folder: stream === null ? project.root : worktreePath(project, stream.run, stream.area),
    isAlone: stream !== null,
    item,
    details: said?.details?.[item.n] ?? "",
    sections: said?.sections?.length
      ? said.sections
      : SECTIONS.map((title) => ({ title: `Plan: ${title}`, body: sectionText(plan, title) })),
    decided: decisions(run),
    frozen: run.settings.frozen,
    problems: record?.problems ?? [],
    failed: (record?.ran ?? [])
      .filter((one) => one.state !== "passed")
      .map(({ command, lines, log }) => ({
        command,
        lines,
        log: log === null ? null : join(project.task, "objects", log),
      })),
    diff:
      answered === undefined
        ? null
        : unlessUnreadable(() => treeDiff(scene, "What you have changed so far", base, subject), null),
    attempt: attemptParts(scene, task, subject),
  };
}
