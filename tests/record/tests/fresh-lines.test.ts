// What an output says anew against what it said before the build.
import { expect, test } from "bun:test";
import { freshLines } from "../../../src/record/tests/compare-tests.ts";

const TSC = "src/a.ts(3,5): error TS2304: Cannot find name 'x'.\n";

test.each<[what: string, before: string, now: string]>([
  ["the same", TSC, TSC],
  ["a compiler's line, further down", TSC, TSC.replace("(3,5)", "(41,7)")],
  [
    "one less",
    "a.js:3:1: no var\nb.js:9:1: no var\n2 problems found in 1.2 s\n",
    "a.js:3:1: no var\n1 problems found in 0.8 s\n",
  ],
  ["counts in another order", "x: 3 errors\nx: 1 error\n", "x: 1 error\nx: 3 errors\n"],
  ["a line of blanks, which is read once", "x\n", `${" ".repeat(1_000_000)}x\n`],
])("nothing: %s", (_what, before, now) => {
  expect(freshLines(now, before)).toEqual([]);
});

test.each<[what: string, before: string, now: string]>([
  ["the same fault once more", TSC, TSC + TSC],
  ["another fault at the same place", TSC, TSC.replace("'x'", "'y'")],
  ["the fault in another file", TSC, TSC.replace("src/a.ts", "src/b.ts")],
  ["a higher count alone", "3 vulnerabilities (1 high)\n", "5 vulnerabilities (3 high)\n"],
  ["a fault where there was a crash", "Error: no configuration found\n", TSC],
])("fresh: %s", (_what, before, now) => {
  expect(freshLines(now, before).length).toBeGreaterThan(0);
});
