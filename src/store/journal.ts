import { PLUGIN } from "../plugin.ts";
import { MAX_OWN_BYTES, UnsafeFile } from "./files/disk.ts";
import { fieldsIn } from "./json/fields.ts";

/** An event that is not yet in the journal. */
export type EventBody = { type: string; run: string; [key: string]: unknown };

/**
 * An event as a line of the journal holds it. `batch` is [i, n] for the lines of a decision with n
 * > 1 events.
 */
export type Recorded = EventBody & {
  seq: number;
  at: string;
  batch?: [number, number];
  prev: string;
};

/**
 * The end of the last complete decision in the journal, at `bytes`. `head` is the hash of its last
 * line, which starts at byte `headAt` and has `headLength` bytes; `at` is its time.
 */
export type Position = {
  bytes: number;
  head: string;
  headAt: number;
  headLength: number;
  seq: number;
  at: string;
};

/** The beginning of every journal. */
export const START: Position = { bytes: 0, head: "", headAt: 0, headLength: 0, seq: 0, at: "" };

/** How every line begins, see `compose`. */
export const OPENING = '{"seq":';

/** The longest line of a journal, in bytes. */
export const MAX_LINE_BYTES = 16 * 1024;

/**
 * The longest journal that is read, in bytes: two hundred times the longest of a real run. What is
 * longer came from somebody else, and would hold every hook for seconds.
 */
export const MAX_JOURNAL_BYTES = MAX_OWN_BYTES;

/** Thrown for a journal that is too long to be read, before anything of it is. */
export class JournalTooLong extends UnsafeFile {
  constructor(path: string, size: number) {
    super(path, `has ${size} bytes, and at most ${MAX_JOURNAL_BYTES} are read`);
    this.name = "JournalTooLong";
    this.message = `The journal ${path} ${this.problem}.`;
  }

  /** The whole message, with what helps. */
  inWords(typed: (command: string) => string): string {
    return `${this.message} Run \`${typed("cancel --force")}\` to archive the run unread; the journal is kept in .task/history/.`;
  }
}

/**
 * More lines that are no events than there are events: so few do crashes leave, even of a disk that
 * is full for hours.
 */
export const MAX_NOTHINGS = 1_000;

/** A version of the program whose journals this one does not read. */
export type OtherVersion = "earlier" | "later";

/**
 * Thrown when the journal was altered or has lost events: nothing after event `seq - 1` can be
 * trusted.
 */
export class BrokenChain extends Error {
  constructor(
    /** Number of the first line that does not fit, from 1. */
    readonly line: number,
    /** Number of the first event that is lost. */
    readonly seq: number,
    readonly problem: string,
    /** Nothing is lost where another version wrote it; a later one would lose what it did. */
    readonly writtenBy: OtherVersion | null = null,
  ) {
    const found = {
      earlier: "An earlier version of the plugin wrote this run, and this one cannot continue it",
      later: `A later version of the plugin continued this run: line ${line} of .task/events.jsonl, ${problem}`,
      damage: `The journal .task/events.jsonl is broken at line ${line}: ${problem}`,
    };
    super(`${found[writtenBy ?? "damage"]}.`);
    this.name = "BrokenChain";
  }

  /** What helps; `typed` says how a command is typed where it is read. */
  remedyFor(typed: (command: string) => string): string {
    const byForce = `\`${typed("cancel --force")}\``;
    if (this.writtenBy === "earlier") return `\`${typed("reset")}\` archives it in .task/history/.`;
    if (this.writtenBy === "later")
      return `To continue, run \`claude plugin update ${PLUGIN}@${PLUGIN}\` and start Claude Code again. Or archive the run with ${byForce}; its journal is kept in .task/history/.`;
    const before = `\`${typed(`resume --from ${this.seq}`)}\` to continue from the events before ${this.seq}, or `;
    // Before the first event there is nothing to go on from.
    return `Run ${this.seq > 1 ? before : ""}${byForce} to archive the run; the journal as it is now is kept in .task/history/.`;
  }

  /** The whole message, with what helps. */
  inWords(typed: (command: string) => string): string {
    return `${this.message} ${this.remedyFor(typed)}`;
  }
}

/** So many random bytes, in hex. */
export const randomHex = (bytes: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");

/** SHA-256 in hex; of a string, its UTF-8 bytes. */
export const sha256 = (content: string | Uint8Array): string =>
  new Bun.CryptoHasher("sha256").update(content).digest("hex");

/**
 * The lines that continue the journal at `from`, as one text without a leading newline, and the
 * hash of the last one. `unlocked` marks lines written without the lock, so that no two writers
 * ever write the same bytes.
 * @throws Error for a line above MAX_LINE_BYTES, and for an event that sets a field of the journal
 * itself
 */
export function compose(
  events: readonly EventBody[],
  from: Position,
  now: string,
  unlocked?: string,
): { text: string; last: string } {
  const at = now < from.at ? from.at : now;
  let prev = from.head;
  let text = "";
  events.forEach((event, index) => {
    const { type, run, ...rest } = event;
    const set = ["seq", "at", "batch", "prev", "unlocked"].find((key) => key in rest);
    if (set !== undefined)
      throw new Error(`Event "${type}" sets "${set}", which the journal sets itself.`);
    const batch = events.length > 1 ? { batch: [index + 1, events.length] } : {};
    const mark = unlocked === undefined ? {} : { unlocked };
    const line = JSON.stringify({
      seq: from.seq + index + 1,
      at,
      type,
      run,
      ...batch,
      ...rest,
      ...mark,
      prev,
    });
    const length = Buffer.byteLength(line);
    if (length > MAX_LINE_BYTES)
      throw new Error(
        `Event "${type}" is ${length} bytes long; a line of the journal holds at most ${MAX_LINE_BYTES}. Put its long text into an object.`,
      );
    prev = sha256(line);
    text += `${line}\n`;
  });
  return { text, last: prev };
}

/**
 * What was read of the journal. `counted`: hashes of all lines that count; `broken`: where and why
 * reading ended early; nothing from event `seq` on can be trusted.
 */
export type Scan = {
  position: Position;
  counted: ReadonlySet<string>;
  broken: { line: number; seq: number; problem: string } | null;
};

/**
 * Gets the events of a complete decision, in order, the hash of its last line, and its lines as
 * they are in the file.
 */
type OnBatch = (batch: readonly Recorded[], hash: string, lines: readonly Buffer[]) => void;

type Pending = { events: Recorded[]; hashes: string[]; lines: Buffer[] };

/**
 * Reads lines from `from` on; `bytes` starts there. Calls `onBatch` for each complete decision, in
 * order.
 *
 * A line counts when `prev` names the last counting line. One that names an earlier counting line
 * lost a race and is void, with the rest of its batch. A line that is no event (torn by a kill or a
 * full disk) is void when the chain goes on after it, and at the end; so is a batch without its
 * last line, and one whose first line was glued to a torn one. The first line that fits nowhere
 * ends the reading: from START the journal is broken, from elsewhere it may name a line before
 * `from`.
 */
export function scan(bytes: Buffer, from: Position, onBatch: OnBatch): Scan {
  const counted = new Set<string>(from.seq === 0 ? [] : [from.head, ""]);
  const voided = new Map<string, readonly [number, number]>();
  const position = { ...from };
  let pending: Pending | null = null;
  let torn = false;
  let line = 0;
  /** Numbers of the newest line that is an event, and of the newest that is none. */
  let [eventLine, tornLine] = [0, 0];
  /** Number of the last event of the first decision. */
  let firstEnd = from.seq === 0 ? Number.POSITIVE_INFINITY : 0;
  let nothings = 0;
  const brokenAt = (line: number, seq: number, problem: string): Scan => ({
    position,
    counted,
    broken: { line, seq, problem },
  });
  const broken = (problem: string): Scan => brokenAt(line, position.seq + 1, problem);
  const commit = ({ events, hashes, lines }: Pending, end: number) => {
    const { seq, at } = events[events.length - 1]!;
    const head = hashes[hashes.length - 1]!;
    const headLength = lines[lines.length - 1]!.length;
    for (const hash of hashes) counted.add(hash);
    counted.add("");
    firstEnd = Math.min(firstEnd, seq);
    Object.assign(position, {
      bytes: end + 1,
      head,
      headAt: end - headLength,
      headLength,
      seq,
      at,
    });
    pending = null;
    onBatch(events, head, lines);
  };

  // Only lines with their newline: the last one may still be being written.
  for (
    let start = 0, stop = bytes.indexOf(10);
    stop !== -1;
    start = stop + 1, stop = bytes.indexOf(10, start)
  ) {
    const content = bytes.subarray(start, stop);
    const end = from.bytes + stop;
    line++;
    const event = content.length === 0 ? null : parse(content);
    // A file of blank lines alone would take as long as one of events.
    nothings += event === null ? 1 : -1;
    if (nothings > MAX_NOTHINGS)
      return broken(`more than ${MAX_NOTHINGS} lines before it are not events`);
    if (content.length === 0) continue;
    const afterTorn = torn;
    torn = event === null;
    if (event === null) {
      tornLine = line;
      continue;
    }
    const before = eventLine;
    eventLine = line;
    const hash = sha256(content);
    const [index, size] = event.batch ?? [1, 1];
    const open: Pending | null = pending;
    const begun = open?.events.at(-1);
    const isNext = event.seq === (begun?.seq ?? 0) + 1 && follows(begun?.batch, event);
    if (open !== null && event.prev === open.hashes.at(-1) && isNext) {
      open.events.push(event);
      open.hashes.push(hash);
      open.lines.push(content);
      if (index === size) commit(open, end);
    } else if (event.prev === position.head) {
      if (event.seq !== position.seq + 1)
        return broken(`its number is ${event.seq}, expected ${position.seq + 1}`);
      if (index !== 1)
        return broken(`it is part ${index} of a decision whose beginning is missing`);
      for (const [at, given] of (open?.hashes ?? []).entries())
        voided.set(given, open!.events[at]!.batch!);
      const first = { events: [event], hashes: [hash], lines: [content] };
      if (size === 1) commit(first, end);
      else pending = first;
    } else if (
      counted.has(event.prev) ||
      follows(voided.get(event.prev), event) ||
      (afterTorn && index > 1)
    ) {
      if (event.batch !== undefined) voided.set(hash, event.batch);
      position.bytes = end + 1;
    } else {
      const last = open?.events.at(-1)?.seq ?? position.seq;
      if (afterTorn) return brokenAt(tornLine, position.seq + 1, "it is not an event");
      // Without the first decision nothing is left to go on from: it is named only where this line
      // is as it was written.
      if (
        event.seq === last + 1 &&
        before > 0 &&
        (last > firstEnd || lineFrom(bytes, stop + 1)?.prev === hash)
      )
        return brokenAt(before, last, "it is not the one that the next line names");
      return broken("it does not continue any line before it");
    }
  }
  if (tornLine > 0 && position.seq === 0 && !isTornEvent(bytes))
    return brokenAt(1, 1, "it is not an event");
  return { position, counted, broken: null };
}

/** The event of the whole line from a place on; null: there is none. */
const lineFrom = (bytes: Buffer, start: number): Recorded | null => {
  const stop = bytes.indexOf(10, start);
  return stop === -1 ? null : parse(bytes.subarray(start, stop));
};

/** Whether a file without a whole event may be what a kill has left of the first one. */
const isTornEvent = (bytes: Buffer): boolean => {
  const first = bytes.toString("utf8").trimStart().slice(0, 1);
  // A file system may have kept the length of what was written, and none of its bytes.
  return first === "" || first === "\0" || OPENING.startsWith(first);
};

function follows(before: readonly [number, number] | undefined, event: Recorded): boolean {
  const batch = event.batch;
  return (
    before !== undefined &&
    batch !== undefined &&
    batch[0] === before[0] + 1 &&
    batch[1] === before[1]
  );
}

function parse(content: Buffer): Recorded | null {
  const value = fieldsIn(content.toString("utf8")) as Partial<Recorded>;
  const named =
    typeof value.type === "string" && typeof value.run === "string" && typeof value.at === "string";
  const placed = Number.isSafeInteger(value.seq) && typeof value.prev === "string";
  return named && placed && (value.batch === undefined || isBatch(value.batch))
    ? (value as Recorded)
    : null;
}

function isBatch(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [index, size] = value as number[];
  return (
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(size) &&
    size! > 1 &&
    index! >= 1 &&
    index! <= size!
  );
}
