import { describe, expect, test } from "bun:test";
import type { TestRecord } from "../../../src/record/tests/test-record.ts";
import { type TestState, testOfLine } from "../../../src/runners/report.ts";
import {
  endOf,
  failureTexts,
  newFailures,
  testLines,
} from "../../../src/workflows/words/test-words.ts";

type Tested = TestRecord["commands"][number];

const failing = (line: string, message: string | null) => ({
  ...testOfLine(line, "failed" as TestState),
  message,
});
const ran = (over: Partial<Tested> = {}): Tested => ({
  command: "npm test",
  shell: false,
  state: "failed",
  exit: 1,
  signal: null,
  ms: 5,
  lines: ["the end"],
  log: "ab12",
  passed: 41,
  failed: 1,
  skipped: 3,
  told_by: "report",
  runner: "vitest",
  tests: [],
  new_failures: [],
  gone: [],
  ...over,
});
const unnamed = { told_by: "exit", passed: 0, failed: 0, skipped: 0 } as const;

test.each<[Partial<Tested>, string]>([
  [{}, "41 passed, 1 failed, 3 skipped"],
  [{ runner: "phpunit" }, "41 passed, 1 failed, 3 skipped"],
  [{ told_by: "output", runner: undefined, skipped: 0 }, "41 passed, 1 failed (by its output)"],
  [{ state: "passed", exit: 0, failed: 0, skipped: 0 }, "41 passed"],
  [{ state: "passed", exit: 0, ...unnamed }, "exit code 0, its tests are not known"],
  [unnamed, "exit code 1, its tests are not known"],
  [{ ...unnamed, signal: "SIGSEGV", exit: null }, "ended by SIGSEGV, its tests are not known"],
  // Something else than a test makes it red.
  [{ failed: 0, skipped: 0 }, "41 passed, exit code 1"],
  [{ state: "timeout", ...unnamed }, "timed out"],
  [{ state: "not_found", ...unnamed }, "could not be started"],
])("how a command ended: %p is %s", (over, text) => {
  expect(endOf(ran(over))).toBe(text);
});

describe("what the one who mends is told", () => {
  const red = ran({
    tests: [
      failing("cart.test.ts > cart > adds", "\nexpected 2, got 3\n    at cart.ts:4"),
      failing("old.test.ts > is old", "never worked"),
      testOfLine("cart.test.ts > cart > clears", "passed"),
    ],
    new_failures: ["cart > adds"],
    gone: ["cart > sums"],
  });
  const told = (one: Tested) => ({
    baseline: [],
    now: {
      task: "T9",
      baseline: false,
      tree: "t",
      after: "t",
      outcome: "fail" as const,
      commands: [one],
    },
    bound: true,
    rewritten: [] as string[],
    decides: null,
    file: "/p/.task/tests.json",
  });

  test("is which known failure may be another test by now", () => {
    const known = told(ran({ red: "known" }));
    expect(testLines({ ...known, rewritten: ["adds (cart.test.ts)"] }).slice(1)).toEqual([
      '- Also red before, in files that this change touched; check whether they are the same tests: "adds (cart.test.ts)".',
    ]);
  });

  test("is each new failure, with its file and the first line of what it says", () => {
    expect(newFailures(red)).toEqual(["cart.test.ts: cart > adds: expected 2, got 3"]);
    expect(testLines(told(red))).toEqual([
      "- `npm test`: 41 passed, 1 failed, 3 skipped. New:",
      "  - cart.test.ts: cart > adds: expected 2, got 3",
      '- 1 test of `npm test` passed before the implementation and did not run now: "cart > sums".',
    ]);
  });

  test("is what it says in full, without the old failures, else the end of the output", () => {
    const [text] = failureTexts(told(red), "/p/.task/objects");
    expect(text).toEqual({
      title: "npm test, all of it in /p/.task/objects/ab12",
      text: "cart.test.ts: cart > adds\nexpected 2, got 3\n    at cart.ts:4",
    });
    expect(failureTexts(told(ran(unnamed)), "/o")[0]!.text).toBe("the end");
    const silent = ran({ tests: [failing("a", "  ")], new_failures: ["a"] });
    expect(failureTexts(told(silent), "/o")[0]!.text).toBe("the end");
  });

  test("is bounded, however many fail and whatever they say", () => {
    const tests = Array.from({ length: 3_000 }, (_, at) =>
      failing(`test ${at}`, "x".repeat(4_000)),
    );
    const many = ran({ tests, new_failures: tests.map((one) => one.name) });
    const { text } = failureTexts(told(many), "/o")[0]!;
    expect(text.length).toBeLessThan(15_000);
    expect(text).toEndWith("and 2992 more");
    const lines = testLines(told(many));
    expect(lines.length).toBeLessThan(20);
    expect(lines.at(-1)).toBe("  - and 2988 more");
  });

  test("is how a red command stands against the one before", () => {
    const line = (over: Partial<Tested>) => testLines(told(ran({ ...unnamed, ...over })))[0];
    expect(line({ red: "same_output" })).toBe(
      "- `npm test`: exit code 1, its tests are not known. Its output is the same as before the implementation except for times: the same failure.",
    );
    expect(line({ red: "unclear", why: "it names none of its tests" })).toEndWith(
      "It is unknown whether that is new: it names none of its tests.",
    );
    expect(line({ ...ran(), red: "known" })).toEndWith(
      "All of it failed before the implementation, too.",
    );
  });
});
