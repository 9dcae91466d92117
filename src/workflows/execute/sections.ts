import { type Line, readMarkdown, sectionsOf } from "../markdown.ts";

/** Parts of markdown texts, by the headings that stand in no code. */

const LEVELS = [1, 2, 3, 4, 5, 6];
/** A title and what stands below a task are no tasks, whatever they are called. */
const TASK_LEVELS = [2, 3];

/** The lines under a heading, by its title in any case; null where there is none. */
function linesUnder(lines: readonly Line[], title: string): Line[] | null {
  for (const level of LEVELS) {
    const found = sectionsOf(lines, level).find((one) => one.title.trim().toLowerCase() === title.toLowerCase());
    if (found !== undefined) return found.lines;
  }
  return null;
}

/** A section as it stands in the text, with all that is below it; "" where there is none. */
export function sectionText(text: string, title: string): string {
  const all = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const lines = linesUnder(readMarkdown(text), title) ?? [];
  return lines
    .map(({ number }) => all[number - 1]!)
    .join("\n")
    .trim();
}

/** What stands below the heading of a task, such as `### Task 2: Name`, up to the next heading of its level; "" without one. */
export function taskText(plan: string, n: number): string {
  const all = plan.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const lines = readMarkdown(plan);
  const isTask = ({ heading }: Line): boolean =>
    heading !== null &&
    TASK_LEVELS.includes(heading.level) &&
    Number(/^(?:\*\*|__)?task\s+(\d{1,3})\s*:/i.exec(heading.title)?.[1]) === n;
  const first = lines.findIndex(isTask);
  if (first < 0) return "";
  const level = lines[first]!.heading!.level;
  const next = lines.findIndex(({ heading }, at) => at > first && heading !== null && heading.level <= level);
  return lines
    .slice(first + 1, next < 0 ? undefined : next)
    .map(({ number }) => all[number - 1]!)
    .join("\n")
    .trim();
}
