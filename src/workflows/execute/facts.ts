import { join } from "node:path";
import { type Task, taskOf } from "../../engine/run.ts";
import { unlessUnreadable } from "../../project/kept-trees.ts";
import { worktreePath } from "../../project/worktrees/names.ts";
import { accepted, acceptedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders } from "../../record/subject.ts";
import { treeDiff } from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract/contract.ts";
import { type KitFacts, kitFacts } from "../kit/facts.ts";
import { lazily } from "../kit/lazily.ts";
import { fixedGround } from "../kit/ground.ts";
import type { Ran } from "./checks/accept.ts";
import { baseOfItem, itemOf, type PlannedRecord, type PlanTask, snapshotTask, streamOf } from "./plan.ts";
import { sectionText } from "./sections.ts";

/** What the brief of an executor is made of beside that of every brief; the diff of a fix is what the item's work has changed so far. */
interface OwnFacts extends Pick<KitFacts, "diff"> {
  /** The folder to work in. */
  folder: string;
  /** Whether that is a worktree of the item alone. */
  isAlone: boolean;
  item: PlanTask;
  /** What is to be done, as the plan's file has it. */
  details: string;
  /** Sections of the plan that hold for every task. */
  sections: BriefPart[];
  /** What the program found wrong: of a fix. */
  problems: string[];
  /** Commands that failed, with the end of their output and the file that has the whole of it. */
  failed: (Pick<Ran, "command" | "lines"> & { log: string | null })[];
}
export type ExecuteFacts = KitFacts & OwnFacts;

/** What a record of a check of an item holds, as far as a brief tells it. */
interface CheckRecord {
  problems?: string[];
  ran?: Ran[];
}

const SECTIONS = ["Overview", "Architecture", "Security"];
const NO_TASK: PlanTask = { n: 0, name: "", files: [], after: [], setup: [], criteria: [] };
const NO_CRITERIA = fixedGround([]);

/** Gathers what the brief of a task of an item needs. */
export function executeFacts(scene: Scene, task: Task, dispatched: Dispatched): ExecuteFacts {
  const { project, workflow, run } = scene;
  const item = itemOf(run, task) ?? NO_TASK;
  const stream = task.item === null ? null : streamOf(run, task.item, excludedFolders(workflow));
  const planned = snapshotTask(run);
  const said = accepted<PlannedRecord>(project, planned?.artifact ?? null);
  const answered = task.fixes === null ? undefined : taskOf(run, task.fixes);
  const record = accepted<CheckRecord>(project, answered?.artifact ?? null);
  const sections = (): BriefPart[] => {
    if (said?.sections?.length) return said.sections;
    const plan = acceptedText(project, run, planned?.reads[0] ?? "") ?? "";
    return SECTIONS.map((title) => ({ title: `Plan: ${title}`, body: sectionText(plan, title) }));
  };
  const own = {
    folder: () => (stream === null ? project.root : worktreePath(project, stream.run, stream.area)),
    isAlone: () => stream !== null,
    item: () => item,
    details: () => said?.details?.[item.n] ?? "",
    sections,
    problems: () => record?.problems ?? [],
    failed: () =>
      (record?.ran ?? [])
        .filter((one) => one.state !== "passed")
        .map(({ command, lines, log }) => ({
          command,
          lines,
          log: log === null ? null : join(project.task, "objects", log),
        })),
    diff: () => {
      if (answered === undefined) return null;
      const base = baseOfItem(run, task.item);
      return unlessUnreadable(() => treeDiff(scene, "What you have changed so far", base, dispatched.subject), null);
    },
  };
  return lazily<OwnFacts, KitFacts>(own, kitFacts(NO_CRITERIA, scene, task, dispatched));
}
