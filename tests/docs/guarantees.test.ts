// docs/guarantees.md: each promise names the tests that show it, and each invariant stands behind one.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { codeSpans, read, root } from "./pages.ts";

const PAGE = read("docs/guarantees.md");
const INVARIANTS = 14;

/** A promise: its heading, and what stands below. */
const PROMISES = PAGE.split(/^### /m)
  .slice(1)
  .map((text) => [text.split("\n")[0]!, text.split(/^## /m)[0]!] as const);

test("there are some 25 promises, none twice, and each invariant is among them", () => {
  expect([PROMISES.length >= 20, PROMISES.length <= 32]).toEqual([true, true]);
  expect(new Set(PROMISES.map(([name]) => name)).size).toBe(PROMISES.length);
  const told = PROMISES.flatMap(([name]) => [...name.matchAll(/\d+/g)].map(Number)).toSorted((a, b) => a - b);
  expect([...new Set(told)]).toEqual(Array.from({ length: INVARIANTS }, (_, at) => at + 1));
});

test.each(PROMISES)("%s: tests show it", (_name, text) => {
  const [, shown = ""] = text.split("Shown by");
  const tests = codeSpans(shown).filter((one) => one.startsWith("tests/"));
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((one) => !/\.test\.ts$|\/$/.test(one) || !existsSync(join(root, one)))).toEqual([]);
});
