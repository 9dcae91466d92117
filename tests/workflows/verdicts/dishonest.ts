// Verdicts on the change of project.ts that rest on what shows nothing, or on what is not so; what
// each is told.
import type { Verdict } from "./drive.ts";

type Lie = Verdict & { told: RegExp };
const claims = (name: string, piece: object, told: RegExp): Lie => ({
  name,
  evidence: [piece],
  told,
});
const finds = (name: string, finding: object, told: RegExp, status = "needs_changes"): Lie => ({
  name,
  status,
  findings: [{ severity: "blocker", problem: "It breaks.", fix: "Mend it.", ...finding }],
  told,
});
const at = (file: string, line: number | null, quote: string, more: object = {}) => ({
  file,
  line,
  quote,
  ...more,
});

export const DISHONEST: Lie[] = [
  claims(
    "a line of another file",
    at("src/order.ts", 2, "if (n < 0) throw new RangeError("),
    /quote not found in src\/order\.ts/,
  ),
  claims(
    "a line that is made up",
    at("src/legacy.ts", 10, "if (!Number.isSafeInteger(n)) return null;"),
    /quote not found in src\/legacy\.ts/,
  ),
  claims(
    "a line that is nearly there",
    at("src/legacy.ts", 10, "if (n <= 0) throw new RangeError(`below zero: ${n}`);"),
    /line 10 there is "if \(n < 0\)/,
  ),
  claims(
    "a file that is not there",
    at("src/checks.ts", 1, "export function checked"),
    /"src\/checks\.ts" is not in the reviewed tree/,
  ),
  claims(
    "a file outside of the project",
    at("../legacy.ts", 1, "export function checked"),
    /leaves the project/,
  ),
  claims("three letters", at("src/legacy.ts", 10, "thr"), /too short to show anything/),
  claims(
    "a brace that is a whole line",
    at("src/legacy.ts", 13, "}"),
    /too short to show anything/,
  ),
  claims(
    "signs without a letter",
    at("src/order.ts", 5, "}\n"),
    /too short|no line of this change/,
  ),
  claims("five letters of a line", at("src/legacy.ts", 12, "eturn"), /too short to show anything/),
  claims("nothing", at("src/legacy.ts", 10, " "), /quote is missing/),
  claims(
    "a comment that says the criterion",
    at("src/legacy.ts", 5, "// AC1: a number below zero is refused with a RangeError"),
    /src\/legacy\.ts:5 is only a comment/,
  ),
  claims(
    "a line within a block comment",
    at("src/legacy.ts", 7, "The check below refuses every number below zero."),
    /src\/legacy\.ts:7 is only a comment/,
  ),
  claims(
    "a docstring that says the criterion",
    at("py/app.py", 5, '"""Refuses a number below zero."""'),
    /py\/app\.py:5 is only a comment/,
  ),
  claims(
    "a comment with a word for a reason",
    at("src/legacy.ts", 5, "// AC1: a number below zero", { reason: "ok" }),
    /is only a comment/,
  ),
  claims(
    "a line of a changed file that stayed",
    at("src/legacy.ts", 2, "return n + 1;"),
    /src\/legacy\.ts:2 is no line of this change/,
  ),
  claims(
    "a line of a file that stayed",
    at("src/caller.ts", 3, "export const twice = (n: number): number => legacy(n);"),
    /src\/caller\.ts is not touched by this change/,
  ),
  claims("the name of a file that stayed", { file: "src/caller.ts" }, /quote is missing/),
  claims("the name of a file that changed", { file: "src/legacy.ts" }, /quote is missing/),
  claims("missing, to need no quote", { file: "src/legacy.ts", missing: true }, /quote is missing/),
  claims(
    "a test that nobody saw",
    { test: "refuses every wrong number" },
    /did not see a test "refuses every wrong number" pass/,
  ),
  claims("the last word of a test's name", { test: "zero" }, /did not see a test "zero" pass/),
  claims("a test's file for its name", { test: "tests/checked.test.ts" }, /did not see a test/),
  claims("a group of tests", { test: "checked" }, /did not see a test "checked" pass/),
  claims(
    "gone, what still stands",
    { file: "src/legacy.ts", gone: "return n + 1;" },
    /gone: it still stands at src\/legacy\.ts:2/,
  ),
  claims(
    "gone, what was never there",
    { file: "src/legacy.ts", gone: "export function danger(): void {" },
    /gone: before the change, quote not found in src\/legacy\.ts/,
  ),
  claims(
    "gone, what was moved to another file",
    { file: "src/moved.ts", gone: "export function checkRights(user: string): boolean {" },
    /gone: it was moved, and stands in src\/rights\.ts now/,
  ),
  claims(
    "gone, with a file that was renamed",
    { file: "src/old-name.ts", gone: "export const TIMEOUT_MS = 5_000;" },
    /gone: it was moved, and stands in src\/new-name\.ts now/,
  ),
  claims(
    "a line that only changed its place, without a reason",
    { file: "src/order.ts", line: 4, quote: "notifyAll();" },
    /only its place or its white space is new/,
  ),
  claims(
    "gone, what only changed its place in the file",
    { file: "src/order.ts", gone: "notifyAll();" },
    /gone: it still stands at src\/order\.ts:4/,
  ),
  claims(
    "gone, what the change wrote",
    { file: "src/legacy.ts", gone: "throw new RangeError(" },
    /gone: before the change, quote not found/,
  ),
  claims(
    "gone, of a file that is new",
    { file: "src/rights.ts", gone: "return user === 'root';" },
    /"src\/rights\.ts" was not there before the change/,
  ),
  claims(
    "gone, three letters",
    { file: "src/legacy.ts", gone: "* 2" },
    /gone: quote "\* 2" is too short/,
  ),
  claims(
    "gone, without a file",
    { gone: "export function legacy(n: number): number {" },
    /file is missing/,
  ),
  claims(
    "unchanged, without a reason",
    at("src/caller.ts", 3, "export const twice", { unchanged: true }),
    /unchanged: found no reason/,
  ),
  claims(
    "unchanged, with a word for a reason",
    at("src/caller.ts", 3, "export const twice", { unchanged: true, reason: "fine" }),
    /unchanged: found no reason/,
  ),
  claims(
    "unchanged, without a quote",
    { file: "src/caller.ts", unchanged: true, reason: "it is as it was before" },
    /quote is missing/,
  ),
  claims(
    "unchanged, a line that is made up",
    at("src/caller.ts", 3, "export const thrice", {
      unchanged: true,
      reason: "it is as it was before",
    }),
    /quote not found in src\/caller\.ts/,
  ),
  claims(
    "unchanged, three letters",
    at("src/caller.ts", 3, "con", { unchanged: true, reason: "it is as it was before" }),
    /too short to show anything/,
  ),
  claims(
    "quoted from what was removed",
    at("src/retired.ts", 2, "console.log('retired for good');"),
    /was removed by this change; show by "gone"/,
  ),
  // What has no lines says nothing of what it is for.
  ...[
    ["an empty file", "src/EMPTY", undefined],
    ["a picture", "img/logo.png", undefined],
    ["an empty file, with a reason", "src/EMPTY", "the file is what the criterion asks for"],
  ].map(([what, file, reason]) => ({
    ...claims(
      `${what} for every criterion`,
      { file, reason },
      /has no line that this change wrote, and shows "AC1"/,
    ),
    other: [{ file, reason }],
  })),
  {
    ...claims(
      "a script that may be run now, by any line of it",
      at("run.sh", 2, "exec bun src/main.ts"),
      /has no line that this change wrote|is not touched by this change/,
    ),
    other: [at("run.sh", 2, "exec bun src/main.ts")],
  },
  claims(
    "a file too large to be read, by its name",
    { file: "data/rows.csv" },
    /binary or too large/,
  ),
  claims(
    "a file too large to be read, with a line",
    at("data/rows.csv", 1, "below zero: RangeError"),
    /too large/,
  ),
  finds(
    "a blocker elsewhere without a cause",
    at("src/caller.ts", 1, 'import { legacy } from "./legacy.ts";'),
    /not touched by this change.*name in "because"/,
  ),
  finds(
    "a cause that the change did not write",
    at("src/caller.ts", 1, "import { legacy }", {
      because: at("src/legacy.ts", 2, "return n + 1;"),
    }),
    /because: src\/legacy\.ts:2 is no line of this change/,
  ),
  finds(
    "a cause in the very file that stayed",
    at("src/caller.ts", 1, "import { legacy }", {
      because: at("src/caller.ts", 3, "export const twice"),
    }),
    /because: src\/caller\.ts is not touched/,
  ),
  finds(
    "a cause that is not gone",
    at("src/caller.ts", 1, "import { legacy }", {
      because: { file: "src/legacy.ts", gone: "return n + 1;" },
    }),
    /because: gone: it still stands/,
  ),
  finds(
    "an empty cause",
    at("src/caller.ts", 1, "import { legacy }", { because: {} }),
    /because: file is missing/,
  ),
  finds(
    "a blocker of the change that is called outside, to approve it",
    at("src/legacy.ts", 10, "if (n < 0) throw new RangeError(", { outside: true }),
    /outside is true, but this change wrote src\/legacy\.ts:10/,
    "approved",
  ),
  finds(
    "the same in a file that is new",
    at("tests/checked.test.ts", 6, "expect(() => checked(-1)).toThrow(RangeError);", {
      outside: true,
    }),
    /outside is true, but this change wrote/,
    "approved",
  ),
  finds(
    "a blocker elsewhere that the change causes, approved",
    at("src/caller.ts", 1, "import { legacy }", {
      because: { file: "src/legacy.ts", gone: "export function legacy" },
    }),
    /"approved" but F1 is a blocker/,
    "approved",
  ),
];
