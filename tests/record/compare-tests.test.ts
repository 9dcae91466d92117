import { describe, expect, test } from "bun:test";
import { compareWithBaseline, type RanCommand } from "../../src/record/compare-tests.ts";
import { testOfLine } from "../../src/runners/report.ts";

type Over = Partial<Omit<RanCommand, "tests">> & { passed?: string[]; failed?: string[] };
const ran = ({ passed = [], failed = [], ...over }: Over): RanCommand => ({
  ok: false,
  exit: 1,
  output: "",
  tests: [...passed.map((one) => testOfLine(one, "passed")), ...failed.map((one) => testOfLine(one, "failed"))],
  ...over,
});

describe("red, compared with what was red before", () => {
  test("a command that passed before, or was not there, is red by the change", () => {
    const now = ran({ failed: ["b"], passed: ["a"] });
    expect(compareWithBaseline(now, ran({ ok: true, exit: 0, passed: ["a", "b"] }))).toEqual({
      known: false,
      newFailures: ["b"],
      gone: [],
    });
    expect(compareWithBaseline(now, null).known).toBe(false);
  });

  test("only what failed before is known; one more is not, nor one that vanished", () => {
    const before = ran({ failed: ["old"], passed: ["a"] });
    expect(compareWithBaseline(ran({ failed: ["old"], passed: ["a"] }), before).known).toBe(true);
    expect(compareWithBaseline(ran({ failed: ["old", "new"], passed: ["a"] }), before)).toMatchObject({
      known: false,
      newFailures: ["new"],
    });
    // A test that passed and is not there any more hides what it would have said.
    expect(compareWithBaseline(ran({ failed: ["old"], passed: [] }), before)).toEqual({
      known: false,
      newFailures: [],
      gone: ["a"],
    });
  });

  test("without names an output of the same form is the old failure, and any other is not", () => {
    const before = ran({ exit: 2, output: "make: *** [all] Error 2 after 12.3 s\n" });
    expect(compareWithBaseline(ran({ exit: 2, output: "make: *** [all] Error 2 after 9.1 s\n" }), before).known).toBe(
      true,
    );
    expect(compareWithBaseline(ran({ exit: 2, output: "make: *** [lib] Error 2 after 9.1 s\n" }), before).known).toBe(
      false,
    );
    expect(compareWithBaseline(ran({ exit: 1, output: before.output }), before).known).toBe(false);
  });

  test("green is known, and still says which tests are gone", () => {
    const now = ran({ ok: true, exit: 0, passed: ["a"] });
    expect(compareWithBaseline(now, ran({ ok: true, exit: 0, passed: ["a", "b"] }))).toEqual({
      known: true,
      newFailures: [],
      gone: ["b"],
    });
  });
});
