/** `pipeline/retro/<role>.md`: what one role takes from the run. */
import { readMarkdown } from "./markdown.ts";
import { itemsOf, problemAt } from "./sections.ts";

/** Reads a contribution: its list items, and paragraphs that stand alone. */
export function parseRetro(text: string): { points: string[]; problems: string[] } {
  const { items, loose } = itemsOf(readMarkdown(text));
  const points = [...items, ...loose.map((line) => ({ text: line.text.trim(), line: line.number }))]
    .filter((one) => one.text !== "")
    .sort((a, b) => a.line - b.line)
    .map((one) => one.text);
  const none = problemAt("retrospective", null, undefined, "at least one point in plain text");
  return { points, problems: points.length > 0 ? [] : [none] };
}
