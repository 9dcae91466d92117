import { takeCommits } from "../../project/worktrees/branch.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders } from "../../record/subject.ts";
import type { Check } from "../contract/contract.ts";
import { result } from "./checks/workspace.ts";
import { buildOf, commitsOf, type Taking, takingOf } from "./plan/plan.ts";

/** The commits of a run, whose files lie in the folder, on a branch that is checked out. */

/** @see takeCommits */
export const takeInto = (
  { project, workflow, run }: Scene,
  to: Taking,
  dry = false,
  seen?: string,
) =>
  takeCommits(project, buildOf(run, excludedFolders(workflow)), {
    commits: commitsOf(run),
    branch: to === "branch" ? `multi-ai/take-${run.run}` : null,
    dry,
    seen,
  });

/** What git refuses ends no run: its commits stay on the run's branch. */
export const take: Check = async (scene, task) => {
  const taken = takeInto(scene, takingOf(scene.run) ?? "files");
  if (taken.ok) return result(task, "pass", { facts: { taken: taken.on } });
  const why = `The commits are not on your branch: ${taken.problem}; ${taken.remedy}`;
  return result(task, "pass", { facts: { warnings: [why] }, problems: [why] });
};
