import type { Dispatch, MainUse, Spent } from "../../engine/run.ts";
import type { Bounds } from "../../engine/workflow.ts";
import { DENIED_BY } from "../answer.ts";

/**
 * What an agent has used, read from the transcript that the host writes. This runs at nearly every
 * tool call of an agent, so it imports nothing and searches bytes: to parse some hundred lines
 * takes as long as half a start of Bun. The host writes rows late, by up to five calls.
 */

/** In bytes; of a longer transcript only the beginning counts. */
const MAX_TRANSCRIPT_BYTES = 64 * 1024 * 1024;
/**
 * In bytes: how far `"id"` and `"model"` can be before `"role"` in a message, how far the model's
 * name reaches where it stands after that, and how far the counts reach after `"usage"`.
 */
const HEAD = 200;
const AFTER_ROLE = 120;
const COUNTS = 300;
const ROW = HEAD + COUNTS;
/**
 * An answer has one row for each of its blocks, with the same id and usage; `usage` is before or
 * after the content.
 */
const ROLE = Buffer.from('"role":"assistant"');
const USAGE = Buffer.from('"usage":{');
const ID = '"id":"';
const MODEL = '"model":"';
const CALL = '"type":"tool_use"';
/** How much a token that is read from the cache counts. */
export const CACHE_READ_WEIGHT = 0.1;

/**
 * Path of an agent's transcript, or of the host's note about its start; null for an invalid name.
 * `session`: path of the session's transcript.
 */
export function transcriptOf(
  session: string,
  agent: string,
  what: "jsonl" | "meta.json" = "jsonl",
): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(agent) || !session.endsWith(".jsonl")) return null;
  // An agent with a host of its own: the session is the agent, and nothing else has started it.
  if (session.endsWith(`/${agent}.jsonl`)) return what === "jsonl" ? session : null;
  const folder = session.includes("/subagents/")
    ? session.slice(0, session.lastIndexOf("/"))
    : `${session.slice(0, -".jsonl".length)}/subagents`;
  return `${folder}/agent-${agent}.${what}`;
}

/**
 * The bytes of an agent's transcript; empty when there is no such file, or it is a pipe (its size
 * is no safe integer).
 */
export const transcriptBytes = (session: string, agent: string): Buffer =>
  mapped(transcriptOf(session, agent)).subarray(0, MAX_TRANSCRIPT_BYTES);

/** The bytes of a session's transcript, whose end is what is searched; empty as above. */
export const sessionBytes = (session: string): Buffer =>
  mapped(session.endsWith(".jsonl") ? session : null).subarray(-MAX_TRANSCRIPT_BYTES);

/**
 * All bytes of a file, read when they are looked at; empty where there is none, or it is a pipe.
 */
function mapped(path: string | null): Buffer {
  const size = path === null ? 0 : Bun.file(path).size;
  if (path === null || !Number.isSafeInteger(size) || size === 0) return Buffer.alloc(0);
  try {
    const bytes = Bun.mmap(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * Whether an agent of auto mode has handed back: it is over, also where the host still lists it.
 */
export function hasHandedBack(session: string, agent: string): boolean {
  const bytes = transcriptBytes(session, agent);
  return (
    bytes.indexOf('"name":"SubagentHandback"') >= 0 &&
    bytes.indexOf("Report delivered to your caller") >= 0
  );
}

/** How often a text occurs in the bytes. */
export function occurrences(bytes: Buffer, text: string): number {
  const wanted = Buffer.from(text);
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length))
    count++;
  return count;
}

/** Tool calls and tokens of a transcript. */
export const usageIn = (bytes: Buffer) => ({
  tool_calls: occurrences(bytes, CALL),
  tokens: answersIn(bytes).tokens,
});

/** The model's answers in a transcript, and their tokens. */
export const answersIn = (bytes: Buffer): MainUse => sumAnswers(bytes, () => {});

/**
 * The same with the counts of each model, which its price is for. Not for every call: it looks at
 * more of each row.
 */
export function priceableIn(bytes: Buffer): MainUse {
  const used = new Map<string, number[]>();
  const sum = sumAnswers(bytes, (counts, role) => {
    const known = [...WEIGHTS.map(([name]) => countOf(counts, name)), countOf(counts, HOUR_WRITES)];
    const prompt = known[INPUT]! + known[WRITES]! + known[READS]!;
    if (prompt + known[OUTPUT]! === 0) return;
    const model = modelAt(bytes, role);
    const all = used.get(model) ?? Array<number>(2 * known.length).fill(0);
    for (const [at, count] of known.entries()) {
      // More than all writes together cannot have been written for an hour.
      const one = at === known.length - 1 ? Math.min(count, known[WRITES]!) : count;
      all[at]! += one;
      if (prompt > LONG_PROMPT) all[known.length + at]! += one;
    }
    used.set(model, all);
  });
  const perModel = [...used].map(([model, all]): [string, number[]] => [model, trimmed(all)]);
  return { ...sum, ...(perModel.length > 0 && { used: Object.fromEntries(perModel) }) };
}

/** Counts without the zeros at their end, but for the first four. */
const trimmed = (all: number[]): number[] =>
  all.slice(0, Math.max(4, all.findLastIndex((one) => one > 0) + 1));

/** In tokens, those of the cache among them: of a longer prompt some models cost more. */
export const LONG_PROMPT = 100_000;

/** Where nothing names a model. */
const UNNAMED = "unknown";
/**
 * The name of the model that an answer is of, whose role stands there: right after that, else
 * before it in the same row.
 */
function modelAt(bytes: Buffer, role: number): string {
  const start = Math.max(0, role - HEAD);
  const text = bytes.toString("latin1", start, role + AFTER_ROLE);
  const after = role - start + ROLE.length + 1;
  const line = text.lastIndexOf("\n", role - start) + 1;
  const at = text.startsWith(MODEL, after) ? after : text.lastIndexOf(MODEL, role - start);
  const from = at + MODEL.length;
  const end = at < line ? -1 : text.indexOf('"', from);
  return (end < 0 ? "" : text.slice(from, end)) || UNNAMED;
}

/**
 * Counts the answers and their tokens, and calls back once for each: with its final counts, and
 * with the place of the role in its last row. Quotes within texts are escaped, so the searched
 * bytes are always structure. The needed parts of all rows are copied and decoded at once: hundreds
 * of small decodings would double the time.
 */
function sumAnswers(bytes: Buffer, each: (counts: string, role: number) => void): MainUse {
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
  let last = "";
  let tokens = 0;
  let requests = 0;
  for (let from = 0; from < text.length; from += ROW) {
    const id = text.slice(text.lastIndexOf(ID, from + HEAD), from + HEAD);
    // The last row of an answer has its final counts.
    if (from > 0 && id !== last) count(from - ROW);
    last = id;
  }
  if (text.length > 0) count(text.length - ROW);
  return { requests, tokens: Math.round(tokens) };

  function count(from: number): void {
    const counts = text.slice(from + HEAD, from + ROW);
    tokens += tokensOf(counts);
    requests++;
    each(counts, places[(2 * from) / ROW]!);
  }
}

/**
 * Tokens that stand in the context of the newest answer in a transcript, that answer among them;
 * null without one.
 */
export function contextIn(bytes: Buffer): number | null {
  const role = bytes.lastIndexOf(ROLE);
  const usage = role < 0 ? -1 : bytes.indexOf(USAGE, role);
  if (usage < 0) return null;
  const counts = bytes.toString("latin1", usage, usage + COUNTS);
  return WEIGHTS.reduce((sum, [name]) => sum + countOf(counts, name), 0);
}

/** Digits of a count. */
const MAX_DIGITS = 15;
/** What each count weighs. */
const WEIGHTS: [string, number][] = [
  ['"input_tokens":', 1],
  ['"cache_creation_input_tokens":', 1],
  ['"cache_read_input_tokens":', CACHE_READ_WEIGHT],
  ['"output_tokens":', 1],
];

/** Places in that table. */
const [INPUT, WRITES, READS, OUTPUT] = [0, 1, 2, 3];
/** Tokens written to the cache that lasts an hour, which cost more than other writes. */
const HOUR_WRITES = '"ephemeral_1h_input_tokens":';

/**
 * The weighted tokens of a row's counts. Without a regular expression: to compile one takes longer
 * than all rows.
 */
function tokensOf(counts: string): number {
  let total = 0;
  for (const [name, weight] of WEIGHTS) total += countOf(counts, name) * weight;
  return total;
}

function countOf(counts: string, name: string): number {
  const at = counts.indexOf(name);
  return at < 0
    ? 0
    : Number.parseInt(counts.slice(at + name.length, at + name.length + MAX_DIGITS), 10) || 0;
}

/**
 * No call of an agent, and no answer to it, takes longer by the host's defaults: in such a gap the
 * machine slept.
 */
const SLEPT_MS = 15 * 60_000;

/**
 * Milliseconds of work between two moments of activity; 0 where they are so far apart that the
 * machine must have slept.
 */
export const workedBetween = (last: number, now: number, sleptMs = SLEPT_MS): number =>
  now - last <= sleptMs ? Math.max(0, now - last) : 0;

const ROW_AT = /"timestamp":"([\d:.TZ-]{20,30})"/g;

/**
 * Minutes that an agent has worked since a time (ISO 8601), by the rows of its transcript: for a
 * machine that slept nobody is charged.
 */
export function minutesAtWork(at: string, bytes: Buffer, now: number): number {
  const rows = [...bytes.toString("latin1").matchAll(ROW_AT)].map(([, one]) => Date.parse(one!));
  const times = [...rows.sort((a, b) => a - b), now].filter((one) => one <= now);
  let last = Date.parse(at);
  let all = 0;
  for (const time of times) {
    all += workedBetween(last, time);
    last = Math.max(last, time);
  }
  return all / 60_000;
}

/**
 * The share of its bounds that a dispatch has used, of the bound that is nearest; 1 is all of it. 0
 * without bounds.
 */
export function shareUsed({ bounds }: Pick<Dispatch, "bounds">, used: Bounds): number {
  if (!bounds) return 0;
  return Math.max(
    used.tool_calls / bounds.tool_calls,
    used.tokens / bounds.tokens,
    used.minutes / bounds.minutes,
  );
}

/** From this share of its bounds on an agent is told to finish. */
const NEAR_SHARE = 0.8;

/** Whether the agent has used so much of its bounds that it is told to finish. */
export function isNear(dispatch: Dispatch, session: string, agent: string): boolean {
  if (dispatch.bounds === null) return false;
  const bytes = transcriptBytes(session, agent);
  const minutes = minutesAtWork(dispatch.at, bytes, Date.now());
  return shareUsed(dispatch, { ...usageIn(bytes), minutes }) >= NEAR_SHARE;
}

/**
 * As a journal keeps them, to the nearest 60 ms: rounded up, or to tenths, many would add up to
 * minutes that nobody spent.
 */
export const exactMinutes = (minutes: number): number => Math.round(minutes * 1_000) / 1_000;

/** As `usageIn`, with what the money needs: for an agent that has ended. */
export function spentIn(bytes: Buffer): ReturnType<typeof usageIn> & Pick<Spent, "used"> {
  const { tokens, used } = priceableIn(bytes);
  return { tool_calls: occurrences(bytes, CALL), tokens, ...(used && { used }) };
}

/** What an agent has used since its dispatch; null without an agent or a transcript. */
export function spentSince(
  dispatch: Dispatch,
  session: string,
  agent: string | null,
  now: number,
): Spent | null {
  if (agent === null) return null;
  const bytes = transcriptBytes(session, agent);
  if (bytes.length === 0) return null;
  // The host writes each denial twice.
  const denied = Math.ceil(occurrences(bytes, DENIED_BY) / 2);
  return {
    ...spentIn(bytes),
    ...(denied > 0 ? { denied } : {}),
    minutes: exactMinutes(minutesAtWork(dispatch.at, bytes, now)),
  };
}
