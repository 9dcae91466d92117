/**
 * Parts of a project: which files belong to an area, who may change what, and where areas are
 * built.
 */
import type { Run, Task } from "../../engine/run.ts";
import { globSet } from "../../project/globs.ts";
import type { Project } from "../../project/project.ts";
import { filesOf } from "../../project/trees/changes.ts";
import { type Workstream, worktreePath } from "../../project/worktrees/names.ts";
import type { Scene } from "../../record/scene.ts";
import { protectOwnFolders } from "../../record/subject.ts";
import { sha256 } from "../../store/journal.ts";
import { areasOf, isApart, ownersOf, PRINCIPAL, partNames, REST, TESTS } from "./areas.ts";

/** Where tests are in most projects. */
const TEST_GLOBS = [
  "**/*.{test,spec}.*",
  "**/*_test.*",
  "**/test_*.*",
  "**/{test,tests,__tests__,spec,e2e}/**",
];

export const testGlobs = (run: Run): readonly string[] => run.settings.team?.qa ?? TEST_GLOBS;
export const isTestOf = (run: Run): ((path: string) => boolean) => globSet(testGlobs(run));

/** The parts that a path belongs to, as they are approved: each path has at least one. */
export function partsOf(run: Run): (path: string) => string[] {
  const isTest = isTestOf(run);
  const owners = ownersOf(areasOf(run.settings));
  return (path) => {
    if (isTest(path)) return [TESTS];
    const areas = owners(path);
    return areas.length > 0 ? areas : [REST];
  };
}

/** The content of each part, named by hash, in a tree. @throws TreeUnreadable */
export function partTrees(project: Project, run: Run, tree: string): Record<string, string> {
  const parts = partsOf(run);
  const lines: Record<string, string[]> = Object.fromEntries(
    partNames(run.settings).map((part) => [part, []]),
  );
  for (const { path, mode, hash } of filesOf(project, tree))
    for (const part of parts(path)) lines[part]!.push(`${mode} ${hash} ${path}\n`);
  return Object.fromEntries(
    Object.entries(lines).map(([part, all]) => [part, sha256(all.sort().join(""))]),
  );
}

/** What the names of areas' branches begin with. */
export const BRANCHES = "feature/build-";

/**
 * Areas are built in worktrees where the settings say so; what is mended later is mended in the
 * checkout that holds the merge.
 */
export function worktree({ run }: Pick<Scene, "run">, task: Task): Workstream | null {
  const isBuilt = task.kind !== "fix" || task.brief === "fix-merge";
  if (task.edits !== "area" || task.item === null || !isApart(run) || !isBuilt) return null;
  return { run: run.run, area: task.item, prefix: BRANCHES };
}

/** The folder that a task works in: the project, or the worktree of its area. */
export function workFolder(project: Project, run: Run, task: Task): string {
  const stream = worktree({ run }, task);
  return stream === null ? project.root : worktreePath(project, stream.run, stream.area);
}

/** Why a task may not change a file, by its name in the project, in words for its agent. */
export function editRule({ workflow, run }: Pick<Scene, "workflow" | "run">, task: Task) {
  const isTest = isTestOf(run);
  const ownersFor = ownersOf(areasOf(run.settings));
  return protectOwnFolders(workflow, (name) => {
    const noTest = `${name} is not a test file: what is wrong in it is a failing test, which its owner fixes`;
    if (task.edits === "tests" || task.item === TESTS) return isTest(name) ? null : noTest;
    if (task.item === PRINCIPAL) return null;
    if (isTest(name))
      return `${name} is a test file, which belongs to dev-qa. Say in open_points what should change there`;
    const owners = ownersFor(name);
    // Its own, shared with it, or nobody's.
    return owners.length > 0 && !owners.includes(task.item ?? "")
      ? `${name} belongs to ${owners.map((owner) => `dev-${owner}`).join(" and ")}. Leave it, and name it in open_points`
      : null;
  });
}
