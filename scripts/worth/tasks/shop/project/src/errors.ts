/** What a request is refused with. `more` comes beside code and message. */
export class ShopError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "ShopError";
  }
}

export const invalid = (message: string): ShopError => new ShopError(400, "invalid", message);
export const notFound = (what: string): ShopError =>
  new ShopError(404, "not-found", `there is no ${what}`);

/** Data that this program does not know how to read. */
export class FormatError extends Error {
  override name = "FormatError";
}
