// What answers of a debugger are held to, and whether a prediction came true.
import { describe, expect, test } from "bun:test";
import { compared } from "../../../../src/workflows/phases/debug/checks.ts";
import {
  type HypothesisContext,
  judgeFix,
  judgeHypothesis,
  judgeReproduction,
} from "../../../../src/workflows/phases/debug/judge.ts";
import type { Hypothesis } from "../../../../src/workflows/phases/debug/recorded.ts";

const supposed = (test: Partial<Hypothesis["test"]>, over: Partial<Hypothesis> = {}): Hypothesis => ({
  hypothesis: "the cache keeps an old entry",
  test: { kind: "command", command: "bun test", exit: "nonzero", ...test },
  proves: "x",
  if_so: "root_cause",
  ...over,
});
const FILE = "one\nconst cache = new Map();\nthree\n";
const context = (over: Partial<HypothesisContext> = {}): HypothesisContext => ({
  ruledOut: [],
  read: (path) => (path === "src/a.ts" ? FILE : null),
  ...over,
});
const problems = (value: Hypothesis, over?: Partial<HypothesisContext>): string[] =>
  judgeHypothesis(value, context(over)).problems;

describe("a supposed cause", () => {
  const seen = {
    kind: "observation",
    file: "src/a.ts",
    quote: "const cache = new Map();",
    means: "confirmed",
  } as const;

  test("with a command and a prediction holds, and its command is what the person is asked about", () => {
    expect(judgeHypothesis(supposed({ command: " bun test " }), context())).toMatchObject({
      problems: [],
      commands: ["bun test"],
    });
    expect(judgeHypothesis(supposed(seen), context())).toMatchObject({ problems: [], commands: [] });
  });

  test.each([
    [{ exit: null }, "test.exit: found nothing"],
    [{ command: "" }, "test.command: found nothing"],
    [{ command: "a\nb" }, "test.command: found 3 characters, expected one line"],
    // A question shows no command that is longer.
    [{ command: "a".repeat(301) }, "test.command: found 301 characters, expected one line of at most 300"],
    [{ ...seen, means: null }, "test.means: found nothing"],
    [{ ...seen, file: "src/b.ts" }, 'test.file: found "src/b.ts", expected a file of the project'],
    [{ ...seen, quote: "const cache = null;" }, "expected words that stand in src/a.ts"],
    [{ ...seen, quote: "Map" }, "expected at least 5 characters"],
    [{ ...seen, line: 3 }, "test.line: found 3, expected 2"],
  ] as [Partial<Hypothesis["test"]>, string][])("%j: %s", (test, problem) => {
    expect(problems(supposed(test))).toEqual([expect.stringContaining(problem)]);
  });
});

describe("a prediction", () => {
  const ran = (exit: number, output = "") =>
    ({ state: exit === 0 ? "passed" : "failed", exit, output }) as Parameters<typeof compared>[1];
  const said = (exit: "zero" | "nonzero", output: string | null = null) => ({ kind: "command", exit, output }) as const;

  test.each([
    ["zero", 0, true],
    ["zero", 2, false],
    ["nonzero", 2, true],
    ["nonzero", 0, false],
  ] as const)("of exit code %s, which was %d: %p", (exit, code, came) => {
    expect(compared(said(exit), ran(code)).came).toBe(came);
  });

  test("of an output has to come whole, beside the exit code", () => {
    expect(compared(said("zero", "NaN"), ran(0, "it is NaN")).came).toBe(true);
    expect(compared(said("zero", "NaN"), ran(0, "it is 3"))).toEqual({
      came: false,
      found: 'ended with 0, without "NaN" in its output',
    });
    expect(compared(said("nonzero", "NaN"), ran(0, "it is NaN")).came).toBe(false);
  });

  test.each(["timeout", "not_found", "not_run"] as const)("says nothing where the command came to %s", (state) => {
    expect(compared(said("nonzero"), { state, exit: null, output: "" }).came).toBe(null);
  });
});

describe("files", () => {
  const wrote = { command: "bun test a", files: ["tests/a.ts"], shows: "x" };
  const mended = { status: "done" as const, summary: "x", changed_files: ["src/a.ts"] };

  test("of a failing test are those that it changed", () => {
    expect(judgeReproduction(wrote, ["tests/a.ts"]).problems).toEqual([]);
    expect(judgeReproduction(wrote, null).problems).toEqual([]);
    expect(judgeReproduction({ ...wrote, files: [] }, []).problems).toEqual([]);
    expect(judgeReproduction(wrote, ["src/b.ts"]).problems).toEqual([
      "files: found tests/a.ts, expected only files that this task has changed",
      "files: src/b.ts is missing, expected every file that this task has changed",
    ]);
  });

  test("of a fix are those that it changed, and never the failing test", () => {
    expect(judgeFix(mended, ["src/a.ts"], ["tests/a.ts"]).problems).toEqual([]);
    const both = { ...mended, changed_files: ["src/a.ts", "tests/a.ts"] };
    expect(judgeFix(both, ["src/a.ts", "tests/a.ts"], ["tests/a.ts"]).problems).toEqual([
      "tests/a.ts: changed, expected the failing test as it was; put it back",
    ]);
    expect(judgeFix({ ...mended, status: "failed", changed_files: [] }, [], []).problems).toEqual([
      expect.stringContaining("reason: found nothing"),
    ]);
  });
});
