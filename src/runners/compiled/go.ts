import * as z from "zod/mini";
import { jsonLines } from "../json.ts";
import { NOT_LOADED, type TestCase, type TestState } from "../report.ts";
import { testCase } from "../run-dir.ts";
import { hasOption, type Ran, type Reporting, type Runner } from "../runner.ts";

const event = z.object({
  Action: z.string(),
  Package: z.optional(z.string()),
  Test: z.optional(z.string()),
  Output: z.optional(z.string()),
});

const STATES: Record<string, TestState> = { pass: "passed", fail: "failed", skip: "skipped" };

/** What process/run.ts puts where it left output out. */
const CUT = /^… \d+ bytes left out …$/m;

/** Before Go 1.24 a package that does not build stands outside the report. */
const NOT_BUILT = /^(?:WARN invalid TestEvent: )?FAIL\s+(\S+) \[(?:build|setup) failed\]$/;

/**
 * `go test`. Its report takes the place of its output, and holds it. Packages stand as the
 * outermost group; Go tells no files.
 */
export const go: Runner = {
  name: "go",
  calls: /^go test$/,
  own: ["-c", "-list", "-h"],
  reporting({ words, env }): Reporting {
    // After names of packages Go takes options for the tests' own.
    return {
      ...(hasOption(words, "-json")
        ? {}
        : { env: { GOFLAGS: [env.GOFLAGS, "-json"].filter(Boolean).join(" ") } }),
      read: testsOf,
      shown: (stdout) => stdout.split("\n").map(shownLine).join(""),
    };
  },
};

function shownLine(line: string): string {
  if (line === "") return "";
  return line.startsWith("{") ? (jsonLines(line, event)[0]?.Output ?? "") : `${line}\n`;
}

/** One package of the run, as its events come. */
interface Package {
  output: string;
  failed: boolean;
  /**
   * By their names with `/`, in the order in which they began; without a state: begun and never
   * ended.
   */
  tests: Map<string, { state: TestState | null; output: string }>;
}

function testsOf({ stdout, stderr }: Ran): TestCase[] | null {
  if (CUT.test(stdout)) return null;
  const packages = new Map<string, Package>();
  const packageOf = (name: string): Package => {
    const found = packages.get(name) ?? { output: "", failed: false, tests: new Map() };
    packages.set(name, found);
    return found;
  };
  for (const { Action, Package = "", Test, Output = "" } of jsonLines(stdout, event)) {
    if (Package === "" || Action.startsWith("build-")) continue;
    const of = packageOf(Package);
    if (Test === undefined) {
      of.output += Output;
      if (Action === "fail") of.failed = true;
      continue;
    }
    const one = of.tests.get(Test) ?? { state: null, output: "" };
    // One that is run several times has failed if it did once.
    const state = one.state === "failed" ? one.state : (STATES[Action] ?? one.state);
    of.tests.set(Test, { state, output: one.output + Output });
  }
  for (const line of stdout.split("\n")) {
    const name = NOT_BUILT.exec(line)?.[1];
    if (name !== undefined) packageOf(name).failed = true;
  }
  if (packages.size === 0) return null;
  return [...packages].flatMap(([name, one]) => casesOf(name, one, stderr));
}

function casesOf(of: string, { output, failed, tests }: Package, stderr: string): TestCase[] {
  // Tests with subtests, and whether one of these failed.
  const holds = new Map<string, boolean>();
  for (const [name, { state }] of tests)
    for (let at = name.lastIndexOf("/"); at > 0; at = name.lastIndexOf("/", at - 1)) {
      const outer = name.slice(0, at);
      holds.set(outer, holds.get(outer) === true || (state ?? "failed") === "failed");
    }
  const cases = [...tests].flatMap(([name, own]): TestCase[] => {
    // One that never ended was running when its package broke off.
    const state = own.state ?? (failed ? "failed" : null);
    if (state === null) return [];
    // What holds other tests counts by itself only where it failed and none of them did.
    if (holds.has(name) && (state !== "failed" || holds.get(name))) return [];
    return [caseOf(of, name, state, own.output)];
  });
  // A package that could not be built, or broke off beside its tests.
  if (!failed || cases.some((one) => one.state === "failed")) return cases;
  const text =
    /\[(?:build|setup) failed\]/.test(output) || output.trim() === ""
      ? `${output}${stderr}`
      : output;
  return [...cases, caseOf(of, NOT_LOADED, "failed", text)];
}

function caseOf(of: string, path: string, state: TestState, output: string): TestCase {
  const parts = path === NOT_LOADED ? [path] : path.split("/");
  const made = testCase(
    { file: null, suites: [of, ...parts.slice(0, -1)], name: parts.at(-1)! },
    state,
    output,
  );
  return parts.length > 1 ? { ...made, held: parts.length - 1 } : made;
}
