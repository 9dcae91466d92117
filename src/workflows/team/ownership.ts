/** Parts of a project: which files belong to an area, and who may change what. */
import { join, relative } from "node:path";
import type { Run, Task } from "../../engine/run.ts";
import { type ChangedFile, filesOf, TreeUnreadable } from "../../project/changes.ts";
import { globSet } from "../../project/globs.ts";
import { type Project, realPath, treeStore } from "../../project/project.ts";
import { worktreePath } from "../../project/worktrees/names.ts";
import { isNew, type Touch, undone } from "../../record/frozen.ts";
import { excludedFolders, worksInTree } from "../../record/subject.ts";
import { sha256 } from "../../store/journal.ts";
import { workflowOf } from "../index.ts";
import { type Areas, areasOf, mayEdit, ownersOf, PRINCIPAL } from "./areas.ts";

/** Where tests are in most projects. */
const TESTS = ["**/*.{test,spec}.*", "**/*_test.*", "**/test_*.*", "**/{test,tests,__tests__,spec,e2e}/**"];

export const testGlobs = (run: Run): readonly string[] => run.settings.team?.qa ?? TESTS;
export const isTestOf = (run: Run): ((path: string) => boolean) => globSet(testGlobs(run));

/** Whether a path belongs to an area. The principal mends where nobody else can be told, so everything is its own. */
export function inAreaOf(run: Run): (path: string, area: string) => boolean {
  const owners = ownersOf(areasOf(run.settings));
  return (path, area) => area === PRINCIPAL || owners(path).includes(area);
}

/** The content of each area, named by hash, in a tree; tests belong to no area. @throws TreeUnreadable */
export function areaTrees(project: Project, run: Run, tree: string): Record<string, string> {
  const isTest = isTestOf(run);
  const owners = ownersOf(areasOf(run.settings));
  const lines: Record<string, string[]> = Object.fromEntries(
    Object.keys(areasOf(run.settings)).map((one) => [one, []]),
  );
  for (const { path, mode, hash } of filesOf(project.root, tree, treeStore(project))) {
    if (isTest(path)) continue;
    for (const area of owners(path)) lines[area]!.push(`${mode} ${hash} ${path}\n`);
  }
  return Object.fromEntries(Object.entries(lines).map(([area, all]) => [area, sha256(all.sort().join(""))]));
}

/** The folder that a task works in: the project, or the worktree of its area. */
export const workFolder = (project: Project, run: Run, task: Task): string =>
  worksInTree(run, task) ? worktreePath(project, run.run, task.item!) : project.root;

/** Why a task may not change a file, in words for its agent; null when it may. `path` is absolute. */
export function editProblem(project: Project, run: Run, task: Task, path: string): string | null {
  if (task.edits === null || task.edits === "all") return null;
  const name = relative(realPath(workFolder(project, run, task)), realPath(path));
  if (name.startsWith("..")) return `${task.id} works in ${workFolder(project, run, task)} alone`;
  return ownership(run, task)(name);
}

/** The same for a file by its name in the project. */
function ownership(run: Run, task: Task): (name: string) => string | null {
  const isTest = isTestOf(run);
  const areas = areasOf(run.settings) as Areas;
  return (name) => {
    if (excludedFolders(run).some((folder) => name === folder || name.startsWith(`${folder}/`)))
      return `${name} belongs to the program and to whoever it asks for it`;
    if (task.edits === "tests")
      return isTest(name)
        ? null
        : `${name} is no test file: what is wrong in it is a failing test, which its owner mends`;
    if (task.item === PRINCIPAL) return null;
    if (isTest(name))
      return `${name} is a test file, which belongs to dev-qa. Say in Open points what should change there`;
    const { may, owners } = mayEdit(name, task.item ?? "", areas);
    return may === "foreign"
      ? `${name} belongs to ${owners.map((one) => `dev-${one}`).join(" and ")}. Leave it, and name it in Open points`
      : null;
  };
}

/** Why a command of a task may not touch a path of the project; null when it may. `path` is absolute. */
export function commandProblem(project: Project, run: Run, task: Task, path: string, touch: Touch): string | null {
  const name = relative(realPath(project.root), realPath(path));
  const folder = workflowOf(run.workflow).files;
  const own = [task.writes, ...task.documents].join(", ");
  if (name === folder || name.startsWith(`${folder}/`) || (touch === "deep" && (name === "" || name === "..")))
    return name === task.writes || isDocument(project, task, path)
      ? null
      : `${task.id} writes ${own} and nothing else under ${folder}/`;
  if (touch === "remove" && isNew(project, task, name)) return null;
  if (touch === "deep") return deepProblem(project, run, task, name);
  return editProblem(project, run, task, inWork(project, run, task, path));
}

/** The first file that would go with a folder and that the task may not change: one that was there when it began. */
function deepProblem(project: Project, run: Run, task: Task, name: string): string | null {
  if (task.edits === null || task.edits === "all" || task.base === null) return null;
  const problem = ownership(run, task);
  try {
    for (const { path } of filesOf(project.root, task.base, treeStore(project))) {
      const found = path === name || path.startsWith(`${name}/`) ? problem(path) : null;
      if (found !== null) return found;
    }
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
  }
  return null;
}

/** The way back from what a task did to files that are not its own, one line each; none when there are none. @throws TreeUnreadable */
export function undoCommands(project: Project, run: Run, task: Task, changed: readonly ChangedFile[] | null): string[] {
  if (changed === null || task.edits === null || task.edits === "all" || task.base === null) return [];
  const problem = ownership(run, task);
  const foreign = changed.filter((one) => problem(one.path) !== null);
  return undone(project, workFolder(project, run, task), task.base, foreign).map(
    ({ path, status, way }) => `${path}: this task ${status} it; undo that: ${way}`,
  );
}

/** Whether a task writes this file beside its artifact. `path` is absolute. */
export function isDocument(project: Project, task: Task, path: string): boolean {
  const real = realPath(path);
  return task.documents.some((one) =>
    one.endsWith("/")
      ? real.startsWith(`${realPath(join(project.root, one.slice(0, -1)))}/`) && real.endsWith(".md")
      : real === realPath(join(project.root, one)),
  );
}

/** A path of the project as it lies in the folder that a task works in. */
export function inWork(project: Project, run: Run, task: Task, path: string): string {
  const work = workFolder(project, run, task);
  const name = relative(realPath(project.root), path);
  return work === project.root || name.startsWith("..") ? path : join(work, name);
}

/**
 * A command in a worktree as it would be in the project, for rules that know the project's folder; null when it climbs out
 * of the worktree, so that it cannot be told what it would touch.
 */
export function asInProject<P extends { cwd: string; input: Record<string, unknown> }>(
  project: Project,
  run: Run,
  task: Task,
  payload: P,
): P | null {
  const work = workFolder(project, run, task);
  if (work === project.root) return payload;
  const command = typeof payload.input.command === "string" ? payload.input.command : "";
  if (/(?:^|[^\w.])\.\.(?:[^\w.]|$)/.test(command)) return null;
  // The checkout itself is not the worktree, and would be taken for it below; only its documents are written from here.
  const roots = [project.root, realPath(project.root)];
  const elsewhere = [work, realPath(work)].reduce((all, one) => all.replaceAll(one, ""), command);
  const documents = workflowOf(run.workflow).files;
  if (roots.some((root) => elsewhere.replaceAll(`${root}/${documents}/`, "").includes(root))) return null;
  const bare = (text: string): string =>
    [work, realPath(work)].reduce((all, one) => all.replaceAll(one, project.root), text);
  return { ...payload, cwd: bare(payload.cwd), input: { ...payload.input, command: bare(command) } };
}
