import { readMarkdown } from "../../markdown.ts";
import { itemsOf, problemAt } from "../../sections.ts";
import { stripStamp } from "../../stamp.ts";
import { documentKind } from "./kind.ts";

/** Reads a contribution: its list items, and paragraphs that stand alone. */
export function parseRetro(text: string): { points: string[]; problems: string[] } {
  const { items, loose } = itemsOf(readMarkdown(text));
  const points = [...items, ...loose.map((line) => ({ text: line.text.trim(), line: line.number }))]
    .filter((one) => one.text !== "")
    .sort((a, b) => a.line - b.line)
    .map((one) => one.text);
  return {
    points,
    problems:
      points.length > 0 ? [] : [problemAt("retrospective", null, undefined, "at least one point in plain text")],
  };
}

/** `pipeline/retro/<role>.md`: what one role takes from the run. */
export const kind = documentKind({
  form: () => "- <stage>: <what happened, what it cost, which rule would have caught it sooner>\n",
  rules: () => ["Few entries, each about something that happened in this run."],
  judge: (text) => ({ problems: parseRetro(stripStamp(text)).problems }),
});
