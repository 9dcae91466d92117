import { existsSync } from "node:fs";
import type { ArtifactFacts } from "../../../engine/commands.ts";
import { clipBytes } from "../../../engine/decisions/decision.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { gitErrors, hasGit, placesOf, runGit } from "../../../project/git/git.ts";
import type { Project } from "../../../project/project.ts";
import { SnapshotError } from "../../../project/repo.ts";
import type { Workstream } from "../../../project/worktrees/names.ts";
import { openWorkstream, workstreamTree } from "../../../project/worktrees/workstreams.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree } from "../../../record/subject.ts";
import { UnsafeFile } from "../../../store/files/disk.ts";
import { cut, firstLines } from "../../../text.ts";
import type { Check, CheckResult } from "../../contract/contract.ts";
import { itemOf, type PlanTask, streamOf } from "../plan/plan.ts";

/** Where an item works, and what checks of it have in common. */

/** `project`: the project, with the folder of the item's files as its root. */
export interface Workspace {
  project: Project;
  stream: Workstream | null;
}

/** Where a check of an item runs commands; `signal`: it is told to end. */
export interface ItemContext {
  scene: Scene;
  workspace: Workspace;
  signal: AbortSignal;
}

/** Why a check cannot find out what it is for; the person is told. */
export class Inconclusive extends Error {
  readonly problems: string[];
  constructor(...problems: string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}

type Step = { ok: true } | { ok: false; problem: string; remedy?: string };

/** What has come of a step without which a check cannot go on. @throws Inconclusive */
export function unwrap<T extends Step>(done: T): Extract<T, { ok: true }> {
  if (!done.ok)
    throw new Inconclusive(
      [done.problem, ...(done.remedy === undefined ? [] : [done.remedy])].join("; "),
    );
  return done as Extract<T, { ok: true }>;
}

/** A check that tells what keeps it from going on. `outcome`: what it comes to then. */
export const orInconclusive =
  (check: Check, outcome = "cannot"): Check =>
  async (scene, task, signal) => {
    try {
      return await check(scene, task, signal);
    } catch (error) {
      if (error instanceof Inconclusive) return result(task, outcome, { problems: error.problems });
      if (!(error instanceof UnsafeFile || error instanceof SnapshotError)) throw error;
      const remedy = error instanceof SnapshotError ? `; ${error.remedy}` : "";
      return result(task, outcome, { problems: [`${error.message}${remedy}`] });
    }
  };

export const streamFor = ({ workflow, run }: Scene, item: string): Workstream | null =>
  streamOf(run, item, excludedFolders(workflow));

/** The folder of an item's work; its worktree is made when it is not there yet. @throws Inconclusive */
export function workspaceOf(scene: Scene, item: string): Workspace {
  const { project } = scene;
  const stream = streamFor(scene, item);
  if (stream === null) return { project, stream };
  return { project: { ...project, root: unwrap(openWorkstream(project, stream)).path }, stream };
}

/** The tree of what an item's folder holds now. @throws Inconclusive */
export function treeAt(scene: Scene, { stream }: Pick<Workspace, "stream">): string {
  if (stream !== null) return unwrap(workstreamTree(scene.project, stream)).tree;
  const { subject } = unwrap(projectTree(scene));
  if (subject === null) throw new Inconclusive("the project's files cannot be read");
  return subject;
}

/** The plan's task of an item. @throws Inconclusive where it has none */
export function plannedOf(run: Run, item: string | null): PlanTask {
  const planned = itemOf(run, { item });
  if (planned === undefined) throw new Inconclusive(`the plan has no task ${item}`);
  return planned;
}

/** Whether the project lies in a git repository with a work tree that the program can use. */
export const isInGit = ({ root }: Project): boolean =>
  hasGit() && existsSync(root) && placesOf(root) !== null;

/**
 * Makes a repository where the person wants one and there is none. @returns why that was not
 * possible
 */
export function initGit(project: Project, run: Run): string | null {
  if (run.options.git !== "init" || isInGit(project)) return null;
  const made = runGit(["init", "-q"], { cwd: project.root });
  return made.ok ? null : `git init failed: ${gitErrors(made)}`;
}

/** Most problems that a check names, and bytes of each: they stand in the journal. */
const MAX_PROBLEMS = 12;
const MAX_PROBLEM = 400;
/** Names that a line lists. */
export const MAX_NAMES = 5;
/** Characters of what the run's own end says about it. */
const MAX_REASON = 500;

export const clipped = (lines: readonly string[]): string[] =>
  firstLines(lines, MAX_PROBLEMS).map((one) => clipBytes(one, MAX_PROBLEM));

/** A check's result whose record is what it found out. */
export function result(task: Task, outcome: string, found: Found): CheckResult {
  const { tree = null, facts = {}, commands, ...record } = found;
  const problems = record.problems ?? [];
  const wrong = problems.length > 0 && {
    problems: clipped(problems),
    reason: cut(problems.join("; "), MAX_REASON),
  };
  return {
    outcome,
    tree,
    facts: { ...facts, ...wrong },
    commands,
    record: {
      task: task.id,
      check: task.who.program,
      item: task.item,
      outcome,
      tree,
      facts,
      ...record,
    },
  };
}

interface Found extends Record<string, unknown> {
  tree?: string | null;
  facts?: NonNullable<ArtifactFacts["facts"]>;
  commands?: string[];
  problems?: string[];
}

/** A check that found what keeps it from passing. */
export const failed = (task: Task, ...problems: string[]): CheckResult =>
  result(task, "fail", { problems });
