import { plainOutput } from "../project/test-output.ts";

/** What a linter, a compiler or an audit says now against what it said before the implementation. */

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

/** Where in a file something is: at the beginning of a line of what a linter says, or beside a line of code that it shows. */
const PLACE = /^\s*(?:\d+:\d+\b|(?:>\s*)?\d+\s*[│|])/;
/** A number that stands alone: one within a name, a path or a code of a rule belongs to that. */
const NUMBER = /(?<![\w./-])\d+(?![\w/-]|\.\w)/g;

/** A line by its words, whatever their number and the blanks between them, and the numbers in it. */
function wordsAndNumbers(line: string): { words: string; numbers: number[] } {
  const text = line.replace(PLACE, "");
  const words = text
    .replaceAll(NUMBER, "#")
    .replaceAll(/#(?:\s*#)+/g, "#")
    .replaceAll(/(?<=[a-z])s\b/g, "")
    .replaceAll(/\s+/g, " ");
  return { words: words.trim(), numbers: (text.match(NUMBER) ?? []).map(Number) };
}

/** What a tool tells of its own work: how far it has come, what it had to do anew, how many files it looked at, which are more with those of the change. */
const PROGRESS = [
  /\b(?:checked|checking|inspecting|scanned|found(?= \d+ source)|on|of) \d+(?: source)? files?\b/gi,
  /\b\d+ files? (?:inspected|checked|scanned|(?:would be )?left unchanged|already formatted)\b/gi,
  // A sign for each file, and a bar.
  /^(?=\w*\.)[.CEFIRSW]+(?: +\d+ \/ \d+ \(\d+%\))?$/gm,
  /^ *\d+\/\d+ \[[^\]\n]*\] +\d+%$/gm,
  / \(previous run: [^()\n]*\)/g,
  /\bmemory: [\d.]+ ?[KMG]i?B\b|\bused [\d.]+ ?[KMG]i?B of memory\b|\binfer types for [\d.]+%/gi,
  // Cargo, whose words end in one column; Gradle; Turborepo and Nx.
  /^(?=.{12} ) +(?:Adding|Blocking|Building|Checking|Compiling|Downloaded|Downloading|Finished|Locking|Updating) .*$/gm,
  /^(?:> Task \S+(?: (?:FROM-CACHE|NO-SOURCE|SKIPPED|UP-TO-DATE))?|\d+ actionable tasks?: .*|Starting a Gradle Daemon.*)$/gm,
  /^(?:\S+:\S+: cache (?:bypass|hit|miss), .*| *(?:Tasks|Cached): .*\d total|Nx read the output from the cache .*)$/gm,
];
/** A line of code that is shown, and marks below it: the complaint stands before it. */
const SHOWN_CODE = /^\s*(?:>\s*)?(?:(?:\d+\s+)*\d+\s*[│|]|[│|][\s^~+_-]*$)/;

/** What may be a path at a line's beginning. */
const NAMES_FILE = /^(?:-->\s*|at\s+|File\s+"|\[\w+\]\s+|(?:error|warning|ERROR|WARNING):?\s+)?([^\s:()"]{1,300})/;

/** How many complaints there are in all. */
const TOTAL = /^\W*(?:found\s+)?\d+ (?:errors?|problems?|issues?|warnings?|diagnostics|vulnerabilit)|, of \d+ total/i;
/** Not all of them are told: by the tool itself, in a line that begins so, or as the output was too long to be kept. */
const CAPPED =
  /^(?:diagnostics not shown|the number of diagnostics exceeds|(?:\S+: )?(?:fatal error: )?too many errors|only showing|… \d+ bytes left out …$)/i;

/** Lines of an output without what a tool tells of its own work. */
const linesOf = (output: string): string[] =>
  PROGRESS.reduce((left, one) => left.replaceAll(one, ""), plainOutput(output))
    .split("\n")
    .filter((line) => line.trim() !== "");

/**
 * Lines of an output that an earlier one of the same command does not have, or has less often, or with a smaller number:
 * what a linter or a compiler says anew, wherever the code has moved to. Empty: all that is said now was said then.
 */
export const freshLines = (now: string, before: string): string[] => freshOf(linesOf(now), linesOf(before));

function freshOf(now: readonly string[], before: readonly string[]): string[] {
  const contentOf = (line: string): ReturnType<typeof wordsAndNumbers> =>
    wordsAndNumbers(formOf(line.replace(PLACE, "")));
  const left = Map.groupBy(before.map(contentOf), (one) => one.words);
  const without = (lines: readonly string[], isSame: (now: number[], then: number[]) => boolean): string[] =>
    lines.filter((line) => {
      const { words, numbers } = contentOf(line);
      const known = left.get(words) ?? [];
      const at = known.findIndex((one) => isSame(numbers, one.numbers));
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
  // First those of the very same numbers: in another order a smaller one would take the place of a larger one.
  const others = without(now, (here, there) => String(here) === String(there));
  return without(others, (here, there) => here.every((number, at) => number <= (there[at] ?? 0)));
}

/**
 * What a command that was red and is red says anew, and what that is. `unclear`: tools show a part of their complaints, in any
 * order; then only their total tells, and what stands at the margin and names no file, as a fault of the tool itself does.
 */
export function compareComplaints(
  now: string,
  before: string,
  isFile: (path: string) => boolean,
): { is: "known" | "new" | "unclear"; fresh: string[] } {
  const [here, there] = [now, before].map((text) => linesOf(text).filter((line) => !SHOWN_CODE.test(line)));
  const isCapped = [...here!, ...there!].some((line) => CAPPED.test(line));
  const hasTotal = [here!, there!].every((lines) => lines.some((line) => TOTAL.test(line)));
  const fresh = freshOf(here!, there!);
  const tells = (line: string): boolean =>
    TOTAL.test(line) || (/^\S/.test(line) && !isFile(NAMES_FILE.exec(line)?.[1] ?? ""));
  if (isCapped && !fresh.some(tells) && (fresh.length > 0 || !hasTotal)) return { is: "unclear", fresh };
  return { is: fresh.length > 0 ? "new" : "known", fresh };
}
