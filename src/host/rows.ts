/**
 * Rows of the transcripts that the host writes. They are found by bytes, and only what is found is parsed: a transcript has
 * megabytes. Quotes within texts are escaped there, so a name with its quotes is always structure.
 */

export interface Block {
  type?: unknown;
  id?: unknown;
  name?: unknown;
  input?: Record<string, unknown>;
  tool_use_id?: unknown;
  is_error?: unknown;
  content?: unknown;
}

export interface Row {
  type?: unknown;
  timestamp?: unknown;
  isSidechain?: unknown;
  message?: { content?: unknown };
  /** What the tool itself answered, as hooks get it. */
  toolUseResult?: unknown;
  toolDenialKind?: unknown;
}

/** A call as its row has it. */
export interface CallRow {
  id: string;
  name: string;
  input: Record<string, unknown>;
  at: string;
}

/** What came of a call. */
interface ResultRow {
  isError: boolean;
  text: string;
  answer: Record<string, unknown>;
  at: string;
}

const NEWLINE = 10;

export const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : Array.isArray(content)
      ? content.map((one: { text?: unknown } | null) => (typeof one?.text === "string" ? one.text : "")).join("\n")
      : "";

/** A row with the blocks of its message; empty where the line is none, as the last one may not be written to its end. */
export function blocksOf(line: string): { row: Row; blocks: Block[] } {
  try {
    const row = JSON.parse(line) as Row;
    const content = row.message?.content;
    return { row, blocks: Array.isArray(content) ? (content as Block[]) : [] };
  } catch {
    return { row: {}, blocks: [] };
  }
}

/** The rows with a text, in their order; `from`: the byte from which they are looked for. */
export function* rowsWith(bytes: Buffer, text: string, from = 0): Generator<string> {
  for (let at = bytes.indexOf(text, from); at >= 0; ) {
    const end = bytes.indexOf(NEWLINE, at);
    yield bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
}

const timeOf = ({ timestamp }: Row): string => (typeof timestamp === "string" ? timestamp : "");
const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The calls in a row. */
export function callsIn(line: string): CallRow[] {
  const { row, blocks } = blocksOf(line);
  if (row.type !== "assistant") return [];
  return blocks.flatMap(({ type, id, name, input }) =>
    type === "tool_use" && typeof id === "string" && typeof name === "string"
      ? [{ id, name, input: fieldsOf(input), at: timeOf(row) }]
      : [],
  );
}

/**
 * A function that finds the row of a call; null: there is none. Calls that are asked for in the order in which they were made
 * take one pass through the bytes together.
 */
export function callFinder(bytes: Buffer): (id: string) => CallRow | null {
  let last = 0;
  const find = (id: string, from: number): CallRow | null => {
    const named = `"id":${JSON.stringify(id)}`;
    for (const line of rowsWith(bytes, named, from)) {
      const found = callsIn(line).find((one) => one.id === id);
      if (!found) continue;
      last = bytes.indexOf(named, from);
      return found;
    }
    return null;
  };
  return (id) => find(id, last) ?? (last === 0 ? null : find(id, 0));
}

/** What came of a call; null: nothing yet. */
export function resultIn(bytes: Buffer, id: string): ResultRow | null {
  for (const line of rowsWith(bytes, `"tool_use_id":${JSON.stringify(id)}`)) {
    const { row, blocks } = blocksOf(line);
    const found = blocks.find((one) => one.type === "tool_result" && one.tool_use_id === id);
    if (row.type === "user" && found)
      return {
        isError: found.is_error === true,
        text: textOf(found.content),
        answer: fieldsOf(row.toolUseResult),
        at: timeOf(row),
      };
  }
  return null;
}

/** Bytes at the beginning of a transcript in which its first row with a time is looked for. */
const FIRST_PART = 256 * 1024;

/** When the first row of a transcript was written; null: no row tells. */
export function beginsAt(bytes: Buffer): string | null {
  for (const line of bytes.toString("utf8", 0, FIRST_PART).split("\n")) {
    const at = timeOf(blocksOf(line).row);
    if (at !== "") return at;
  }
  return null;
}
