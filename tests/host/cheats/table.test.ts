// What the runner prints of the cheats: counted from what the tests wrote down.
// Runs: with cheats too.
import { expect, test } from "bun:test";
import { join } from "node:path";

// Plain JavaScript, because Node runs it before there is Bun.
const { cheatsLine, cheatsTable, readCheats } = await import(join(import.meta.dir, "table.mjs"));

const lines = (...all: unknown[][]): string =>
  all.map((one) => `${JSON.stringify(one)}\n`).join("");

test("each cheat is one row, whatever was seen of it first and however often", () => {
  const found = readCheats(
    `${lines(
      ["worked", "a", "approved"],
      ["stopped", "b", "second"],
      ["stopped", "a", "first"],
      ["stopped", "a", "first"],
      ["worked", "b", "stopped all the same: by another"],
      ["stopped", "c", "second"],
      ["claims", 7, 6],
    )}["stopped", "cu`,
  );
  expect(cheatsTable(found).split("\n").slice(2)).toEqual([
    "| a | first | approved |",
    "| b | second | stopped all the same: by another |",
    "| c | second | not tried |",
  ]);
  expect(cheatsLine(found)).toBe(
    "cheats: 3 tried and stopped, 2 tried without the check that stops them: 1 worked; false claims: 7 made, 6 refused",
  );
});

test("a run that only looked at the comparison says nothing of what was stopped", () => {
  expect(cheatsLine(readCheats(lines(["worked", "a", "approved"])))).toBe(
    "cheats: 1 tried without the check that stops them: 1 worked",
  );
});
