import { headOf } from "../../../project/head.ts";
import { leftWorktrees } from "../../../project/worktrees/left-over.ts";
import { typed } from "../../../project/worktrees/names.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import { plural, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, isInGit, result } from "../../execute/checks/place.ts";
import { mayChange } from "../../execute/plan.ts";
import { CONFIG } from "../paths.ts";
import { leftByCommands } from "../verify/seen.ts";
import { isBranch, isBranchName, type PlanCommit, planCommits, uncommitted } from "./history.ts";
import { lookAtPhase, type Phase } from "./look.ts";
import type { SurveyFacts } from "./recorded.ts";

/** Names that a line lists. */
const SHOWN = 8;

/** Whether the phase can be carried out as it is, and what the person has to know before. */
export const survey: Check = async (scene, task) => {
  const { project, run } = scene;
  const looked = lookAtPhase(project.root, run);
  if (!looked.ok) return failed(task, ...looked.problems);
  const { phase } = looked;
  const { open, branch } = phase;
  const git = isInGit(project);
  const head = git ? headOf(project.root) : null;
  if (git && branch !== null && !isBranchName(project.root, branch)) {
    const template = `git.${phase.planning.config.branching}_branch_template`;
    return failed(
      task,
      `${CONFIG}: found ${branch} for the branch of this phase, by ${template}; expected a name that git takes for a branch`,
    );
  }
  if (git && branch !== null && head?.branch !== branch && isBranch(project.root, branch))
    return failed(
      task,
      `the commits of this phase go onto ${branch}, which is not checked out: git switch ${typed(branch)}`,
    );
  const ids = open.map(({ plan }) => plan.id);
  const found = git ? planCommits(project.root, ids) : [];
  const here = git ? planCommits(project.root, ids, "checkout") : [];
  const facts: SurveyFacts = {
    notes: git ? notesOf(scene, phase, head) : [NO_GIT],
    git,
    begun: begunLines(ids, found, here),
    resumable: here.some((one) => one.task !== null),
  };
  const warnings = leftWarnings(scene);
  return result(task, "pass", {
    facts: { ...facts, ...(warnings.length === 0 ? {} : { warnings }) },
    plans: ids,
    done: [...phase.done],
    commits: found,
  });
};

const NO_GIT =
  "There is no git repository here: a plan is done when its commits are there. A repository can be made now, or by you: git init";

function notesOf(
  { project, workflow }: Scene,
  { branch, open, planning }: Phase,
  head: ReturnType<typeof headOf>,
): string[] {
  const dirty = uncommitted(project.root, [...excludedFolders(workflow), ...leftByCommands(planning.phases)]);
  const notes: string[] = [];
  if (head !== null && head.branch === null)
    notes.push(
      `HEAD is detached at ${head.commit?.slice(0, 12)}: the commits go onto ${branch ?? "a branch of the run"}, which begins there. To begin on a branch: git switch <branch>`,
    );
  if (dirty === null) return [...notes, "git cannot tell what is changed here and not committed: git status"];
  if (dirty.length === 0) return notes;
  const what = dirty.length === 1 ? "Commit it, put it aside, or go on with it as it is." : MANY;
  const files = plural(dirty.length, "file is", "files are");
  return [...notes, `${files} changed and not committed: ${someOf(dirty, SHOWN)}. ${what}`, ...taken(dirty, open)];
}
const MANY = "Commit them, put them aside, or go on with them as they are.";

/** Changed files that a plan writes: what the person has in them is kept apart from its work where the lines do not meet. */
function taken(dirty: readonly string[], open: Phase["open"]): string[] {
  return open.flatMap(({ plan: { id, files_modified, tasks } }) => {
    const isOwn = mayChange({ files: [...files_modified, ...tasks.flatMap(({ files }) => files)] });
    const own = dirty.filter(isOwn);
    if (own.length === 0) return [];
    return [`Plan ${id} changes ${someOf(own, SHOWN)}, too: lines of yours that meet its work go into its commit.`];
  });
}

/** A line for each plan of which there are commits. `here`: those that are in what is checked out. */
function begunLines(ids: readonly string[], found: readonly PlanCommit[], here: readonly PlanCommit[]): string[] {
  const isHere = new Set(here.map(({ commit }) => commit));
  return ids.flatMap((id) => {
    const own = found.filter(({ plan }) => plan === id);
    if (own.length === 0) return [];
    const shown = own.slice(-3).map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    const away = own.filter(({ commit }) => !isHere.has(commit)).length;
    const where =
      away === 0 ? "" : `; ${away === own.length ? "none" : own.length - away} of them in what is checked out`;
    return [`${id}: ${plural(own.length, "commit")} and no summary, the newest: ${shown.join("; ")}${where}`];
  });
}

/** Worktrees of runs that are over: nobody brought their work in. */
function leftWarnings({ project, run }: Scene): string[] {
  const own = leftWorktrees(project, run.run);
  const left = leftWorktrees(project, null).filter((path) => !own.includes(path));
  if (left.length === 0) return [];
  return [
    `Worktrees of earlier runs are left: ${someOf(left, SHOWN)}. What was not brought in lies there; to take one away: git worktree remove --force <folder>`,
  ];
}
