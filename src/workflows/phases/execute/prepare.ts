import { visible } from "../../../command-line.ts";
import { whoOf, withOther } from "../../../engine/decisions/tasks.ts";
import { startHere } from "../../../plugin.ts";
import { placesOf } from "../../../project/git/git.ts";
import { headOf, isUnderway } from "../../../project/git/head.ts";
import { atCommits, skippedText } from "../../../project/git/own-commits.ts";
import type { Scene } from "../../../record/scene.ts";
import { fold, plural, someOf, typed } from "../../../text.ts";
import { OTHER_MODEL } from "../../contract/asks.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, initGit, isInGit, result } from "../../execute/checks/workspace.ts";
import { hasNamed, MAX_PLAN_TASKS, type PlanTask } from "../../execute/plan/plan.ts";
import { missingProgram, onPath, ownTests, testsProblem } from "../../tests/own-tests.ts";
import { CONFIG, PHASES } from "../paths.ts";
import { isCheckpoint } from "../planning/documents/plan.ts";
import type { Undone } from "../planning/documents/state.ts";
import { inline } from "../planning/edit.ts";
import { type PhasePlan, problemText } from "../planning/model.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readOverview } from "../planning/read.ts";
import { orderDifferences, wavesOf } from "../planning/waves.ts";
import { isSkipped } from "../recorded.ts";
import { hyphened, type PhaseAt, phaseAt } from "../routes/phase-found.ts";
import { approvedBefore } from "../state/approved.ts";
import { planningNow } from "../state/touched.ts";
import { Stopped } from "../stopped.ts";
import { leftByCommands, uncommitted } from "../verify/seen.ts";
import { onUnproven, openPlans, unprovenSummaries } from "./done.ts";
import { CHANGING, isBranch, planCommits } from "./history.ts";
import { commandsOf, type TasksRecord } from "./recorded.ts";
import {
  commitType,
  doneTasks,
  filesOfPlan,
  installsOf,
  type PlanToRun,
  plainName,
  planFiles,
  planProblems,
  tasksOf,
} from "./tasks.ts";

/** Bytes of what the journal takes of the plans. */
const MAX_FACTS = 13_000;

/** Names that a line lists. */
const SHOWN = 8;

/** What the person has to know before anything is done. */
function notesOf(scene: Scene, looked: Phase, plans: readonly PlanToRun[]): string[] {
  const { project, run } = scene;
  const git = isInGit(project);
  return [
    // What it says wrongly is as by default: where commits go, say.
    ...looked.planning.problems.filter(({ file }) => file === CONFIG).map(problemText),
    ...(git ? checkoutNotes(scene, looked) : [NO_GIT]),
    ...(git && run.options.begun !== "anew" ? begunLines(project.root, plans) : []),
    ...startNotes(project.root, plans),
    ...looked.open.flatMap(({ notes }) => notes),
  ];
}

/** What is carried out, as facts of the run. */
export function statedOf(
  scene: Scene,
  looked: Phase,
  plans: readonly PlanToRun[],
  tasks: PlanTask[],
  notes: string[],
) {
  const { folder, branch, open, waves } = looked;
  const { project } = scene;
  const tests = ownTests(project.root);
  const plan_folder = `${PHASES}/${folder.name}`;
  return {
    tasks,
    /** Commands that they approved in an earlier run of the phase. */
    known: approvedBefore(scene, plan_folder, commandsOf({ tasks, tests })),
    ...(tests.length === 0 ? {} : { tests }),
    plan_files: planFiles(plans),
    plan_folder,
    ...(branch === null ? {} : { branch }),
    waves: waves.length,
    /** There is a git repository. */
    git: isInGit(project),
    /** What they are together is reviewed. */
    ...(isSkipped(scene.run.settings, "code_review") ? {} : { reviews: true as const }),
    /** Tasks that have their commit are not done again. */
    skips: plans.some((plan) => plan.done.length > 0),
    /** What the person has to know before anything is done. */
    notes: clipped(notes),
    /** Which tasks an earlier run left undone, why, and who does them now. */
    again: clipped(plans.flatMap(againLines)),
    /**
     * Where plans say another order than they are carried out in, and what git does not do at the
     * commits.
     */
    order: clipped(
      [...orderDifferences(open, waves), skippedText(atCommits(project.root))].filter(
        (one) => one !== "",
      ),
    ),
  };
}

/**
 * Puts the tasks of all plans that are not done in their order; what it says is what the person
 * approves.
 */
export const prepare: Check = async (scene, task) => {
  const { project, run } = scene;
  // Before the branch is named that takes the commits.
  const made = initGit(project, run);
  if (made !== null) throw new Stopped(made);
  const looked = lookAtPhase(project.root, run.options.phase ?? "");
  const { planning, phase, folder, open, waves } = looked;
  const byId = new Map(open.map((plan) => [plan.id, plan]));
  const undone = planning.state?.undone ?? [];
  const ordered = waves.map((wave) => wave.map((id) => toRun(scene, byId.get(id)!, undone)));
  const plans = ordered.flat();
  const { tasks, details } = tasksOf(ordered);
  const notes = notesOf(scene, looked, plans);
  const facts = statedOf(scene, looked, plans, tasks, notes);
  const isTooLong = (): boolean => Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS;
  // The record has all of them: what is too much here is the plans alone.
  // One of each stays: without any, nobody would be asked.
  for (const lines of [facts.notes, facts.again])
    while (lines.length > 1 && isTooLong()) lines.pop();
  if (tasks.length > MAX_PLAN_TASKS || isTooLong())
    throw new Stopped(
      `the plans of phase ${phase.number}, with ${tasks.length} tasks, are too much for one run: move some away, and execute them after the others`,
    );
  const record: TasksRecord = {
    phase: { number: phase.number, name: phase.name, folder: folder.name },
    details,
    sections: sectionsOf(looked),
    notes,
    planning: planningNow(project.root),
    plans: plans.map(carried),
  };
  return result(task, "pass", { facts: { ...facts }, commands: commandsOf(facts), ...record });
};

function toRun(scene: Scene, plan: PhasePlan, left: readonly Undone[]): PlanToRun {
  const { project, run } = scene;
  const own = { plan, undone: undoneOf(scene, plan, left) };
  if (run.options.begun === "anew" || !isInGit(project)) return { ...own, done: [] };
  // One that has changed nothing only says so.
  const commits = planCommits(project.root, [plan.id], "checkout", CHANGING.anything);
  return {
    ...own,
    done: doneTasks(plan, commits, run.settings.commits, headOf(project.root)?.branch),
  };
}

/**
 * Which tasks of a plan an earlier run left undone, as long as they have the same names: by another
 * model now, unless the person has set one.
 */
const undoneOf = (
  { workflow, run }: Scene,
  plan: PhasePlan,
  left: readonly Undone[],
): PlanToRun["undone"] =>
  left.flatMap(({ task, why, model: by, ...of }) => {
    const name = plan.tasks[task - 1]?.name;
    if (
      of.plan !== plan.id ||
      name === undefined ||
      !why.startsWith(`${inline(plainName(name))}: `)
    )
      return [];
    const who = whoOf({ role: "executor" }, run, workflow);
    const isSet = [who.role!, who.agent].some((one) => Object.hasOwn(run.settings.models, one));
    return [
      {
        task,
        by,
        why,
        model: isSet ? who.model : withOther({ ...who, model: by }, OTHER_MODEL.other).model,
      },
    ];
  });

/** A line for each of them, of those that are carried out. */
const againLines = ({ plan, done, undone }: PlanToRun): string[] =>
  undone
    .filter(({ task }) => !done.some((one) => one.task === task))
    .map(({ task, by, why, model }) => {
      const now = model === by ? `${model} tries again, as you set it` : `${model} does it now`;
      return `${plan.id}, task ${task}: ${by} did not finish it last time, ${now}: ${why}`;
    });

const NO_GIT =
  "There is no git repository here, but a plan needs its commits to count as done: choose git init, or create one";

/** What the person has to know of their checkout before anything is done. */
function checkoutNotes({ project, run }: Scene, { branch, open }: Phase): string[] {
  // Of a repository that was made for this run nothing is committed yet.
  if (run.options.git === "init") return [];
  const notes: string[] = [];
  const head = headOf(project.root);
  if (head !== null && head.branch === null)
    notes.push(
      `HEAD is detached at ${head.commit?.slice(0, 12)}: commits go to ${branch ?? "a branch of the run"}, which starts there; to start on a branch: git switch <branch>`,
    );
  const left = leftByCommands(project.root);
  const dirty = uncommitted(project)?.flatMap(({ path }) => (left.includes(path) ? [] : [path]));
  if (dirty === undefined)
    return [...notes, "git cannot tell which files are uncommitted; see git status"];
  if (dirty.length === 0) return notes;
  const files = plural(dirty.length, "file is", "files are");
  notes.push(
    `${files} uncommitted: ${someOf(dirty, SHOWN)}; commit or stash yours, or continue as it is`,
  );
  // What the person has in a file that a plan writes is kept apart from its work where the lines do
  // not meet.
  for (const plan of open) {
    const own = dirty.filter(hasNamed({ files: filesOfPlan(plan) }));
    if (own.length > 0)
      notes.push(
        `Plan ${plan.id} changes ${someOf(own, SHOWN)} as well: your lines that overlap its work go into its commit`,
      );
  }
  return notes;
}

/** A line for each plan without a summary of which some branch has commits. */
const begunLines = (root: string, plans: readonly PlanToRun[]): string[] =>
  plans.flatMap(({ plan: { id }, done }) => {
    const found = planCommits(root, [id]);
    if (found.length === 0) return [];
    const newest = found
      .slice(-3)
      .map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    const left =
      done.length === 0 ? "all of its tasks run" : "tasks with a commit are not repeated";
    return [
      `${id}: ${plural(found.length, "commit")} but no summary, the newest: ${newest.join("; ")}; ${left}`,
    ];
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
    task.commands.length === 0 && !isCheckpoint(task) ? [index + 1] : [],
  ),
});

/**
 * A line for each command that cannot start here, and for the project's own tests, where no task
 * brings packages in and nobody sets anything up.
 */
function startNotes(root: string, plans: readonly PlanToRun[]): string[] {
  if (
    plans.some(
      ({ plan }) => plan.setup.length > 0 || plan.tasks.some((task) => installsOf(task).length > 0),
    )
  )
    return [];
  const lack = testsProblem(root);
  return [
    ...(lack === null ? [] : [lack]),
    ...plans.flatMap(({ plan }) =>
      plan.tasks.flatMap((task, index) =>
        task.commands.flatMap((command) => {
          const name = missingProgram(command, onPath);
          const what = `${plan.id}, task ${index + 1}: ${visible(command)} does not start here`;
          return name === null ? [] : [`${what}: there is no program ${name}`];
        }),
      ),
    ),
  ];
}

/**
 * What holds for every task of the phase: where more is to be read, an executor reads it itself.
 */
function sectionsOf({ phase, folder }: Phase): { title: string; body: string }[] {
  const read = [folder.context, folder.patterns].filter((one) => one !== null);
  return [
    { title: `Phase ${phase.number}: ${fold(phase.name)}`, body: fold(phase.goal) },
    {
      title: "To read where it helps, in the project's folder",
      body: read.map((path) => `- ${path}`).join("\n"),
    },
  ];
}

/** The phase that is carried out, as it lies on the disk. */
type Phase = ReturnType<typeof lookAtPhase>;

/** The branch that the project's config wants, by default the one that is checked out. */
function branchOf(root: string, { planning: { config, roadmap }, folder }: PhaseAt): string | null {
  if (config.branching === "none") return headOf(root)?.branch ?? null;
  const { version, name } = roadmap?.milestone ?? { version: "v1.0", name: "" };
  // STATE.md may say anything, such as `v1.0 beta`.
  const number = version.split(".").map(hyphened).filter(Boolean).join(".");
  if (config.branching === "milestone") return `gsd/${number}-${hyphened(name) || "milestone"}`;
  return `gsd/phase-${twoDigits(folder.number)}-${hyphened(folder.name.replace(/^[\d.]+/, "")) || "phase"}`;
}

/** Ids of plans of other phases that have a summary, where plans wait for any. */
function doneElsewhere(
  root: string,
  left: readonly PhasePlan[],
  plans: readonly PhasePlan[],
): string[] {
  const isOther = left.some((one) =>
    one.depends_on.some((id) => plans.every((plan) => plan.id !== id)),
  );
  const named = isOther ? readOverview(root).phases.flatMap((phase) => phase.named) : [];
  return named.flatMap(({ id, summary }) => (summary === null ? [] : [id]));
}

/**
 * Looks at the phase that a run carries out; `branch`: the one that takes the commits, null where
 * HEAD is detached or there is no git, so that the run has its own; `done`: ids of plans whose
 * summary holds. @throws Stopped with file and line of what keeps it from that
 */
export function lookAtPhase(root: string, number: string) {
  const at = phaseAt(root, number);
  const { phase, folder, plans } = at;
  const branch = branchOf(root, at);
  const left = openPlans(folder);
  // Of those that are not carried out here, nobody waits either.
  const others = folder.named
    .map(({ id }) => id)
    .filter((id) => plans.every((plan) => plan.id !== id));
  const done = new Set([
    ...plans.filter((plan) => !left.includes(plan)).map(({ id }) => id),
    ...others,
  ]);
  const unheld = unprovenSummaries(root, folder, branch ?? undefined);
  const problems = [...at.problems, ...left.flatMap(planProblems), ...unheld.map(problemText)];
  if (unheld.length > 0) problems.push(onUnproven());
  if (problems.length > 0) throw new Stopped(...new Set(problems));
  if (left.length === 0)
    throw new Stopped(
      `all plans of phase ${phase.number} are done: type ${startHere("verify-work", phase.number)}`,
    );
  // Where there is no repository yet, one may be made for this run.
  if (
    branch !== null &&
    headOf(root) !== null &&
    headOf(root)!.branch !== branch &&
    isBranch(root, branch)
  )
    throw new Stopped(
      `the commits of this phase go to ${branch}, which is not checked out: git switch ${typed(branch)}`,
    );
  const gitDir = placesOf(root)?.gitDir;
  if (branch !== null && gitDir !== undefined && isUnderway(gitDir))
    throw new Stopped(
      "a merge, a rebase or the like is not finished here: finish or abort it first (git status)",
    );
  const order = wavesOf(left, new Set([...done, ...doneElsewhere(root, left, plans)]));
  if (order.problems.length > 0) throw new Stopped(...order.problems.map(problemText));
  return { ...at, branch, done, open: left, waves: order.waves };
}
