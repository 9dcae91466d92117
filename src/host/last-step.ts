import { blocksOf, callsIn } from "./rows.ts";

/** What an agent does now, for people: the newest call in the transcript that the host writes of it. */
export interface Step {
  tool: string;
  /** The file, the command, or what is looked for; empty where the call names nothing of that kind. */
  what: string;
  /** When the call began, and when the newest row was written; ISO 8601, empty where no row tells. */
  at: string;
  seen: string;
}

/** Bytes at the end of a transcript in which the newest call is looked for: a file that was written whole fits. */
const TAIL_BYTES = 512 * 1024;

/** Fields of a call that say what it is about, best first. */
const ABOUT = ["file_path", "notebook_path", "command", "pattern", "query", "url", "path", "description", "prompt"];

/** The newest call in the bytes of a transcript; null where there is none. The last row may not be written to its end. */
export function lastStep(bytes: Buffer): Step | null {
  const rows = bytes.subarray(-TAIL_BYTES).toString("utf8").split("\n");
  let seen = "";
  for (const row of rows.reverse()) {
    const { timestamp } = blocksOf(row).row;
    if (seen === "" && typeof timestamp === "string") seen = timestamp;
    const call = callsIn(row).at(-1);
    if (call === undefined) continue;
    const field = ABOUT.find((name) => typeof call.input[name] === "string");
    return { tool: call.name, what: field === undefined ? "" : String(call.input[field]), at: call.at, seen };
  }
  return null;
}
