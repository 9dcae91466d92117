import { plainOutput } from "../../project/commands/test-output.ts";
import type { TestCase, TestState } from "../report.ts";
import { notLoaded, testCase } from "../run-dir.ts";
import { type Call, hasOption, programOf, type Ran, type Runner } from "../runner.ts";

/** What a test prints stands between its name and its result. */
const RESULT = /^([^\s#][^#\n]*)#(?:(test_.*?) = |(test_.*?) = [\s\S]*?)\d+\.\d\d s = ([.FES])$/gm;
const COUNTS = /^(\d+) (?:runs|tests), \d+ assertions, (\d+) failures, (\d+) errors, (\d+) skips$/m;
/** A failure at the end: its number, and the test that it is of, up to the next one. */
const FAILURE =
  /^ {1,3}\d+\) (?:Failure|Error):\n([\s\S]*?)(?=^ {1,3}\d+\) (?:Failure|Error|Skipped):|^\d+ (?:runs|tests), )/gm;
/** Rails tells a failure at once. */
const RAILS_FAILURE = /^(?:Failure|Error):\n([\s\S]*?)\n\n/gm;
const STATES: Record<string, TestState> = { ".": "passed", F: "failed", E: "failed", S: "skipped" };
/** Ruby ends so when a file cannot be loaded. */
const BROKEN =
  /\((?:[A-Z]\w*::)*\w*(?:Error|Exception)\)|syntax error|rake aborted!\n(?!No Rakefile found|Don't know how)/;

/**
 * Minitest, started by Ruby on a file of tests, by Rake or by Rails. It has no report of its own:
 * its verbose lines are exact, and count only where they are as many as it says. `it "adds"` is
 * `test_0001_adds` to it.
 */
export const minitest: Runner = {
  name: "minitest",
  calls: /^(?:rails test(?::\w+)?$|rake |ruby )/,
  reporting({ words, env }) {
    const read = readMinitest;
    const program = programOf(words[0]);
    const verbose = hasOption(words, "-v", "--verbose") ? [] : ["--verbose"];
    if (program === "rails") return { add: verbose, read };
    if (isRake("test", words)) return { env: inRake(env), read };
    const isTests = words.some((word) => /(?:_test|_spec|(?:^|\/)test_[^/]*)\.rb$/.test(word));
    const isScript = !hasOption(words, "-e", "-c", "-n", "-p");
    return isTests && isScript ? { add: verbose, read } : null;
  },
};

/** Whether Rake is called for a task of this name, or one of its parts. */
export const isRake = (task: string, words: readonly string[]): boolean =>
  programOf(words[0]) === "rake" && words.slice(1).some((word) => word.split(":")[0] === task);

/** Rake hands its own arguments on to nobody. */
export const inRake = ({ TESTOPTS }: Call["env"]): { TESTOPTS: string } => ({
  TESTOPTS: [TESTOPTS, "--verbose"].filter(Boolean).join(" "),
});

export function readMinitest({ stdout, stderr }: Ran): TestCase[] | null {
  const text = plainOutput(stdout);
  const counts = COUNTS.exec(text);
  if (counts === null) {
    const output = plainOutput(stderr);
    return BROKEN.test(output) ? [notLoaded(null, output)] : null;
  }
  const failures = [...text.matchAll(FAILURE), ...text.matchAll(RAILS_FAILURE)].map((found) =>
    found[1]!.trim(),
  );
  const tests = [...text.matchAll(RESULT)].map(([, group, quiet, noisy, mark]) => {
    const name = quiet ?? noisy!;
    const failure = failures.find(
      (failure) =>
        failure.startsWith(`${group}#${name} [`) || failure.startsWith(`${group}#${name}:`),
    );
    const named = { file: null, suites: [group!], name: name.replace(/^test_\d{4}_/, "") };
    return testCase(named, STATES[mark!]!, failure);
  });
  const [runs, failed, errors, skipped] = counts.slice(1).map(Number);
  const count = (state: TestState): number => tests.filter((test) => test.state === state).length;
  const isWhole =
    tests.length === runs && count("failed") === failed! + errors! && count("skipped") === skipped;
  return isWhole ? tests : null;
}
