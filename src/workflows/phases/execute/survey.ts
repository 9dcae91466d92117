import { headOf } from "../../../project/head.ts";
import { typed } from "../../../project/worktrees/names.ts";
import type { Scene } from "../../../record/scene.ts";
import { plural, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, isInGit, result } from "../../execute/checks/place.ts";
import { mayChange } from "../../execute/plan.ts";
import { leftByCommands, uncommitted } from "../verify/seen.ts";
import { isBranch, type PlanCommit, planCommits } from "./history.ts";
import { lookAtPhase, type Phase } from "./look.ts";
import type { SurveyFacts } from "./recorded.ts";

/** Names that a line lists. */
const SHOWN = 8;

/** Whether the phase can be carried out as it is, and what the person has to know before. */
export const survey: Check = async (scene, task) => {
  const { project, run } = scene;
  const phase = lookAtPhase(project.root, run);
  const { open, branch } = phase;
  const git = isInGit(project);
  const head = git ? headOf(project.root) : null;
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
  return result(task, "pass", { facts: { ...facts }, plans: ids, done: [...phase.done], commits: found });
};

const NO_GIT =
  "There is no git repository here, and a plan is done when its commits are there; one can be made now, or by you: git init";

function notesOf({ project }: Scene, { branch, open, planning }: Phase, head: ReturnType<typeof headOf>): string[] {
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

/** A line for each plan of which there are commits. `here`: those that are in what is checked out. */
function begunLines(ids: readonly string[], found: readonly PlanCommit[], here: readonly PlanCommit[]): string[] {
  const isHere = new Set(here.map(({ commit }) => commit));
  return ids.flatMap((id) => {
    const own = found.filter(({ plan }) => plan === id);
    if (own.length === 0) return [];
    const shown = own.slice(-3).map(({ commit, subject }) => `${commit.slice(0, 12)} ${subject}`);
    const inPlace = own.filter(({ commit }) => isHere.has(commit)).length;
    const where = inPlace === own.length ? "" : `; ${inPlace} of them in what is checked out`;
    return [`${id}: ${plural(own.length, "commit")} and no summary, the newest: ${shown.join("; ")}${where}`];
  });
}
