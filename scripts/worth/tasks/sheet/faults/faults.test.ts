import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorOf, LATE, made, resultOf, valuesOf } from "../hidden/kit.ts";
import { run } from "../src/cli.ts";
import { FormulaError, Sheet } from "../src/index.ts";

// A machine may be busy.
setDefaultTimeout(LATE);

/** What a work takes of the processor: others work on this machine too. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system + 1;
}

/** How many times as much the second takes; the best of some rounds. */
function ratio(one: () => void, other: () => void): number {
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 5; round++)
    for (const [n, work] of [one, other].entries()) best[n] = Math.min(best[n]!, cost(work));
  return best[1]! / best[0]!;
}

function filled(count: number): Sheet {
  const sheet = new Sheet();
  sheet.batch(() => {
    for (let row = 1; row <= count; row++) sheet.set(`A${row}`, String(row));
    sheet.set("B1", "=A1+A2");
  });
  return sheet;
}

test("a formula that an undo brings back follows its cells again", () => {
  const { sheet } = made({ A1: "1", A2: "2", B1: "=A1", B2: "=B1" });
  sheet.set("B1", "=A2");
  sheet.undo();
  sheet.set("A1", "7");
  expect(valuesOf(sheet, "B1", "B2")).toEqual([7, 7]);
  sheet.undo();
  sheet.redo();
  sheet.set("B1", "9");
  sheet.undo();
  sheet.set("A1", "8");
  expect(valuesOf(sheet, "B1", "B2")).toEqual([8, 8]);
});

test("a formula that is set in a row that moved in the same batch is calculated", () => {
  const { sheet } = made({ A1: "1", A2: "=A1+1", B2: "=A2" });
  sheet.batch(() => {
    sheet.insertRows(1);
    sheet.set("A3", "=A2+10");
  });
  expect(valuesOf(sheet, "A3", "B3")).toEqual([11, 11]);
  sheet.undo();
  expect(valuesOf(sheet, "A2", "B2")).toEqual([2, 2]);
  sheet.redo();
  expect(valuesOf(sheet, "A3", "B3")).toEqual([11, 11]);
});

test("a change of one cell costs no more in a large sheet", () => {
  const [small, large] = [filled(100), filled(9_000)];
  let n = 0;
  const change = (sheet: Sheet) => () => {
    for (let times = 0; times < 60; times++) sheet.set("A1", String(++n));
  };
  expect(ratio(change(small), change(large))).toBeLessThan(12);
});

test("formulas that are gone cost nothing later", () => {
  const [fresh, used] = [filled(100), filled(100)];
  for (let n = 1; n <= 2_500; n++) used.set("C1", `=SUM(D1:E${n})`);
  used.set("C1", "");
  let n = 0;
  const change = (sheet: Sheet) => () => {
    for (let times = 0; times < 100; times++) sheet.set("A1", String(++n));
  };
  expect(ratio(change(fresh), change(used))).toBeLessThan(4);
});

test("a change in a large cycle costs what its size says", () => {
  const circle = (count: number) => {
    const sheet = new Sheet();
    sheet.batch(() => {
      for (let row = 2; row <= count; row++) sheet.set(`A${row}`, `=A${row - 1}`);
      sheet.set("A1", `=A${count}`);
    });
    return sheet;
  };
  const [small, large] = [circle(100), circle(600)];
  const change = (sheet: Sheet, count: number) => () => {
    for (let times = 0; times < 2; times++) {
      sheet.set("A1", `=A${count}+B1`);
      sheet.set("A1", `=A${count}+B2`);
    }
  };
  expect(ratio(change(small, 100), change(large, 600))).toBeLessThan(25);
  expect(large.get("A400")).toMatchObject({ code: "#CYCLE!", from: "A1" });
});

test("a formula that is nested very deep is read or refused, and breaks nothing", () => {
  const deep = 30_000;
  for (const formula of [
    `=${"(".repeat(deep)}1${")".repeat(deep)}`,
    `=${"-".repeat(deep)}1`,
    `=${"SUM(".repeat(deep)}1${")".repeat(deep)}`,
    `=${"(".repeat(deep)}`,
  ]) {
    const { sheet } = made({ A1: "5", B1: "=A1" });
    const error = errorOf(() => sheet.set("A1", formula));
    if (error === null) expect(sheet.get("B1")).toBe(1);
    else expect([error instanceof FormulaError, sheet.get("B1")]).toEqual([true, 5]);
    sheet.set("A1", "6");
    expect(sheet.get("B1")).toBe(6);
  }
});

test("a sum of very many terms is calculated", () => {
  const { sheet } = made({ A1: "1" });
  sheet.set("B1", `=${Array(40_000).fill("A1").join("+")}`);
  expect(sheet.get("B1")).toBe(40_000);
  sheet.set("A1", "2");
  expect(sheet.get("B1")).toBe(80_000);
  sheet.insertRows(1);
  expect(sheet.get("B2")).toBe(80_000);
});

test("ROUND gives a number for very large and very small ones, and for many digits", () => {
  for (const [formula, value] of [
    ["=ROUND(1.5,400)", 1.5],
    ["=ROUND(123,-400)", 0],
    ["=ROUND(A1,2)", 1e300],
    ["=ROUND(A2,2)", 0],
    ["=ROUND(A2,320)", 1.25e-300],
    ["=ROUND(A3,5)", 1e22],
    ["=ROUND(A3,-22)", 1e22],
  ] as const)
    expect([formula, resultOf(formula, { A1: "1e300", A2: "1.25e-300", A3: "1e22" })]).toEqual([
      ...[formula, value],
    ]);
});

test("a CSV file that is not there is refused with a message", () => {
  const folder = mkdtempSync(join(tmpdir(), "sheet-"));
  const lines: string[] = [];
  const call = (...args: string[]) =>
    run([join(folder, "book.sheet"), ...args], (line) => lines.push(line));
  expect(call("import", join(folder, "no.csv"))).toBe(1);
  expect(lines).toHaveLength(1);
});
