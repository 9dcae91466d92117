import { join } from "node:path";
import { guardOf } from "../../engine/decisions/outcomes.ts";
import { gateOf } from "../../engine/gates.ts";
import type { Head, Run, Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { type ChangedFile, diffTrees } from "../../project/trees/changes.ts";
import type { Workstream } from "../../project/worktrees/names.ts";
import { openWorkstream, workstreamTree } from "../../project/worktrees/workstreams.ts";
import { BASE_OPTION, firstWork, treeBeforeMove } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import {
  fileSubject,
  isTree,
  projectTree,
  type SubjectResult,
  treeNow,
  treeSubject,
} from "../../record/subject.ts";
import { sceneOf, workflowOf } from "../../workflows/index.ts";
import { worktreeOf } from "./workplace.ts";

/** What a task is about, and what changed in it since. */

/**
 * A task's subject, named by its content: what a review is about; for a task that edits the
 * project, the present tree; else null.
 */
export function subjectOf(project: Project, run: Run, task: Task): SubjectResult {
  const scene = sceneOf(project, run);
  const gate = gateOf(scene.workflow, run, task.gate);
  if (task.kind !== "fix" && (gate.gate === "panel" || gate.gate === "review"))
    return gate.of && "file" in gate.of
      ? fileSubject(join(project.root, gate.of.file))
      : projectTree(scene);
  if (task.edits === null) return { ok: true, subject: null };
  const stream = worktreeOf(scene, task);
  return stream === null ? projectTree(scene) : worktreeSubject(project, stream);
}

/**
 * The tree of a worktree, which is made when it is not there yet. Once or twice in a task, and few
 * runs have worktrees.
 */
function worktreeSubject(project: Project, stream: Workstream): SubjectResult {
  const opened = openWorkstream(project, stream);
  return treeSubject(opened.ok ? workstreamTree(project, stream) : opened);
}

/**
 * The project as the run finds it, for its first task, which may be about nothing of it; null: it
 * is not the first, or cannot be told.
 */
export function treeAtStart(project: Project, run: Run): string | null {
  return run.tasks.some((task) => task.dispatches > 0) ? null : treeNow(sceneOf(project, run));
}

/** Names of files that git brought before the first work of a run. */
export function broughtBefore(
  project: Project,
  run: Run,
  task: Task,
  subject: string | null,
  head: Head["head"] | null,
) {
  const from = treeBeforeMove(run, task, head);
  return from === null ? [] : (movedBetween(project, from, subject) ?? ["files no longer known"]);
}

/**
 * Names of files that differ between two states of a subject; null where these cannot be compared.
 */
const movedBetween = (project: Project, from: string | null, to: string | null): string[] | null =>
  diffTrees(project, from, to)?.map(({ path }) => path) ?? null;

/**
 * Files that changed since the check that guards this review; null: nothing guards it, or that
 * cannot be told.
 */
export function movedSince(
  project: Project,
  run: Run,
  task: Task,
  subject: string | null,
): string[] | null {
  const guard = guardOf(workflowOf(run.workflow), run, task);
  return guard === null || guard.last.reviewed === subject
    ? null
    : movedBetween(project, guard.last.reviewed, subject);
}

/** Files that changed since a review was dispatched; null: none, or that cannot be told. */
export function movedDuring(project: Project, task: Task, subject: string | null): string[] | null {
  const from = task.dispatch?.subject ?? null;
  return from === subject ? null : movedBetween(project, from, subject);
}

/** What a run has changed of the project, as its journal says. */

/** The project's tree before the first task that edits it; null before there is one. */
export const firstTree = (run: Run): string | null => firstWork(run)?.base ?? null;

/** The tree of the project that the last accepted artifact is about; without one the first tree. */
export function lastTree(scene: Scene): string | null {
  const { run } = scene;
  // What was looked at before the work began is not what it ended with.
  const begun = firstWork(run)?.started_at ?? (run.options[BASE_OPTION] === undefined ? "~" : "");
  const withTree = run.tasks.filter(
    (task) =>
      isTree(task.reviewed) && (task.ended_at ?? "") >= begun && worktreeOf(scene, task) === null,
  );
  const last = withTree.reduce<Task | null>(
    (best, task) => (task.acceptedSeq > (best?.acceptedSeq ?? 0) ? task : best),
    null,
  );
  return last?.reviewed ?? firstTree(run);
}

/**
 * Files that the run has changed; none before its work begins, null when that cannot be told any
 * more.
 */
export function changedBy(scene: Scene): ChangedFile[] | null {
  const base = firstTree(scene.run);
  return base === null ? [] : diffTrees(scene.project, base, lastTree(scene));
}
