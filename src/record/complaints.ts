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

/** A line, and the file that it is about; null: none. */
interface Line {
  text: string;
  file: string | null;
  /** It says where in the file. */
  isPlace: boolean;
  /** It names the file itself. */
  isName: boolean;
}

/** What may be a path at a line's beginning, and a place in it. */
const NAMES_FILE =
  /^\s*(?:-->\s*|at\s+|File\s+"|\[\w+\]\s+|(?:error|warning|ERROR|WARNING):?\s+)?(?<path>[^\s:()"]{1,300})(?<place>:\d+|\(\d+|", line \d+)?(?=[:,)"\s]|$)/;

/** How many complaints there are in all. */
const TOTAL = /^\W*(?:found\s+)?\d+ (?:errors?|problems?|issues?|warnings?|diagnostics|vulnerabilit)|, of \d+ total/i;
/** Not all of them are told: by the tool itself, in a line that begins so, or as the output was too long to be kept. */
const CAPPED =
  /^(?:diagnostics not shown|the number of diagnostics exceeds|(?:\S+: )?(?:fatal error: )?too many errors|only showing|… \d+ bytes left out …$)/i;

/** A path as a tool prints it to the file of the project that it names; null: to none. */
type ToFile = (path: string) => string | null;

/** Lines of an output with their files. One that is indented is about that of its paragraph, else of the one before. */
function linesOf(output: string, toFile: ToFile): Line[] {
  const found: Line[] = [];
  let last: string | null = null;
  const text = PROGRESS.reduce((left, one) => left.replaceAll(one, ""), plainOutput(output));
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
    const named = lines.map((line) => {
      const { path, place } = NAMES_FILE.exec(line)?.groups ?? {};
      const file = path === undefined ? null : toFile(path);
      return { file, isPlace: file !== null && place !== undefined };
    });
    let file: string | null = named.find((one) => one.file !== null)?.file ?? last;
    lines.forEach((text, at) => {
      const own = named[at]!;
      file = own.file ?? file;
      const isName = own.file !== null;
      // What stands at the margin and names none may be the tool's own word.
      const isAbout = isName || /^\s/.test(text);
      found.push({ text, file: isAbout ? file : null, isPlace: own.isPlace || PLACE.test(text), isName });
    });
    last = file;
  }
  return found;
}

/**
 * Lines of an output that an earlier one of the same command does not have, or has less often, or with a smaller number:
 * what a linter or a compiler says anew, wherever the code has moved to. Empty: all that is said now was said then.
 */
export const freshLines = (now: string, before: string): string[] =>
  freshOf(
    linesOf(now, () => null),
    linesOf(before, () => null),
  ).map((one) => one.text);

function freshOf(now: readonly Line[], before: readonly Line[]): Line[] {
  const contentOf = ({ text }: Line): ReturnType<typeof wordsAndNumbers> =>
    wordsAndNumbers(formOf(text.replace(PLACE, "")));
  const left = Map.groupBy(before.map(contentOf), (one) => one.words);
  const without = (lines: readonly Line[], isSame: (now: number[], then: number[]) => boolean): Line[] =>
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

export interface Complained {
  /** `unclear`: not all of what it complains of is shown, and that of which it says more may be old. */
  is: "known" | "new" | "unclear";
  /** Files of what it says anew. */
  files: string[];
}

/**
 * What a command complains of that was red and is red. `changed`: files that the run has changed; null: that cannot be told.
 * Tools show a part of their complaints, in any order, and word them by what lies elsewhere: what is said anew of a file that
 * is as it was is old where the file has no more of it.
 */
export function compareComplaints(
  now: string,
  before: string,
  changed: readonly string[] | null,
  toFile: ToFile,
): Complained {
  const complaints = (text: string): Line[] => linesOf(text, toFile).filter((one) => !SHOWN_CODE.test(one.text));
  const [here, there] = [complaints(now), complaints(before)];
  const isCapped = [...here, ...there].some((one) => CAPPED.test(one.text));
  const hasTotal = [here, there].every((lines) => lines.some((one) => TOTAL.test(one.text)));
  const touched = new Set(changed ?? []);
  const [counts, earlier] = [countsOf(here), countsOf(there)];
  const isOld = ({ file }: Line): boolean =>
    file !== null &&
    changed !== null &&
    !touched.has(file) &&
    (isCapped || (counts.get(file) ?? 0) <= (earlier.get(file) ?? 0));
  const left = freshOf(here, there).filter((one) => !isOld(one));
  const files = [...new Set(left.flatMap((one) => one.file ?? []))];
  // What is about no file is a total that rose, or a fault of the tool itself.
  if (left.some((one) => one.file === null)) return { is: "new", files };
  if (isCapped && (left.length > 0 || !hasTotal)) return { is: "unclear", files };
  return { is: left.length > 0 ? "new" : "known", files };
}

/** How many complaints there are about each file: its places, else how often it is named. */
function countsOf(lines: readonly Line[]): Map<string, number> {
  const byFile = Map.groupBy(lines, (one) => one.file);
  const count = (own: Line[]): number =>
    Math.max(own.filter((one) => one.isPlace).length, own.filter((one) => one.isName).length);
  return new Map([...byFile].flatMap(([file, own]) => (file === null ? [] : [[file, count(own)] as const])));
}
