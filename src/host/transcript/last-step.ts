import { fieldsOf } from "../../store/json/fields.ts";
import { blocksOf } from "./rows.ts";

/**
 * What an agent does now, for people: the newest call in the transcript that the host writes of it.
 */

/**
 * Bytes at the end of a transcript in which the newest call is looked for: a file that was written
 * whole fits.
 */
const TAIL_BYTES = 512 * 1024;

/** Fields of a call that say what it is about, best first. */
const ABOUT = [
  "file_path",
  "notebook_path",
  "command",
  "pattern",
  "query",
  "url",
  "path",
  "description",
  "prompt",
];

/**
 * The newest call in the bytes of a transcript; null where there is none. The last row may not be
 * written to its end. `what`: the file, the command, or what is looked for; `at`: when it began,
 * `seen`: when the newest row was written, in ISO 8601. Each is empty where nothing tells it.
 */
export function lastStep(bytes: Buffer) {
  const rows = bytes.subarray(-TAIL_BYTES).toString("utf8").split("\n");
  let seen = "";
  for (const text of rows.reverse()) {
    const { row, blocks } = blocksOf(text);
    const at = typeof row.timestamp === "string" ? row.timestamp : "";
    if (seen === "") seen = at;
    const call = blocks.findLast(
      ({ type, name }) => type === "tool_use" && typeof name === "string",
    );
    if (row.type !== "assistant" || call === undefined) continue;
    const input = fieldsOf(call.input);
    const field = ABOUT.find((name) => typeof input[name] === "string");
    return {
      tool: String(call.name),
      what: field === undefined ? "" : String(input[field]),
      at,
      seen,
    };
  }
  return null;
}
