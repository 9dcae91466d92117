import { expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/cli.ts";
import { FormulaError, RefError, read, Sheet, write } from "../src/index.ts";

test("numbers, texts and formulas", () => {
  const sheet = new Sheet();
  sheet.set("A1", "4.5");
  sheet.set("b1", "=a1*(2+ 1) - -1");
  sheet.set("C1", "'12");
  expect([sheet.get("A1"), sheet.get("B1"), sheet.get("C1"), sheet.get("D1")]).toEqual([
    ...[4.5, 14.5, "12", null],
  ]);
  expect([sheet.text("B1"), sheet.text("D1")]).toEqual(["=a1*(2+ 1) - -1", ""]);
  sheet.set("A1", "2");
  expect(sheet.get("B1")).toBe(7);
});

test("errors spread", () => {
  const sheet = new Sheet();
  sheet.set("A1", "=1/A9");
  sheet.set("A2", "tea");
  sheet.set("A3", "=A2+A1");
  sheet.set("A4", "=A1+A2");
  expect(["A1", "A3", "A4"].map((name) => String(sheet.get(name)))).toEqual([
    ...["#DIV/0!", "#VALUE!", "#DIV/0!"],
  ]);
});

test("what cannot be read is refused", () => {
  const sheet = new Sheet();
  sheet.set("A1", "1");
  expect(() => sheet.set("A1", "=1+")).toThrow(FormulaError);
  expect(() => sheet.set("A1", "=2 3")).toThrow("3 is not expected (at 4)");
  expect(() => sheet.set("AAA1", "1")).toThrow(RefError);
  expect(sheet.text("A1")).toBe("1");
});

test("a sheet is written and read", () => {
  const sheet = new Sheet();
  sheet.set("B2", "=A1");
  sheet.set("A1", 'a "quoted"\ttext');
  expect(write(sheet)).toBe('["A1","a \\"quoted\\"\\ttext"]\n["B2","=A1"]\n');
  expect(read(write(sheet)).names()).toEqual(["A1", "B2"]);
});

test("the command line", () => {
  const file = join(mkdtempSync(join(tmpdir(), "sheet-")), "book.sheet");
  const lines: string[] = [];
  const call = (...args: string[]) => run([file, ...args], (line) => lines.push(line));
  expect(call("set", "A1", "12")).toBe(0);
  expect(call("set", "A2", "=A1/5")).toBe(0);
  expect(call("set", "A2", "=A1/")).toBe(1);
  expect(call("sell")).toBe(2);
  lines.length = 0;
  expect(call("show")).toBe(0);
  expect(lines).toEqual(["A1\t12", "A2\t2.4"]);
});
