// Guarantee: Tests are run by the program.
// What the real runners left of the projects in tests/fixtures/runners (see record.ts there): the
// record that is made of it.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainOutput, readTestOutput } from "../../src/project/commands/test-output.ts";
import { reportingCall } from "../../src/runners/index.ts";
import { isTestNamed, type TestCase, testOfLine, titleOf } from "../../src/runners/report.ts";
import { CASES, type Case } from "../fixtures/runners/cases.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const FIXTURES = join(import.meta.dir, "..", "fixtures", "runners");
const kept = (one: Case, file: string): string =>
  readFileSync(join(FIXTURES, one.name, file), "utf8");

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The tests that are read of a recorded run, in a project of the same files. */
function recorded(one: Case): { tests: TestCase[] | null; root: string } {
  const around = tempDir();
  const [root, folder] = [join(around, "my shop"), join(around, "report of it")];
  mkdirSync(folder);
  for (const [path, text] of Object.entries(one.files)) write(join(root, path), text);
  const call = reportingCall(one.command, root, join(folder, "report"), {})!;
  const here = (text: string): string =>
    text.replaceAll("/@report", folder).replaceAll("/@root", root).replaceAll("/@around", around);
  for (const [from, to] of [
    ["report", folder],
    ["left", join(root, one.leaves ?? "")],
  ] as const) {
    const source = join(FIXTURES, one.name, from);
    if (existsSync(source))
      for (const file of readdirSync(source))
        write(join(to, file), here(kept(one, `${from}/${file}`)));
  }
  const [stdout, stderr] = [
    here(kept(one, "reported.stdout.txt")),
    here(kept(one, "reported.stderr.txt")),
  ];
  return { tests: call.read({ stdout, stderr, startedAt: 0 }), root };
}

const lineOf = (one: TestCase): string => `${one.state} ${one.file ?? "-"} ${titleOf(one)}`;

const reporting = CASES.filter((one) => !one.outputOnly);

test.each(reporting.map((one) => [one.name, one] as const))(
  "%s: its report gives every test, as it went",
  (_name, one) => {
    const { tests } = recorded(one);
    expect(tests?.map(lineOf).sort()).toEqual(one.expected.toSorted());
    for (const test of tests!.filter(({ state }) => state === "failed")) {
      // Of the few that name no place there may be no word at all.
      const isQuiet = QUIET.test(titleOf(test));
      if (!isQuiet) expect(test.message).not.toBe("");
    }
  },
);

test.each([
  ["go", "TestTable", ["TestTable > one", "TestTable > two_words"]],
  ["node", "holds", ["holds > first", "holds > second"]],
  ["node", "outer", []],
])(
  "%s: %s is a test by whose name its parts are meant, where it is one",
  (name, written, parts) => {
    const { tests } = recorded(CASES.find((one) => one.name === name)!);
    const meant = tests!.filter((one) => isTestNamed(one, written)).map(titleOf);
    expect(meant.map((title) => title.replace("example.com/shop/calc > ", ""))).toEqual(parts);
  },
);

/** Failures of which runners tell no line. */
const QUIET = /against_its_word/;

/**
 * How many names of tests each output tells, passed and failed; of the others none. A name that
 * comes twice counts once.
 */
const TOLD: Record<string, [number, number]> = {
  bun: [5, 3],
  node: [4, 4],
  "node-spec": [4, 4],
  "vitest-4": [3, 3],
  "vitest-4-one": [3, 2],
  "vitest-3": [5, 3],
  "vitest-3-one": [4, 2],
  "jest-30-one": [3, 2],
  "jest-29-one": [3, 2],
  "mocha-11": [2, 4],
  "mocha-10": [2, 4],
  "pytest-9": [0, 6],
  "pytest-9-verbose": [5, 6],
  "pytest-7": [0, 6],
  "pytest-7-verbose": [5, 6],
  go: [0, 3],
  "go-verbose": [2, 3],
  cargo: [4, 1],
  rspec: [0, 2],
  "pytest-tox": [1, 1],
  "npm-workspaces": [1, 1],
  ava: [1, 1],
};

const outputs = CASES.filter((one) => !one.once || one.outputOnly);

test.each(outputs.map((one) => [one.name, one] as const))(
  "%s: its output tells the same, or less",
  (name, one) => {
    for (const run of one.once ? ["plain"] : ["plain", "coloured"]) {
      const output = plainOutput(
        `${kept(one, `${run}.stdout.txt`)}\n${kept(one, `${run}.stderr.txt`)}`,
      );
      const told = readTestOutput(output);
      const expected = one.expected.map((line) => {
        const [state, file, ...title] = line.split(" ");
        const parts = title.join(" ").split(" > ");
        return {
          state,
          file: file === "-" ? null : file!,
          suites: parts.slice(0, -1),
          name: parts.at(-1)!,
        };
      });
      const wrong = (["passed", "failed"] as const).flatMap((state) =>
        told[state].filter((title) => {
          const read = testOfLine(title, state);
          const meant = expected.filter(
            (test) => isTestNamed(test, title) || isTestNamed(test, titleOf(read)),
          );
          return !meant.some((test) => test.state === state);
        }),
      );
      expect(wrong).toEqual([]);
      expect([run, told.passed.length, told.failed.length]).toEqual([
        run,
        ...(TOLD[name] ?? [0, 0]),
      ]);
    }
  },
);
