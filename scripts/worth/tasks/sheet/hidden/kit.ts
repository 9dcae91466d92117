import { CellError, Sheet } from "../src/index.ts";

export const LATE = 60_000;

/** A sheet with these cells, and what it calculates. */
export function made(cells: Record<string, string> = {}) {
  const calculated: string[] = [];
  const sheet = new Sheet({ onCalculate: (name) => calculated.push(name) });
  for (const [name, text] of Object.entries(cells)) sheet.set(name, text);
  calculated.length = 0;
  /** What was calculated since the last time, each with how often. */
  const taken = (): string[] => calculated.splice(0);
  return { sheet, taken };
}

/** Values of cells; of an error its code. */
export const valuesOf = (sheet: Sheet, ...names: string[]) =>
  names.map((name) => {
    const value = sheet.get(name);
    return value instanceof CellError ? value.code : value;
  });

export const textsOf = (sheet: Sheet, ...names: string[]) => names.map((name) => sheet.text(name));

/** All that a sheet shows. */
export const allOf = (sheet: Sheet) => ({
  cells: sheet.names().map((name) => [name, sheet.text(name), ...valuesOf(sheet, name)]),
  names: sheet.definitionList(),
});

/** The value of one formula. */
export function resultOf(formula: string, cells: Record<string, string> = {}) {
  const { sheet } = made(cells);
  sheet.set("Z99", formula);
  return valuesOf(sheet, "Z99")[0];
}

export function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
