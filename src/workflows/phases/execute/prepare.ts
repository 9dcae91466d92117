import type { Scene } from "../../../record/scene.ts";
import { fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, initGit, isInGit, result } from "../../execute/checks/place.ts";
import { MAX_PLAN_TASKS } from "../../execute/plan.ts";
import { PHASES } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { wavesOf } from "../planning/waves.ts";
import { changesOf, planCommits } from "./history.ts";
import { keptNow } from "./kept.ts";
import { lookAtPhase, type OpenPlan, type Phase } from "./look.ts";
import type { CarriedPlan, TasksFacts, TasksRecord } from "./recorded.ts";
import { commitType, doneTasks, type PlanToRun, plainName, planFiles, tasksOf } from "./tasks.ts";

/** Bytes of what the journal takes of the plans. */
const MAX_FACTS = 13_000;

/** Puts the tasks of all plans that are not done in their order; what it says is what the person approves. */
export const prepare: Check = async (scene, task) => {
  const { project, run } = scene;
  // Before the branch is named that takes the commits.
  const made = initGit(project, run);
  if (made !== null) return failed(task, made);
  const looked = lookAtPhase(project.root, run);
  const { planning, phase, folder, branch, open, done } = looked;
  const { waves, problems } = wavesOf(
    open.map(({ plan }) => plan),
    done,
  );
  if (problems.length > 0) return failed(task, ...problems.map(problemText));
  const byId = new Map(open.map((one) => [one.plan.id, one]));
  const ordered = waves.map((wave) => wave.map((id) => toRun(scene, byId.get(id)!)));
  const { tasks, details } = tasksOf(ordered);
  const facts: TasksFacts = {
    tasks,
    plan_files: planFiles(ordered),
    plan_folder: `${PHASES}/${folder.name}`,
    ...(branch === null ? {} : { branch }),
    ...(planning.config.worktrees ? {} : { isolation: "checkout" as const }),
    waves: waves.length,
  };
  if (tasks.length > MAX_PLAN_TASKS || Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS)
    return failed(
      task,
      `the plans of phase ${phase.number}, with ${tasks.length} tasks, are too much for one run: put plans aside and carry them out behind the others`,
    );
  const record: TasksRecord = {
    phase: { number: phase.number, name: phase.name, folder: folder.name },
    details,
    sections: sectionsOf(looked),
    kept: keptNow(project.root),
    plans: ordered.flat().map(carried),
  };
  const commands = [...new Set(tasks.flatMap((one) => one.criteria))];
  return result(task, "pass", { facts: { ...facts }, commands, ...record });
};

function toRun({ project, run }: Scene, { plan, setup }: OpenPlan): PlanToRun {
  const resumes = run.options.begun === "resume" && isInGit(project);
  if (!resumes) return { plan, setup, done: [] };
  // One that has changed nothing only says so.
  const commits = planCommits(project.root, [plan.id], "checkout").filter(
    ({ commit }) => changesOf(project.root, [commit]).size > 0,
  );
  return { plan, setup, done: doneTasks(plan, commits) };
}

const carried = ({ plan, done }: PlanToRun): CarriedPlan => ({
  id: plan.id,
  path: plan.path,
  objective: fold(plan.objective.split("\n")[0] ?? ""),
  requirements: plan.requirements,
  tasks: plan.tasks.map((task) => ({ name: plainName(task.name), type: commitType(plan, task) })),
  done: [...done],
  unshown: plan.tasks.flatMap((task, index) =>
    task.commands.length === 0 && !task.type.startsWith("checkpoint") ? [index + 1] : [],
  ),
});

/** What holds for every task of the phase: where more is to be read, an executor reads it itself. */
function sectionsOf({ phase, folder }: Phase): { title: string; body: string }[] {
  const read = [folder.context, folder.patterns].filter((one) => one !== null);
  return [
    { title: `Phase ${phase.number}: ${fold(phase.name)}`, body: fold(phase.goal) },
    { title: "To read where it helps, in the project's folder", body: read.map((path) => `- ${path}`).join("\n") },
  ];
}
