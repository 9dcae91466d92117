// Guarantee: A task lands when its criteria held.
import { expect, test } from "bun:test";
import { evidenceText, type Seen, shows, together } from "../../../src/workflows/tests/evidence.ts";

test("only what failed, or was not there, without the work and passes with it shows it", () => {
  const states: Seen[] = ["passed", "failed", "not_found", "timeout", "not_run", null];
  const table = states.map((before) => states.map((after) => shows(before, after)));
  const refused = ["refuted", "refuted", "unknown", "unknown", "unknown"];
  expect(table).toEqual([
    ["unknown", ...refused],
    ["proven", ...refused],
    ["proven", ...refused],
    ["unknown", ...refused],
    ["unknown", ...refused],
    ["unknown", ...refused],
  ] as typeof table);
});

test("of several one that is proven shows the whole, and one that is refuted refutes it", () => {
  expect(together(["unknown", "proven"])).toBe("proven");
  expect(together(["proven", "refuted"])).toBe("refuted");
  expect(together([])).toBe("unknown");
  expect(evidenceText(["proven", "unknown", "proven"])).toBe("2 proven, 1 unknown");
  expect(evidenceText([])).toBe("");
});
