import { headOf } from "../../../project/head.ts";
import { typed } from "../../../project/worktrees/names.ts";
import type { Scene } from "../../../record/scene.ts";
import { fold, plural, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, failed, initGit, isInGit, result } from "../../execute/checks/place.ts";
import { MAX_PLAN_TASKS, mayChange } from "../../execute/plan.ts";
import { PHASES } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { wavesOf } from "../planning/waves.ts";
import { leftByCommands, uncommitted } from "../verify/seen.ts";
import { changesOf, isBranch, planCommits } from "./history.ts";
import { keptNow } from "./kept.ts";
import { lookAtPhase, type OpenPlan, type Phase } from "./look.ts";
import type { TasksFacts, TasksRecord } from "./recorded.ts";
import { commitType, doneTasks, type PlanToRun, plainName, planFiles, tasksOf } from "./tasks.ts";

/** Bytes of what the journal takes of the plans. */
const MAX_FACTS = 13_000;

/** Names that a line lists. */
const SHOWN = 8;

/** Puts the tasks of all plans that are not done in their order; what it says is what the person approves. */
export const prepare: Check = async (scene, task) => {
  const { project, run } = scene;
  // Before the branch is named that takes the commits.
  const made = initGit(project, run);
  if (made !== null) return failed(task, made);
  const looked = lookAtPhase(project.root, run);
  const { planning, phase, folder, branch, open, done } = looked;
  const git = isInGit(project);
  const head = git ? headOf(project.root) : null;
  if (git && branch !== null && head?.branch !== branch && isBranch(project.root, branch))
    return failed(
      task,
      `the commits of this phase go onto ${branch}, which is not checked out: git switch ${typed(branch)}`,
    );
  const { waves, problems } = wavesOf(
    open.map(({ plan }) => plan),
    done,
  );
  if (problems.length > 0) return failed(task, ...problems.map(problemText));
  const byId = new Map(open.map((one) => [one.plan.id, one]));
  const ordered = waves.map((wave) => wave.map((id) => toRun(scene, byId.get(id)!)));
  const { tasks, details } = tasksOf(ordered);
  const begun = git && run.options.begun !== "anew" ? begunLines(project.root, ordered.flat()) : [];
  const notes = [...(git ? checkoutNotes(scene, looked, head) : [NO_GIT]), ...begun];
  const facts: TasksFacts & { notes: string[] } = {
    tasks,
    plan_files: planFiles(ordered),
    plan_folder: `${PHASES}/${folder.name}`,
    ...(branch === null ? {} : { branch }),
    ...(planning.config.worktrees ? {} : { isolation: "checkout" as const }),
    ...{ waves: waves.length, git, skips: ordered.flat().some((one) => one.done.length > 0) },
    notes: clipped(notes),
  };
  const isTooLong = (): boolean => Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS;
  // The record has all of them: what is too much here is the plans alone.
  while (facts.notes.length > 0 && isTooLong()) facts.notes.pop();
  if (tasks.length > MAX_PLAN_TASKS || isTooLong())
    return failed(
      task,
      `the plans of phase ${phase.number}, with ${tasks.length} tasks, are too much for one run: put plans aside and carry them out behind the others`,
    );
  const record: TasksRecord = {
    phase: { number: phase.number, name: phase.name, folder: folder.name },
    details,
    sections: sectionsOf(looked),
    notes,
    kept: keptNow(project.root),
    plans: ordered.flat().map(carried),
  };
  const commands = [...new Set(tasks.flatMap((one) => one.criteria))];
  return result(task, "pass", { facts: { ...facts }, commands, ...record });
};

function toRun({ project, run }: Scene, { plan, setup }: OpenPlan): PlanToRun {
  if (run.options.begun === "anew" || !isInGit(project)) return { plan, setup, done: [] };
  // One that has changed nothing only says so.
  const commits = planCommits(project.root, [plan.id], "checkout").filter(
    ({ commit }) => changesOf(project.root, [commit]).size > 0,
  );
  return { plan, setup, done: doneTasks(plan, commits) };
}

const NO_GIT =
  "There is no git repository here, and a plan is done when its commits are there; one can be made now, or by you: git init";

/** What the person has to know of their checkout before anything is done. */
function checkoutNotes(
  { project, run }: Scene,
  { branch, open, planning }: Phase,
  head: ReturnType<typeof headOf>,
): string[] {
  // Of a repository that was made for this run nothing is committed yet.
  if (run.options.git === "init") return [];
  const notes: string[] = [];
  if (head !== null && head.branch === null)
    notes.push(
      `HEAD is detached at ${head.commit?.slice(0, 12)}: the commits go onto ${branch ?? "a branch of the run"}, which begins there; to begin on a branch: git switch <branch>`,
    );
  const left = leftByCommands(planning.phases);
  const dirty = uncommitted(project)?.flatMap(({ path }) => (left.includes(path) ? [] : [path]));
  if (dirty === undefined) return [...notes, "git cannot tell what is changed here and not committed: git status"];
  if (dirty.length === 0) return notes;
  const files = plural(dirty.length, "file is", "files are");
  notes.push(
    `${files} changed and not committed: ${someOf(dirty, SHOWN)}; commit or put aside what is yours, or go on as it is`,
  );
  // What the person has in a file that a plan writes is kept apart from its work where the lines do not meet.
  for (const { plan } of open) {
    const files = [...plan.files_modified, ...plan.tasks.flatMap((one) => one.files)];
    const own = dirty.filter(mayChange({ files }));
    if (own.length > 0)
      notes.push(
        `Plan ${plan.id} changes ${someOf(own, SHOWN)}, too: lines of yours that meet its work go into its commit`,
      );
  }
  return notes;
}

/** A line for each plan without a summary of which some branch has commits. */
const begunLines = (root: string, plans: readonly PlanToRun[]): string[] =>
  plans.flatMap(({ plan: { id }, done }) => {
    const found = planCommits(root, [id]);
    if (found.length === 0) return [];
    const newest = found.slice(-3).map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    const left = done.length === 0 ? "all of its tasks are carried out" : "tasks that have theirs are not done again";
    return [`${id}: ${plural(found.length, "commit")} and no summary, the newest: ${newest.join("; ")}; ${left}`];
  });

/** What the record keeps of a plan. `unshown`: numbers of tasks for which it names no command. */
export const carried = ({ plan, done }: PlanToRun) => ({
  id: plan.id,
  path: plan.path,
  objective: fold(plan.objective.split("\n")[0] ?? ""),
  requirements: plan.requirements,
  /** Of each its name and the kind of change that its commit is, from the first on. */
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
