import { dirname } from "node:path";
import type { Task } from "../../../engine/run.ts";
import { statesRepo } from "../../../project/repo.ts";
import { startBranch, takeBranch } from "../../../project/worktrees/branch.ts";
import { accepted } from "../../../record/accepted.ts";
import { writeOwn } from "../../../record/changes/own-files.ts";
import { keepBefore } from "../../../record/machine/refs.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders, projectTree } from "../../../record/subject.ts";
import { sha256 } from "../../../store/journal.ts";
import { given, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { type PlanData, planOf, recordOf } from "../plan/document.ts";
import {
  buildOf,
  criteriaOf,
  type PlannedRecord,
  type PlanTask,
  plannedFacts,
  planningTask,
  type SnapshotFacts,
  snapshotTasks,
} from "../plan/plan.ts";
import { planText } from "../plan/plan-file.ts";
import { runHere } from "./criteria.ts";
import { Inconclusive, initGit, isInGit, result, unwrap } from "./workspace.ts";

/**
 * Before the first edit: keeps the project's files on a ref, and writes the plan's tasks in their
 * waves for people.
 */
export const snapshot: Check = async (scene, task, signal) => {
  const { project, run, workflow } = scene;
  const path = task.reads[0] ?? "";
  const planned = plannedFacts(run, path);
  const { tasks } = planned;
  if (tasks.length === 0)
    return result(task, "no_tasks", {
      problems: ["the approved plan has no tasks: there is nothing to do"],
    });
  const made = initGit(project, run);
  if (made !== null) throw new Inconclusive(made);
  const kept = keptFiles(scene);
  const commits = isInGit(project);
  const build = buildOf(run, excludedFolders(workflow));
  const branch = commits ? planned.branch : undefined;
  if (branch !== undefined) unwrap(takeBranch(project, build, branch));
  if (commits) unwrap(startBranch(project, build));
  const tree = unwrap(projectTree(scene));
  const artifact = planningTask(run, path)?.artifact ?? null;
  const { plan, plan_file } =
    planned.plan_folder === undefined
      ? handedOver(scene, task, tasks, accepted<PlanData>(project, artifact))
      : { plan: accepted<PlannedRecord>(project, artifact) ?? {}, plan_file: undefined };
  const isApart = commits && run.settings.execute?.isolation !== "checkout";
  const tests = (planned.tests ?? []).filter((test) => !criteriaOf(tasks).includes(test));
  const before = await runHere(scene, [...criteriaOf(tasks), ...tests], isApart, signal);
  const isRed = before.ran.some((one) => one !== null && one.state !== "passed");
  const facts: SnapshotFacts = {
    items: tasks,
    snapshot: kept,
    // What was done for an earlier plan is changed since the snapshot, too.
    tree: (snapshotTasks(run)[0]?.facts as SnapshotFacts | undefined)?.tree ?? tree.subject,
    isolation: isApart ? "worktree" : "checkout",
    commits,
    ...(branch === undefined ? {} : { branch }),
    ...(planned.plan_files === undefined ? {} : { plan_files: planned.plan_files }),
    ...(tests.length === 0 ? {} : { tests }),
    ...(plan_file === undefined ? {} : { plan_file }),
    before: before.ran.map((one) => one?.seen ?? null),
    reported: before.ran.flatMap((one) => (one?.told_by === "report" ? [one.command] : [])),
    red: Object.fromEntries(
      before.ran.flatMap((one) => (one?.red.length ? [[one.command, one.red]] : [])),
    ),
  };
  const warnings = [
    ...given(!isInGit(project), NO_GIT),
    ...given(isRed && before.missing.length > 0, lacking(before.missing)),
  ];
  const { details = {}, sections = [] } = plan;
  return result(task, "pass", {
    tree: tree.subject,
    facts: { ...facts, warnings },
    warnings,
    details,
    sections,
  });
};

/** What the person can do where tests of a task need what its worktree has not. */
const lacking = (missing: readonly string[]): string =>
  `Worktrees of tasks lack ignored files that are too large to copy: ${someOf(missing, 5)}. If tests need them: execute.isolation "checkout" in the settings`;

const NO_GIT = "The project is not in a git repository, so no commits are made.";

/**
 * The commit that a rollback goes back to; one that is there already stays. Null without git.
 * @throws SnapshotError
 */
function keptFiles({ project, workflow, run }: Scene): string | null {
  const repo = statesRepo(project, excludedFolders(workflow));
  return repo && keepBefore(project, repo, run).commit;
}

/**
 * Writes the plan beside the run's other files. `plan_file`: its hash, by which the journal knows
 * it as the run's. @throws UnsafeFile
 */
function handedOver(
  { project, run }: Scene,
  task: Task,
  tasks: readonly PlanTask[],
  plan: PlanData | null,
): { plan: PlannedRecord; plan_file: string } {
  const record: PlannedRecord = plan === null ? {} : recordOf(planOf(plan));
  const text = planText(tasks, { phase: run.run, goal: run.request.text }, record.details);
  writeOwn(project, run, `${dirname(task.writes)}/PLAN.md`, text);
  return { plan: record, plan_file: sha256(text) };
}
