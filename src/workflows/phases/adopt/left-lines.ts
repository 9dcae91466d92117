import type { Line } from "../../markdown.ts";
import { textsIn } from "../planning/document.ts";

/** A file of another form, read once. */
export interface Adopted<Fields> {
  fields: Fields;
  /** Its text that the fields do not hold, byte for byte. */
  below: string;
  /** The lines of that which say something, from 1; null: all of the text is left. */
  left: number[] | null;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/**
 * Whether each word of a text is in these fields, or one that says nothing more. `others`: such
 * words.
 */
export function isHeldIn(text: string, fields: unknown, others = ""): boolean {
  const known = new Set(wordsOf([others, ...textsIn(fields).map(([, value]) => value)].join(" ")));
  return wordsOf(text.replace(/^\s*\d+[.)]\s/, "")).every((word) => known.has(word));
}

/** Lines with their ends. */
const rawLines = (source: string): string[] =>
  source.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];

/** The last line below a heading that belongs to it. */
function endOf(lines: readonly Line[], at: number): number {
  const { level } = lines[at]!.heading!;
  const next = lines.findIndex(
    ({ heading }, index) => index > at && heading !== null && heading.level <= level,
  );
  return next < 0 ? lines.length : next;
}

/**
 * The lines of a text that were not used, under their headings. A heading goes where all below it
 * was used. `used`: from 0.
 */
export function leftLines(
  source: string,
  lines: readonly Line[],
  used: ReadonlySet<number>,
): { below: string; left: number[] } {
  const raw = rawLines(source);
  const isBlank = (at: number): boolean => (raw[at] ?? "").trim() === "";
  // A comment within a line is in no field.
  const isUsed = (at: number): boolean => used.has(at) && !raw[at]?.includes("<!--");
  const isText = (at: number): boolean =>
    lines[at]!.heading === null && !isUsed(at) && !isBlank(at);
  const isLeft = (at: number): boolean => {
    const { heading } = lines[at]!;
    if (heading === null) return isText(at);
    if (heading.level === 1 && used.has(at)) return false;
    const below = lines.map((_, index) => index).slice(at + 1, endOf(lines, at));
    return below.some(isText) || ![at, ...below].some((one) => used.has(one));
  };
  const kept: string[] = [];
  const left: number[] = [];
  for (const [at, line] of raw.entries()) {
    // One empty line stands for those around lines that were used.
    const isFirstBlank = kept.length > 0 && kept.at(-1)!.trim() !== "";
    if (isBlank(at) ? !isFirstBlank : !isLeft(at)) continue;
    kept.push(line);
    if (!isBlank(at)) left.push(at + 1);
  }
  const text = kept.join("").trimEnd();
  return { below: text === "" ? "" : `\n${text}\n`, left };
}

/** Their numbers as `3-8, 24`: empty lines between them do not count. */
export function rangesOf(left: readonly number[], source: string): string[] {
  const lines = rawLines(source);
  const ranges: [from: number, to: number][] = [];
  for (const line of left) {
    const last = ranges.at(-1);
    const isNext = last && lines.slice(last[1], line - 1).every((one) => one.trim() === "");
    if (isNext) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
}
