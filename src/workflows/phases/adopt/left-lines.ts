import type { Line } from "../../markdown.ts";

/** A file of another form, read once. */
export interface Adopted<Fields> {
  fields: Fields;
  /** Its text that the fields do not hold, byte for byte. */
  below: string;
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
): string {
  const raw = rawLines(source);
  const isBlank = (at: number): boolean => (raw[at] ?? "").trim() === "";
  const isText = (at: number): boolean =>
    lines[at]!.heading === null && !used.has(at) && !isBlank(at);
  const isLeft = (at: number): boolean => {
    const { heading } = lines[at]!;
    if (heading === null) return isText(at);
    if (heading.level === 1 && used.has(at)) return false;
    const below = lines.map((_, index) => index).slice(at + 1, endOf(lines, at));
    return below.some(isText) || ![at, ...below].some((one) => used.has(one));
  };
  const left: string[] = [];
  for (const [at, line] of raw.entries()) {
    // One empty line stands for those around lines that were used.
    const isFirstBlank = left.length > 0 && left.at(-1)!.trim() !== "";
    if (isBlank(at) ? isFirstBlank : isLeft(at)) left.push(line);
  }
  const text = left.join("").trimEnd();
  return text === "" ? "" : `\n${text}\n`;
}

/** What stands in such a rest: its headings, or its first line. */
export function namesOfLeft(below: string): string[] {
  const lines = below.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const headings = lines.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  return headings.length > 0 ? headings : lines.slice(0, 1);
}
