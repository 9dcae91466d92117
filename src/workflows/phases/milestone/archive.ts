import { join } from "node:path";
import { makeFolders, removeFile } from "../../../store/disk.ts";
import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { type Applied, alone, applyAlone, type Change, isThere, put, readText } from "../planning/files.ts";
import { type Problem, problemIn } from "../planning/model.ts";
import { due, made } from "../stopped.ts";
import { archiveOf, MILESTONES_FILE, milestoneOf } from "./recorded.ts";
import type { Milestone } from "./survey.ts";
import { foldedRoadmap, withEntry } from "./text.ts";

const kept = (path: string, text: string): Change => ({
  path,
  edit: (before) => ({ ok: true, text: before ?? text }),
});

/** What an earlier version noted of a milestone whose archiving had begun; a file with anything else is somebody's own. */
const NOTED = ["date", "done", "name", "open", "phases", "plans", "tag", "tasks", "version", "waived"];
const isNote = (text: string | null): boolean => {
  const read = text === null ? null : readJson(text);
  return read?.ok === true && isObject(read.value) && Object.keys(read.value).sort().join() === NOTED.join();
};

/**
 * Moves a milestone into the archive. Each step finds by what is there whether it was done, in an order in which a break loses
 * nothing: what is taken away stands in the archive before. @throws Stopped
 */
export const archiveMilestone = (root: string, milestone: Milestone): unknown =>
  made(
    alone(root, (): Applied => {
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
        ...(roadmap ? [kept(at.roadmap, roadmap)] : []),
        ...(requirements ? [kept(at.requirements, requirements)] : []),
        { path: MILESTONES_FILE, edit: (before) => ({ ok: true, text: withEntry(before, milestone) }) },
      ]);
      if (copied.ok) makeFolders(root, at.phases);
      const moved = copied.ok ? applyAlone(root, moves) : copied;
      if (!moved.ok) return moved;
      // What is not in the archive is taken away nowhere.
      if (requirements) removeFile(join(root, REQUIREMENTS));
      // An earlier version noted here that it had begun; without this the note would lie there for good.
      if (isNote(readText(root, at.note, []))) removeFile(join(root, at.note));
      return applyAlone(root, roadmap ? [put(ROADMAP, foldedRoadmap(roadmap, milestone))] : []);
    }),
  );

export const archive: Check = async ({ project, run }, task) => {
  const milestone = due(milestoneOf(project, run));
  archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  const paths = [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP];
  return result(task, "pass", { facts: { version, paths } });
};
