/** Diffs of two texts by lines, for projects without git and for plans. */

// The package's entry brings its other diffs along: of words, of sentences, of JSON.
import { formatPatch, OMIT_HEADERS, structuredPatch } from "diff/lib/patch/create.js";
import type { StructuredPatch } from "diff/lib/types.js";

/**
 * With more differing lines the whole text is shown as replaced: the search takes quadratic time in
 * them.
 */
const MAX_EDITS = 1_000;

/** The patch that removes all of one text and adds all of another; neither is empty. */
function replaced(from: string, to: string): StructuredPatch {
  const patch = structuredPatch("", "", from, "");
  const [gone, come] = [patch.hunks[0]!, structuredPatch("", "", "", to).hunks[0]!];
  const lines = [...gone.lines, ...come.lines];
  return {
    ...patch,
    hunks: [{ ...gone, newStart: come.newStart, newLines: come.newLines, lines }],
  };
}

/**
 * The unified diff of two texts: how many lines were added and removed, and the hunks that say
 * which. Pure.
 */
export function lineDiff(
  from: string,
  to: string,
): { added: number; removed: number; hunks: string } {
  const maxEditLength = from === "" || to === "" ? Number.POSITIVE_INFINITY : MAX_EDITS;
  const patch =
    structuredPatch("", "", from, to, "", "", { context: 3, maxEditLength }) ?? replaced(from, to);
  if (patch.hunks.length === 0) return { added: 0, removed: 0, hunks: "" };
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) =>
    lines.reduce((sum, line) => sum + (line.startsWith(sign) ? 1 : 0), 0);
  return { added: count("+"), removed: count("-"), hunks: formatPatch(patch, OMIT_HEADERS) };
}
