// What agents of the guide's workflows hand in: a writer's result, and a reviewer who asks for one
// change and is content with it.
import type { Brief, Work } from "../harness/team.ts";
import { nextId, openIds } from "../harness/workers.ts";

/** A page that says this line, for criteria of these ids. */
export const writes = (brief: Brief, file: string, line: string, criteria: string[]): Work => ({
  edits: { [file]: `# Page\n\n${line}\n` },
  artifact: {
    status: "complete",
    reason: null,
    changed_files: [file],
    criteria: criteria.map((id) => ({ id, met: true })),
    deviations: [],
    answered: openIds(brief),
    declined: [],
  },
});

/** At first the last criterion is not met by the page's line `was`. */
export function reviews(brief: Brief, file: string, was: string, is: string, criteria: string[]) {
  const isFirst = brief.round === 1;
  const place = { file, line: 3, quote: isFirst ? was : is };
  const finding = { id: nextId(brief), severity: "major", problem: "Not so.", fix: "Say goodbye." };
  return {
    status: isFirst ? "needs_changes" : "approved",
    summary: "The page says it.",
    criteria: criteria.map((id) => ({
      id,
      met: !isFirst || id !== criteria.at(-1),
      evidence: [place],
    })),
    findings: isFirst ? [{ ...finding, ...place }] : [],
    prior: openIds(brief).map((id) => ({ id, state: "fixed" })),
  };
}
