/** What a test runner reports of its tests: one record for all runners. */

/** `skipped`: neither passed nor failed, as one that is only planned. */
export type TestState = "passed" | "failed" | "skipped";

/** How a test is named. */
export interface TestName {
  /** Its file, relative to the project and with `/`; null where the runner does not tell it. */
  file: string | null;
  /**
   * The groups around it, the outermost first; a parametrised test has its parameters in its name.
   */
  suites: string[];
  name: string;
  /**
   * How many of the innermost groups are tests themselves, whose parts are told here, as Go's
   * subtests are; missing: none.
   */
  held?: number;
}

/** One test of a run. */
export interface TestCase extends TestName {
  state: TestState;
  /** The runner's message for a failed test, with its stack; else null. */
  message: string | null;
}

/** How a test is named to people: `outer > inner > adds`. */
export const titleOf = ({ suites, name }: Pick<TestCase, "suites" | "name">): string =>
  [...suites, name].join(" > ");

const FILE = /^[^\s:>]+\.\w{1,6}$/;

/**
 * A line at what runners put between file, groups and name; what stands in brackets are parameters.
 */
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

/**
 * A test of which an output tells one line: a file and groups are told from its name by what
 * runners put between them.
 */
export function testOfLine(line: string, state: TestState): TestCase {
  const parts = partsOf(line).filter((part) => part.trim() !== "");
  const isFirstAFile = parts.length > 1 && FILE.test(parts[0]!);
  const suites = parts.slice(isFirstAFile ? 1 : 0);
  const name = suites.pop() ?? line;
  return { file: isFirstAFile ? parts[0]! : null, suites, name, state, message: null };
}

/** Parameters that a runner puts after a name. */
const PARAMETERS =
  /(?:\s*(?:(?:\{[^}]*\}|\([^)]*\))?\[(?:[^[\]]|\[[^[\]]*\])*\]|\([^)]*\))| with data set (?:"[^"]*"|#\d+))$/;

/**
 * A file, group or name in its parts: folders, packages and namespaces; blanks as people write them
 * for underscores.
 */
const piecesOf = (text: string): string[] =>
  text
    .replaceAll(/\.py(?=::| |\.|$)/g, "")
    .split(/::| [>›] /)
    // What is signs alone is a name as it stands.
    .flatMap((one) => (/[^\\/.\s]/.test(one) ? one.split(/[\\/.]/) : one))
    .map((one) => one.replaceAll(/[_\s]+/g, " ").trim())
    .filter((one) => one !== "");

/**
 * Whether somebody means this test: by its name or that of a test that holds it, with some or all
 * of its groups and its file before it, and with or without its parameters. `written` and the test
 * are compared as they are: fold both first where case of blanks or of composed letters may differ.
 */
export function isTestNamed({ file, suites, name, held = 0 }: TestName, written: string): boolean {
  const named = piecesOf(written).join(" ");
  const path = [...(file === null ? [] : [file]), ...suites, name];
  return Array.from({ length: held + 1 }, (_, at) => path.slice(0, path.length - at)).some(
    (whole) =>
      [whole.at(-1)!, whole.at(-1)!.replace(PARAMETERS, "")].some((one) => {
        const own = piecesOf(one);
        const all = [...whole.slice(0, -1).flatMap(piecesOf), ...own];
        return (
          own.length > 0 &&
          all.some((_, at) => at <= all.length - own.length && all.slice(at).join(" ") === named)
        );
      }),
  );
}

/** The name of the one failed test that stands for a file which could not be loaded. */
export const NOT_LOADED = "(could not be loaded)";
