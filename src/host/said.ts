import { sha256 } from "../store/journal.ts";

/**
 * Who has said what was submitted to the host, by the rows of a session's transcript. A prompt's own row is written behind the
 * hook that is told of it; that something scheduled fires is written before.
 */

/** The row of a prompt, as far as it tells who said it. */
interface Row {
  type?: unknown;
  subtype?: unknown;
  operation?: unknown;
  content?: unknown;
  prompt?: unknown;
  promptId?: unknown;
  promptSource?: unknown;
  isMeta?: unknown;
  isSidechain?: unknown;
  origin?: { kind?: unknown };
  attachment?: { type?: unknown };
  timestamp?: unknown;
  message?: { content?: unknown };
}

/** A prompt that was submitted. `id`: as hooks get it in `prompt_id`. `at`: when, ISO 8601. */
export interface Said {
  id: string;
  text: string;
  at: string;
  /** `program`: scheduled, or made by the host, a plugin or another session. */
  by: "person" | "program";
}

/** Hash of what was typed, without the name of a command before it: the host keeps the two apart, and lays out both anew. */
export const hashOfWords = (text: string): string =>
  sha256(
    text
      .trim()
      .replace(/^\/\S+/, "")
      .trim()
      .replace(/\s+/g, " "),
  );

const NEWLINE = 10;
const FIRES = '"subtype":"scheduled_task_fire"';

function rowAt(bytes: Buffer, at: number): Row {
  const end = bytes.indexOf(NEWLINE, at);
  const line = bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === "object" && row !== null ? (row as Row) : {};
  } catch {
    // The last row may not be written to its end.
    return {};
  }
}

/** Places of a text in the bytes, from the end. */
function* backwards(bytes: Buffer, text: string): Generator<number> {
  for (let at = bytes.lastIndexOf(text); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(text, at - 1)) yield at;
}

const textOf = ({ message }: Row): string => (typeof message?.content === "string" ? message.content : "");

/** The words of a prompt that a client has sent in blocks; a result of a call, and what a command expands to, are none. */
function blocksText({ message, isMeta }: Row): string {
  const blocks = (Array.isArray(message?.content) ? message.content : []) as ({
    type?: unknown;
    text?: unknown;
  } | null)[];
  if (isMeta === true || blocks.some((one) => one?.type === "tool_result")) return "";
  return blocks.flatMap((one) => (typeof one?.text === "string" ? [one.text] : [])).join("\n");
}

/** Whether this is a prompt that came up by itself. Both versions mark it; the newer one says what has made it. */
const isByItself = (row: Row): boolean => row.isMeta === true || row.promptSource === "system";

/** Where a prompt with this text was last submitted, or refused by a hook, after it had fired; -1: never. */
function lastTaken(bytes: Buffer, prompt: string): number {
  const refused = `Original prompt: ${prompt}`;
  for (const at of backwards(bytes, JSON.stringify(prompt).slice(1))) {
    const row = rowAt(bytes, at);
    if (row.type === "user" && isByItself(row) && textOf(row) === prompt) return at;
    if (row.type === "system" && typeof row.content === "string" && row.content.endsWith(refused)) return at;
  }
  return -1;
}

/** What fires: the newer version says it, for the older one it is what was put into the queue last before. */
function textThatFires(bytes: Buffer, at: number): string {
  const row = rowAt(bytes, at);
  if (typeof row.prompt === "string") return row.prompt;
  for (const queued of backwards(bytes.subarray(0, at), '"operation":"enqueue"')) {
    const { content } = rowAt(bytes, queued);
    if (typeof content === "string") return content;
  }
  return "";
}

/**
 * Whether a prompt that is being submitted was scheduled (ScheduleWakeup, CronCreate): the transcript says that this text
 * fires, and not yet what came of it. `bytes`: the session's transcript.
 */
export function isScheduled(bytes: Buffer, prompt: string): boolean {
  if (prompt.trim() === "") return false;
  const taken = lastTaken(bytes, prompt);
  for (const at of backwards(bytes, FIRES)) {
    if (at < taken) return false;
    if (rowAt(bytes, at).subtype === "scheduled_task_fire" && textThatFires(bytes, at).trim() === prompt.trim())
      return true;
  }
  return false;
}

/** The rows behind a place. */
function* rowsBehind(bytes: Buffer, at: number): Generator<Row> {
  for (
    let next = bytes.indexOf(NEWLINE, at);
    next >= 0 && next + 1 < bytes.length;
    next = bytes.indexOf(NEWLINE, next + 1)
  )
    yield rowAt(bytes, next + 1);
}

/** What becomes of a prompt in the queue: it is taken into a turn, begins one, or a hook refuses it. */
const isTaken = (row: Row): boolean =>
  (row.type === "user" && textOf(row) !== "") ||
  row.operation === "remove" ||
  row.attachment?.type === "queued_command" ||
  (row.type === "system" && typeof row.content === "string" && row.content.includes("Original prompt: "));

/**
 * Whether a prompt that is being submitted comes out of the host's queue, into which programs put theirs by the host's inbox.
 * What a person types at a terminal gets there behind its hook, if at all; by `claude -p` every prompt that begins a turn
 * (`id` has no row yet) comes this way.
 */
export function isQueued(bytes: Buffer, prompt: string, id: string, isTerminal: boolean): boolean {
  const isInTurn = id !== "" && bytes.includes(`"promptId":${JSON.stringify(id)}`);
  if (prompt === "" || !(isTerminal || isInTurn)) return false;
  for (const at of backwards(bytes, '"operation":"enqueue"')) {
    const row = rowAt(bytes, at);
    if (row.type === "queue-operation" && row.content === prompt) return ![...rowsBehind(bytes, at)].some(isTaken);
  }
  return false;
}

/** A typed command, as its row has it. */
const COMMAND =
  /^<command-message>[\s\S]*?<command-name>([^<]*)<\/command-name>(?:\s*<command-args>([\s\S]*)<\/command-args>)?/;

function saidIn(row: Row): Said | null {
  if (row.type !== "user" || row.isSidechain === true || typeof row.promptId !== "string") return null;
  const content = textOf(row) || blocksText(row);
  if (content === "") return null;
  const [, name, args = ""] = COMMAND.exec(content) ?? [];
  const kind = row.origin?.kind;
  const isPersons = !isByItself(row) && (kind === undefined || kind === "human");
  return {
    id: row.promptId,
    text: name === undefined ? content : `${name} ${args}`.trim(),
    at: typeof row.timestamp === "string" ? row.timestamp : "",
    by: isPersons && !/^<(?:task-notification|agent-message)\b/m.test(content) ? "person" : "program",
  };
}

/** All prompts of a transcript in their order: typed ones and commands, and those that no person has typed. */
export function promptsIn(bytes: Buffer): Said[] {
  const found: Said[] = [];
  for (const at of backwards(bytes, '"promptId":')) {
    const said = saidIn(rowAt(bytes, at));
    if (said !== null) found.push(said);
  }
  return found.reverse();
}

/** The prompts of an id, newest first: one that is typed into a turn has the id of the one that began it. */
export const promptsWith = (bytes: Buffer, id: string): Said[] =>
  id === ""
    ? []
    : [...backwards(bytes, `"promptId":${JSON.stringify(id)}`)].flatMap((at) => saidIn(rowAt(bytes, at)) ?? []);
