import { expect, test } from "bun:test";
import { warningProblems } from "../../../../src/workflows/team/status/warnings.ts";

const open = [{ id: "W1", text: "Redis not confirmed" }];

test("a warning that is named is open; any other text is a new one", () => {
  expect(
    warningProblems(
      open,
      ["W1: still", "  W1:  so", "W2 a", "W0: a", "W3:a", "see W4: a", "new"],
      [],
    ),
  ).toEqual([]);
  expect(warningProblems(open, ["W9: lost"], [])).toEqual([
    'warnings: found "W9: lost", expected the id of an open warning (W1)',
  ]);
});

test("one that is closed is open, and closed once", () => {
  const settled = { id: "W1", reason: "Redis came" };
  expect(warningProblems(open, [], [settled])).toEqual([]);
  expect(warningProblems(open, [], [settled, settled])).toHaveLength(1);
  expect(warningProblems([], [], [settled])).toEqual([
    'closed_warnings: found "W1", expected the id of an open warning (there is none)',
  ]);
});
