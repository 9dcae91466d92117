import { RefError } from "./errors.ts";

export const MAX_ROWS = 10_000;
/** A to ZZ. */
export const MAX_COLUMNS = 702;

/** A place in the sheet, counted from 0. */
export interface Place {
  row: number;
  column: number;
}

export function columnOf(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

export const isInside = ({ row, column }: Place): boolean =>
  row >= 0 && row < MAX_ROWS && column >= 0 && column < MAX_COLUMNS;

export const placeName = ({ row, column }: Place): string => `${columnName(column)}${row + 1}`;

/** @throws RefError */
export function placeOf(name: string): Place {
  const [, letters, digits] = /^([A-Za-z]{1,3})([1-9]\d{0,5})$/.exec(name) ?? [];
  if (letters === undefined) throw new RefError(`${name} is no cell`);
  const place = { row: Number(digits) - 1, column: columnOf(letters) };
  if (!isInside(place)) throw new RefError(`${name} is beyond the edge of the sheet`);
  return place;
}

/** By rows, and in a row by columns. */
export const comparePlaces = (a: Place, b: Place): number => a.row - b.row || a.column - b.column;
