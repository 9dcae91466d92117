import { partLines } from "../../render/print/text.ts";
import type { ReportFacts } from "../../render/report.ts";
import { criteriaPart, findingsPart } from "../../render/report-parts.ts";
import { type Paint, PLAIN_LAYOUT } from "../../text.ts";

/** The pages behind the keys of the live screen, in lines; the screen breaks them. Pure. */

/** Each finding with what became of it, the open ones first. */
export function findingsPage(facts: ReportFacts, paint: Paint): string[] {
  const part = { ...findingsPart(facts), none: "No reviewer has found anything so far." };
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
