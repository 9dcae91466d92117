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
  state: TestState;
  /** Of a failed one, what the runner says of it with its stack; else null. */
  message: string | null;
  /** Files of the project in that stack, each once, the innermost first; its own file is among them. */
  frames: string[];
}

/** How a test is named to people: `outer > inner > adds`. */
export const titleOf = ({ suites, name }: Pick<TestCase, "suites" | "name">): string => [...suites, name].join(" > ");

/** The same test in two runs: file and title. A name that is used twice in a file is told apart by its place in the run. */
export function identities(tests: readonly TestCase[]): string[] {
  const seen = new Map<string, number>();
  return tests.map((one) => {
    const id = `${one.file ?? ""}\n${titleOf(one)}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}\n${count}`;
  });
}

const FILE = /^[^\s:>]+\.\w{1,6}$/;

/** A test of which an output tells one line: a file and groups are told from its name by what runners put between them. */
export function testOfLine(line: string, state: TestState): TestCase {
  const parts = line.split(/ > | › |::/).filter((part) => part.trim() !== "");
  const isFirstAFile = parts.length > 1 && FILE.test(parts[0]!);
  const suites = parts.slice(isFirstAFile ? 1 : 0);
  const name = suites.pop() ?? line;
  return { file: isFirstAFile ? parts[0]! : null, suites, name, state, message: null, frames: [] };
}

/** What runners and people put between a file, its groups and a name. */
const SEPARATORS = ["::", " > ", " › ", " ", "/", "."];

/** Parameters that a runner puts behind a name. */
const PARAMETERS = /\s*(?:\[[^\]]*\]|\([^)]*\))$/;

/**
 * Whether somebody means this test: by its name, with some or all of its groups and its file before it, as runners write
 * them, and with or without its parameters. `written` and the test are compared as they are: fold both first where case of
 * blanks or of composed letters may differ.
 */
export function isTestNamed(
  { file, suites, name }: Pick<TestCase, "file" | "suites" | "name">,
  written: string,
): boolean {
  const named = written.trim();
  if (named === "") return false;
  const around = [...(file === null ? [] : [file]), ...suites];
  return [name, name.replace(PARAMETERS, "")].some((own) => {
    if (own === "" || !named.endsWith(own)) return false;
    const before = named.slice(0, named.length - own.length);
    return before === "" || around.some((_, at) => isJoined(around.slice(at), before));
  });
}

/** Whether a text is these parts, each with a separator behind it, leaving none out but the first ones. */
function isJoined(parts: readonly string[], text: string): boolean {
  let left = text;
  for (const part of parts) {
    if (!left.startsWith(part)) return false;
    left = left.slice(part.length);
    const separator = SEPARATORS.find((one) => left.startsWith(one));
    if (separator === undefined) return false;
    left = left.slice(separator.length);
  }
  return left === "";
}

/** The name of the one failed test that stands for a file which could not be loaded. */
export const NOT_LOADED = "(could not be loaded)";
