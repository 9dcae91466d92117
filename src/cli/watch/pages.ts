import type { PageDiff } from "../../render/print/page.ts";
import { partLines } from "../../render/print/text.ts";
import type { ReportFacts } from "../../render/report.ts";
import { criteriaPart, findingsPart } from "../../render/report-parts.ts";
import { type Paint, PLAIN_LAYOUT } from "../../text.ts";

/** The pages behind the keys of the live screen, in lines; the screen breaks them. Pure. */

/** Each finding with what became of it, the open ones first. */
export function findingsPage(facts: ReportFacts, paint: Paint): string[] {
  const part = { ...findingsPart(facts, false), none: "No reviewer has found anything so far." };
  return partLines(part, { ...PLAIN_LAYOUT, paint }).slice(1);
}

/** What the run is about, and its criteria with what shows them so far. */
export function storyPage(facts: ReportFacts, paint: Paint): string[] {
  const { request, story } = facts;
  const part = { ...criteriaPart(facts), none: "No criteria are accepted so far." };
  return [
    ...request.split("\n"),
    ...(story === null ? [] : ["", story]),
    ...partLines(part, { ...PLAIN_LAYOUT, paint }),
  ];
}

/** What accepted tasks have changed. */
export function diffPage(diff: PageDiff, { green, red, bold, cyan }: Paint): string[] {
  if (diff === null) return ["What changed cannot be told."];
  if (diff.text === "") return ["No accepted task has changed a file so far."];
  const paint = (line: string): string => {
    if (/^(?:diff|\+\+\+|---) /.test(line)) return bold(line);
    if (line.startsWith("@@")) return cyan(line);
    return line.startsWith("+") ? green(line) : line.startsWith("-") ? red(line) : line;
  };
  const more = diff.truncated ? ["… and more, which git diff shows"] : [];
  return [...diff.text.trimEnd().split("\n").map(paint), ...more];
}
