/**
 * Finds a quotation in a text when it was not kept to the letter: white space, marks of what was
 * read, escapes, masked values. Pure.
 */
import { MASK } from "../../../project/secrets/mask.ts";
import { fold } from "../../../text.ts";

/** Characters of a text that are not white space. */
export const solid = (text: string): number => [...text].filter((char) => !/\s/u.test(char)).length;

const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** As `solid`, a character that stands for a syllable or word as two. */
export const weight = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/\s/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);

/** A text as part of a one-line sentence: in quotation marks, escaped, at most 120 characters. */
export function quoteLine(text: string): string {
  const line = text.trim();
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 119)}…` : line);
}

/** Where a quote stands: its lines from 1, and whether it is all that stands on them. */
export interface Spot {
  line: number;
  last: number;
  wholeLine: boolean;
}

/**
 * Where `quote` begins in `text`: the line (from 1) nearest to `line`, the first one when `line` is
 * null, the upper one of two equally near. A quote may span lines. Null when the quote does not
 * occur or is blank.
 */
export function nearestQuote(text: string, quote: string, line: number | null): Spot | null {
  let best: Spot | null = null;
  const away = (spot: Spot): number => Math.abs(spot.line - (line ?? 0));
  for (const spot of spotsOf(text, quote)) {
    if (best === null || away(spot) < away(best)) best = spot;
    if (line === null || spot.line >= line) break;
  }
  return best;
}

/**
 * Every line of `text` on which `quote` begins, from above: as it was written, else as it may have
 * been meant.
 */
export function* spotsOf(text: string, quote: string): Generator<Spot> {
  const lines = foldLines(text);
  const all = readings(quote).map(fold);
  const ways = [
    ...all.map((wanted) => foundIn(lines, wanted)),
    ...all.map((wanted) => maskedIn(lines, wanted)),
  ];
  for (const found of ways) {
    const first = found.next();
    if (first.done) continue;
    yield first.value;
    yield* found;
    return;
  }
}

/**
 * Lines that match a quoted line of a diff in which secrets are masked: a mask matches any text.
 */
function* maskedIn({ text, starts, lines }: Folded, wanted: string): Generator<Spot> {
  const parts = wanted.split(MASK);
  if (parts.length === 1 || parts.every((part) => part.trim() === "")) return;
  for (const [row, start] of starts.entries()) {
    const own = text.slice(start, (starts[row + 1] ?? text.length + 1) - 1);
    let at = 0;
    const isThere = parts.every((part) => {
      const found = own.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    });
    const wholeLine = own.startsWith(parts[0]!) && own.endsWith(parts.at(-1)!);
    if (isThere) yield { line: lines[row]!, last: lines[row]!, wholeLine };
  }
}

type Folded = { text: string; starts: number[]; lines: number[] };

function* foundIn({ text, starts, lines }: Folded, wanted: string): Generator<Spot> {
  if (wanted === "") return;
  let row = 0;
  for (let at = text.indexOf(wanted); at >= 0; ) {
    while (row + 1 < starts.length && starts[row + 1]! <= at) row++;
    const end = at + wanted.length;
    let last = row;
    while (last + 1 < starts.length && starts[last + 1]! < end) last++;
    const wholeLine = at === starts[row] && (end === text.length || starts[last + 1] === end + 1);
    yield { line: lines[row]!, last: lines[last]!, wholeLine };
    // Only lines count, so the search goes on with the next one: else a text of one letter would
    // cost its square.
    const next = starts[row + 1];
    if (next === undefined) return;
    at = text.indexOf(wanted, next);
  }
}

/**
 * A text with runs of white space as one space, and for each line that is not blank its number and
 * where it begins in there.
 */
function foldLines(text: string): Folded {
  const folded = text.split("\n").map((line, at) => ({ text: fold(line), line: at + 1 }));
  const lines = folded.filter((one) => one.text !== "");
  let length = 0;
  const starts = lines.map((line) => {
    const start = length;
    length += line.text.length + 1;
    return start;
  });
  return {
    text: lines.map((line) => line.text).join(" "),
    starts,
    lines: lines.map((line) => line.line),
  };
}

/** Shorter beginnings of a line stand anywhere. Characters that are not white space. */
const MIN_BEGINNING = 12;
const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** A quote without the dots that stand for its end. */
function withoutDots(quote: string): string {
  const text = quote.trimEnd();
  const dots = ["…", "..."].find((one) => text.endsWith(one));
  return dots === undefined ? quote : text.slice(0, -dots.length).trimEnd();
}

/**
 * What a quote may mean, to the letter first. Its writer reads files with numbers before each line
 * and diffs with a mark there, writes JSON with its escapes, and at times leaves off the end of a
 * long line: each of these is undone by itself.
 */
function readings(quote: string): string[] {
  const ofLines = (mark: RegExp): string => {
    const lines = quote.split("\n").filter((line) => line.trim() !== "");
    return lines.every((line) => mark.test(line))
      ? lines.map((line) => line.replace(mark, "")).join("\n")
      : quote;
  };
  const begun = withoutDots(quote);
  const all = [
    quote,
    ofLines(/^\s*\d+(?:→|\t|: |\s?[|│] ?)/),
    ofLines(/^[-+ ]/),
    quote.replace(/^\s*`+([^`][\s\S]*?)`+\s*$/, "$1"),
    // An escape of the code that JSON has read as its own.
    quote.trim().replace(/[\b\f\n\r\t]/g, (char) => JSON.stringify(char).slice(1, -1)),
    // A character that a diff names, as it cannot be seen.
    quote.replace(/⟨U\+([\dA-F]{4,5})⟩/g, (_, hex) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
    // An escape too many.
    quote.replace(/\\(["\\/])/g, "$1"),
    quote.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]!),
    weight(begun) >= MIN_BEGINNING ? begun : quote,
  ];
  return [...new Set(all)];
}
