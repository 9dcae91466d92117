/** Where a task works, and what it may change there. */
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { needsShell } from "../../command-line.ts";
import { approvedCommands, type Task } from "../../engine/run.ts";
import { type ChangedFile, filesOf } from "../../project/changes.ts";
import { guardSet } from "../../project/globs.ts";
import { unlessUnreadable } from "../../project/kept-trees.ts";
import { isInside, type Project, realPath, treeStore } from "../../project/project.ts";
import { type Workstream, worktreePath } from "../../project/worktrees/names.ts";
import { isNew, type Touch } from "../../record/frozen.ts";
import type { Scene } from "../../record/scene.ts";
import { quote } from "../../text.ts";
import { moduleOf } from "../../workflows/index.ts";

/** The worktree that a task works in; null: the project itself. */
export const worktreeOf = (scene: Scene, task: Task): Workstream | null =>
  moduleOf(scene.run.workflow).worktree?.(scene, task) ?? null;

/** The folder that a task works in: the project, or its worktree. */
export function workFolder(scene: Scene, task: Task): string {
  const stream = worktreeOf(scene, task);
  return stream === null ? scene.project.root : worktreePath(scene.project, stream.run, stream.area);
}

/**
 * Commands that the program runs in this run itself, as they are typed; an agent that changes the project may run them too.
 * None for others: a test run can write, and reviewers have what the program saw.
 */
export function ownCommands(scene: Scene, task: Task): string[] {
  if (task.edits === null) return [];
  // What `--auto` took, no person has seen: such a line gets no shell, from nobody.
  const approved = approvedCommands(scene.run).filter(({ by, text }) => by !== "auto" || !needsShell(text));
  const more = moduleOf(scene.run.workflow).commands?.(scene) ?? [];
  return [...new Set([...approved.map((one) => one.text), ...more])];
}

/** A command as an agent types it: the host starts each in the project, so one for a worktree goes there first. */
export function commandLine(scene: Scene, task: Task, command: string): string {
  const folder = workFolder(scene, task);
  return folder === scene.project.root ? command : `cd ${quote(folder)} && ${command}`;
}

/** Tells for a file why a task may not change it; null: it may change all files. */
const editRule = (scene: Scene, task: Task): ((name: string) => string | null) | null =>
  task.edits === null ? null : (moduleOf(scene.run.workflow).editRule?.(scene, task) ?? null);

/** Why a task may not change a file, for its agent; null: it may. `path` is absolute. What lies outside its folder nobody reviews. */
export function editProblem(scene: Scene, task: Task, path: string): string | null {
  const folder = workFolder(scene, task);
  const name = relative(realPath(folder), realPath(path));
  if (name !== ".." && !name.startsWith("../")) return editRule(scene, task)?.(name) ?? null;
  return isTemporary(scene.project, path)
    ? null
    : `${path} lies outside: ${task.id} works in ${folder}, and with copies in ${tmpdir()}`;
}

/** Whether a path lies in a folder for temporary files, and in no part of the project: what is tried there changes nothing. */
const isTemporary = (project: Project, path: string): boolean =>
  !isInside(path, project.root) && ["/tmp", tmpdir()].some((folder) => isInside(path, folder));

/** Why a command of a task may not touch a path of the project; null: it may. `path` is absolute. */
export function commandProblem(scene: Scene, task: Task, path: string, touch: Touch): string | null {
  const { project, workflow } = scene;
  const name = relative(realPath(project.root), realPath(path));
  const folder = workflow.files;
  if (name === folder || name.startsWith(`${folder}/`) || (touch === "deep" && (name === "" || name === "..")))
    return name === task.writes || isDocument(project, task, path)
      ? null
      : `${task.id} writes ${[task.writes, ...task.documents].join(", ")} and nothing else under ${folder}/`;
  if (name.startsWith("../")) return editProblem(scene, task, path);
  if (touch === "remove" && isNew(project, task, name)) return null;
  return touch === "deep" ? deepProblem(scene, task, name) : editProblem(scene, task, inWork(scene, task, path));
}

/** Why a folder may not be removed: the problem of the first file in it, as of the task's start, that the task may not change. */
function deepProblem(scene: Scene, task: Task, name: string): string | null {
  const { project } = scene;
  const { base } = task;
  const rule = editRule(scene, task);
  if (rule === null || base === null) return null;
  return unlessUnreadable(() => {
    for (const { path } of filesOf(project.root, base, treeStore(project))) {
      const found = path === name || path.startsWith(`${name}/`) ? rule(path) : null;
      if (found !== null) return found;
    }
    return null;
  }, null);
}

/** Changed files that a task may not change, each with the reason: another's part of the project, or frozen. */
export function strayFiles(
  scene: Scene,
  task: Task,
  changed: readonly ChangedFile[],
): (ChangedFile & { why: string })[] {
  const rule = editRule(scene, task);
  const sorted = moduleOf(scene.run.workflow).sortsNewFiles?.(scene, task) === true;
  const isFrozen = guardSet(scene.run.settings.frozen);
  return changed.flatMap((one) => {
    const foreign = sorted && one.status === "added" ? null : (rule?.(one.path) ?? null);
    const why = isFrozen(one.path) ? `${one.path} is frozen by the person` : foreign;
    return why === null ? [] : [{ ...one, why }];
  });
}

/** Whether this file is one of a task's documents. `path` is absolute. */
export function isDocument(project: Project, task: Task, path: string): boolean {
  const real = realPath(path);
  return task.documents.some((one) =>
    one.endsWith("/")
      ? real.startsWith(`${realPath(join(project.root, one.slice(0, -1)))}/`) && real.endsWith(".md")
      : real === realPath(join(project.root, one)),
  );
}

/** Whether a path lies in the worktree of a task that has one. */
export function isInWorktree(scene: Scene, task: Task, path: string): boolean {
  const folder = workFolder(scene, task);
  return folder !== scene.project.root && isInside(path, folder);
}

/** A path of the project as it lies in the folder that a task works in. */
function inWork(scene: Scene, task: Task, path: string): string {
  const work = workFolder(scene, task);
  const name = relative(realPath(scene.project.root), path);
  return work === scene.project.root || name.startsWith("..") ? path : join(work, name);
}

/**
 * A command in a worktree rewritten as if it ran in the project, for rules that know the project's folder. Null when it names
 * the checkout.
 */
export function asInProject<P extends { cwd: string; input: Record<string, unknown> }>(
  scene: Scene,
  task: Task,
  payload: P,
): P | null {
  const { root } = scene.project;
  const work = workFolder(scene, task);
  if (work === root) return payload;
  const command = typeof payload.input.command === "string" ? payload.input.command : "";
  // Paths of the checkout would look like paths of the worktree below; only its documents may be named.
  const elsewhere = [work, realPath(work)].reduce((all, one) => all.replaceAll(one, ""), command);
  const documents = scene.workflow.files;
  if ([root, realPath(root)].some((one) => elsewhere.replaceAll(`${one}/${documents}/`, "").includes(one))) return null;
  const bare = (text: string): string => [work, realPath(work)].reduce((all, one) => all.replaceAll(one, root), text);
  return { ...payload, cwd: bare(payload.cwd), input: { ...payload.input, command: bare(command) } };
}
