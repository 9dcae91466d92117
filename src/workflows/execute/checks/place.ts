import { existsSync } from "node:fs";
import type { ArtifactFacts } from "../../../engine/commands.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { gitErrors, hasGit, placesOf, runGit } from "../../../project/git.ts";
import type { Project } from "../../../project/project.ts";
import type { Workstream } from "../../../project/worktrees/names.ts";
import { openWorkstream, workstreamTree } from "../../../project/worktrees/worktrees.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree } from "../../../record/subject.ts";
import { cut } from "../../../text.ts";
import type { CheckResult } from "../../contract/contract.ts";
import { streamOf } from "../plan.ts";

/** Where an item works, and what checks of it have in common. */

/** `project`: the same with the folder of the item's files as its root. */
export interface Place {
  ok: true;
  project: Project;
  stream: Workstream | null;
}
type Problem = { ok: false; problem: string };

export const streamFor = ({ workflow, run }: Scene, item: string): Workstream | null =>
  streamOf(run, item, excludedFolders(workflow));

/** The folder of an item's work; its worktree is made when it is not there yet. */
export function placeOf(scene: Scene, item: string): Place | Problem {
  const { project } = scene;
  const stream = streamFor(scene, item);
  if (stream === null) return { ok: true, project, stream };
  const opened = openWorkstream(project, stream);
  if (!opened.ok) return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  return { ok: true, project: { ...project, root: opened.path }, stream };
}

/** The tree of what an item's folder holds now. */
export function treeAt(scene: Scene, { stream }: Place): { ok: true; tree: string } | Problem {
  if (stream !== null) {
    const tree = workstreamTree(scene.project, stream);
    return tree.ok ? tree : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
  }
  const tree = projectTree(scene);
  if (!tree.ok) return tree;
  return tree.subject === null
    ? { ok: false, problem: "the project's files cannot be read" }
    : { ok: true, tree: tree.subject };
}

/** Whether the project lies in a git repository with a work tree that the program can use. */
export const isInGit = ({ root }: Project): boolean => hasGit() && existsSync(root) && placesOf(root) !== null;

/** Makes a repository where the person wants one and there is none. @returns why that was not possible */
export function initGit(project: Project, run: Run): string | null {
  if (run.options.git !== "init" || isInGit(project)) return null;
  const made = runGit(["init", "-q"], { cwd: project.root });
  return made.ok ? null : `git init failed: ${gitErrors(made)}`;
}

/** Most problems that a check names, and characters of each: they stand in the journal. */
const MAX_PROBLEMS = 12;
const MAX_PROBLEM = 400;
/** Characters of what the run's own end says about it. */
const MAX_REASON = 500;

export const clipped = (lines: readonly string[]): string[] => [
  ...lines.slice(0, MAX_PROBLEMS).map((one) => cut(one, MAX_PROBLEM)),
  ...(lines.length > MAX_PROBLEMS ? [`and ${lines.length - MAX_PROBLEMS} more`] : []),
];

/** A check's result whose record is what it found out. */
export function result(
  task: Task,
  outcome: string,
  { tree = null, facts = {}, commands, ...record }: Found,
): CheckResult {
  const problems = record.problems ?? [];
  const stated = {
    ...facts,
    ...(problems.length > 0 ? { problems: clipped(problems), reason: cut(problems.join("; "), MAX_REASON) } : {}),
  };
  return {
    outcome,
    tree,
    facts: stated,
    ...(commands === undefined ? {} : { commands }),
    record: { task: task.id, check: task.who.program, item: task.item, outcome, tree, facts, ...record },
  };
}

interface Found extends Record<string, unknown> {
  tree?: string | null;
  facts?: NonNullable<ArtifactFacts["facts"]>;
  commands?: string[];
  problems?: string[];
}

/** A check that found what keeps it from passing. */
export const failed = (task: Task, ...problems: string[]): CheckResult => result(task, "fail", { problems });
