export type ErrorCode = "#VALUE!" | "#DIV/0!";

/** What a cell has in place of a value. It spreads to whoever uses the cell. */
export class CellError {
  constructor(readonly code: ErrorCode) {}

  toString(): string {
    return this.code;
  }
}

/** A formula that cannot be read. */
export class FormulaError extends Error {
  override name = "FormulaError";

  constructor(
    message: string,
    /** How many characters of the text are before the place. */
    readonly at: number,
  ) {
    super(`${message} (at ${at + 1})`);
  }
}

/** A reference that is none, or is beyond the edge of the sheet. */
export class RefError extends Error {
  override name = "RefError";
}
