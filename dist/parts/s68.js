// @bun
import {
  PLUGIN
} from "./s12.js";
import {
  UnsafeFile,
  MAX_OWN_BYTES
} from "./s25.js";

// src/store/journal.ts
var START = { bytes: 0, head: "", headAt: 0, headLength: 0, seq: 0, at: "" };
var MAX_LINE_BYTES = 16 * 1024;
var MAX_JOURNAL_BYTES = MAX_OWN_BYTES;

class JournalTooLong extends UnsafeFile {
  told;
  constructor(path, size) {
    super(path, `has ${size} bytes, and at most ${MAX_JOURNAL_BYTES} are read`);
    this.name = "JournalTooLong";
    this.message = `The journal ${path} ${this.problem}.`;
    this.told = (typed) => `${this.message} Run \`${typed("cancel --force")}\` to set the run aside unread; the journal is kept in .task/history/.`;
  }
}
var MAX_NOTHINGS = 1000;

class BrokenChain extends Error {
  line;
  seq;
  problem;
  remedyFor;
  told;
  constructor(line, seq, problem, isNewer = false) {
    super(isNewer ? `The run was carried on by a later version of the plugin: line ${line} of .task/events.jsonl, ${problem}.` : `The journal .task/events.jsonl is broken at line ${line}: ${problem}.`);
    this.line = line;
    this.seq = seq;
    this.problem = problem;
    this.name = "BrokenChain";
    const goOn = (typed) => seq > 1 ? `\`${typed(`resume --from ${seq}`)}\` to go on from the events before ${seq}, or ` : "";
    this.remedyFor = (typed) => isNewer ? `To go on, run \`claude plugin update ${PLUGIN}@${PLUGIN}\` and start Claude Code again. Or set the run aside with \`${typed("cancel --force")}\`; its journal is kept in .task/history/.` : `Run ${goOn(typed)}\`${typed("cancel --force")}\` to set the run aside; the journal as it is now is kept in .task/history/.`;
    this.told = (typed) => `${this.message} ${this.remedyFor(typed)}`;
  }
}
function sha256(content) {
  return new Bun.CryptoHasher("sha256").update(content).digest("hex");
}
function compose(events, from, now, unlocked) {
  const at = now < from.at ? from.at : now;
  let prev = from.head;
  let text = "";
  events.forEach((event, index) => {
    const { type, run, ...rest } = event;
    for (const key of ["seq", "at", "batch", "prev", "unlocked"]) {
      if (key in rest)
        throw new Error(`Event "${type}" sets "${key}", which the journal sets itself.`);
    }
    const batch = events.length > 1 ? { batch: [index + 1, events.length] } : {};
    const mark = unlocked === undefined ? {} : { unlocked };
    const line = JSON.stringify({ seq: from.seq + index + 1, at, type, run, ...batch, ...rest, ...mark, prev });
    const length = Buffer.byteLength(line);
    if (length > MAX_LINE_BYTES) {
      throw new Error(`Event "${type}" is ${length} bytes long; a line of the journal holds at most ${MAX_LINE_BYTES}. Put its long text into an object.`);
    }
    prev = sha256(line);
    text += `${line}
`;
  });
  return { text, last: prev };
}
function scan(bytes, from, onBatch) {
  const counted = new Set(from.seq === 0 ? [] : [from.head, ""]);
  const voided = new Map;
  const position = { ...from };
  let pending = null;
  let torn = false;
  let line = 0;
  let nothings = 0;
  const broken = (problem) => ({ position, counted, broken: { line, problem } });
  const commit = ({ events, hashes, lines }, end) => {
    const { seq, at } = events[events.length - 1];
    const head = hashes[hashes.length - 1];
    const headLength = lines[lines.length - 1].length;
    for (const hash of hashes)
      counted.add(hash);
    counted.add("");
    Object.assign(position, { bytes: end + 1, head, headAt: end - headLength, headLength, seq, at });
    pending = null;
    onBatch(events, head, lines);
  };
  for (let start = 0, stop = bytes.indexOf(10);stop !== -1; start = stop + 1, stop = bytes.indexOf(10, start)) {
    const content = bytes.subarray(start, stop);
    const end = from.bytes + stop;
    line++;
    const event = content.length === 0 ? null : parse(content);
    nothings += event === null ? 1 : -1;
    if (nothings > MAX_NOTHINGS)
      return broken(`more than ${MAX_NOTHINGS} lines before it are no events`);
    if (content.length === 0)
      continue;
    const afterTorn = torn;
    torn = event === null;
    if (event === null)
      continue;
    const hash = sha256(content);
    const [index, size] = event.batch ?? [1, 1];
    const open = pending;
    if (open !== null && event.prev === open.hashes.at(-1) && continues(open.events.at(-1), event)) {
      open.events.push(event);
      open.hashes.push(hash);
      open.lines.push(content);
      if (index === size)
        commit(open, end);
    } else if (event.prev === position.head) {
      if (event.seq !== position.seq + 1)
        return broken(`it has number ${event.seq} where ${position.seq + 1} is due`);
      if (index !== 1)
        return broken(`it is part ${index} of a decision whose beginning is missing`);
      for (const [at, given] of (open?.hashes ?? []).entries())
        voided.set(given, open.events[at].batch);
      const begun = { events: [event], hashes: [hash], lines: [content] };
      if (size === 1)
        commit(begun, end);
      else
        pending = begun;
    } else if (counted.has(event.prev) || follows(voided.get(event.prev), event) || afterTorn && index > 1) {
      if (event.batch !== undefined)
        voided.set(hash, event.batch);
      position.bytes = end + 1;
    } else {
      return broken("it does not continue any line before it");
    }
  }
  return { position, counted, broken: null };
}
function continues(before, event) {
  return event.seq === before.seq + 1 && before.batch !== undefined && follows(before.batch, event);
}
function follows(before, event) {
  const batch = event.batch;
  return before !== undefined && batch !== undefined && batch[0] === before[0] + 1 && batch[1] === before[1];
}
function parse(content) {
  let value;
  try {
    value = JSON.parse(content.toString("utf8"));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null)
    return null;
  const named = typeof value.type === "string" && typeof value.run === "string" && typeof value.at === "string";
  const placed = Number.isSafeInteger(value.seq) && typeof value.prev === "string";
  return named && placed && (value.batch === undefined || isBatch(value.batch)) ? value : null;
}
function isBatch(value) {
  if (!Array.isArray(value) || value.length !== 2)
    return false;
  const [index, size] = value;
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && size > 1 && index >= 1 && index <= size;
}

export { START, MAX_LINE_BYTES, MAX_JOURNAL_BYTES, JournalTooLong, MAX_NOTHINGS, BrokenChain, sha256, compose, scan };
