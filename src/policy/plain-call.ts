import type { Run } from "../engine/run.ts";
import { CALL } from "../host/driver.ts";
import type { Payload } from "../host/payload.ts";
import { CONCERNED, HAND_BACK, shellLine } from "../host/shell/shell-call.ts";

/**
 * Decides nearly every tool call of a live run: it only reads, so no rule applies. Any other call
 * goes to the whole policy. Loading `node:fs` takes half as long as a start of Bun, so this reads
 * files by mmap and imports no module of Bun or Node.
 */

/** Loaded where an agent reads: from the source that takes a quarter of a start of Bun. */
const transcripts = (): typeof import("../host/transcript/transcript.ts") =>
  require("../host/transcript/transcript.ts");

/**
 * The form of a snapshot, as `store/snapshot.ts` writes it: first the checksum of every byte after
 * it.
 */
const OPENING = '{"checksum":"';
const COVERED_FROM = OPENING.length + 64;
/**
 * In bytes; a larger snapshot is not one of ours. A pipe or device has an infinite size here, so it
 * is never opened.
 */
const MAX_SNAPSHOT_BYTES = 16 * 1024 * 1024;

const sha256 = (bytes: Uint8Array): string =>
  new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** The run of a snapshot with a right checksum that covers the whole journal; else null. */
function currentRun(task: string, version: string): Run | null {
  const path = `${task}/snapshot.json`;
  if (Bun.file(path).size > MAX_SNAPSHOT_BYTES) return null;
  const snapshot = Bun.mmap(path);
  const text = new TextDecoder().decode(snapshot);
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(snapshot.subarray(COVERED_FROM)))
    return null;
  const { fold, bytes, head, headAt, headLength, state } = JSON.parse(text);
  const journal = `${task}/events.jsonl`;
  // A number in JSON can be infinite, as the size of a pipe is.
  if (fold !== version || !Number.isSafeInteger(bytes) || Bun.file(journal).size !== bytes)
    return null;
  return sha256(Bun.mmap(journal).subarray(headAt, headAt + headLength)) === head ? state : null;
}

/**
 * Tools that change nothing, whatever they are given; an agent that may not end would go on for
 * ever.
 */
const READERS = new Set([
  "Read",
  "Grep",
  "Glob",
  "LS",
  "NotebookRead",
  "ListMcpResourcesTool",
  HAND_BACK,
]);

/**
 * Whether a call only reads, by its tool alone: for where the run cannot be read, so that nothing
 * can be checked.
 */
export const onlyReads = ({ tool }: Payload): boolean => READERS.has(tool);

/**
 * A shell line of a skill that a person types is their own, but not in a host that an agent has
 * started.
 */
const isPersons = ({ isTyped, agent }: Payload): boolean =>
  isTyped && agent === null && process.env[CALL] === undefined;

/** Whether the call may pass; false: the whole policy decides. */
export function isHarmless(payload: Payload, home: string, version: string): boolean {
  if (isPersons(payload)) return true;
  // What stands in the folders that a command may not change is noted before every one.
  if (CONCERNED.has(payload.tool) || shellLine(payload) !== null) return false;
  try {
    const run = currentRun(`${home}/.task`, version);
    if (run === null) return false;
    if (payload.agent === null) return true;
    const dispatch = run.tasks.find((task) => task.dispatch?.agent === payload.agent)?.dispatch;
    // Near its bounds the policy looks at what the agent has used.
    return dispatch ? !transcripts().isNear(dispatch, payload.transcript, payload.agent) : false;
  } catch {
    return false;
  }
}
