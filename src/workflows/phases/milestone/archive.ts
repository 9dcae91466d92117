import { join } from "node:path";
import { makeFolders, removeFile } from "../../../store/disk.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { type Applied, alone, applyAlone, type Change, isThere, put, readText } from "../planning/files.ts";
import { type Problem, problemIn } from "../planning/model.ts";
import { archiveOf, GONE, MILESTONES_FILE, milestoneOf } from "./recorded.ts";
import type { Milestone } from "./survey.ts";
import { archivedRequirements, foldedRoadmap, withEntry } from "./text.ts";

/**
 * Moves a milestone into the archive. Each step finds by what is there whether it was done, in an order in which a break loses
 * nothing: what is taken away stands in the archive before.
 * @returns problems of files that could not be read or written
 */
export function archiveMilestone(root: string, milestone: Milestone): string[] {
  const done = alone(root, () => moveAll(root, milestone));
  return done.ok ? [] : done.problems.map(problemText);
}

const kept = (path: string, text: string): Change => ({
  path,
  edit: (before) => ({ ok: true, text: before ?? text }),
});

function moveAll(root: string, milestone: Milestone): Applied {
  const at = archiveOf(milestone);
  const problems: Problem[] = [];
  const [roadmap, requirements] = [ROADMAP, REQUIREMENTS].map((path) => readText(root, path, problems));
  const moves = milestone.phases.flatMap(({ folder }) =>
    folder === null ? [] : [{ from: `${PHASES}/${folder}`, to: `${at.phases}/${folder}` }],
  );
  const twice = moves.find(({ from, to }) => isThere(root, from) && isThere(root, to));
  if (twice !== undefined) problems.push(problemIn(twice.to, "it is there already, expected none"));
  if (problems.length > 0) return { ok: false, problems };
  const copied = applyAlone(root, [
    kept(at.begun, `${JSON.stringify(milestone, null, 2)}\n`),
    ...(roadmap ? [kept(at.roadmap, roadmap)] : []),
    ...(requirements ? [kept(at.requirements, archivedRequirements(requirements, milestone))] : []),
    { path: MILESTONES_FILE, edit: (before) => ({ ok: true, text: withEntry(before, milestone) }) },
  ]);
  if (copied.ok) makeFolders(root, at.phases);
  const moved = copied.ok ? applyAlone(root, moves) : copied;
  // What is not in the archive is taken away nowhere.
  if (!moved.ok) return moved;
  if (requirements) removeFile(join(root, REQUIREMENTS));
  return applyAlone(root, roadmap ? [put(ROADMAP, foldedRoadmap(roadmap, milestone))] : []);
}

export const archive: Check = async ({ project, run }, task) => {
  const milestone = milestoneOf(project, run);
  if (milestone === null) return failed(task, GONE);
  const problems = archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, problems.length > 0 ? "fail" : "pass", {
    problems,
    facts: { version, paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP] },
  });
};
