import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gateOf } from "../engine/gates.ts";
import type { Run, Task } from "../engine/run.ts";
import { type Project, treeStore } from "../project/project.ts";
import { treeOf } from "../project/tree.ts";
import { openWorkstream, workstreamTree } from "../project/worktrees/worktrees.ts";
import { sha256 } from "../store/journal.ts";
import { workflowOf } from "../workflows/index.ts";

/** Folders that a run has to do with: what its trees leave out, where they are kept, where areas are built. */

/** Folders that are never part of a subject, beside the workflow's own. */
const NOT_THE_PROJECT = [".task"];

/** Folders of the project that a run's trees and snapshots leave out. */
export const excludedFolders = (run: Run): string[] => [
  ...new Set([...NOT_THE_PROJECT, workflowOf(run.workflow).files]),
];

/** Areas are built in worktrees; what is mended later is mended in the checkout that holds the merge. */
export const worksInTree = (run: Run, task: Task): boolean =>
  task.edits === "area" &&
  task.item !== null &&
  run.settings.team?.profile === "app_worktree" &&
  (task.kind !== "fix" || task.brief === "fix-merge");

export type SubjectResult = { ok: true; subject: string | null } | { ok: false; problem: string };

/** The project's tree as it stands, named by its content. */
export function projectTree(project: Project, run: Run): SubjectResult {
  const tree = treeOf(project.root, { exclude: excludedFolders(run), scratch: treeStore(project) });
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}

/** A file of the run, named by its content. */
export function fileSubject(path: string): SubjectResult {
  try {
    if (!lstatSync(path).isFile()) return { ok: false, problem: `${path} is no regular file` };
    return { ok: true, subject: `file:${sha256(readFileSync(path))}` };
  } catch {
    return { ok: false, problem: `${path} cannot be read` };
  }
}

/** The tree of an area's worktree, which is made when it is not there yet. */
function worktreeSubject(project: Project, run: Run, task: Task): SubjectResult {
  const prefix = run.settings.team?.branch_prefix;
  const stream = { run: run.run, area: task.item!, ...(prefix === undefined ? {} : { prefix }) };
  const opened = openWorkstream(project, stream);
  if (!opened.ok) return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  const tree = workstreamTree(project, stream);
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}

/**
 * What a task is about, named by content: a review's own subject; for work on the project the tree that it starts from;
 * null where there is nothing to bind to.
 */
export function subjectOf(project: Project, run: Run, task: Task): SubjectResult {
  const gate = gateOf(workflowOf(run.workflow), run, task.gate);
  if (task.kind !== "fix" && gate.gate === "panel") return projectTree(project, run);
  if (task.kind !== "fix" && gate.gate === "review")
    return "file" in gate.of ? fileSubject(join(project.root, gate.of.file)) : projectTree(project, run);
  if (task.edits === null) return { ok: true, subject: null };
  return worksInTree(run, task) ? worktreeSubject(project, run, task) : projectTree(project, run);
}
