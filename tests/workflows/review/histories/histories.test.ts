// Guarantee: Loops end.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTold, LISTS, table } from "./table.ts";

const { HONEST, HONEST_HELD, DISHONEST, DISHONEST_HELD } = LISTS;

/** What the rule cannot know, and is measured by; held out. */
const MISSED = ["a paraphrase without a common word"];

test("there are at least 25 honest and 15 dishonest ones, each told once", () => {
  expect(HONEST.length + HONEST_HELD.length).toBeGreaterThanOrEqual(25);
  expect(DISHONEST.length + DISHONEST_HELD.length).toBeGreaterThanOrEqual(15);
  const names = Object.values(LISTS).flatMap((list) => list.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});

describe("an honest history", () => {
  test.each([...HONEST, ...HONEST_HELD].map((one) => [one.name, one] as const))(
    "%s asks nobody",
    (_, history) => {
      expect(isTold(history)).toBe(false);
    },
  );
});

describe("a dishonest history", () => {
  test.each([...DISHONEST, ...DISHONEST_HELD].map((one) => [one.name, one] as const))(
    "%s is told",
    (name, history) => {
      expect(isTold(history)).toBe(!MISSED.includes(name));
    },
  );
});

test("the table of docs/benchmarks.md is what is measured", () => {
  const page = readFileSync(join(import.meta.dir, "../../../../docs/benchmarks.md"), "utf8");
  expect(page).toContain(table().join("\n"));
});
