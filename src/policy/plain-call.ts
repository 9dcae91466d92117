import type { Run } from "../engine/run.ts";
import type { Payload } from "../host/payload.ts";
import { isNear } from "../host/transcript.ts";

/**
 * The way of nearly every tool call in a live run: it reads, and no rule can touch it. Whatever else it is goes to the
 * whole policy. `node:fs` alone costs half a start of Bun, so this looks at the files through mmap and imports no module of Bun's or Node's.
 */

/** Tools that a rule may concern; every other one only reads. */
const CONCERNED = new Set([
  "Agent",
  "Task",
  "AskUserQuestion",
  "SendMessage",
  "Workflow",
  "Write",
  "Edit",
  "MultiEdit",
  "NotebookEdit",
]);

/** Same form as `adapters/snapshot.ts` writes: the checksum first, over every byte behind it. */
const OPENING = '{"checksum":"';
const COVERED_FROM = OPENING.length + 64;
/** A larger snapshot is none of ours, in bytes. A pipe or a device says that it is endless, and is never opened. */
const MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024;

const sha256 = (bytes: Uint8Array): string => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** The run of a snapshot that is whole and current; null when that is in doubt. */
function currentRun(task: string, version: string): Run | null {
  const path = `${task}/snapshot.json`;
  if (Bun.file(path).size > MAX_SNAPSHOT_BYTES) return null;
  const snapshot = Bun.mmap(path);
  const text = new TextDecoder().decode(snapshot);
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(snapshot.subarray(COVERED_FROM))) return null;
  const { fold, bytes, head, headAt, headLength, state } = JSON.parse(text);
  const journal = `${task}/events.jsonl`;
  // JSON can say infinity, which is the size of a pipe.
  if (fold !== version || !Number.isSafeInteger(bytes) || Bun.file(journal).size !== bytes) return null;
  return sha256(Bun.mmap(journal).subarray(headAt, headAt + headLength)) === head ? state : null;
}

/** Programs that change nothing by themselves, and those that every project runs. */
const ORDINARY =
  /^\s*(?:(?:ls|cat|head|tail|grep|rg|wc|pwd|echo|true|npm|pnpm|yarn|bun|node|tsc|make|cargo|go|python3?|pytest)(?=\s|$)|git (?:status|diff|log|show|add|commit|branch|rev-parse)(?=\s|$)|$)/;
/** Programs that a rule has a word on, also where another one starts them. */
const NOT_ORDINARY =
  /\s(?:\S*\/)?(?:rm|rmdir|mv|cp|ln|rimraf|del-cli|trash|find|fd|git|(?:ba|da|z|k|fi)?sh|chmod|chown|rsync|eval|env|sudo|xargs|exec|dlx|x|dd|tee|sed|sort|trap|alias|source|\.)(?=\s|$)/;

/**
 * True for a command that no rule can have a word on: ordinary programs, in plain letters. Nothing in it is expanded or
 * redirected, and quotes only join what stands in them, so they are looked through.
 */
function isPlain(command: unknown): boolean {
  if (typeof command !== "string" || command.length > 2_000) return false;
  const bare = command.replaceAll(/["']/g, "");
  if (!/^[\w\s@%+=:,./|;&-]*$/.test(bare) || /\.t|multi-ai|orchestrator/i.test(bare)) return false;
  return bare.split(/[;|&\n\r]+/).every((part) => ORDINARY.test(part) && !NOT_ORDINARY.test(part));
}

/** True when the call may pass without a word; false: ask the whole policy. */
export function isHarmless(payload: Payload, home: string, version: string): boolean {
  if (CONCERNED.has(payload.tool)) return false;
  if (payload.tool === "Bash" && !isPlain(payload.input.command)) return false;
  try {
    const run = currentRun(`${home}/.task`, version);
    // Which commands change a frozen file is the policy's to say.
    if (run === null || (payload.tool === "Bash" && run.settings.frozen.length > 0)) return false;
    if (payload.agent === null) return true;
    const dispatch = run.tasks.find((task) => task.dispatch?.agent === payload.agent)?.dispatch;
    // What an agent runs depends on its role, and whether it may go on at all on what it has used.
    return (
      payload.tool !== "Bash" &&
      dispatch !== undefined &&
      dispatch !== null &&
      !isNear(dispatch, payload.transcript, payload.agent)
    );
  } catch {
    return false;
  }
}
