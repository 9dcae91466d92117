/** Finding a quotation in a text when white space was not kept. Pure. */

const WHITE = /\s/u;

/** A text with runs of white space as one space, and for each line that has any, where it begins in there. */
type Folded = { text: string; starts: number[]; lines: number[] };

/** The text of `quote` with white space folded and trimmed. */
export function fold(quote: string): string {
  return quote.split(/\s+/u).filter(Boolean).join(" ");
}

/** Characters of a text that are not white space. */
export function solid(text: string): number {
  let count = 0;
  for (const char of text) if (!WHITE.test(char)) count++;
  return count;
}

/** A text as part of a one-line sentence: in quotation marks, escaped, at most 120 characters. */
export function shownLine(text: string): string {
  const line = text.trim();
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 119)}…` : line);
}

/**
 * Where `quote` begins in `text`: the line (from 1) nearest to `line`, the first one when `line` is null, the upper one
 * of two equally near. A quote may span lines. `wholeLine` says that it is all that stands on its lines. Null when the
 * quote does not occur or is blank.
 */
export function nearestQuote(
  text: string,
  quote: string,
  line: number | null,
): { line: number; wholeLine: boolean } | null {
  const wanted = fold(quote);
  if (wanted === "") return null;
  const { text: folded, starts, lines } = foldLines(text);
  let best: { row: number; at: number } | null = null;
  let row = 0;
  for (let at = folded.indexOf(wanted); at >= 0; ) {
    while (row + 1 < starts.length && starts[row + 1]! <= at) row++;
    const distance = (candidate: number) => Math.abs(lines[candidate]! - (line ?? 0));
    if (best === null || distance(row) < distance(best.row)) best = { row, at };
    // Only lines count, so the search goes on with the next one: else a text of one letter would cost its square.
    const next = starts[row + 1];
    if (next === undefined || line === null || lines[row]! >= line) break;
    at = folded.indexOf(wanted, next);
  }
  if (best === null) return null;
  const end = best.at + wanted.length;
  const wholeLine = best.at === starts[best.row] && (end === folded.length || starts.includes(end + 1));
  return { line: lines[best.row]!, wholeLine };
}

function foldLines(text: string): Folded {
  const parts: string[] = [];
  const starts: number[] = [];
  const lines: number[] = [];
  let length = 0;
  text.split("\n").forEach((line, i) => {
    const folded = fold(line);
    if (folded === "") return;
    starts.push(length);
    lines.push(i + 1);
    parts.push(folded);
    length += folded.length + 1;
  });
  return { text: parts.join(" "), starts, lines };
}
