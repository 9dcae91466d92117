import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainOutput } from "../../project/commands/test-output.ts";
import type { TestCase, TestState } from "../report.ts";
import { fileIn, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import { hasOption, type Ran, type Runner } from "../runner.ts";

/**
 * `test_adds (tests.test_calc.TestCalc.test_adds)`; before Python 3.11 the class alone. Its
 * description is a line of its own.
 */
const STARTED = /^ *(\S+) \(([\w.<>]+)\)(?: [[(].*)?(?:\n.*)?? \.\.\. /gm;
const RESULT = /(?:^|\.\.\. |\n)(ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$/m;
const STATES: Record<string, TestState> = {
  ok: "passed",
  FAIL: "failed",
  ERROR: "failed",
  unexpected: "failed",
};
/** A failure at the end, up to the next one. */
const FAILURE =
  /^={70}\n(?:FAIL|ERROR): (\S+) \(([\w.<>]+)\)(.*(?:\n(?!-{70}$).*)*)\n-{70}\n([\s\S]*?)(?=^={70}$|^-{70}$)/gm;
const RULE = `\n${"=".repeat(70)}\n`;
const COUNTS = /^Ran (\d+) tests? in /m;
const OTHERS = /^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/m;

/**
 * `python -m unittest`. It has no report of its own: its verbose lines are exact, and count only
 * where they are as many as it says.
 */
export const unittest: Runner = {
  name: "unittest",
  calls: /^unittest /,
  own: ["-q", "--quiet", "-h", "--help"],
  reporting({ words, ...place }) {
    return {
      add: hasOption(words, "-v", "--verbose") ? [] : ["-v"],
      read: (ran) => testsOf(ran, words, place),
    };
  },
};

/** Module, classes and name of a test as unittest writes them. */
function partsOf(name: string, id: string): { module: string; suites: string[] } {
  const parts = id.split(".");
  // Since 3.11 the name stands after the class as well.
  if (parts.length > 1 && parts.at(-1) === name) parts.pop();
  return { module: parts.slice(0, -1).join("."), suites: parts.slice(-1) };
}

/** Modules are named from the folder that discovery begins in. */
function fileOfModule(module: string, words: readonly string[], place: RunDir): string | null {
  const path = `${module.replaceAll(".", "/")}`;
  const folders = ["", ...words.slice(1).filter((word) => existsSync(join(place.cwd, word)))];
  for (const folder of folders.map((folder) => (folder.endsWith(".py") ? dirname(folder) : folder)))
    for (const file of [`${path}.py`, `${path}/__init__.py`])
      if (existsSync(join(place.cwd, folder, file)))
        return fileIn(join(place.cwd, folder, file), place);
  return null;
}

function testsOf({ stderr }: Ran, words: readonly string[], place: RunDir): TestCase[] | null {
  const text = plainOutput(stderr);
  const ran = COUNTS.exec(text);
  const ended = OTHERS.exec(text);
  if (ran === null || ended === null) return null;
  const failures = [...text.matchAll(FAILURE)].map(([, name, id, more, message]) => {
    return { name, id, output: `${more!.trim()}\n${message}`.trim() };
  });
  const outputOf = (name: string, id: string): string[] =>
    failures
      .filter((failure) => failure.name === name && failure.id === id)
      .map(({ output }) => output);
  const made = (name: string, id: string, state: TestState): TestCase => {
    const message = outputOf(name, id).join("\n");
    const { module, suites } = partsOf(name, id);
    const isLoading = id.startsWith("unittest.loader._FailedTest");
    if (isLoading) return notLoaded(fileOfModule(name, words, place), message);
    const file = fileOfModule(module, words, place);
    return testCase({ file, suites, name }, state, message);
  };
  const body = text.slice(0, ran.index);
  const starts = [...body.matchAll(STARTED)];
  const listed = new Map<string, TestCase>();
  for (const [at, { 0: whole, 1: name, 2: id, index }] of starts.entries()) {
    const until = Math.min(
      starts[at + 1]?.index ?? body.length,
      `${body}${RULE}`.indexOf(RULE, index),
    );
    const mark = RESULT.exec(
      `... ${body.slice(index + whole.length, until).trimEnd()}`,
    )?.[1]?.split(" ")[0];
    const hasFailed = outputOf(name!, id!).length > 0;
    // Of a test whose subtests fail there is no word of its own.
    if (mark === undefined && !hasFailed) return null;
    const state = hasFailed ? "failed" : (STATES[mark!] ?? "skipped");
    const before = listed.get(`${name} ${id}`);
    if (before === undefined || before.state !== "failed")
      listed.set(`${name} ${id}`, made(name!, id!, state));
  }
  // What fails around tests, as setUpClass, is no test that began.
  for (const { name, id } of failures) {
    const key = `${name} ${id}`;
    if (!listed.has(key)) listed.set(key, made(name!, id!, "failed"));
  }
  const isFailed = ended[0].startsWith("FAILED");
  const tests = [...listed.values()];
  const around = failures
    .filter(({ name }) => /^(?:setUp|tearDown)(?:Class|Module)$/.test(name!))
    .map((failure) => failure.id);
  const isWhole = tests.length - new Set(around).size === Number(ran[1]);
  return isWhole && isFailed === tests.some((test) => test.state === "failed") ? tests : null;
}
