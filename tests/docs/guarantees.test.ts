// The table of guarantees: each row has code and a test that are there, and each cheat of the suite stands in one.
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHEATS } from "../host/cheats/cheats.ts";

const root = join(import.meta.dir, "..", "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const CHEATS_FILE = "tests/host/cheats/cheats.ts";

/** Pieces of a cell: paths in backticks, and for each the names in double quotes behind it. */
function named(cell: string): { path: string; names: string[] }[] {
  return [...cell.matchAll(/`([^`]+)`([^`]*)/g)].map(([, path, rest]) => ({
    path: path!,
    names: [...rest!.matchAll(/"([^"]+)"/g)].map((match) => match[1]!),
  }));
}

const ROWS = read("docs/guarantees.md")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1)
  .map((line) => line.slice(2, -2).split(" | "));

/** The name as the source has it, as a test's name and not as a word of it. */
const isTestOf = (source: string, name: string): boolean =>
  ['"', "`"].some(
    (quote) =>
      source.includes(`(${quote}${name}${quote}`) ||
      new RegExp(`\\n {2,}${RegExp.escape(`${quote}${name}${quote}`)}`).test(source),
  );

test("the table has its rows, of five cells each, and no guarantee twice", () => {
  expect(ROWS.length).toBeGreaterThan(30);
  expect(ROWS.filter((row) => row.length !== 5)).toEqual([]);
  expect(new Set(ROWS.map(([name]) => name)).size).toBe(ROWS.length);
});

test.each(ROWS)("%s: code that is there", (_name, _promise, code) => {
  const files = named(code!);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(ROWS)("%s: a test attacks it", (_name, _promise, _code, attacked) => {
  const files = named(attacked!);
  expect(files.length).toBeGreaterThan(0);
  for (const { path, names } of files) {
    expect([path, existsSync(join(root, path)), names.length > 0]).toEqual([path, true, true]);
    const source = read(path);
    const missing = names.filter((name) => (path === CHEATS_FILE ? !(name in CHEATS) : !isTestOf(source, name)));
    expect([path, missing]).toEqual([path, []]);
  }
});

test("each cheat stands in one row", () => {
  const told = ROWS.flatMap((row) => named(row[3]!)).flatMap(({ path, names }) => (path === CHEATS_FILE ? names : []));
  expect(told.toSorted()).toEqual(Object.keys(CHEATS).toSorted());
});
