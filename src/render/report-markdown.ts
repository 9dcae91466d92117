import { clean, fence, given, oneLine, PLAIN, type Zone } from "../text.ts";
import type { ReportPart } from "../workflows/contract/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { code, inline, part, quotation } from "./markdown-text.ts";
import { nextSteps } from "./next-steps.ts";
import type { ReportFacts } from "./report.ts";
import { autoText, isNews, partsOf, stateText, timesText, WHOLE } from "./report-parts.ts";

/** The report of a run as GitHub-flavoured markdown: all of it. */

/** A heading with a count, and a bullet for each item. */
export function partMarkdown({
  title,
  items,
  none,
  plain,
  count = items.length,
}: ReportPart): string[] {
  if (items.length === 0)
    return none === undefined ? [] : ["", `${inline(none)}.`.replace(/\.\.$/, ".")];
  return part(
    plain ? title : `${title} (${count})`,
    items.flatMap(({ id, text, more = [] }) => [
      `- ${id === undefined ? "" : `**${inline(id)}** `}${inline(text)}`,
      ...more.map((line) => `  - ${inline(line)}`),
    ]),
  );
}

/**
 * The issue that the request is from, behind the request; what stands there is no markdown of
 * somebody else.
 */
export const issueLines = ({ issue }: Pick<ReportFacts, "issue">, how: string): string[] =>
  issue === undefined || !/^https:\/\/[\w.:/-]+$/.test(issue) ? [] : ["", `${how} ${issue}`];

/** Lines of a text with aligned columns, to the letter. */
function aligned(lines: string[]): string[] {
  const text = lines.map((line) => clean(line).trimEnd()).filter((line) => line !== "");
  return text.length === 0 ? [] : ["", fence(text.join("\n"), "text")];
}

/**
 * The whole report. `rollback`: the command that brings the files back; null: none is carried out.
 * `zone`: on which clock its times are, UTC unless said.
 */
export function reportMarkdown(facts: ReportFacts, rollback: string | null, zone?: Zone): string {
  const { report } = moduleOf(facts.workflow);
  const unasked = autoText(facts);
  const story = facts.story ?? "";
  const own = report.parts?.(facts);
  const table = own?.table?.({ width: WHOLE, paint: PLAIN, zone }) ?? [];
  const { about = "", shown = "" } = own ?? {};
  const lines = [
    `# Report of ${inline(facts.run)}`,
    "",
    `**${inline(stateText(facts))}**, ${timesText(facts, zone)}`,
    ...(facts.rolled_back === null ? [] : ["", inline(facts.rolled_back)]),
    ...(unasked === null ? [] : ["", `With \`--auto\` ${unasked}.`]),
    ...part("Request", [...quotation(facts.request), ...issueLines(facts, "From")]),
    ...given(isNews(facts), "", `It is about: ${inline(story)}`),
    ...aligned([...table, about, shown].filter((line) => oneLine(line) !== oneLine(story))),
    ...partsOf(facts, own, { most: WHOLE, zone }).flatMap(partMarkdown),
    ...part(
      "Next",
      nextSteps(facts, rollback).map(({ command, does }) => `- ${code(command)}: ${inline(does)}`),
    ),
  ];
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}
