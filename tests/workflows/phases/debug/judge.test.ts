// Whether a prediction came true, and which predictions are none.
import { describe, expect, test } from "bun:test";
import { compared } from "../../../../src/workflows/phases/debug/checks.ts";
import { hypothesisSchema } from "../../../../src/workflows/phases/debug/kinds.ts";

describe("a prediction", () => {
  const ran = (exit: number, output = "") =>
    ({ state: exit === 0 ? "passed" : "failed", exit, output }) as Parameters<typeof compared>[1];
  const said = (exit: "zero" | "nonzero", output: string | null = null) =>
    ({ test: { command: "x", exit, output }, if_so: "root_cause" }) as const;

  test.each([
    ["zero", 0, "root_cause"],
    ["zero", 2, "ruled_out"],
    ["nonzero", 2, "root_cause"],
    ["nonzero", 0, "ruled_out"],
  ] as const)("of exit code %s, which was %d: %s", (exit, code, outcome) => {
    expect(compared(said(exit), ran(code)).outcome).toBe(outcome);
  });

  test("of an output has to come whole, beside the exit code", () => {
    expect(compared(said("zero", "NaN"), ran(0, "it is NaN")).outcome).toBe("root_cause");
    expect(compared(said("zero", "NaN"), ran(0, "it is 3"))).toEqual({
      outcome: "ruled_out",
      found: 'exited with 0, without "NaN" in its output',
    });
    expect(compared(said("nonzero", "NaN"), ran(0, "it is NaN")).outcome).toBe("ruled_out");
  });

  test.each(["timeout", "not_found", "not_run"] as const)(
    "says nothing where the command came to %s",
    (state) => {
      expect(compared(said("nonzero"), { state, exit: null, output: "" }).outcome).toBe("cannot");
    },
  );

  test.each([
    [{ exit: null }, "exit"],
    [{ command: "" }, "command"],
    [{ command: "a\nb" }, "command"],
    // A question shows no command that is longer.
    [{ command: "a".repeat(301) }, "command"],
  ])("%j is none", (over, field) => {
    const value = {
      ...{ task: "T1", nonce: "0".repeat(32), hypothesis: "x", proves: "x", if_so: "root_cause" },
      test: { command: "bun test", exit: "nonzero", ...over },
    };
    const parsed = hypothesisSchema.safeParse(value);
    expect(parsed.error?.issues.map(({ path }) => path.at(-1))).toEqual([field]);
  });
});
