import { type Line, readMarkdown, sectionsOf } from "../markdown.ts";

/** Parts of markdown texts, by the headings that stand in no code. */

const LEVELS = [1, 2, 3, 4, 5, 6];
/** A title and what stands below a task are no tasks, whatever they are called. */
const TASK_LEVELS = [2, 3];

/** The lines under a heading, by its title in any case; null where there is none. */
export function linesUnder(lines: readonly Line[], title: string): Line[] | null {
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

/** The text within a section that is one block of code; the section itself where it is none. */
export function codeText(section: string): string {
  const [first = "", ...rest] = section.split("\n");
  const marks = /^(`{3,}|~{3,})/.exec(first)?.[1];
  return marks !== undefined && rest.at(-1) === marks ? rest.slice(0, -1).join("\n") : section;
}

/** The lines of a section that is one block of code and nothing else; a text says what is wrong with it. */
export function codeLines(section: string): string[] | string {
  const lines = section.split("\n");
  const marks = /^(`{3,}|~{3,})/.exec(lines[0] ?? "")?.[1];
  if (marks === undefined) return `found ${JSON.stringify(lines[0])}, expected a block of code`;
  const end = lines.indexOf(marks, 1);
  if (end < 0) return "the block of code has no end";
  return end === lines.length - 1
    ? lines.slice(1, end).filter((line) => line.trim() !== "")
    : "found text behind the block of code, expected nothing";
}
