/** What differs between two texts, line by line: of projects without git, and of plans. */

import { formatPatch, OMIT_HEADERS, type StructuredPatch, structuredPatch } from "diff";

/** Lines that may differ before one text is shown as replaced by the other: the search is quadratic in them. */
const MAX_EDITS = 1_000;

/** All of one text taken away, and all of another added; neither is empty. */
function replaced(from: string, to: string): StructuredPatch {
  const patch = structuredPatch("", "", from, "");
  const [gone, come] = [patch.hunks[0]!, structuredPatch("", "", "", to).hunks[0]!];
  const lines = [...gone.lines, ...come.lines];
  return { ...patch, hunks: [{ ...gone, newStart: come.newStart, newLines: come.newLines, lines }] };
}

/** The unified diff of two texts: how many lines were added and removed, and the hunks that say which. Pure. */
export function lineDiff(from: string, to: string): { added: number; removed: number; hunks: string } {
  const maxEditLength = from === "" || to === "" ? Number.POSITIVE_INFINITY : MAX_EDITS;
  const patch = structuredPatch("", "", from, to, "", "", { context: 3, maxEditLength }) ?? replaced(from, to);
  if (patch.hunks.length === 0) return { added: 0, removed: 0, hunks: "" };
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) => lines.reduce((sum, line) => sum + (line.startsWith(sign) ? 1 : 0), 0);
  return { added: count("+"), removed: count("-"), hunks: formatPatch(patch, OMIT_HEADERS) };
}
