import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";

/**
 * Rows of the transcripts that the host writes. They are found by bytes, and only what is found is
 * parsed: a transcript has megabytes. Quotes within texts are escaped there, so a name with its
 * quotes is always structure.
 */

export type Row = Record<string, unknown>;
export type Block = Record<string, unknown>;

const NEWLINE = 10;

export const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : Array.isArray(content)
      ? content
          .map((one: { text?: unknown } | null) => (typeof one?.text === "string" ? one.text : ""))
          .join("\n")
      : "";

/**
 * A row with the blocks of its message; empty where the line is none, as the last one may not be
 * written to its end.
 */
export function blocksOf(line: string): { row: Row; blocks: Block[] } {
  const row = fieldsIn(line);
  const { content } = fieldsOf(row.message);
  return { row, blocks: Array.isArray(content) ? content.map(fieldsOf) : [] };
}

/** The rows with a text, in their order; `from`: the byte from which they are looked for. */
export function* rowsWith(bytes: Buffer, text: string, from = 0): Generator<string> {
  for (let at = bytes.indexOf(text, from); at >= 0; ) {
    const end = bytes.indexOf(NEWLINE, at);
    yield bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
}
