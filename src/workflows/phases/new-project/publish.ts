import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { acceptedText } from "../../../record/accepted.ts";
import { fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { result } from "../../execute/checks/place.ts";
import { CODEBASE, CONFIG, PHASES, PLANNING, PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { DEFAULT_CONFIG, renderConfig } from "../planning/config.ts";
import type { Edited } from "../planning/edit.ts";
import { applyChanges, type Change, namesIn } from "../planning/files.ts";
import { folderNumber } from "../planning/numbers.ts";
import { placeRoadmap } from "../planning/roadmap.ts";
import { projectText, requirementsText, roadmapText, type Settled, settledBy } from "./documents.ts";
import { CODEBASE_MAP, SYNTHESIS } from "./recorded.ts";

/** What was approved becomes `.planning`. Nothing that is there already is written over. */

const is = (text: string): Edited => ({ ok: true, text });

/** A file that is new, or written already by an attempt that was broken off. */
const fresh = (path: string, text: string): Change => ({
  path,
  edit: (before) =>
    before === null || before === text
      ? is(text)
      : { ok: false, problem: "found a file that was not there before, expected none; move it away" },
});
/** A file that may be a person's own: theirs stays. */
const kept = (path: string, text: string): Change => ({ path, edit: (before) => is(before ?? text) });

/** The roadmap: new, behind what is there without phases, or written already. */
function planned(before: string | null, settled: Settled): Edited {
  const { phases } = placeRoadmap(before ?? "", ROADMAP).roadmap;
  if (phases.length === 0) return is(roadmapText(settled, before));
  const isOwn = phases.map((one) => one.name).join() === settled.phases.map((one) => fold(one.name)).join();
  return isOwn ? is(before!) : { ok: false, problem: "found phases that were not there before, expected none" };
}

function changesOf(project: Project, run: Run, settled: Settled): Change[] {
  const textAt = (path: string): string | null => {
    const found = acceptedText(project, run, path);
    return found === null ? null : stripStamp(found).trim();
  };
  const prose = [
    { path: `${PLANNING}/research/RESEARCH.md`, title: "Research", text: textAt(SYNTHESIS) },
    { path: `${CODEBASE}/CODEBASE.md`, title: "Code base", text: textAt(CODEBASE_MAP) },
  ];
  return [
    ...prose.flatMap(({ path, title, text }) => (text === null ? [] : kept(path, `# ${title}\n\n${text}\n`))),
    // One that was there has answered what a run settles.
    kept(CONFIG, renderConfig({ ...DEFAULT_CONFIG, ...settled.config })),
    (settled.survey.described ? kept : fresh)(PROJECT, projectText(settled)),
    fresh(REQUIREMENTS, requirementsText(settled)),
    // The last one: with it the project is there.
    { path: ROADMAP, edit: (before) => planned(before, settled) },
  ];
}

export const publish: Check = async ({ project, run }, task) => {
  const failed = (...problems: string[]) => result(task, "fail", { problems });
  const settled = settledBy(project, run);
  if (settled === null) return failed("what was approved is gone from .task/objects; end, and begin anew");
  if (namesIn(project.root, PHASES, []).some((name) => folderNumber(name) !== null))
    return failed(`${PHASES}: found phases that were not there before, expected none; move them away`);
  const applied = applyChanges(project.root, changesOf(project, run, settled));
  if (!applied.ok) return failed(...applied.problems.map(problemText));
  const { first, version } = settled;
  const facts = { phases: settled.phases.length, first, version };
  // The roadmap first, and not research and maps: a report names only some.
  return result(task, "pass", { facts: { ...facts, paths: applied.written.toReversed() }, files: applied.written });
};
