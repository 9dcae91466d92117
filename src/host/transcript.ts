import type { Dispatch } from "../engine/run.ts";

/**
 * What an agent took, read from the transcript that the host writes. It is on the way of nearly every tool call of an
 * agent, so this imports nothing and looks for bytes: to parse some hundred lines costs as much as half a start of Bun.
 * Rows come late, by up to some five calls.
 */

/** A longer transcript counts with what stands before this, in bytes. A pipe says that it is endless, and is never opened. */
const LARGEST = 64 * 1024 * 1024;
/** How far `"id"` may stand before `"role"` in a message, and how far the counts reach behind `"usage"`, in bytes. */
const HEAD = 200;
const COUNTS = 300;
const ROW = HEAD + COUNTS;
/** One row for each block of an answer: they have the same id and usage, which stands before the content or behind it. */
const ROLE = Buffer.from('"role":"assistant"');
const USAGE = Buffer.from('"usage":{');
const ID = '"id":"';
const CALL = '"type":"tool_use"';
/** Price of a token that is read from the cache, against one that is read anew. */
const CACHED = 0.1;

export interface Used {
  tool_calls: number;
  tokens: number;
}

/** The agent's transcript beside that of its session; null for a name that is none. */
export function transcriptOf(session: string, agent: string): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(agent) || !session.endsWith(".jsonl")) return null;
  const folder = session.includes("/subagents/")
    ? session.slice(0, session.lastIndexOf("/"))
    : `${session.slice(0, -".jsonl".length)}/subagents`;
  return `${folder}/agent-${agent}.jsonl`;
}

/** The transcript's bytes; none when it is not there or no file. */
export function transcriptBytes(session: string, agent: string): Buffer {
  const path = transcriptOf(session, agent);
  const size = path === null ? 0 : Bun.file(path).size;
  if (path === null || !Number.isSafeInteger(size) || size === 0) return Buffer.alloc(0);
  try {
    const bytes = Bun.mmap(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, LARGEST));
  } catch {
    return Buffer.alloc(0);
  }
}

/** How often a text stands in the bytes. */
export function occurrences(bytes: Buffer, text: string): number {
  const wanted = Buffer.from(text);
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) count++;
  return count;
}

/**
 * Calls and tokens of a transcript. A quote inside of a text is escaped there, so these bytes are structure. What is to be
 * read of each row is copied together and decoded at once: hundreds of small decodings would cost as much as all the rest.
 */
export function usageIn(bytes: Buffer): Used {
  const places: number[] = [];
  for (let at = bytes.indexOf(ROLE); at >= 0; at = bytes.indexOf(ROLE, at + HEAD)) {
    const usage = bytes.indexOf(USAGE, at);
    if (usage >= 0) places.push(at, usage);
  }
  const copied = Buffer.alloc((places.length / 2) * ROW);
  for (let row = 0; row < places.length / 2; row++) {
    const [role, usage] = [places[2 * row]!, places[2 * row + 1]!];
    const head = Math.min(HEAD, role);
    bytes.copy(copied, row * ROW + HEAD - head, role - head, role);
    bytes.copy(copied, row * ROW + HEAD, usage, usage + COUNTS);
  }
  const text = copied.toString("latin1");
  let tokens = 0;
  let last = "";
  let counts = "";
  for (let from = 0; from < text.length; from += ROW) {
    const id = text.slice(text.lastIndexOf(ID, from + HEAD), from + HEAD);
    // The last row of an answer has its final counts.
    if (id !== last) tokens += tokensOf(counts);
    last = id;
    counts = text.slice(from + HEAD, from + ROW);
  }
  return { tool_calls: occurrences(bytes, CALL), tokens: Math.round(tokens + tokensOf(counts)) };
}

/** Digits of a count. */
const LONGEST = 15;
/** What each count weighs. */
const WEIGHTS: [string, number][] = [
  ['"input_tokens":', 1],
  ['"cache_creation_input_tokens":', 1],
  ['"cache_read_input_tokens":', CACHED],
  ['"output_tokens":', 1],
];

/** Not by a regular expression: one that has to be made first costs more than all the rows. */
function tokensOf(counts: string): number {
  let total = 0;
  for (const [name, weight] of WEIGHTS) {
    const at = counts.indexOf(name) + name.length;
    if (at >= name.length) total += (Number.parseInt(counts.slice(at, at + LONGEST), 10) || 0) * weight;
  }
  return total;
}

/** Minutes since a moment; a clock that went back gives none. */
export const minutesSince = (at: string, now: number): number => Math.max(0, (now - Date.parse(at)) / 60_000) || 0;

/** How much of its bounds a dispatch has used: 1 is all of the one that is nearest. 0 without bounds. */
export function shareUsed({ bounds, at }: Dispatch, used: Used, now: number): number {
  if (!bounds) return 0;
  return Math.max(
    used.tool_calls / bounds.tool_calls,
    used.tokens / bounds.tokens,
    minutesSince(at, now) / bounds.minutes,
  );
}

/** From this share of its bounds on an agent is told to come to an end. */
const NEAR = 0.8;

/** The agent has used most of what its dispatch may take. */
export const isNear = (dispatch: Dispatch, session: string, agent: string): boolean =>
  dispatch.bounds !== null && shareUsed(dispatch, usageIn(transcriptBytes(session, agent)), Date.now()) >= NEAR;
