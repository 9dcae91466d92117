/** What a test runner reports of its tests: one record for all runners. */

/** `todo`: planned, and neither passed nor failed. */
export type TestState = "passed" | "failed" | "skipped" | "todo";

/** One test of a run. */
export interface TestCase {
  /** Its file, relative to the project and with `/`; null where the runner does not tell it. */
  file: string | null;
  /** The groups around it, the outermost first; a parametrised test has its parameters in its name. */
  suites: string[];
  name: string;
  /** How many of the innermost groups are tests themselves, whose parts are told here, as Go's subtests are; missing: none. */
  held?: number;
  state: TestState;
  /** Of a failed one, what the runner says of it with its stack; else null. */
  message: string | null;
}

/** How a test is named to people: `outer > inner > adds`. */
export const titleOf = ({ suites, name }: Pick<TestCase, "suites" | "name">): string => [...suites, name].join(" > ");

const FILE = /^[^\s:>]+\.\w{1,6}$/;

/** A line at what runners put between file, groups and name; what stands in brackets are parameters. */
function partsOf(line: string): string[] {
  const parts = [""];
  for (const piece of line.split(/( > | › |::)/)) {
    const last = parts.length - 1;
    const isOpen = parts[last]!.split("[").length > parts[last]!.split("]").length;
    if (/^(?: > | › |::)$/.test(piece) && !(piece === "::" && isOpen)) parts.push("");
    else parts[last] += piece;
  }
  return parts;
}

/** A test of which an output tells one line: a file and groups are told from its name by what runners put between them. */
export function testOfLine(line: string, state: TestState): TestCase {
  const parts = partsOf(line).filter((part) => part.trim() !== "");
  const isFirstAFile = parts.length > 1 && FILE.test(parts[0]!);
  const suites = parts.slice(isFirstAFile ? 1 : 0);
  const name = suites.pop() ?? line;
  return { file: isFirstAFile ? parts[0]! : null, suites, name, state, message: null };
}

/** What runners and people put between a file, its groups and a name. */
const SEPARATORS = ["::", " > ", " › ", " ", "/", "."];

/** Parameters that a runner puts behind a name. */
const PARAMETERS =
  /(?:\s*(?:(?:\{[^}]*\}|\([^)]*\))?\[(?:[^[\]]|\[[^[\]]*\])*\]|\([^)]*\))| with data set (?:"[^"]*"|#\d+))$/;

/** A name without the parameters of its case. */
export const withoutParameters = (name: string): string => name.replace(PARAMETERS, "");

/** As people write a name that a runner prints with underscores in place of blanks. */
const blanked = (text: string): string[] => (text.includes("_") ? [text, text.replaceAll("_", " ")] : [text]);

/** As people write a group or file: whole, or from behind any of its folders, packages and namespaces on. */
const spellings = (part: string): string[] =>
  [part, ...moduleOf(part)].flatMap((whole) =>
    [0, ...[...whole.matchAll(/[\\/.]|::/g)].map((one) => one.index + one[0].length)].flatMap((at) =>
      blanked(whole.slice(at)),
    ),
  );

/** The module that a file of Python is, as unittest prints it. */
const moduleOf = (file: string): string[] =>
  file.endsWith(".py") ? [file.slice(0, -".py".length).replaceAll(/[\\/]/g, ".")] : [];

/**
 * Whether somebody means this test: by its name or that of a test that holds it, with some or all of its groups and its file
 * before it, as runners write them, and with or without its parameters. `written` and the test are compared as they are:
 * fold both first where case of blanks or of composed letters may differ.
 */
export function isTestNamed(
  { file, suites, name, held = 0 }: Pick<TestCase, "file" | "suites" | "name" | "held">,
  written: string,
): boolean {
  const named = written.trim();
  if (named === "") return false;
  const path = [...(file === null ? [] : [file]), ...suites, name];
  return Array.from({ length: held + 1 }, (_, at) => path.slice(0, path.length - at)).some((whole) => {
    const around = whole.slice(0, -1);
    const own = whole.at(-1)!;
    return [own, withoutParameters(own)].flatMap(blanked).some((one) => {
      if (one === "" || !named.endsWith(one)) return false;
      const before = named.slice(0, named.length - one.length);
      return before === "" || around.some((_, at) => isJoined(around.slice(at), before));
    });
  });
}

/** Whether a text is these parts, each with a separator behind it, leaving none out but the first ones. */
function isJoined([part, ...rest]: readonly string[], text: string): boolean {
  if (part === undefined) return text === "";
  return spellings(part).some((one) => {
    if (one === "" || !text.startsWith(one)) return false;
    const left = text.slice(one.length);
    return SEPARATORS.some((separator) => left.startsWith(separator) && isJoined(rest, left.slice(separator.length)));
  });
}

/** The name of the one failed test that stands for a file which could not be loaded. */
export const NOT_LOADED = "(could not be loaded)";
