import { plainOutput } from "../project/test-output.ts";
import { notLoaded, testCase } from "./place.ts";
import type { TestCase, TestState } from "./report.ts";
import type { Ran, Runner } from "./runner.ts";

/** One binary of tests: `running 3 tests` up to `test result: …`. */
const SECTION =
  /^running (\d+) tests?\n([\s\S]*?)^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; (\d+) measured; \d+ filtered out/gm;
/** What a test prints may stand between its name and its result, with `--nocapture`. */
const RESULT = /^test (\S.*?)(?: - should panic)? \.\.\. ([\s\S]*?)(ok|FAILED|ignored(?:, .*)?|bench: .*)$/gm;
const STATES: Record<string, TestState> = { ok: "passed", FAILED: "failed" };
const FAILURE = /^---- (.+) stdout ----\n([\s\S]*?)(?=^---- .+ stdout ----$|^failures:$)/gm;
const BINARY = /^ +Running (?:unittests )?\S+ \((.*)\)$|^ +Doc-tests (\S+)$/gm;
const NOT_BUILT = /^error(?:\[E\d+\])?: (?:could not compile|failed to parse manifest|aborting)/m;

/** `cargo test`. A stable Rust prints text only, whose sections are exact; they count where they are as many as they say. It tells binaries and no files. */
export const cargo: Runner = {
  name: "cargo",
  calls: /^cargo (?:test$|t$|\+)/,
  own: ["-q", "--quiet", "--no-run", "--list", "--format", "--help", "-h"],
  reporting({ words }) {
    const isTest = !words[1]!.startsWith("+") || ["test", "t"].includes(words[2] ?? "");
    return isTest ? { read: testsOf } : null;
  },
};

/** The binary of each section, as its outermost group: a crate, a file of tests, or a crate's documentation. */
const binariesIn = (stderr: string): string[] =>
  [...stderr.matchAll(BINARY)].map(([, target, crate]) =>
    target === undefined
      ? `Doc-tests ${crate}`
      : target.replace(/^.*[\\/]/, "").replace(/-[0-9a-f]{16}(?:\.exe)?$/, ""),
  );

function testsOf({ stdout, stderr }: Ran): TestCase[] | null {
  const [text, errors] = [plainOutput(stdout), plainOutput(stderr)];
  const sections = [...text.matchAll(SECTION)];
  const binaries = binariesIn(errors);
  const tests: TestCase[] = [];
  for (const [at, found] of sections.entries()) {
    const binary = binaries.length === sections.length ? binaries[at]! : null;
    const failures = new Map([...found[2]!.matchAll(FAILURE)].map(([, name, message]) => [name!, message!.trim()]));
    const cases = [...found[2]!.matchAll(RESULT)].map(([, name, , mark]) =>
      caseOf(name!, STATES[mark!] ?? "skipped", failures.get(name!), binary),
    );
    const count = (state: TestState): number => cases.filter((one) => one.state === state).length;
    const [running, , passed, failed] = found.slice(1).map(Number);
    if (cases.length !== running || count("passed") !== passed || count("failed") !== failed) return null;
    tests.push(...cases);
  }
  if (NOT_BUILT.test(errors)) return [...tests, notLoaded(null, errors)];
  return sections.length === 0 || text.match(/^running \d+ tests?$/gm)?.length !== sections.length ? null : tests;
}

function caseOf(path: string, state: TestState, message: string | undefined, binary: string | null): TestCase {
  // An example in the documentation: `src/lib.rs - add (line 5)`.
  const [, file = null, example] = /^(\S+\.(?:rs|md)) - (.+)$/.exec(path) ?? [];
  const parts = example === undefined ? path.split("::") : [example];
  const suites = [...(binary === null ? [] : [binary]), ...parts.slice(0, -1)];
  return testCase({ file, suites, name: parts.at(-1)! }, state, message);
}
