/** Folders that a run has to do with: what its trees leave out, where they are kept, where areas are built. */
import { join } from "node:path";
import type { Run, Task } from "../engine/run.ts";
import { workflowOf } from "../workflows/index.ts";
import type { Project } from "../project/project.ts";

/** Folders that are never part of a subject, beside the workflow's own. */
const NOT_THE_PROJECT = [".task"];

/** Where trees keep their index and the files that git does not have yet. */
export const scratchOf = (project: Project): string => join(project.task, "objects", "trees");

/** Folders of the project that a run's trees and snapshots leave out. */
export const outsideOf = (run: Run): string[] => [...new Set([...NOT_THE_PROJECT, workflowOf(run.workflow).files])];

/** Areas are built in worktrees; what is mended later is mended in the checkout that holds the merge. */
export const worksInTree = (run: Run, task: Task): boolean =>
  task.edits === "area" &&
  task.item !== null &&
  run.settings.team?.profile === "app_worktree" &&
  (task.kind !== "fix" || task.brief === "fix-merge");
