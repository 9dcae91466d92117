import { renameSync } from "node:fs";
import { join } from "node:path";
import { makeFolders, ownFolder, removeFile } from "../../../store/disk.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { alone, isSafe, readText, writeBelow } from "../planning/files.ts";
import type { Problem } from "../planning/model.ts";
import { archiveOf, MILESTONES_FILE, type Milestone, milestoneOf } from "./recorded.ts";
import { archivedRequirements, foldedRoadmap, withEntry } from "./text.ts";

/**
 * Moves a milestone into the archive. Each step finds by what is there whether it was done, in an order in which a break loses
 * nothing: what is taken away stands in the archive before.
 * @returns problems of files that could not be read or written
 */
export function archiveMilestone(root: string, milestone: Milestone): string[] {
  let left: string[] = [];
  const done = alone(root, () => {
    left = moveAll(root, milestone);
    return { ok: true as const };
  });
  return done.ok ? left : done.problems.map(problemText);
}

function moveAll(root: string, milestone: Milestone): string[] {
  const at = archiveOf(milestone);
  const unread: Problem[] = [];
  const read = (path: string): string | null => readText(root, path, unread);
  const write = (path: string, text: string): void => {
    if (read(path) !== text && isSafe(root, path, unread)) writeBelow(root, path, text);
  };
  const [roadmap, requirements, entries] = [ROADMAP, REQUIREMENTS, MILESTONES_FILE].map(read);
  if (unread.length > 0) return unread.map(problemText);
  makeFolders(root, at.phases);
  if (read(at.begun) === null) write(at.begun, `${JSON.stringify(milestone, null, 2)}\n`);
  if (roadmap && read(at.roadmap) === null) write(at.roadmap, roadmap);
  if (requirements && read(at.requirements) === null)
    write(at.requirements, archivedRequirements(requirements, milestone));
  write(MILESTONES_FILE, withEntry(entries ?? null, milestone));
  for (const { folder } of milestone.phases) {
    if (folder === null || !ownFolder(join(root, PHASES, folder))) continue;
    if (ownFolder(join(root, at.phases, folder))) return [`${at.phases}/${folder}: it is there already, expected none`];
    renameSync(join(root, PHASES, folder), join(root, at.phases, folder));
  }
  // What is not in the archive is taken away nowhere.
  if (unread.length > 0) return unread.map(problemText);
  if (requirements) removeFile(join(root, REQUIREMENTS));
  if (roadmap) write(ROADMAP, foldedRoadmap(roadmap, milestone));
  return unread.map(problemText);
}

export const archive: Check = async ({ project, run }, task) => {
  const milestone = milestoneOf(project, run);
  if (milestone === null) return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const problems = archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, problems.length > 0 ? "fail" : "pass", {
    problems,
    facts: { version, paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP] },
  });
};
