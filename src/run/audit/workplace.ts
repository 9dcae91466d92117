/** Where a task works, and what it may change there. */
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { needsShell } from "../../command-line.ts";
import type { CommandOf } from "../../engine/commands.ts";
import { approvedCommands, type Run, type Task } from "../../engine/run.ts";
import { isInside, type Project, realPath } from "../../project/project.ts";
import { ifReadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, filesOf, readAt } from "../../project/trees/changes.ts";
import { type Workstream, worktreePath } from "../../project/worktrees/names.ts";
import type { Scene } from "../../record/scene.ts";
import { quote } from "../../text.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";

/** The worktree that a task works in; null: the project itself. */
export const worktreeOf = (scene: Scene, task: Task): Workstream | null =>
  moduleOf(scene.run.workflow).worktree?.(scene, task) ?? null;

/**
 * Notes which agent works on a task: from now on each of its calls is seen. What is done in a worktree
 * that shows.
 */
export function bindStep(project: Project, run: Run, task: Task, agent: string): CommandOf<"bind"> {
  const isSeen = task.edits !== null && worktreeOf(sceneOf(project, run), task) === null;
  return {
    do: "bind",
    task: task.id,
    call: task.dispatch!.call,
    agent,
    ...(isSeen && { calls: true }),
  };
}

/** Where a task works, found once for all that is asked about a call of its agent. */
export type Workplace = ReturnType<typeof workplaceOf>;

/**
 * `folder`: the project, or the task's worktree. `rule`: tells for a file why the task may not
 * change it; null: it may change all files.
 */
export function workplaceOf(scene: Scene, task: Task) {
  const stream = worktreeOf(scene, task);
  const folder =
    stream === null ? scene.project.root : worktreePath(scene.project, stream.run, stream.area);
  return {
    scene,
    task,
    folder,
    isWorktree: folder !== scene.project.root,
    rule: editRule(scene, task),
  };
}

/**
 * Commands that the program runs in this run itself, as they are typed; an agent that changes the
 * project may run them too. None for others: a test run can write, and reviewers have what the
 * program saw.
 */
export function ownCommands(scene: Scene, task: Task): string[] {
  if (task.edits === null) return [];
  // What `--auto` took, no person has seen: such a line gets no shell, from nobody.
  const approved = approvedCommands(scene.run).filter(
    ({ by, text }) => by !== "auto" || !needsShell(text),
  );
  const more = moduleOf(scene.run.workflow).commands?.(scene) ?? [];
  return [...new Set([...approved.map((one) => one.text), ...more])];
}

/**
 * A command as an agent types it: the host starts each in the project, so one for a worktree goes
 * there first.
 */
export const commandLine = ({ folder, isWorktree }: Workplace, command: string): string =>
  isWorktree ? `cd ${quote(folder)} && ${command}` : command;

const editRule = (scene: Scene, task: Task) =>
  task.edits === null ? null : (moduleOf(scene.run.workflow).editRule?.(scene, task) ?? null);

/**
 * Why a task may not change a file, for its agent; null: it may. `path` is absolute. What lies
 * outside its folder nobody reviews.
 */
export function editProblem({ scene, task, folder, rule }: Workplace, path: string): string | null {
  const name = relative(realPath(folder), realPath(path));
  if (name !== ".." && !name.startsWith("../")) return rule?.(name) ?? null;
  return isTemporary(scene.project, path)
    ? null
    : `${path} lies outside: ${task.id} works in ${folder}, and with copies in ${tmpdir()}`;
}

/**
 * Whether a path lies in a folder for temporary files, and in no part of the project: what is tried
 * there changes nothing.
 */
function isTemporary(project: Project, path: string): boolean {
  const home = process.env.HOME || homedir();
  // In containers the home may lie below: it is the person's all the same.
  const isIn = (folder: string): boolean =>
    isInside(path, folder) &&
    !(isInside(path, home) && isInside(home, folder) && !isInside(folder, home));
  return !isInside(path, project.root) && ["/tmp", tmpdir()].some(isIn);
}

/** What is done to a path: written, removed as one file, or removed with everything below it. */
export type Touch = "write" | "remove" | "deep";

/** Whether this task itself has added a file; it may remove that again. */
function isNew(project: Project, { base }: Task, name: string): boolean {
  if (base === null) return false;
  return ifReadable(() => readAt(project, base, name) === null, false);
}

/**
 * Why a command of a task may not touch a path of the project; null: it may. `path` is absolute.
 */
export function commandProblem(work: Workplace, path: string, touch: Touch): string | null {
  const { scene, task, folder } = work;
  const { project, workflow } = scene;
  const name = relative(realPath(project.root), realPath(path));
  const { files } = workflow;
  if (
    name === files ||
    name.startsWith(`${files}/`) ||
    (touch === "deep" && (name === "" || name === ".."))
  )
    return name === task.writes
      ? null
      : `${task.id} writes ${task.writes} and nothing else under ${files}/`;
  if (name === ".git" || name.startsWith(".git/")) return "The `.git` folder is the person's";
  if (name.startsWith("../")) return editProblem(work, path);
  if (touch === "remove" && isNew(project, task, name)) return null;
  if (touch === "deep") return deepProblem(work, name);
  const inRoot = relative(realPath(project.root), path);
  return editProblem(work, inRoot.startsWith("..") ? path : join(folder, inRoot));
}

/**
 * Why a folder may not be removed: the problem of the first file in it, as of the task's start,
 * that the task may not change.
 */
function deepProblem(
  { scene: { project }, task: { base }, rule }: Workplace,
  name: string,
): string | null {
  if (rule === null || base === null) return null;
  return ifReadable(() => {
    const files = filesOf(project, base).map(({ path }) => path);
    const below = files.filter((path) => path === name || path.startsWith(`${name}/`));
    return below.map(rule).find((problem) => problem !== null) ?? null;
  }, null);
}

/**
 * Changed files that a task may not change, each with the reason: another's part of the project.
 */
export function unexpectedFiles(
  scene: Scene,
  task: Task,
  changed: readonly ChangedFile[],
): (ChangedFile & { why: string })[] {
  const rule = editRule(scene, task);
  // In the worktree of an item the check after it finds out which new files commands have left.
  const sorted = task.edits === "item" && worktreeOf(scene, task) !== null;
  return changed.flatMap((one) => {
    const why = sorted && one.status === "added" ? null : (rule?.(one.path) ?? null);
    return why === null ? [] : [{ ...one, why }];
  });
}

/** Whether a path lies in the worktree of a task that has one. */
export const isInWorktree = ({ folder, isWorktree }: Workplace, path: string): boolean =>
  isWorktree && isInside(path, folder);

/**
 * A command in a worktree rewritten as if it ran in the project, for rules that know the project's
 * folder. Null when it names the checkout.
 */
export function asInProject<P extends { cwd: string }>(
  { scene, folder, isWorktree }: Workplace,
  payload: P,
  command: string,
): (P & { input: { command: string } }) | null {
  const { root } = scene.project;
  if (!isWorktree) return { ...payload, input: { command } };
  const names = [folder, realPath(folder)];
  const inRoot = (text: string, by: string): string =>
    names.reduce((all, one) => all.replaceAll(one, by), text);
  // Paths of the checkout would look like paths of the worktree below; only its documents may be
  // named.
  const elsewhere = inRoot(command, "");
  const documents = scene.workflow.files;
  if (
    [root, realPath(root)].some((one) =>
      elsewhere.replaceAll(`${one}/${documents}/`, "").includes(one),
    )
  )
    return null;
  return { ...payload, cwd: inRoot(payload.cwd, root), input: { command: inRoot(command, root) } };
}
