import { fold, plural } from "../../../text.ts";
import { sectionAt, withLines } from "../planning/edit.ts";
import { placeRoadmap } from "../planning/roadmap.ts";
import type { Milestone } from "./survey.ts";

/** Texts of a milestone that is over, as GSD has them. Pure. */

export const called = ({ version, name }: Milestone): string => fold(`${version} ${name}`);

/** `Phases 1-3`. */
function phasesOf({ phases }: Milestone): string {
  const numbers = phases.map((one) => one.number);
  return numbers.length === 1 ? `Phase ${numbers[0]}` : `Phases ${numbers[0]}-${numbers.at(-1)}`;
}

function entry(milestone: Milestone): string[] {
  const { phases, plans, tasks, open, waived, date } = milestone;
  const counts = [plural(phases.length, "phase"), plural(plans, "plan"), plural(tasks, "task")].join(", ");
  return [
    `## ${called(milestone)} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${counts}`,
    "",
    ...(open.length === 0
      ? []
      : [`**Left open by the person** (${fold(waived ?? "")}):`, "", ...open.map((one) => `- ${fold(one)}`), ""]),
    "---",
    "",
  ];
}

/** `MILESTONES.md` with it, the newest first; one that is in it already is not put there again. `text`: null where there is none. */
export function withEntry(text: string | null, milestone: Milestone): string {
  const added = entry(milestone);
  if (text === null) return ["# Milestones", "", ...added].join("\n");
  if (sectionAt(text.split(/\r?\n/), new RegExp(`^${RegExp.escape(milestone.version)}(?: |$)`)) !== null) return text;
  return withLines(text, (lines) => {
    const first = lines.findIndex((line) => line.startsWith("## "));
    lines.splice(first < 0 ? lines.length : first, 0, ...(first < 0 ? [""] : []), ...added);
  });
}

const UNDER_WAY = /^(\s*[-*+]\s+)(?:🚧|🔄)(.*)$/u;

/**
 * The roadmap with the milestone's phases folded away, as GSD does with one that has shipped: nothing is taken out of the
 * file. One that has no phases to fold stays as it is.
 */
export function foldedRoadmap(text: string, milestone: Milestone): string {
  const { phases } = placeRoadmap(text, "");
  if (phases.length === 0) return text;
  const from = Math.min(...phases.flatMap((one) => [one.from, one.box ?? one.from]));
  const to = Math.max(...phases.flatMap((one) => [one.to, (one.box ?? 0) + 1]));
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
