// What runners really print is read in tests/runners/fixtures.test.ts.
import { describe, expect, test } from "bun:test";
import { readTestOutput } from "../../../src/project/commands/test-output.ts";

describe("names of tests", () => {
  test.each([
    ["a title", "\x1b]0;"],
    ["a link", "\x1b]8;;https://example.com"],
    ["a colour", "\x1b[31;"],
    ["a command of the terminal", "\x1bP"],
  ])("%s that does not end hides no failed test behind it", (_what, begun) => {
    const output = `✓ one\n${begun}\n✕ two\n\x07\n✕ three\n`;
    expect(readTestOutput(output)).toEqual({ passed: ["one"], failed: ["two", "three"] });
  });

  test("of ctest, which nobody recorded yet", () => {
    const output =
      "1/2 Test #1: name .............   Passed    0.01 sec\n2/2 Test #2: nobody ...........***Failed    0.02 sec\n";
    expect(readTestOutput(output)).toEqual({ passed: ["name"], failed: ["nobody"] });
  });

  test("a name that passed and failed has failed; prose is no result; a long list ends", () => {
    expect(readTestOutput("✓ same\n✕ same\n")).toEqual({ passed: [], failed: ["same"] });
    expect(readTestOutput("all good, 12 tests passed\nok\nPASS\nerror: not ok\n")).toEqual({
      passed: [],
      failed: [],
    });
    const many = Array.from({ length: 5_000 }, (_, index) => `✓ ${index} ${"x".repeat(500)}`).join(
      "\n",
    );
    const { passed } = readTestOutput(many);
    expect(passed.length).toBe(1_000);
    expect(passed[0]!.length).toBe(200);
  });
});
