import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/cli.ts";
import {
  CellError,
  CsvError,
  FormulaError,
  NameError,
  RefError,
  read,
  Sheet,
  write,
} from "../src/index.ts";
import { allOf, errorOf, LATE, made, resultOf, textsOf, valuesOf } from "./kit.ts";

// A machine may be busy.
setDefaultTimeout(LATE);

test("request: texts, joining and comparing", () => {
  const cells = { A1: "tea", A2: "3", B1: "'Tea" };
  for (const [formula, value] of [
    ['="a ""b"""&A2+1&A9', 'a "b"4'],
    ["=A1&A9", "tea"],
    ['=A1="tea"', 1],
    ['=A1<>"tea"', 0],
    ["=B1<A1", 1],
    ["=1+2<4-1", 0],
    ["=1+2<=4-1", 1],
    ["=2*3>5", 1],
    ["=A2>=4", 0],
    ["=A9=0", 1],
    ['=A9=""', 1],
    ["=A9<A1", 1],
    ["=A9<A2", 1],
    ["=A1=A2", 0],
    ["=A1<>A2", 1],
    ["=A1<A2", "#VALUE!"],
    ["=3>2>1", 0],
    ["=8/4/2-1-1", -1],
    ["=-2*-3", 6],
    ['="1"+1', "#VALUE!"],
  ] as const)
    expect([formula, resultOf(formula, cells)]).toEqual([formula, value]);
});

test("request: sums and the like pass over texts and empty cells", () => {
  const cells = { A1: "1", A2: "tea", A4: "5", B1: "=A1+1", B4: "-2" };
  for (const [formula, value] of [
    ["=SUM(A1:B4)", 6],
    ["=sum(B4:A1,10)", 16],
    ["=COUNT(A1:B5)", 4],
    ["=COUNT(A1,A2,7,A9)", 2],
    ["=AVERAGE(A1:A4)", 3],
    ["=MIN(A1:B4)", -2],
    ["=Max(A1:B4,9)", 9],
    ["=SUM(A2)", 0],
    ["=MIN(C1:C9)", 0],
    ["=MAX(A2:A3)", 0],
    ["=AVERAGE(A2:A3)", "#DIV/0!"],
    ["=SUM($B$4:a$1)", 6],
    ["=SUM(A1:A1)+SUM(A1)", 2],
    ['=SUM("1")', "#VALUE!"],
    ['=SUM(A2&"")', "#VALUE!"],
    ['=COUNT("1",1)', 1],
    ["=A1:A2", "#VALUE!"],
    ["=1+A1:A2", "#VALUE!"],
    ["=IF(A1:A2,1)", "#VALUE!"],
  ] as const)
    expect([formula, resultOf(formula, cells)]).toEqual([formula, value]);
});

test("request: the first error spreads, but not through COUNT", () => {
  const cells = { A1: "=1/0", A2: "=#REF!", B1: "=NO_SUCH", A3: "7" };
  for (const [formula, value] of [
    ["=SUM(A1:B3)", "#DIV/0!"],
    ["=SUM(A2:B3,A1)", "#REF!"],
    ["=SUM(A3,B1,A1)", "#NAME?"],
    ["=SUM(A1:A3)*0", "#DIV/0!"],
    ["=COUNT(A1:B3)", 1],
    ["=COUNT(A1,1/0,2)", 1],
    ["=B1&A1", "#NAME?"],
    ["=A1=A2", "#DIV/0!"],
    ["=-A2", "#REF!"],
    ['="x"+A1', "#VALUE!"],
    ["=MAX(A2:A3)", "#REF!"],
  ] as const)
    expect([formula, resultOf(formula, cells)]).toEqual([formula, value]);
});

test("request: IF takes one side only", () => {
  const cells = { A1: "=1/0", A2: "tea" };
  for (const [formula, value] of [
    ["=IF(1,2,A1)", 2],
    ["=IF(0,A1,3)", 3],
    ["=IF(0,1)", 0],
    ["=IF(2>1,A2)", "tea"],
    ["=IF(-0.5,1,2)", 1],
    ["=IF(A9,1,2)", 2],
    ["=IF(A2,1,2)", "#VALUE!"],
    ["=IF(A1,1,2)", "#DIV/0!"],
    ["=IF(1,A9)", 0],
  ] as const)
    expect([formula, resultOf(formula, cells)]).toEqual([formula, value]);
});

test("request: ROUND goes by the decimals, half away from zero", () => {
  for (const [formula, value] of [
    ["=ROUND(2.5)", 3],
    ["=ROUND(-2.5)", -3],
    ["=ROUND(1.005,2)", 1.01],
    ["=ROUND(-1.005,2)", -1.01],
    ["=ROUND(1234.5,-2)", 1200],
    ["=ROUND(1250,-2)", 1300],
    ["=ROUND(2.345,2)", 2.35],
    ["=ROUND(0.1+0.2,1)", 0.3],
    ["=ROUND(7,3)", 7],
    ["=ROUND(A1)", 0],
  ] as const)
    expect([formula, resultOf(formula)]).toEqual([formula, value]);
});

test("request: what is not finite is #NUM!", () => {
  const big = `1${"0".repeat(300)}`;
  expect(resultOf(`=${big}*${big}`)).toBe("#NUM!");
  expect(resultOf("=SUM(A1:A2)", { A1: "1.7e308", A2: "1.7e308" })).toBe("#NUM!");
  expect(resultOf("=A1+A1", { A1: "1.7e308" })).toBe("#NUM!");
});

test("request: what is no formula is refused", () => {
  const { sheet } = made({ A1: "1" });
  for (const formula of [
    ...["=NO(1)", "=SUM()", "=IF(1)", "=IF(1,2,3,4)", "=ROUND(1,2,3)", "=SUM(1", "=SUM(1,)"],
    ...["=A1 : B2", "=A1:", '="a', "=1<", "=A1:B2:C3", "=SUM 1"],
  ])
    expect([formula, errorOf(() => sheet.set("A1", formula))]).toEqual([
      ...[formula, expect.any(FormulaError)],
    ]);
  for (const formula of ["=AAA1", "=A10001", "=A1:ZZ10001", "=$A$0"])
    expect([formula, errorOf(() => sheet.set("A1", formula))]).toEqual([
      ...[formula, expect.any(RefError)],
    ]);
  expect(sheet.text("A1")).toBe("1");
});

test("request: an error tells the cell where it came up", () => {
  const { sheet } = made({ A1: "=1/0", A2: "=A1+1", A3: "=SUM(A1:A2)", B1: "=NO", B2: "=B1" });
  for (const [name, code, from] of [
    ["A1", "#DIV/0!", "A1"],
    ["A3", "#DIV/0!", "A1"],
    ["B2", "#NAME?", "B1"],
  ] as const) {
    const error = sheet.get(name) as CellError;
    expect(error).toBeInstanceOf(CellError);
    expect([error.code, error.from, error.cells]).toEqual([code, from, []]);
    expect(String(error)).toBe(code);
  }
});

test("request: all cells of a circle are in the cycle, and others get its error", () => {
  const { sheet } = made({ A1: "=B1", B1: "=C1+D1", C1: "=A1", D1: "5", E1: "=A1*2", C3: "=B1" });
  for (const name of ["A1", "B1", "C1", "E1", "C3"])
    expect(sheet.get(name)).toMatchObject({
      ...{ code: "#CYCLE!", from: "A1", cells: ["A1", "B1", "C1"] },
    });
  sheet.set("C1", "1");
  expect(valuesOf(sheet, "A1", "B1", "C1", "E1", "C3")).toEqual([6, 6, 1, 12, 6]);
});

test("request: a cycle is by what formulas refer to", () => {
  const { sheet } = made({ A1: "=IF(1,2,A1)", B2: "=SUM(B1:B9)", C1: "=IF(0,C2,1)", C2: "=C1" });
  sheet.define("loop", "D1:D3");
  sheet.set("D2", "=COUNT(loop)");
  expect(sheet.get("A1")).toMatchObject({ code: "#CYCLE!", from: "A1", cells: ["A1"] });
  expect(sheet.get("B2")).toMatchObject({ code: "#CYCLE!", cells: ["B2"] });
  expect(sheet.get("C2")).toMatchObject({ code: "#CYCLE!", cells: ["C1", "C2"] });
  expect(sheet.get("D2")).toMatchObject({ code: "#CYCLE!", cells: ["D2"] });
  sheet.set("E1", "=IF(0,A1,4)&COUNT(A1:C2)");
  expect(sheet.get("E1")).toBe("40");
});

test("request: two circles with a common cell are one cycle, others are others", () => {
  const { sheet } = made({ A1: "=A2+A3", A2: "=A1", A3: "=A1", B1: "=B2+A1", B2: "=B1" });
  expect(sheet.get("A3")).toMatchObject({ from: "A1", cells: ["A1", "A2", "A3"] });
  expect(sheet.get("B2")).toMatchObject({ from: "B1", cells: ["B1", "B2"] });
  sheet.set("A2", "1");
  expect(sheet.get("A1")).toMatchObject({ from: "A1", cells: ["A1", "A3"] });
  expect(sheet.get("B2")).toMatchObject({ code: "#CYCLE!", cells: ["B1", "B2"] });
  sheet.set("B2", "3");
  expect(sheet.get("B1")).toMatchObject({ code: "#CYCLE!", cells: ["A1", "A3"] });
});

test("request: only what depends is calculated, once, behind what it uses", () => {
  const { sheet, taken } = made({
    ...{ A1: "1", A2: "=A1+1", A3: "=A1+A2", A4: "=A3+A2+A1", B1: "=B2", C1: "=SUM(A1:A4)" },
  });
  sheet.set("A1", "2");
  const order = taken();
  expect(order.toSorted()).toEqual(["A2", "A3", "A4", "C1"]);
  expect(order).toEqual(["A2", "A3", "A4", "C1"]);
  expect(valuesOf(sheet, "A4", "C1")).toEqual([10, 20]);
  sheet.get("C1");
  sheet.set("D9", "7");
  sheet.set("A1", "2");
  expect(taken()).toEqual([]);
  sheet.set("B2", "=A1");
  expect(taken()).toEqual(["B2", "B1"]);
});

test("request: where a value comes out as it was, nothing behind it is calculated", () => {
  const { sheet, taken } = made({
    ...{ A1: "5", A2: "=A1>3", A3: "=A2*10", B1: "=1/0", B2: "=B1+A1", B3: "=B2" },
  });
  sheet.set("A1", "6");
  expect(taken().toSorted()).toEqual(["A2", "B2"]);
  sheet.set("A1", "=3+3");
  expect(taken()).toEqual(["A1"]);
  sheet.set("A1", "6.0");
  expect(taken()).toEqual([]);
  sheet.set("A1", "1");
  expect(taken().toSorted()).toEqual(["A2", "A3", "B2"]);
  sheet.set("B1", "tea");
  expect(valuesOf(sheet, "B3")).toEqual(["#VALUE!"]);
  expect(taken().toSorted()).toEqual(["B2", "B3"]);
});

test("request: a cycle is not calculated, and what was in it is once it is broken", () => {
  const { sheet, taken } = made({ A1: "1", A2: "=A1+A3", A4: "=A2" });
  taken();
  sheet.set("A3", "=A2");
  expect(taken()).toEqual(["A4"]);
  sheet.set("A1", "2");
  expect(taken()).toEqual([]);
  sheet.set("A3", "1");
  expect(taken()).toEqual(["A2", "A4"]);
  expect(valuesOf(sheet, "A4")).toEqual([3]);
});

test("request: formulas are copied with what moves along", () => {
  const { sheet } = made({ B2: "=A1+$A1+A$1+$A$1+sum( b1:$C$3 )", A1: "1" });
  sheet.copy("B2", "C4");
  expect(sheet.text("C4")).toBe("=B3+$A3+B$1+$A$1+sum( C3:$C$3 )");
  sheet.copy("B2", "b3");
  expect(sheet.text("B3")).toBe("=A2+$A2+A$1+$A$1+sum( B2:$C$3 )");
  sheet.copy("B2", "A1");
  expect(textsOf(sheet, "A1", "B2")).toEqual([
    "=#REF!+#REF!+#REF!+$A$1+sum( #REF! )",
    "=A1+$A1+A$1+$A$1+sum( b1:$C$3 )",
  ]);
  expect(sheet.get("B2")).toMatchObject({ code: "#CYCLE!" });
});

test("request: a range is copied as it was before, with its empty cells", () => {
  const { sheet } = made({ A1: "1", A3: "=A1", B1: "x", A4: "old", A5: "4" });
  sheet.copy("A1:B3", "A2");
  expect(allOf(sheet).cells).toEqual([
    ["A1", "1", 1],
    ["B1", "x", "x"],
    ["A2", "1", 1],
    ["B2", "x", "x"],
    ["A4", "=A2", 1],
    ["A5", "4", 4],
  ]);
  sheet.copy("C9", "A1");
  expect(sheet.text("A1")).toBe("");
  expect(sheet.undo()).toBe(true);
  expect(sheet.text("A1")).toBe("1");
});

test("request: a copy that has no room is refused", () => {
  const { sheet } = made({ A1: "1", B2: "2" });
  const before = allOf(sheet);
  for (const [from, to] of [
    ["A1:B2", "A10000"],
    ["A1:B2", "ZZ1"],
    ["A1", "AAA1"],
    ["A0", "A1"],
    ["A1:B", "A1"],
  ] as const)
    expect([from, errorOf(() => sheet.copy(from, to))]).toEqual([from, expect.any(RefError)]);
  expect(allOf(sheet)).toEqual(before);
});

test("request: rows that come in move what is below, and formulas go on", () => {
  const { sheet } = made({ A1: "1", A2: "2", A3: "=A1+a2 + $A$2", B1: "=SUM(A1:A2)&A3", C3: "x" });
  sheet.insertRows(2, 2);
  expect(allOf(sheet).cells).toEqual([
    ["A1", "1", 1],
    ["B1", "=SUM(A1:A4)&A5", "35"],
    ["A4", "2", 2],
    ["A5", "=A1+A4 + $A$4", 5],
    ["C5", "x", "x"],
  ]);
  sheet.set("A2", "10");
  expect(sheet.get("B1")).toBe("135");
});

test("request: columns likewise", () => {
  const { sheet } = made({ A1: "1", B1: "2", C1: "=A1+$B1+SUM(A1:B1)", A2: "=C1" });
  sheet.insertColumns("b");
  expect(allOf(sheet).cells).toEqual([
    ["A1", "1", 1],
    ["C1", "2", 2],
    ["D1", "=A1+$C1+SUM(A1:C1)", 6],
    ["A2", "=D1", 6],
  ]);
  sheet.deleteColumns("A", 2);
  expect(allOf(sheet).cells).toEqual([
    ["A1", "2", 2],
    ["B1", "=#REF!+$A1+SUM(A1:A1)", "#REF!"],
  ]);
});

test("request: a range loses what goes, until nothing is left", () => {
  const { sheet } = made();
  for (let row = 2; row <= 8; row++) sheet.set(`A${row}`, String(row));
  const formulas = ["=SUM(A2:A8)", "=SUM($A$8:A2)", "=SUM(A3:A4)", "=SUM(A4:A9)", "=A3+1", "=A9"];
  for (const [n, formula] of formulas.entries()) sheet.set(`${"CDEFGH"[n]}20`, formula);
  sheet.deleteRows(3, 2);
  const at = (row: number) => [..."CDEFGH"].map((letter) => sheet.text(`${letter}${row}`));
  expect(at(18)).toEqual([
    ...["=SUM(A2:A6)", "=SUM($A$6:A2)", "=SUM(#REF!)", "=SUM(A3:A7)", "=#REF!+1", "=A7"],
  ]);
  expect(valuesOf(sheet, "C18", "D18", "E18", "F18", "G18")).toEqual([
    ...[28, 28, "#REF!", 26, "#REF!"],
  ]);
  sheet.deleteRows(1, 3);
  expect(at(15)).toEqual([
    ...["=SUM(A1:A3)", "=SUM($A$3:A1)", "=SUM(#REF!)", "=SUM(A1:A4)", "=#REF!+1", "=A4"],
  ]);
  sheet.deleteRows(1, 5);
  expect(at(10)).toEqual([
    ...["=SUM(#REF!)", "=SUM(#REF!)", "=SUM(#REF!)", "=SUM(#REF!)", "=#REF!+1", "=#REF!"],
  ]);
});

test("request: what comes in within a range belongs to it, beside it not", () => {
  const { sheet } = made({ D1: "=SUM(A3:B5)", D2: "=SUM(B$5:A$3)" });
  sheet.insertRows(3);
  expect(textsOf(sheet, "D1", "D2")).toEqual(["=SUM(A4:B6)", "=SUM(B$6:A$4)"]);
  sheet.insertRows(7);
  expect(textsOf(sheet, "D1", "D2")).toEqual(["=SUM(A4:B6)", "=SUM(B$6:A$4)"]);
  sheet.insertRows(6, 3);
  expect(textsOf(sheet, "D1", "D2")).toEqual(["=SUM(A4:B9)", "=SUM(B$9:A$4)"]);
  sheet.insertColumns("C");
  expect(textsOf(sheet, "E1")).toEqual(["=SUM(A4:B9)"]);
  sheet.insertColumns("B");
  expect(textsOf(sheet, "F1", "F2")).toEqual(["=SUM(A4:C9)", "=SUM(C$9:A$4)"]);
});

test("request: what is pushed over the edge", () => {
  const { sheet } = made({ A1: "=A9999+A10000", B1: "=SUM(A1:B10000,B9999:C10000)", A9998: "x" });
  sheet.set("B1", "=SUM(C2:D10000,C9999:D10000)&D10000");
  sheet.insertRows(2, 2);
  expect(textsOf(sheet, "A1", "B1")).toEqual(["=#REF!+#REF!", "=SUM(C4:D10000,#REF!)&#REF!"]);
  expect(sheet.text("A10000")).toBe("x");
  const before = allOf(sheet);
  expect(errorOf(() => sheet.insertRows(2))).toBeInstanceOf(RefError);
  sheet.set("ZZ1", "=ZZ2");
  expect(errorOf(() => sheet.insertColumns("A"))).toBeInstanceOf(RefError);
  sheet.set("ZZ1", "");
  expect(allOf(sheet)).toEqual(before);
});

test("request: rows, columns and numbers of them that are not there are refused", () => {
  const { sheet } = made({ A1: "1" });
  for (const [n, work] of [
    () => sheet.insertRows(0),
    () => sheet.insertRows(1, 0),
    () => sheet.insertRows(1, -1),
    () => sheet.insertRows(1.5),
    () => sheet.insertRows(10001),
    () => sheet.deleteRows(10000, 2),
    () => sheet.deleteRows(1, Number.NaN),
    () => sheet.insertColumns("AAA"),
    () => sheet.insertColumns("1"),
    () => sheet.deleteColumns("ZZ", 2),
    () => sheet.deleteColumns("", 1),
  ].entries())
    expect([n, errorOf(work)]).toEqual([n, expect.any(RefError)]);
  expect(sheet.undo()).toBe(true);
  expect(sheet.undo()).toBe(false);
});

test("request: what only moved is not calculated", () => {
  const { sheet, taken } = made({ A1: "1", A5: "=A1+A6", A6: "2", B1: "=SUM(A1:A6)", B9: "=B1" });
  sheet.insertRows(3, 2);
  sheet.insertColumns("A");
  sheet.deleteRows(3);
  expect(taken()).toEqual([]);
  expect(valuesOf(sheet, "B6", "C1", "C10")).toEqual([3, 6, 6]);
  for (const _ of [1, 2, 3]) sheet.undo();
  expect(taken()).toEqual([]);
  expect(valuesOf(sheet, "A5", "B1")).toEqual([3, 6]);
  sheet.deleteRows(6);
  expect(taken()).toEqual(["A5", "B1", "B8"]);
  expect(valuesOf(sheet, "A5", "B1")).toEqual(["#REF!", "#REF!"]);
});

test("request: errors tell the names that cells have now", () => {
  const { sheet, taken } = made({ B2: "=1/0", B3: "=B2", D4: "=D5", D5: "=D4", D6: "=D4" });
  sheet.insertRows(1, 3);
  sheet.insertColumns("C");
  expect(taken()).toEqual([]);
  expect(sheet.get("B6")).toMatchObject({ code: "#DIV/0!", from: "B5" });
  expect(sheet.get("E9")).toMatchObject({ from: "E7", cells: ["E7", "E8"] });
  sheet.deleteRows(1);
  expect(sheet.get("E8")).toMatchObject({ from: "E6", cells: ["E6", "E7"] });
  sheet.undo();
  expect(sheet.get("B6")).toMatchObject({ from: "B5" });
});

test("request: names stand for cells and ranges", () => {
  const { sheet } = made({ A1: "2", A2: "3", B1: "=tax*10", B2: "=SUM(prices)&Prices" });
  expect(valuesOf(sheet, "B1", "B2")).toEqual(["#NAME?", "#NAME?"]);
  sheet.define("Tax", "a1");
  sheet.define("prices", "A2:A1");
  expect(valuesOf(sheet, "B1", "B2")).toEqual([20, "#VALUE!"]);
  sheet.set("B2", "=SUM(PRICES)");
  sheet.set("A2", "4");
  expect(valuesOf(sheet, "B1", "B2")).toEqual([20, 6]);
  sheet.define("TAX", "$A2");
  expect(sheet.get("B1")).toBe(40);
  expect(sheet.definitionList()).toEqual([
    ["prices", "$A$2:$A$1"],
    ["Tax", "$A$2"],
  ]);
  sheet.undefine("tAx");
  expect(sheet.get("B1")).toMatchObject({ code: "#NAME?", from: "B1" });
  expect(sheet.definitionList()).toHaveLength(1);
});

test("request: names that cannot be, and cells that are none", () => {
  const { sheet } = made();
  for (const name of ["A1", "abc12", "SUM", "if", "1a", "a b", "", "a-b", "x".repeat(51), "$A"])
    expect([name, errorOf(() => sheet.define(name, "A1"))]).toEqual([name, expect.any(NameError)]);
  for (const name of ["abcd1", "_", "a.b_1"]) sheet.define(name, "A1");
  sheet.define("x".repeat(50), "A1");
  expect(errorOf(() => sheet.undefine("no"))).toBeInstanceOf(NameError);
  for (const cells of ["A0", "AAA1", "A1:", "x", "A1:B2:C3", ""])
    expect([cells, errorOf(() => sheet.define("ok", cells))]).toEqual([
      ...[cells, expect.any(RefError)],
    ]);
  expect(sheet.definitionList()).toHaveLength(4);
  sheet.set("B1", "=abcd1+_+a.b_1");
  expect(sheet.get("B1")).toBe(0);
});

test("request: names move, shrink and get lost like cells do", () => {
  const { sheet, taken } = made({ A2: "1", A3: "2", A4: "3", C9: "=SUM(all)", D9: "=two" });
  sheet.define("all", "A2:A4");
  sheet.define("two", "A3");
  taken();
  sheet.insertRows(1);
  expect(taken()).toEqual([]);
  expect(sheet.definitionList()).toEqual([
    ["all", "$A$3:$A$5"],
    ["two", "$A$4"],
  ]);
  sheet.deleteRows(4);
  expect(sheet.definitionList()).toEqual([
    ["all", "$A$3:$A$4"],
    ["two", "#REF!"],
  ]);
  expect([...textsOf(sheet, "C9", "D9"), ...valuesOf(sheet, "C9", "D9")]).toEqual([
    ...["=SUM(all)", "=two", 4, "#REF!"],
  ]);
  sheet.undo();
  expect(valuesOf(sheet, "C10", "D10")).toEqual([6, 2]);
});

test("request: changes are undone and done again", () => {
  const { sheet } = made();
  const states = [allOf(sheet)];
  for (const change of [
    () => sheet.set("A1", "1"),
    () => sheet.set("A2", "=A1*2"),
    () => sheet.define("two", "A2"),
    () => sheet.set("B5", "=two+SUM(A1:A2)"),
    () => sheet.insertRows(2, 2),
    () => sheet.deleteRows(1),
    () => sheet.copy("A3:B4", "D1"),
    () => sheet.importCsv("1,2\n=A1,'x", "C3"),
    () => sheet.deleteColumns("A", 2),
    () => sheet.undefine("two"),
    () => sheet.set("A3", ""),
    () => sheet.insertColumns("B"),
  ]) {
    change();
    states.push(allOf(sheet));
  }
  for (const round of [1, 2]) {
    for (let at = states.length - 2; at >= 0; at--) {
      expect(sheet.undo()).toBe(true);
      expect([round, at, allOf(sheet)]).toEqual([round, at, states[at]!]);
    }
    expect(sheet.undo()).toBe(false);
    for (let at = 1; at < states.length; at++) {
      expect(sheet.redo()).toBe(true);
      expect([round, at, allOf(sheet)]).toEqual([round, at, states[at]!]);
    }
    expect(sheet.redo()).toBe(false);
  }
});

test("request: a new change ends what there is to redo, nothing else does", () => {
  const { sheet } = made({ A1: "1", A2: "=A1" });
  sheet.define("one", "A1");
  sheet.set("A1", "2");
  sheet.undo();
  sheet.set("A1", "1");
  sheet.define("ONE", "$A$1");
  sheet.copy("A1", "A1");
  sheet.copy("C1:D5", "F1");
  sheet.importCsv("1\n=A1");
  sheet.batch(() => {});
  errorOf(() => sheet.set("A1", "=("));
  errorOf(() => sheet.define("A1", "A1"));
  errorOf(() => sheet.importCsv('"'));
  errorOf(() =>
    sheet.batch(() => {
      sheet.set("A1", "9");
      throw new Error("no");
    }),
  );
  expect(sheet.redo()).toBe(true);
  expect(sheet.get("A2")).toBe(2);
  sheet.undo();
  sheet.set("B1", "1");
  expect(sheet.redo()).toBe(false);
});

test("request: undo and redo calculate only what is needed", () => {
  const { sheet, taken } = made({ A1: "1", A2: "=A1", A3: "=A2", B1: "=B2", B2: "5" });
  sheet.set("A1", "2");
  taken();
  sheet.undo();
  expect(taken()).toEqual(["A2", "A3"]);
  sheet.redo();
  expect(taken()).toEqual(["A2", "A3"]);
  sheet.insertRows(1);
  sheet.undo();
  sheet.redo();
  expect(taken()).toEqual([]);
});

test("request: a batch is one change, calculated once", () => {
  const { sheet, taken } = made({ A1: "1", A2: "2", A3: "=A1+A2", A4: "=A3" });
  sheet.batch(() => {
    sheet.set("A1", "10");
    sheet.set("A2", "20");
    sheet.batch(() => sheet.define("x", "A3"));
    sheet.set("A5", "=x");
    sheet.set("A1", "11");
    expect(sheet.text("A1")).toBe("11");
  });
  expect(taken().toSorted()).toEqual(["A3", "A4", "A5"]);
  expect(valuesOf(sheet, "A4", "A5")).toEqual([31, 31]);
  sheet.undo();
  expect([...textsOf(sheet, "A1", "A5"), sheet.get("A4"), sheet.definitionList()]).toEqual([
    ...["1", "", 3, []],
  ]);
  sheet.redo();
  expect(valuesOf(sheet, "A4", "A5")).toEqual([31, 31]);
});

test("request: a batch that throws has changed nothing", () => {
  const { sheet, taken } = made({ A1: "1", A2: "=A1", B1: "x" });
  sheet.define("one", "A1");
  const before = allOf(sheet);
  taken();
  const thrown = new Error("no");
  expect(
    errorOf(() =>
      sheet.batch(() => {
        sheet.set("A1", "5");
        sheet.insertRows(1, 3);
        sheet.deleteColumns("B");
        sheet.define("one", "C9");
        sheet.set("D1", "=A4");
        throw thrown;
      }),
    ),
  ).toBe(thrown);
  expect([allOf(sheet), taken()]).toEqual([before, []]);
  sheet.set("A1", "3");
  expect(sheet.get("A2")).toBe(3);
  sheet.undo();
  sheet.undo();
  expect(sheet.definitionList()).toEqual([]);
});

test("request: of an inner batch that throws only that is taken back", () => {
  const { sheet } = made({ A1: "1", A2: "=A1" });
  sheet.batch(() => {
    sheet.set("A1", "2");
    errorOf(() =>
      sheet.batch(() => {
        sheet.set("A1", "3");
        sheet.set("B1", "3");
        sheet.define("b", "B1");
        throw new Error("no");
      }),
    );
    expect(textsOf(sheet, "A1", "B1")).toEqual(["2", ""]);
    sheet.set("C1", "4");
  });
  expect([valuesOf(sheet, "A2", "B1", "C1"), sheet.definitionList()]).toEqual([[2, null, 4], []]);
  sheet.undo();
  expect(valuesOf(sheet, "A1", "A2", "C1")).toEqual([1, 1, null]);
});

test("request: there is no undo within a batch", () => {
  const { sheet } = made({ A1: "1" });
  expect(errorOf(() => sheet.batch(() => sheet.undo()))).toBeInstanceOf(Error);
  expect(errorOf(() => sheet.batch(() => sheet.redo()))).toBeInstanceOf(Error);
  expect(sheet.text("A1")).toBe("1");
  expect(sheet.undo()).toBe(true);
});

test("request: values as CSV", () => {
  const { sheet } = made({
    ...{ A1: "1.50", C1: 'say "hi"', B3: "=A1*2", A4: "a,b", B4: "=1/0", C4: "two\nlines" },
  });
  expect(sheet.toCsv()).toBe('1.5,,"say ""hi"""\r\n\r\n,3\r\n"a,b",#DIV/0!,"two\nlines"\r\n');
  expect(sheet.toCsv({ formulas: true })).toBe(
    '1.50,,"say ""hi"""\r\n\r\n,=A1*2\r\n"a,b",=1/0,"two\nlines"\r\n',
  );
  expect(new Sheet().toCsv()).toBe("");
});

test("request: values that are imported again are the same", () => {
  const texts = ["'12", "'=1+1", "''x", "'", "' 1e3 ", "plain", "'\r", "'a\"b", "' x", "'-.5"];
  const { sheet } = made();
  for (const [n, text] of texts.entries()) sheet.set(`B${n + 1}`, text);
  sheet.set("C1", '=B1&""');
  sheet.set("C2", "=1/3");
  sheet.set("C3", "-1e-7");
  const again = new Sheet();
  again.importCsv(sheet.toCsv());
  for (const name of sheet.names())
    expect([name, again.get(name)]).toEqual([name, sheet.get(name)]);
  expect(again.names()).toEqual(sheet.names());
  expect(sheet.toCsv().split("\r\n")[5]).toBe(",plain");
});

test("request: CSV is read with all its ends of lines and quotes", () => {
  for (const [text, cells] of [
    ["a,b\r\nc,d\r\n", { A1: "a", B1: "b", A2: "c", B2: "d" }],
    ["a\nb", { A1: "a", A2: "b" }],
    ["a\rb\r", { A1: "a", A2: "b" }],
    ['"a ""x"", y",\n,"1\r\n2"', { A1: 'a "x", y', B2: "1\r\n2" }],
    ["\uFEFFa\n\n\nb\n", { A1: "a", A4: "b" }],
    ["", {}],
    ['""', {}],
    ['"=1+1"', { A1: "=1+1" }],
    [" a , b", { A1: " a ", B1: " b" }],
  ] as const) {
    const sheet = new Sheet();
    sheet.importCsv(text);
    const got = Object.fromEntries(sheet.names().map((name) => [name, sheet.text(name)]));
    expect([text, got]).toEqual([text, cells]);
  }
});

test("request: what is imported is typed, from a cell on, and an empty field empties", () => {
  const { sheet, taken } = made({ B2: "9", C2: "8", B3: "7", D9: "=SUM(B2:C3)" });
  sheet.importCsv("5,\n=B2*2,'12\n", "B2");
  expect(valuesOf(sheet, "B2", "C2", "B3", "C3", "D9")).toEqual([5, null, 10, "12", 15]);
  expect(taken()).toEqual(["B3", "D9"]);
  sheet.undo();
  expect(valuesOf(sheet, "B2", "C2", "B3", "C3", "D9")).toEqual([9, 8, 7, null, 24]);
});

test("request: what is no CSV is refused with the line, and changes nothing", () => {
  const { sheet } = made({ A1: "1" });
  const before = allOf(sheet);
  for (const [text, line] of [
    ['a\nb,"c', 2],
    ['a\n"b\n\nc', 2],
    ['"a\r\nb"\r\nx,y"z', 3],
    ['x\n\n"a\nb"c', 3],
    ['"a" ,b', 1],
  ] as const) {
    const error = errorOf(() => sheet.importCsv(text));
    expect([text, error]).toEqual([text, expect.any(CsvError)]);
    expect([text, (error as CsvError).line]).toEqual([text, line]);
  }
  expect(errorOf(() => sheet.importCsv("2,=("))).toBeInstanceOf(FormulaError);
  expect(errorOf(() => sheet.importCsv("2,3", "ZZ1"))).toBeInstanceOf(RefError);
  expect(errorOf(() => sheet.importCsv("2\n3", "A10000"))).toBeInstanceOf(RefError);
  expect(allOf(sheet)).toEqual(before);
});

test("request: a file keeps the names", () => {
  const { sheet } = made({ B1: "=TAX*2", A1: "3" });
  sheet.define("Tax", "A1");
  sheet.define("gone", "C1");
  sheet.deleteColumns("C");
  expect(write(sheet)).toBe(
    '{"name":"gone","cells":"#REF!"}\n{"name":"Tax","cells":"$A$1"}\n["A1","3"]\n["B1","=TAX*2"]\n',
  );
  const again = read(write(sheet));
  expect(allOf(again)).toEqual(allOf(sheet));
  expect(write(again)).toBe(write(sheet));
});

test("request: what was read has nothing to undo, and was calculated once", () => {
  const text = '["A1","=A2+A3"]\n["A2","=A3"]\n["A3","4"]\n["B1","=A1"]\n';
  const calculated: string[] = [];
  const sheet = read(text, { onCalculate: (name) => calculated.push(name) });
  expect(calculated.toSorted()).toEqual(["A1", "A2", "B1"]);
  expect(sheet.get("B1")).toBe(8);
  expect([sheet.undo(), sheet.redo()]).toEqual([false, false]);
});

function commands() {
  const folder = mkdtempSync(join(tmpdir(), "sheet-"));
  const file = join(folder, "book.sheet");
  const call = (...args: string[]) => {
    const lines: string[] = [];
    const exit = run([file, ...args], (line) => lines.push(line));
    return { exit, lines };
  };
  return { folder, file, call };
}

test("request: the command line changes rows, columns and names", () => {
  const { call } = commands();
  for (const args of [
    ["set", "A1", "2"],
    ["set", "B1", "=A1*rate"],
    ["name", "rate", "A2"],
    ["set", "A2", "10"],
    ["insert-rows", "1", "2"],
    ["insert-columns", "b"],
    ["copy", "C3", "C4"],
    ["delete-rows", "1"],
  ])
    expect([args, call(...args).exit]).toEqual([args, 0]);
  expect(call("show").lines).toEqual(["A2\t2", "C2\t20", "A3\t10", "C3\t100"]);
  expect(call("delete-columns", "A", "2").exit).toBe(0);
  expect(call("show").lines).toEqual(["A2\t#REF!", "A3\t#REF!"]);
  expect(call("name", "rate").exit).toBe(0);
  expect(call("get", "A2").lines).toEqual(["#REF!"]);
  for (const args of [
    ["name", "rate"],
    ["name", "A1", "A1"],
    ["insert-rows", "x"],
    ["delete-rows", "1", "0"],
    ["delete-columns", "AAA"],
    ["copy", "A1", "A0"],
  ])
    expect([args, call(...args).exit]).toEqual([args, 1]);
  for (const args of [["copy", "A1"], ["insert-rows"], ["name"], ["import"], ["export", "x"]])
    expect([args, call(...args).exit]).toEqual([args, 2]);
});

test("request: the command line exports and imports", () => {
  const { folder, file, call } = commands();
  const csv = join(folder, "in.csv");
  writeFileSync(csv, '1,"a,b"\r\n=A1+1,\r\n');
  expect(call("import", csv).exit).toBe(0);
  expect(call("export").lines.join("\n").replaceAll("\r", "").trimEnd()).toBe('1,"a,b"\n2');
  expect(call("export", "formulas").lines.join("\n").replaceAll("\r", "").trimEnd()).toBe(
    '1,"a,b"\n=A1+1',
  );
  expect(call("import", csv, "B2").exit).toBe(0);
  expect(call("get", "B3").lines).toEqual(["2"]);
  const before = readFileSync(file, "utf8");
  writeFileSync(csv, '7,"a');
  expect(call("import", csv).exit).toBe(1);
  writeFileSync(csv, "7,=(");
  expect(call("import", csv).exit).toBe(1);
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("trap: what only looks like a cell in a formula stays as it is", () => {
  const { sheet } = made({
    A1: '="A1 & ""B2"""&A2&b2',
    A2: "x",
    B2: "y",
    C1: "= sum( a2:A3 )+A2x",
  });
  sheet.define("A2x", "A2");
  sheet.insertRows(2);
  expect(textsOf(sheet, "A1", "C1")).toEqual(['="A1 & ""B2"""&A3&B3', "= sum( A3:A4 )+A2x"]);
  expect(sheet.get("A1")).toBe('A1 & "B2"xy');
  sheet.copy("A1", "A2");
  expect(sheet.text("A2")).toBe('="A1 & ""B2"""&A4&B4');
});

test("trap: cells that did not change stay as they were typed", () => {
  const { sheet } = made({ A1: "= a1x +b1+  $c$1 -(d1)", E9: "=a1", F9: "'=a1", G9: "=b1:b1" });
  sheet.insertRows(5);
  expect(textsOf(sheet, "A1", "E10", "F10", "G10")).toEqual([
    ...["= a1x +b1+  $c$1 -(d1)", "=a1", "'=a1", "=b1:b1"],
  ]);
  sheet.insertColumns("c");
  expect(sheet.text("A1")).toBe("= a1x +b1+  $D$1 -(E1)");
  sheet.copy("A1", "A1");
  expect(sheet.text("A1")).toBe("= a1x +b1+  $D$1 -(E1)");
});

test("request: a very long chain of cells is calculated", () => {
  const { sheet, taken } = made();
  sheet.batch(() => {
    for (let row = 4_000; row > 1; row--) sheet.set(`A${row}`, `=A${row - 1}+1`);
    sheet.set("A1", "1");
  });
  expect(taken()).toHaveLength(3_999);
  expect(sheet.get("A4000")).toBe(4_000);
  sheet.set("A1", "=A4000");
  expect(sheet.get("A500")).toMatchObject({ code: "#CYCLE!", from: "A1" });
  sheet.set("A1", "5");
  expect(sheet.get("A4000")).toBe(4_004);
});

test("request: a range costs what is in it, not what might be", () => {
  const { sheet } = made({ ZZ10000: "4", A1: "3" });
  for (let n = 1; n <= 20; n++) sheet.set(`B${n}`, "=SUM(C1:ZZ10000,A1:A9999)");
  for (let n = 0; n < 24; n++) sheet.set("A1", String(n));
  expect(sheet.get("B20")).toBe(27);
  sheet.define("all", "C1:ZZ10000");
  sheet.set("A2", "=COUNT(all)");
  expect(sheet.get("A2")).toBe(1);
  expect(errorOf(() => sheet.insertRows(1))).toBeInstanceOf(RefError);
  sheet.copy("C1:ZZ9999", "C2");
  expect(sheet.names()).not.toContain("ZZ10000");
});

test("request: a set that is refused leaves the values and what there is to undo", () => {
  const { sheet, taken } = made({ A1: "1", A2: "=A1" });
  for (const formula of ["=A1+", "=AAA1", "=NO(A1)", "=SUM(A1:AAA9)"])
    errorOf(() => sheet.set("A2", formula));
  expect([taken(), valuesOf(sheet, "A2")]).toEqual([[], [1]]);
  sheet.set("A1", "7");
  expect(sheet.get("A2")).toBe(7);
  sheet.undo();
  sheet.undo();
  expect(sheet.names()).toEqual(["A1"]);
});

test("trap: a formula that was replaced listens no longer", () => {
  const { sheet, taken } = made({ A1: "1", B1: "=SUM(A1:A3)+A1+one" });
  sheet.define("one", "A1");
  taken();
  sheet.set("B1", "=C1");
  sheet.set("B2", "=A1");
  sheet.set("B2", "");
  taken();
  sheet.set("A1", "2");
  sheet.define("one", "A2");
  sheet.set("A2", "4");
  expect(taken()).toEqual([]);
  sheet.undo();
  sheet.undo();
  sheet.undo();
  sheet.undo();
  taken();
  sheet.set("A1", "3");
  expect(taken()).toEqual(["B2"]);
});

test("request: names such as constructor are names, and texts such as __proto__ texts", () => {
  const { sheet } = made({ A1: "1", A2: "=constructor+1" });
  expect(valuesOf(sheet, "A2")).toEqual(["#NAME?"]);
  for (const name of ["constructor", "__proto__", "toString"]) sheet.define(name, "A1");
  sheet.set("A3", "=__proto__+TOSTRING+constructor");
  expect([valuesOf(sheet, "A2", "A3"), sheet.definitionList().length]).toEqual([[2, 3], 3]);
  expect(errorOf(() => sheet.set("A4", "=constructor(1)"))).toBeInstanceOf(FormulaError);
  expect(allOf(read(write(sheet)))).toEqual(allOf(sheet));
});

test("request: old files with a circle are read", () => {
  const sheet = read('["A1","=A2"]\n["A2","=A1"]\n["B1","=1"]\n');
  expect(valuesOf(sheet, "A1", "B1")).toEqual(["#CYCLE!", 1]);
  sheet.set("A2", "3");
  expect(sheet.get("A1")).toBe(3);
});
