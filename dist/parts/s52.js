// @bun
import {
  DENIED_BY
} from "./s8.js";

// src/host/transcript.ts
var MAX_TRANSCRIPT_BYTES = 64 * 1024 * 1024;
var HEAD = 200;
var BEHIND = 120;
var COUNTS = 300;
var ROW = HEAD + COUNTS;
var ROLE = Buffer.from('"role":"assistant"');
var USAGE = Buffer.from('"usage":{');
var ID = '"id":"';
var MODEL = '"model":"';
var CALL = '"type":"tool_use"';
var CACHE_READ_WEIGHT = 0.1;
function transcriptOf(session, agent, what = "jsonl") {
  if (!/^[A-Za-z0-9_-]+$/.test(agent) || !session.endsWith(".jsonl"))
    return null;
  const folder = session.includes("/subagents/") ? session.slice(0, session.lastIndexOf("/")) : `${session.slice(0, -".jsonl".length)}/subagents`;
  return `${folder}/agent-${agent}.${what}`;
}
var transcriptBytes = (session, agent) => mapped(transcriptOf(session, agent)).subarray(0, MAX_TRANSCRIPT_BYTES);
var sessionBytes = (session) => mapped(session.endsWith(".jsonl") ? session : null).subarray(-MAX_TRANSCRIPT_BYTES);
function mapped(path) {
  const size = path === null ? 0 : Bun.file(path).size;
  if (path === null || !Number.isSafeInteger(size) || size === 0)
    return Buffer.alloc(0);
  try {
    const bytes = Bun.mmap(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    return Buffer.alloc(0);
  }
}
function hasHandedBack(session, agent) {
  const bytes = transcriptBytes(session, agent);
  return bytes.indexOf('"name":"SubagentHandback"') >= 0 && bytes.indexOf("Report delivered to your caller") >= 0;
}
function occurrences(bytes, text) {
  const wanted = Buffer.from(text);
  let count = 0;
  for (let at = bytes.indexOf(wanted);at >= 0; at = bytes.indexOf(wanted, at + wanted.length))
    count++;
  return count;
}
var usageIn2 = (bytes) => ({
  tool_calls: occurrences(bytes, CALL),
  tokens: answersIn(bytes).tokens
});
var answersIn = (bytes) => sumAnswers(bytes, () => {});
function priceableIn(bytes) {
  const used = new Map;
  const sum = sumAnswers(bytes, (counts, role) => {
    const known = [...WEIGHTS.map(([name]) => countOf(counts, name)), countOf(counts, HOUR_WRITES)];
    const prompt = known[INPUT] + known[WRITES] + known[READS];
    if (prompt + known[OUTPUT] === 0)
      return;
    const model = modelAt(bytes, role);
    const all = used.get(model) ?? Array(2 * known.length).fill(0);
    for (const [at, count] of known.entries()) {
      const one = at === known.length - 1 ? Math.min(count, known[WRITES]) : count;
      all[at] += one;
      if (prompt > LONG_PROMPT)
        all[known.length + at] += one;
    }
    used.set(model, all);
  });
  const told = [...used].map(([model, all]) => [model, trimmed(all)]);
  return { ...sum, ...told.length > 0 && { used: Object.fromEntries(told) } };
}
var trimmed = (all) => all.slice(0, Math.max(4, all.findLastIndex((one) => one > 0) + 1));
var LONG_PROMPT = 1e5;
var UNNAMED = "unknown";
function modelAt(bytes, role) {
  const start = Math.max(0, role - HEAD);
  const text = bytes.toString("latin1", start, role + BEHIND);
  const behind = role - start + ROLE.length + 1;
  const line = text.lastIndexOf(`
`, role - start) + 1;
  const at = text.startsWith(MODEL, behind) ? behind : text.lastIndexOf(MODEL, role - start);
  const from = at + MODEL.length;
  const end = at < line ? -1 : text.indexOf('"', from);
  return (end < 0 ? "" : text.slice(from, end)) || UNNAMED;
}
function sumAnswers(bytes, each) {
  const places = [];
  for (let at = bytes.indexOf(ROLE);at >= 0; at = bytes.indexOf(ROLE, at + HEAD)) {
    const usage = bytes.indexOf(USAGE, at);
    if (usage >= 0)
      places.push(at, usage);
  }
  const copied = Buffer.alloc(places.length / 2 * ROW);
  for (let row = 0;row < places.length / 2; row++) {
    const [role, usage] = [places[2 * row], places[2 * row + 1]];
    const head = Math.min(HEAD, role);
    bytes.copy(copied, row * ROW + HEAD - head, role - head, role);
    bytes.copy(copied, row * ROW + HEAD, usage, usage + COUNTS);
  }
  const text = copied.toString("latin1");
  let last = "";
  let tokens = 0;
  let requests = 0;
  for (let from = 0;from < text.length; from += ROW) {
    const id = text.slice(text.lastIndexOf(ID, from + HEAD), from + HEAD);
    if (from > 0 && id !== last)
      count(from - ROW);
    last = id;
  }
  if (text.length > 0)
    count(text.length - ROW);
  return { requests, tokens: Math.round(tokens) };
  function count(from) {
    const counts = text.slice(from + HEAD, from + ROW);
    tokens += tokensOf(counts);
    requests++;
    each(counts, places[2 * from / ROW]);
  }
}
function contextIn(bytes) {
  const role = bytes.lastIndexOf(ROLE);
  const usage = role < 0 ? -1 : bytes.indexOf(USAGE, role);
  if (usage < 0)
    return null;
  const counts = bytes.toString("latin1", usage, usage + COUNTS);
  return WEIGHTS.reduce((sum, [name]) => sum + countOf(counts, name), 0);
}
var MAX_DIGITS = 15;
var WEIGHTS = [
  ['"input_tokens":', 1],
  ['"cache_creation_input_tokens":', 1],
  ['"cache_read_input_tokens":', CACHE_READ_WEIGHT],
  ['"output_tokens":', 1]
];
var [INPUT, WRITES, READS, OUTPUT] = [0, 1, 2, 3];
var HOUR_WRITES = '"ephemeral_1h_input_tokens":';
function tokensOf(counts) {
  let total = 0;
  for (const [name, weight] of WEIGHTS)
    total += countOf(counts, name) * weight;
  return total;
}
function countOf(counts, name) {
  const at = counts.indexOf(name);
  return at < 0 ? 0 : Number.parseInt(counts.slice(at + name.length, at + name.length + MAX_DIGITS), 10) || 0;
}
var minutesSince = (at, now) => Math.max(0, (now - Date.parse(at)) / 60000) || 0;
function shareUsed({ bounds, at }, used, now) {
  if (!bounds)
    return 0;
  return Math.max(used.tool_calls / bounds.tool_calls, used.tokens / bounds.tokens, minutesSince(at, now) / bounds.minutes);
}
var NEAR_SHARE = 0.8;
var isNear = (dispatch, session, agent) => dispatch.bounds !== null && shareUsed(dispatch, usageIn2(transcriptBytes(session, agent)), Date.now()) >= NEAR_SHARE;
var TAIL_BYTES = 64 * 1024;
var exactMinutes = (minutes) => Math.round(minutes * 1000) / 1000;
function spentIn(bytes) {
  const { tokens, used } = priceableIn(bytes);
  return { tool_calls: occurrences(bytes, CALL), tokens, ...used && { used } };
}
function spentSince(dispatch, session, agent, now) {
  if (agent === null)
    return null;
  const bytes = transcriptBytes(session, agent);
  if (bytes.length === 0)
    return null;
  const denied = Math.ceil(occurrences(bytes, DENIED_BY) / 2);
  return {
    ...spentIn(bytes),
    ...denied > 0 ? { denied } : {},
    minutes: exactMinutes(minutesSince(dispatch.at, now))
  };
}
function apiFailure(failure, message) {
  return { failure: failure || "unknown", message, until: untilOf(message) };
}
function untilOf(message) {
  const seconds = /limit reached\|(\d{10})\b/.exec(message)?.[1];
  if (seconds !== undefined)
    return new Date(Number(seconds) * 1000).toISOString();
  const said = /\b(?:resets?|try again|available again)(?: at| on)? ([^.\u00B7|\n]*\d[^.\u00B7|\n]*)/i.exec(message)?.[1];
  return said?.trim().slice(0, 100) ?? null;
}
function failureIn(session, agent) {
  if (agent === null)
    return null;
  const bytes = transcriptBytes(session, agent);
  const rows = bytes.subarray(-TAIL_BYTES).toString().split(`
`);
  for (const row of rows.reverse()) {
    if (!row.includes('"type":"assistant"'))
      continue;
    if (!row.includes('"isApiErrorMessage":true'))
      return null;
    try {
      const { error, message } = JSON.parse(row);
      const said = message?.content?.map((block) => typeof block.text === "string" ? block.text : "").join(" ") ?? "";
      return apiFailure(typeof error === "string" ? error : "", said);
    } catch {
      return null;
    }
  }
  return null;
}
var hasBegun = (session, agent) => {
  const path = transcriptOf(session, agent, "meta.json");
  return path !== null && Bun.file(path).size > 0;
};
var MAX_WAIT_MS = 1000;
var POLL_MS = 50;
async function failureOf(session, agent) {
  for (let waited = 0;; waited += POLL_MS) {
    const failure = failureIn(session, agent);
    if (failure !== null || agent === null || waited >= MAX_WAIT_MS)
      return failure;
    const bytes = transcriptBytes(session, agent);
    const { tool_calls, tokens } = usageIn2(bytes);
    if (tool_calls > 0 || tokens > 0 || bytes.length === 0 && !hasBegun(session, agent))
      return null;
    await Bun.sleep(POLL_MS);
  }
}

export { CACHE_READ_WEIGHT, transcriptOf, transcriptBytes, sessionBytes, mapped, hasHandedBack, occurrences, usageIn2, priceableIn, contextIn, minutesSince, shareUsed, isNear, exactMinutes, spentIn, spentSince, apiFailure, failureOf };
