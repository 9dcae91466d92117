import { clean, fence, given, oneLine, PLAIN, type Zone } from "../text.ts";
import { moduleOf } from "../workflows/index.ts";
import { code, inline, part, quotation } from "./markdown-text.ts";
import { nextSteps } from "./next-steps.ts";
import type { ReportFacts } from "./report.ts";
import { autoText, type OwnLines, type Part, partsOf, stateText, timesText } from "./report-parts.ts";

/** The report of a run as GitHub-flavoured markdown: all of it. */

/** Nothing is left out, and no line is cut. */
export const WHOLE = Number.POSITIVE_INFINITY;

/** A heading with a count, and a bullet for each item. */
function partMarkdown({ title, items, none, plain }: Part): string[] {
  if (items.length === 0) return none === undefined ? [] : ["", `${inline(none)}.`.replace(/\.\.$/, ".")];
  return part(
    plain ? title : `${title} (${items.length})`,
    items.flatMap(({ id, text, more = [] }) => [
      `- ${id === undefined ? "" : `**${inline(id)}** `}${inline(text)}`,
      ...more.map((line) => `  - ${inline(line)}`),
    ]),
  );
}

/**
 * Lines of a workflow's own as markdown: a title and the items further in become a heading and a list, of which what stands
 * behind the title is the first item; what has no items is a paragraph.
 */
const ownMarkdown = (lines: string[]): string[] =>
  blocksOf(lines).flatMap(([head = "", ...items]) => (items.length === 0 ? ["", inline(head)] : ownPart(head, items)));

/** The issue that the request is from, behind the request; what stands there is no markdown of somebody else. */
export const issueLines = ({ issue }: Pick<ReportFacts, "issue">, how: string): string[] =>
  issue === undefined || !/^https:\/\/[\w.:/-]+$/.test(issue) ? [] : ["", `${how} ${issue}`];

function ownPart(head: string, items: string[]): string[] {
  // A title with a count stands alone; any other begins to tell.
  const [title = "", rest] = /\(\d+\)$/.test(head) ? [head] : head.split(/: (.*)/s);
  const list = items.map((item) => `${/^ {4}/.test(item) ? "  " : ""}- ${inline(item)}`);
  return part(inline(title), [...(rest === undefined ? [] : [`- ${inline(rest)}`]), ...list]);
}

/** A line that is not further in begins a block. */
function blocksOf(lines: string[]): string[][] {
  const blocks: string[][] = [];
  for (const line of lines) {
    if (/^\S/.test(line)) blocks.push([line]);
    else if (line.trim() !== "") blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Lines of a text with aligned columns, to the letter. */
function aligned(lines: string[]): string[] {
  const text = lines.map((line) => clean(line).trimEnd()).filter((line) => line !== "");
  return text.length === 0 ? [] : ["", fence(text.join("\n"), "text")];
}

/** A part of a report as markdown. */
export const markdownOf = (one: Part | OwnLines): string[] =>
  "lines" in one ? (one.isTable ? aligned : ownMarkdown)(one.lines) : partMarkdown(one);

/**
 * The whole report. `rollback`: the command that brings the files back; null: none is carried out. `zone`: on which
 * clock its times are, UTC unless said. `by`: what its reader calls whoever has decided, others than themselves unless said.
 */
export function reportMarkdown(facts: ReportFacts, rollback: string | null, zone?: Zone, by?: string): string {
  const { report } = moduleOf(facts.workflow);
  const unasked = autoText(facts);
  const story = facts.story ?? "";
  const own = report.lines?.(facts, { width: WHOLE, paint: PLAIN, zone }, WHOLE);
  const lines = [
    `# Report of ${inline(facts.run)}`,
    "",
    `**${inline(stateText(facts, by))}**, ${timesText(facts, zone)}`,
    ...(facts.rolled_back === null ? [] : ["", inline(facts.rolled_back)]),
    ...(unasked === null ? [] : ["", `With \`--auto\` ${unasked}.`]),
    ...part("Request", [...quotation(facts.request), ...issueLines(facts, "From")]),
    ...given(!!story && oneLine(story) !== oneLine(facts.request), "", `It is about: ${inline(story)}`),
    ...aligned((own?.head ?? []).filter((line) => oneLine(line) !== oneLine(story))),
    ...partsOf(facts, own, { most: WHOLE, zone, by }).flatMap(markdownOf),
    ...part(
      "Next",
      nextSteps(facts, rollback).map(({ command, does }) => `- ${code(command)}: ${inline(does)}`),
    ),
  ];
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}
