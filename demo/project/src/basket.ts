/** One position of a basket; the price is that of a single piece, in cents. */
export interface Line {
  name: string;
  cents: number;
  pieces: number;
}

/** What the basket costs, in cents. */
export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents * line.pieces, 0);
}
