// Guarantee: Honest work passes.
// What the runner prints of the field: counted from what the runs wrote down.
// Runs: together.
import { expect, test } from "bun:test";
import { join } from "node:path";

// Plain JavaScript, because Node runs it before there is Bun.
const { fieldLine, fieldTable, readField } = await import(join(import.meta.dir, "table.mjs"));

const row = (project: string, flow: string, over: object = {}) => ({
  ...{ project, what: `a ${project}`, flow, end: "complete", tried: true },
  ...{
    refused: 0,
    denied: 0,
    dispatches: 0,
    questions: [],
    expected: ["story"],
    details: [],
    ...over,
  },
});
const lines = (...all: object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join("");

const ROWS = readField(
  `${lines(
    row("go", "team", { refused: 2, end: "waiting_for_user", questions: ["stuck", "stuck"] }),
    row("go", "chain", { denied: 1, dispatches: 3 }),
    row("php", "chain", { tried: false, end: "php not installed" }),
    row("bun", "chain", { refused: 7 }),
    row("bun", "chain"),
    row("bun", "council", { end: "failed" }),
    row("rust", "phases", { questions: ["milestone-open"] }),
  )}{"project":"cu`,
);

test("each project is one row; what was not tried is not counted as passed, and a later run stands for an earlier one", () => {
  expect(fieldTable(ROWS).split("\n").slice(2)).toEqual([
    "| go | a go | 0 | 1 | 3 | 0 | 2 (waiting_for_user) | 0 | 0 | 2: stuck |  |  |  |  |  |  |  |  |",
    "| php | a php | not tried: php not installed |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |",
    "| bun | a bun | 0 | 0 | 0 | 0 |  |  |  |  | 0 (failed) | 0 | 0 | 0 |  |  |  |  |",
    "| rust | a rust |  |  |  |  |  |  |  |  |  |  |  |  | 0 | 0 | 0 | 1: milestone-open |",
  ]);
  expect(fieldLine(ROWS)).toBe(
    "field: 5 runs, 3 complete; 2 refused, 1 denied, 3 more dispatches, 3 more questions; 1 not tried",
  );
});
