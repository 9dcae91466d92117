// Guarantee: Loops end.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTold, LISTS, table } from "./table.ts";

const { HONEST, HONEST_HELD, DISHONEST, DISHONEST_HELD } = LISTS;

/** What the rules cannot know, and are measured by. */
const MISSED = [
  // Shorter texts are wanted by chance.
  "a neighbouring line is quoted",
  // Held out.
  "a paraphrase without a common word",
  "without naming its text",
];
const ALARMED = ["a plan to keep a value name that stood in the old line"];

test("there are at least 40 honest and 20 dishonest ones, each told once", () => {
  expect(HONEST.length + HONEST_HELD.length).toBeGreaterThanOrEqual(40);
  expect(DISHONEST.length + DISHONEST_HELD.length).toBeGreaterThanOrEqual(20);
  const names = Object.values(LISTS).flatMap((list) => list.map(({ rule, name }) => `${rule} ${name}`));
  expect(new Set(names).size).toBe(names.length);
});

describe("an honest history", () => {
  test.each([...HONEST, ...HONEST_HELD].map((one) => [one.name, one] as const))("%s asks nobody", (name, history) => {
    expect(isTold(history)).toBe(ALARMED.includes(name));
  });
});

describe("a dishonest history", () => {
  test.each([...DISHONEST, ...DISHONEST_HELD].map((one) => [one.name, one] as const))("%s is told", (name, history) => {
    expect(isTold(history)).toBe(!MISSED.includes(name));
  });
});

test("the table of docs/benchmarks.md is what is measured", () => {
  const page = readFileSync(join(import.meta.dir, "../../../../docs/benchmarks.md"), "utf8");
  expect(page).toContain(table().join("\n"));
});
