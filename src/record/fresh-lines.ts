import { plainOutput } from "../project/test-output.ts";

/** What an output says now against what it said before the implementation. */

/** What differs in every run: dates, times, addresses, and places in files that were edited. Any other number is a count. */
const VARYING = [
  // Before what looks like a time of day: the 9th line's 15th column.
  /(?<=\.\w{1,6})(?::\d+(?::\d+)?|\(\d+,\d+\))/g,
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?/g,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b/g,
  /\b\d+(?:\.\d+)?\s*(?:ns|µs|us|ms|s|m|h|secs?|seconds?|mins?|minutes?|milliseconds?)\b/gi,
  /\b\d+\.\d+\b(?!%)/g,
  /\b0x[0-9a-f]+\b/gi,
  /\bline \d+/gi,
];

/** A text without what differs in every run, and without white space at line ends. */
export const formOf = (text: string): string =>
  VARYING.reduce((left, one) => left.replaceAll(one, "#"), plainOutput(text))
    .replaceAll(/(?<![ \t])[ \t]+$/gm, "")
    .trim();

/** A number that stands alone: one within a name, a path or a code of a rule belongs to that. */
const NUMBER = /(?<![\w./-])\d+(?![\w/-]|\.\w)/g;

/** A line by its words, whatever their number and the blanks between them, and the numbers in it. */
function wordsAndNumbers(text: string): { words: string; numbers: number[] } {
  const words = text
    .replaceAll(NUMBER, "#")
    .replaceAll(/#(?:\s*#)+/g, "#")
    .replaceAll(/(?<=[a-z])s\b/g, "")
    .replaceAll(/\s+/g, " ");
  return { words: words.trim(), numbers: (text.match(NUMBER) ?? []).map(Number) };
}

/**
 * Lines of an output that an earlier one of the same command does not have, or has less often, or with a smaller number:
 * what it says anew. Empty: all that is said now was said then.
 */
export function freshLines(nowText: string, beforeText: string): string[] {
  const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
  const contentOf = (line: string): ReturnType<typeof wordsAndNumbers> => wordsAndNumbers(formOf(line));
  const left = Map.groupBy(linesOf(beforeText).map(contentOf), (one) => one.words);
  const without = (lines: readonly string[], isSame: (now: number[], then: number[]) => boolean): string[] =>
    lines.filter((line) => {
      const { words, numbers } = contentOf(line);
      const known = left.get(words) ?? [];
      const at = known.findIndex((one) => isSame(numbers, one.numbers));
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
  // First those of the very same numbers: in another order a smaller one would take the place of a larger one.
  const others = without(linesOf(nowText), (here, there) => String(here) === String(there));
  return without(others, (here, there) => here.every((number, at) => number <= (there[at] ?? 0)));
}
