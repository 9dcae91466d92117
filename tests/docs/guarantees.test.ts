// docs/guarantees.md: each promise has specs that show it, and each invariant stands behind one.
import { expect, test } from "bun:test";
import { read } from "./pages.ts";
import { gates, pageWithTable, promises, specsByPromise } from "./specs-table.ts";

const INVARIANTS = 14;

test("there are some 25 promises, none twice, and each invariant is among them", () => {
  const all = promises();
  expect([all.length >= 20, all.length <= 32]).toEqual([true, true]);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  const told = all.flatMap(({ invariants }) => invariants).toSorted((a, b) => a - b);
  expect([...new Set(told)]).toEqual(Array.from({ length: INVARIANTS }, (_, at) => at + 1));
});

test("specs name promises that the page has, and each promise has specs", () => {
  const names = promises().map(({ name }) => name);
  expect([...specsByPromise().keys()].sort()).toEqual([...names].sort());
});

test("a gate says what comes of each value of its evidence, and stands there once", () => {
  const all = gates();
  expect(all.filter((row) => row.length !== 4)).toEqual([]);
  expect(new Set(all.map(([gate]) => gate)).size).toBe(all.length);
});

test("the tables are those that the specs make: bun tests/docs/specs-table.ts", () => {
  expect(read("docs/guarantees.md")).toBe(pageWithTable());
});
