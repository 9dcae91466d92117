import { fold, plural } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import { joinLines, putLines, splitLines } from "../planning/edit-lines.ts";
import { placeRoadmap } from "../planning/roadmap.ts";
import type { Milestone } from "./recorded.ts";

/** Texts of a milestone that is over, as GSD has them. Pure. */

const called = ({ version, name }: Milestone): string => fold(`${version} ${name}`);

/** `Phases 1-3`. */
function phasesOf({ phases }: Milestone): string {
  const numbers = phases.map((one) => one.number);
  return numbers.length === 1 ? `Phase ${numbers[0]}` : `Phases ${numbers[0]}-${numbers.at(-1)}`;
}

/** Its requirements as they stood at its end. */
export const archivedRequirements = (text: string, milestone: Milestone): string =>
  [
    `# Requirements Archive: ${called(milestone)}`,
    "",
    `**Archived:** ${milestone.date}`,
    "**Status:** SHIPPED",
    "",
    "---",
    "",
    text,
  ].join("\n");

function entry(milestone: Milestone): string[] {
  const { phases, plans, tasks, done, open, waived, date } = milestone;
  const counts = [plural(phases.length, "phase"), plural(plans, "plan"), plural(tasks, "task")].join(", ");
  return [
    `## ${called(milestone)} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${counts}`,
    "",
    ...(done.length === 0 ? [] : ["**Key accomplishments:**", "", ...done.map((one) => `- ${fold(one)}`), ""]),
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
  const read = readMarkdown(text);
  const isOwn = (title: string): boolean => `${title} `.startsWith(`${milestone.version} `);
  if (read.some(({ heading }) => heading?.level === 2 && isOwn(heading.title))) return text;
  const first = read.findIndex(({ heading }) => heading?.level === 2);
  const lines = splitLines(text);
  const isApart = first >= 0 || lines.at(-1)!.text.trim() === "";
  putLines(lines, first < 0 ? lines.length : first, 0, isApart ? added : ["", ...added]);
  return joinLines(lines);
}

const UNDER_WAY = /^(\s*[-*+]\s+)(?:🚧|🔄)(.*)$/u;

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
  const lines = splitLines(text);
  const own = lines.filter((one) => UNDER_WAY.test(one.text) && one.text.includes(`**${milestone.version} `));
  for (const one of own)
    one.text = one.text.replace(
      UNDER_WAY,
      (_, before: string, rest: string) => `${before}✅${rest.replace(/\s*\([^()]*\)\s*$/, "")} ${shipped}`,
    );
  const isApart = lines[to - 1]!.text.trim() === "";
  putLines(lines, to, 0, [...(isApart ? [] : [""]), "</details>", ""]);
  putLines(lines, from, 0, [
    ...(own.length > 0 ? [] : [`- ✅ **${called(milestone)}** - ${phasesOf(milestone)} ${shipped}`, ""]),
    "<details>",
    `<summary>✅ ${called(milestone)} (${phasesOf(milestone)}) - SHIPPED ${milestone.date}</summary>`,
    "",
  ]);
  return joinLines(lines);
}

/** The message of its tag. */
export const tagMessage = (milestone: Milestone): string =>
  [called(milestone), "", ...milestone.done.map((one) => `- ${fold(one)}`), ""].join("\n");
