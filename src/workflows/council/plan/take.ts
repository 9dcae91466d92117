import { projectTree } from "../../../record/subject.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, isInGit, result } from "../../execute/checks/workspace.ts";
import { planOf, recordOf } from "../../execute/plan/document.ts";
import { criteriaOf, type PlannedFacts } from "../../execute/plan/plan.ts";
import { onPath } from "../../tests/own-tests.ts";
import { FILES } from "../paths.ts";
import type { PlanFacts, TakenFacts, TakenRecord } from "../vote/recorded.ts";
import { earlierPlan, landedTasks } from "./earlier.ts";
import { judgePlan, readMasterPlan, withTests } from "./plan.ts";

/**
 * Takes a plan that is there already, which is held to what holds for every plan: the person
 * approves it, or its council has.
 */

export const takePlan: Check = async (scene, task) => {
  const { project, run } = scene;
  const { plan: named = "", begun } = run.options;
  const found = earlierPlan(project, named);
  if (found === null) return failed(task, `${named}: the plan is gone`);
  const { path, json, origin } = found;
  const wrong = (problems: readonly string[]) =>
    failed(task, ...problems.map((problem) => `${path}: ${problem}`));
  if (!json.ok) return wrong([json.problem]);
  const read = readMasterPlan(json.value);
  if (!read.ok) return wrong(read.problems);
  const plan = planOf(read.plan);
  const { problems, commands = [], facts } = withTests(project.root, judgePlan(plan, onPath));
  if (problems.length > 0) return wrong(problems);
  const { plan: hash, tasks: all, tests = [] } = facts as unknown as PlanFacts & PlannedFacts;
  const now = projectTree(scene);
  const landed =
    begun === "anew" ? [] : landedTasks(project, named, all, now.ok ? now.subject : null);
  const left = landed.length < all.length ? landed : [];
  const tasks = all.filter((one) => !left.includes(one));
  const { notes, unasked } = origin(hash);
  const taken: TakenFacts = {
    tasks: tasks.map((task) => ({
      ...task,
      after: task.after.filter((n) => tasks.some((other) => other.n === n)),
    })),
    // What is done has to hold at the end, too.
    tests: [...new Set([...tests, ...criteriaOf(left)])],
    plan_folder: FILES,
    ...{ unasked, git: isInGit(project), skips: left.length > 0 },
    notes: [
      ...notes,
      ...left.map(({ n, name }) => `Task ${n} ${name}: already done by ${named}, left out`),
    ],
  };
  const record: TakenRecord = { plan: read.plan, notes, unasked, ...recordOf(plan) };
  return result(task, "pass", { facts: { ...taken }, commands, ...record });
};
