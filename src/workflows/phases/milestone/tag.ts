import { gitErrors, runGit } from "../../../project/git.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { PLANNING } from "../paths.ts";
import { due, Stopped } from "../stopped.ts";
import { milestoneOf } from "./recorded.ts";
import { type Milestone, tagProblem } from "./survey.ts";
import { tagMessage } from "./text.ts";

/**
 * Tags a milestone's commit, annotated where git knows who the person is. A tag that is there already and names the commit is
 * the one. No hook runs, and nothing is signed. @throws Stopped
 */
export function tagMilestone(root: string, milestone: Milestone, commit: string): void {
  const { version } = milestone;
  const git = (args: string[], stdin?: string) =>
    runGit(args, { cwd: root, ...(stdin === undefined ? {} : { stdin }) });
  const problem = tagProblem(root, version, commit);
  if (problem !== null) throw new Stopped(problem);
  if (git(["rev-parse", "--verify", "--quiet", `refs/tags/${version}`]).ok) return;
  const isKnown = ["user.name", "user.email"].every((key) => git(["config", key]).out.toString().trim() !== "");
  // One that somebody else sets meanwhile is never moved.
  const annotated = ["--annotate", "--cleanup=verbatim", "--file=-"];
  const made = git(
    ["tag", "--no-sign", ...(isKnown ? annotated : []), version, commit],
    isKnown ? tagMessage(milestone) : undefined,
  );
  if (!made.ok) throw new Stopped(`git made no tag: ${gitErrors(made)}`);
}

/** The newest commit with the same project: behind the one that was looked at there are at most changes of `.planning`. */
function newest(root: string, commit: string): string {
  const git = (...args: string[]) => runGit(args, { cwd: root });
  const head = git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  const isSame =
    head.ok &&
    git("merge-base", "--is-ancestor", commit, "HEAD").ok &&
    git("diff-tree", "-r", "--quiet", commit, "HEAD", "--", ":/", `:(exclude)${PLANNING}`).ok;
  return isSame ? head.out.toString().trim() : commit;
}

export const tag: Check = async ({ project, run }, task) => {
  const milestone = due(milestoneOf(project, run));
  const commit = milestone.tag.commit && newest(project.root, milestone.tag.commit);
  if (commit !== null) tagMilestone(project.root, milestone, commit);
  return result(task, "pass", { facts: { version: milestone.version, tagged: commit } });
};
