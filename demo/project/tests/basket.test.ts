import { expect, test } from "bun:test";
import { total } from "../src/basket.ts";

test("adds up every piece", () => {
  const lines = [
    { name: "tea", cents: 450, pieces: 2 },
    { name: "cup", cents: 95, pieces: 1 },
  ];
  expect(total(lines)).toBe(995);
});

test("an empty basket costs nothing", () => {
  expect(total([])).toBe(0);
});
