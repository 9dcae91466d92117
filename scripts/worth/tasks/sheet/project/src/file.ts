import { Sheet } from "./sheet.ts";

/** A sheet as a text: a line of JSON for each cell that is not empty, such as ["A1","=B1+1"]. */
export const write = (sheet: Sheet): string =>
  sheet
    .names()
    .map((name) => `${JSON.stringify([name, sheet.text(name)])}\n`)
    .join("");

export function read(text: string): Sheet {
  const sheet = new Sheet();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [name, typed] = JSON.parse(line) as [string, string];
    sheet.set(name, typed);
  }
  return sheet;
}
