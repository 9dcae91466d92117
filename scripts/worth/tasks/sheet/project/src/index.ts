export { CellError, FormulaError, RefError } from "./errors.ts";
export { read, write } from "./file.ts";
export { Sheet, type Value } from "./sheet.ts";
