import { existsSync } from "node:fs";
import { join } from "node:path";
import { gitErrors, runGit } from "../../../project/git.ts";
import { removeFile } from "../../../store/disk.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { PLANNING } from "../paths.ts";
import { archiveOf, GONE, milestoneOf } from "./recorded.ts";
import type { Milestone } from "./survey.ts";
import { tagMessage } from "./text.ts";

/**
 * Tags a milestone's commit, annotated where git knows who the person is. A tag that is there already and names the commit is
 * the one. No hook runs, and nothing is signed. `now`: ISO 8601. @returns why it was not possible; null: the tag is there
 */
export function tagMilestone(root: string, milestone: Milestone, commit: string, now: string): string | null {
  const ref = `refs/tags/${milestone.version}`;
  const said = (args: string[], stdin?: string) =>
    runGit(args, { cwd: root, ...(stdin === undefined ? {} : { stdin }) });
  const at = said(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (at.ok) {
    const found = at.out.toString().trim();
    return found === commit
      ? null
      : `the tag ${milestone.version} names ${found.slice(0, 12)}, expected ${commit.slice(0, 12)}`;
  }
  const [name, email] = ["user.name", "user.email"].map((key) => said(["config", key]).out.toString().trim());
  let target = commit;
  if (name && email) {
    const seconds = Math.floor(Date.parse(now) / 1000);
    const head = [
      `object ${commit}`,
      "type commit",
      `tag ${milestone.version}`,
      `tagger ${name} <${email}> ${seconds} +0000`,
    ];
    const made = said(["hash-object", "-t", "tag", "-w", "--stdin"], `${head.join("\n")}\n\n${tagMessage(milestone)}`);
    if (!made.ok) return `git made no tag: ${gitErrors(made)}`;
    target = made.out.toString().trim();
  }
  // Only where there is none yet: somebody else's is never moved.
  const set = said(["update-ref", ref, target, "0".repeat(commit.length)]);
  return set.ok ? null : `git made no tag: ${gitErrors(set)}`;
}

/** The newest commit with the same project: behind the one that was looked at there are at most changes of `.planning`. */
function newest(root: string, commit: string): string {
  const said = (...args: string[]) => runGit(args, { cwd: root });
  const head = said("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  const isSame =
    head.ok &&
    said("merge-base", "--is-ancestor", commit, "HEAD").ok &&
    said("diff-tree", "-r", "--quiet", commit, "HEAD", "--", ":/", `:(exclude)${PLANNING}`).ok;
  return isSame ? head.out.toString().trim() : commit;
}

export const tag: Check = async ({ project, run }, task) => {
  const milestone = milestoneOf(project, run);
  if (milestone === null) return failed(task, GONE);
  const { version } = milestone;
  const commit = milestone.tag.commit && newest(project.root, milestone.tag.commit);
  const problem = commit === null ? null : tagMilestone(project.root, milestone, commit, run.created_at);
  if (problem !== null) return failed(task, problem);
  const begun = join(project.root, archiveOf(milestone).begun);
  if (existsSync(begun)) removeFile(begun);
  return result(task, "pass", { facts: { version, tagged: commit } });
};
