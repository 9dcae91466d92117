import { dirname } from "node:path";
import { projectTree } from "../../../record/subject.ts";
import { onPath } from "../../checks/starts.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, isInGit, result } from "../../execute/checks/place.ts";
import { readPlan, recordOf } from "../../execute/document.ts";
import { criteriaOf, type PlannedFacts } from "../../execute/plan.ts";
import type { TakenFacts } from "../vote/recorded.ts";
import { earlierPlan, landedTasks } from "./earlier.ts";
import { judgePlan, withTests } from "./plan.ts";

/**
 * Takes a plan that is there already, which is held to what holds for every plan: the person
 * approves it, or its council has.
 */

export const takePlan: Check = async (scene, task) => {
  const { project, run } = scene;
  const { plan: named = "", begun } = run.options;
  const found = earlierPlan(project, named);
  if (found === null) return failed(task, `${named}: the plan is gone`);
  const { path, text, notes, unasked } = found;
  const read = readPlan(text);
  const {
    problems,
    commands = [],
    facts,
  } = withTests(project.root, judgePlan({ ...read, text }, onPath));
  if (problems.length > 0) return failed(task, ...problems.map((problem) => `${path}: ${problem}`));
  const { tasks: all, tests = [] } = facts as unknown as PlannedFacts;
  const now = projectTree(scene);
  const landed =
    begun === "anew" ? [] : landedTasks(project, named, all, now.ok ? now.subject : null);
  const left = landed.length < all.length ? landed : [];
  const tasks = all.filter((one) => !left.includes(one));
  const taken: TakenFacts = {
    tasks: tasks.map((task) => ({
      ...task,
      after: task.after.filter((n) => tasks.some((other) => other.n === n)),
    })),
    // What is done has to hold at the end, too.
    tests: [...new Set([...tests, ...criteriaOf(left)])],
    plan_folder: dirname(path),
    ...{ path, unasked, git: isInGit(project), skips: left.length > 0 },
    notes: [
      ...notes,
      ...left.map(({ n, name }) => `Task ${n} ${name}: already done by ${named}, left out`),
    ],
  };
  const record = { path, text, notes, unasked, ...recordOf(read.plan) };
  return result(task, "pass", { facts: { ...taken }, commands, ...record });
};
