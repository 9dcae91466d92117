import { fold, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { sectionAt, withLines } from "../planning/edit.ts";
import { applyChanges, change, isThere, readText } from "../planning/files.ts";
import { placeRoadmap } from "../planning/roadmap.ts";
import { due, made } from "../stopped.ts";
import { archiveOf, MILESTONES_FILE, milestoneOf } from "./recorded.ts";
import type { Milestone } from "./survey.ts";

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

/** `Phases 1-3`. */
function phasesOf({ phases }: Milestone): string {
  const numbers = phases.map((one) => one.number);
  return numbers.length === 1 ? `Phase ${numbers[0]}` : `Phases ${numbers[0]}-${numbers.at(-1)}`;
}

const UNDER_WAY = /^(\s*[-*+]\s+|#+\s+)(?:🚧|🔄)(.*)$/u;

/**
 * The roadmap with the milestone's phases folded away, as GSD does with one that has shipped: nothing is taken out of the
 * file. One that has no phases to fold stays as it is.
 */
export function foldedRoadmap(text: string, milestone: Milestone): string {
  const { phases } = placeRoadmap(text, "");
  if (phases.length === 0) return text;
  const from = Math.min(...phases.flatMap((one) => [one.from, ...one.boxes]));
  const to = Math.max(...phases.flatMap((one) => [one.to, ...one.boxes.map((at) => at + 1)]));
  const shipped = `(shipped ${milestone.date})`;
  return withLines(text, (lines) => {
    const own = lines.findIndex((one) => UNDER_WAY.test(one) && one.includes(`**${milestone.version} `));
    if (own >= 0)
      lines[own] = lines[own]!.replace(
        UNDER_WAY,
        (_, before: string, rest: string) => `${before}✅${rest.replace(/\s*\([^()]*\)\s*$/, "")} ${shipped}`,
      );
    lines.splice(to, 0, ...(lines[to - 1]!.trim() === "" ? [] : [""]), "</details>", "");
    lines.splice(
      from,
      0,
      ...(own >= 0 ? [] : [`- ✅ **${called(milestone)}** - ${phasesOf(milestone)} ${shipped}`, ""]),
      "<details>",
      `<summary>✅ ${called(milestone)} (${phasesOf(milestone)}) - SHIPPED ${milestone.date}</summary>`,
      "",
    );
  });
}

/**
 * Moves a milestone into the archive, a copy of the roadmap last: with it the milestone is over. Each step finds by what is there whether
 * it was done. @throws Stopped
 */
export function archiveMilestone(root: string, milestone: Milestone): void {
  const at = archiveOf(milestone);
  const folders = milestone.phases.flatMap(({ folder }) => (folder === null ? [] : [folder]));
  const roadmap = readText(root, ROADMAP, []);
  made(
    applyChanges(root, [
      { path: MILESTONES_FILE, edit: (before) => ({ ok: true, text: withEntry(before, milestone) }) },
      ...folders.map((folder) => ({ from: `${PHASES}/${folder}`, to: `${at.phases}/${folder}` })),
      { from: REQUIREMENTS, to: at.requirements },
      ...(isThere(root, ROADMAP)
        ? [
            {
              path: at.roadmap,
              edit: (before: string | null) => ({ ok: true as const, text: before ?? roadmap ?? "" }),
            },
            change(ROADMAP, (text) => ({ ok: true, text: foldedRoadmap(text, milestone) })),
          ]
        : []),
    ]),
  );
}

export const archive: Check = async ({ project, run }, task) => {
  const milestone = due(milestoneOf(project, run));
  archiveMilestone(project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, "pass", {
    facts: { version, paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP] },
  });
};
