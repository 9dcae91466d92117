import { gitErrors, runGit } from "../../../project/git.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { due, Stopped } from "../stopped.ts";
import { called } from "./archive.ts";
import { milestoneOf } from "./recorded.ts";
import { type Milestone, tagProblem } from "./survey.ts";

/**
 * Tags a milestone's commit, annotated where git knows who the person is. A tag that is there already and names the commit is
 * the one. No hook runs, and nothing is signed. @throws Stopped
 */
export function tagMilestone(root: string, milestone: Milestone, commit: string): void {
  const { version } = milestone;
  const git = (...args: string[]) => runGit(args, { cwd: root });
  const problem = tagProblem(root, version, commit);
  if (problem !== null) throw new Stopped(problem);
  if (git("rev-parse", "--verify", "--quiet", `refs/tags/${version}`).ok) return;
  const isKnown = ["user.name", "user.email"].every((key) => git("config", key).out.toString().trim() !== "");
  // One that somebody else sets meanwhile is never moved.
  const made = git("tag", "--no-sign", ...(isKnown ? ["-m", called(milestone)] : []), version, commit);
  if (!made.ok) throw new Stopped(`git made no tag: ${gitErrors(made)}`);
}

export const tag: Check = async ({ project, run }, task) => {
  const milestone = due(milestoneOf(project, run));
  const { commit } = milestone.tag;
  if (commit !== null) tagMilestone(project.root, milestone, commit);
  return result(task, "pass", { facts: { version: milestone.version, tagged: commit } });
};
