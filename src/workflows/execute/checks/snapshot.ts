import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../../engine/run.ts";
import { placeOfStates, presentState } from "../../../project/kept-state.ts";
import { filesIn, type Project } from "../../../project/project.ts";
import { startBranch } from "../../../project/worktrees/branch.ts";
import { takeBranch } from "../../../project/worktrees/checked-out.ts";
import { snapshotRef } from "../../../project/worktrees/names.ts";
import { accepted, acceptedText } from "../../../record/accepted.ts";
import { keepNoted, keptRef } from "../../../record/kept-refs.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree } from "../../../record/subject.ts";
import { createFolder, readCache, writeFileAtomic } from "../../../store/disk.ts";
import type { Check } from "../../contract/contract.ts";
import {
  buildOf,
  type PlannedRecord,
  type PlanTask,
  plannedFacts,
  planningTask,
  type SnapshotFacts,
  snapshotTasks,
} from "../plan.ts";
import { PHASES, phaseFolder, phaseName, writePlan } from "../plan-file.ts";
import { taskText } from "../sections.ts";
import { Cannot, initGit, isInGit, must, result } from "./place.ts";

/** Bytes of what the journal takes of the plan: one line of it has room for little more. */
const MAX_FACTS = 15_000;

/**
 * Before the first edit: keeps the project's files on a ref, and writes the plan's tasks as files that a person can read.
 */
export const snapshot: Check = async (scene, task) => {
  const { project, run, workflow } = scene;
  const path = task.reads[0] ?? "";
  const planned = plannedFacts(run, path);
  const { tasks } = planned;
  if (tasks.length === 0)
    return result(task, "no_tasks", {
      problems: ["the plan that was approved has no tasks: there is nothing to carry out"],
    });
  const made = initGit(project, run);
  if (made !== null) throw new Cannot(made);
  const kept = keptFiles(scene);
  const commits = isInGit(project);
  const build = buildOf(run, excludedFolders(workflow));
  const branch = commits ? planned.branch : undefined;
  if (branch !== undefined) must(takeBranch(project, build, branch));
  if (commits) must(startBranch(project, build));
  const tree = must(projectTree(scene));
  const { folder: plan_folder, ...plan } =
    planned.plan_folder === undefined
      ? handedOver(project, run, tasks, acceptedText(project, run, path) ?? "")
      : { ...accepted<PlannedRecord>(project, planningTask(run, path)!.artifact), folder: planned.plan_folder };
  const isApart = commits && (run.settings.execute?.isolation ?? planned.isolation) !== "checkout";
  const facts: SnapshotFacts = {
    items: tasks,
    snapshot: kept,
    // What was done for an earlier plan is changed since the snapshot, too.
    tree: (snapshotTasks(run)[0]?.facts as SnapshotFacts | undefined)?.tree ?? tree.subject,
    isolation: isApart ? "worktree" : "checkout",
    commits,
    plan_folder,
    ...(branch === undefined ? {} : { branch }),
    ...(planned.plan_files === undefined ? {} : { plan_files: planned.plan_files }),
  };
  if (Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS)
    throw new Cannot("the plan is too long for the run's journal: it needs fewer tasks, or fewer files in each");
  const warnings = isInGit(project) ? [] : [NO_GIT];
  // Of a plan in JSON what else it says is its own.
  const { details = {}, sections = [] }: PlannedRecord = plan;
  return result(task, "pass", { tree: tree.subject, facts: { ...facts, warnings }, warnings, details, sections });
};

const NO_GIT = "The project is in no git repository: no commits are made.";

/** The commit that a rollback goes back to; one that is there already stays. Null without git. @throws SnapshotFailed */
function keptFiles({ project, workflow, run }: Scene): string | null {
  const place = placeOfStates(project, excludedFolders(workflow));
  if (place === null) return null;
  const ref = snapshotRef(run.run);
  const there = keptRef(project, place, ref, run);
  if (there.noted !== null && there.commit !== null) return there.commit;
  const message = `multi-ai: the project's files before the implementation of ${run.run}`;
  return keepNoted(project, place, ref, presentState(place, { write: true }), message);
}

/** Writes the plan's files. @throws UnsafeFile */
function handedOver(project: Project, run: Run, tasks: readonly PlanTask[], plan: string) {
  const phase = phaseOf(project, run);
  const folder = phaseFolder(phase);
  const texts = Object.fromEntries(tasks.map(({ n }) => [n, taskText(plan, n)]));
  const files = writePlan(tasks, { phase, run: run.run }, texts);
  for (const part of [dirname(PHASES), PHASES, folder]) createFolder(join(project.root, part));
  for (const name of ownPlans(project, run, phase)) rmSync(join(project.root, folder, name), { force: true });
  for (const { path, text } of files) writeFileAtomic(join(project.root, path), text);
  return { folder, details: texts };
}

const textOf = (project: Project, path: string): string => readCache(join(project.root, path))?.toString() ?? "";

/** The phase of this run, or the next one that is free. */
function phaseOf(project: Project, run: Run): string {
  const names = filesIn(join(project.root, PHASES)).filter((name) => /^\d+/.test(name));
  const own = names.find((phase) => ownPlans(project, run, phase).length > 0);
  // A phase of a roadmap may have no folder yet.
  const planned = [...textOf(project, `${dirname(PHASES)}/ROADMAP.md`).matchAll(/^#{2,4} Phase (\d+)/gm)];
  const taken = [...names.map((name) => Number.parseInt(name, 10)), ...planned.map(([, n]) => Number(n))];
  return own ?? phaseName(1 + Math.max(0, ...taken), run.request.text);
}

/** Names of the plan files of a phase that a run has written. */
const ownPlans = (project: Project, run: Run, phase: string): string[] =>
  filesIn(join(project.root, PHASES, phase)).filter(
    (name) =>
      name.endsWith("-PLAN.md") &&
      textOf(project, `${PHASES}/${phase}/${name}`).includes(`\nrun: ${JSON.stringify(run.run)}\n`),
  );
