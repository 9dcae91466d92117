import { gitErrors, runGit } from "../../../project/git.ts";
import { fold, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { sectionAt, withLines } from "../planning/edit.ts";
import { applyChanges } from "../planning/files.ts";
import { due, made, Stopped } from "../stopped.ts";
import { archiveOf, MILESTONES_FILE, milestoneOf } from "./recorded.ts";
import { type Milestone, tagProblem } from "./survey.ts";

const called = ({ version, name }: Pick<Milestone, "version" | "name">): string => fold(`${version} ${name}`);

function entry(milestone: Milestone): string[] {
  const { phases, plans, open, waived, date } = milestone;
  return [
    `## ${called(milestone)} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${plural(phases.length, "phase")}, ${plural(plans, "plan")}`,
    "",
    ...(open.length === 0
      ? []
      : [`**Left open by the person** (${fold(waived ?? "")}):`, "", ...open.map((one) => `- ${fold(one)}`), ""]),
    "---",
    "",
  ];
}

/** `MILESTONES.md` with it, the newest first; one that is in it already is not put there again. `text`: null where there is none. */
function withEntry(text: string | null, milestone: Milestone): string {
  const added = entry(milestone);
  if (text === null) return ["# Milestones", "", ...added].join("\n");
  if (sectionAt(text.split(/\r?\n/), new RegExp(`^${RegExp.escape(milestone.version)}(?: |$)`)) !== null) return text;
  return withLines(text, (lines) => {
    const first = lines.findIndex((line) => line.startsWith("## "));
    lines.splice(first < 0 ? lines.length : first, 0, ...(first < 0 ? [""] : []), ...added);
  });
}

/**
 * Moves a milestone into the archive, the roadmap last: with it the milestone is over. Each step finds by what is there whether
 * it was done. @throws Stopped
 */
export function archiveMilestone(root: string, milestone: Milestone): void {
  const at = archiveOf(milestone);
  const folders = milestone.phases.flatMap(({ folder }) => (folder === null ? [] : [folder]));
  made(
    applyChanges(root, [
      { path: MILESTONES_FILE, edit: (before) => ({ ok: true, text: withEntry(before, milestone) }) },
      ...folders.map((folder) => ({ from: `${PHASES}/${folder}`, to: `${at.phases}/${folder}` })),
      { from: REQUIREMENTS, to: at.requirements },
      { from: ROADMAP, to: at.roadmap },
    ]),
  );
}

export const archive: Check = async ({ project, run }, task) => {
  const milestone = due(milestoneOf(project, run));
  archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, "pass", {
    facts: { version, paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE] },
  });
};

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
