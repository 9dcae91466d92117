import { fieldsOf } from "../../store/json/fields.ts";
import { type Block, blocksOf } from "./rows.ts";

/** A row with a call of Read, or with what a call gave. */
const READ_ROW = /"name":"Read"|"tool_use_id":/;
/** Of a longer file a call that names no lines may show the beginning alone. */
const WHOLE_LINES = 2_000;

/**
 * What an agent has read of files: by its calls, and by the numbers that the host puts before the
 * lines that it gives. In the transcript of an agent the host notes no more.
 */
export function readsIn(
  transcript: string,
): { path: string; from: number; to: number; whole: boolean }[] {
  const calls = new Map<unknown, Block>();
  const blocks = transcript
    .split("\n")
    .flatMap((row) => (READ_ROW.test(row) ? blocksOf(row).blocks : []));
  return blocks.flatMap((block) => {
    if (block.name === "Read") calls.set(block.id, fieldsOf(block.input));
    const call = calls.get(block.tool_use_id);
    if (call === undefined || block.is_error === true) return [];
    const path = String(call.file_path);
    if (Array.isArray(block.content))
      return block.content.some((part) => part.type === "image")
        ? [{ path, from: 1, to: 1, whole: true }]
        : [];
    const lines = String(block.content).split("\n");
    const from = numberOf(lines[0]!);
    const other = lines.findIndex((line, at) => numberOf(line) !== from + at);
    const count = other < 0 ? lines.length : other;
    const whole = call.offset === undefined && call.limit === undefined && count < WHOLE_LINES;
    return count > 0 ? [{ path, from, to: from + count - 1, whole }] : [];
  });
}

/** The number before a line that Read gives: a tab is after it, or an arrow. */
const numberOf = (line: string): number => Number(/^ *(\d+)[\t→]/.exec(line)?.[1]);
