import { describe, expect, test } from "bun:test";
import { readTestOutput } from "../../src/project/test-output.ts";

const OUTPUTS: [string, string, { passed: string[]; failed: string[] }][] = [
  [
    "bun",
    "tests/a.test.ts:\n(pass) greets > by name [0.12ms]\n(fail) greets > nobody [1.00ms]\n(skip) later\n\n 1 pass\n 1 fail\n",
    { passed: ["greets > by name"], failed: ["greets > nobody"] },
  ],
  [
    "node, spec",
    "▶ greets\n  ✔ by name (0.5ms)\n  ✖ nobody (1.2ms)\n▶ greets (3ms)\n",
    { passed: ["by name"], failed: ["nobody"] },
  ],
  [
    "TAP",
    "TAP version 13\nok 1 - by name\nnot ok 2 - nobody\nok 3 - later # SKIP\n# pass 1\n",
    { passed: ["by name"], failed: ["nobody"] },
  ],
  [
    "jest and vitest",
    " PASS  src/a.test.js\n  greets\n    ✓ by name (5 ms)\n    ✕ nobody (2 ms)\n ✓ src/b.test.ts > one 3ms\n × src/b.test.ts > two 12ms\n",
    { passed: ["by name", "src/b.test.ts > one"], failed: ["nobody", "src/b.test.ts > two"] },
  ],
  [
    "mocha",
    "  greets\n    ✔ by name\n    1) nobody\n\n  1 passing (4ms)\n",
    { passed: ["by name"], failed: ["nobody"] },
  ],
  [
    "pytest",
    "tests/test_a.py::test_name PASSED   [ 50%]\ntests/test_a.py::test_nobody FAILED [100%]\nFAILED tests/test_a.py::test_nobody - assert 1 == 2\n",
    { passed: ["tests/test_a.py::test_name"], failed: ["tests/test_a.py::test_nobody"] },
  ],
  [
    "go",
    "=== RUN   TestName\n--- PASS: TestName (0.00s)\n    --- FAIL: TestNobody/empty (0.01s)\nFAIL\n",
    { passed: ["TestName"], failed: ["TestNobody/empty"] },
  ],
  [
    "cargo",
    "running 2 tests\ntest greet::by_name ... ok\ntest greet::nobody ... FAILED\n",
    { passed: ["greet::by_name"], failed: ["greet::nobody"] },
  ],
  [
    "ctest",
    "1/2 Test #1: name .............   Passed    0.01 sec\n2/2 Test #2: nobody ...........***Failed    0.02 sec\n",
    { passed: ["name"], failed: ["nobody"] },
  ],
];

describe("names of tests", () => {
  test.each(OUTPUTS)("of %s", (_runner, output, names) => {
    expect(readTestOutput(output)).toEqual(names);
    const coloured = output.replaceAll(/(✔|✓|✖|ok|PASSED)/g, "\x1b[32m$1\x1b[39m");
    expect(readTestOutput(coloured)).toEqual(names);
  });

  test.each([
    ["a title", "\x1b]0;"],
    ["a link", "\x1b]8;;https://example.com"],
    ["a colour", "\x1b[31;"],
    ["a command of the terminal", "\x1bP"],
  ])("%s that does not end hides no failed test behind it", (_what, begun) => {
    const output = `✓ one\n${begun}\n✕ two\n\x07\n✕ three\n`;
    expect(readTestOutput(output)).toEqual({ passed: ["one"], failed: ["two", "three"] });
  });

  test("a name that passed and failed has failed; prose is no result; a long list ends", () => {
    expect(readTestOutput("✓ same\n✕ same\n")).toEqual({ passed: [], failed: ["same"] });
    expect(readTestOutput("all good, 12 tests passed\nok\nPASS\nerror: not ok\n")).toEqual({ passed: [], failed: [] });
    const many = Array.from({ length: 5_000 }, (_, index) => `✓ ${index} ${"x".repeat(500)}`).join("\n");
    const { passed } = readTestOutput(many);
    expect(passed.length).toBe(1_000);
    expect(passed[0]!.length).toBe(200);
  });
});
