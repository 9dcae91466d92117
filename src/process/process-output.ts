const MAX_LINE_CHARS = 1_048_576;

export interface DrainedOutput {
  /** Settles at the end of the stream, or when reading is given up; never rejects. */
  done: Promise<void>;
  /** Stops reading: for a stream that somebody we cannot end holds open. */
  abandon(): void;
  truncated(): boolean;
  /** What was kept, with a line in the middle that says how much was left out. */
  text(): string;
}

/**
 * Reads a stream to its end, so that its writer never blocks, and keeps the first and the last part of it:
 * `limit` bytes in all. `onLine` gets each line without its end, cut at 1 MiB; what it throws is dropped.
 */
export function drain(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  onLine: ((line: string) => void) | undefined,
): DrainedOutput {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let tail: Uint8Array[] = [];
  let tailBytes = 0;
  let dropped = 0;
  const splitter = onLine && lineSplitter(onLine);
  const reader = stream.getReader();

  const keep = (chunk: Uint8Array) => {
    const first = chunk.subarray(0, headLimit - headBytes);
    if (first.length > 0) head.push(first.slice());
    headBytes += first.length;
    if (first.length === chunk.length) return;
    tail.push(chunk.slice(first.length));
    tailBytes += chunk.length - first.length;
    // Joined only now and then: each byte is moved a bounded number of times however small the chunks are.
    if (tailBytes > 2 * tailLimit + 65_536) {
      const joined = Buffer.concat(tail);
      dropped += joined.length - tailLimit;
      tail = [Uint8Array.prototype.slice.call(joined, joined.length - tailLimit)];
      tailBytes = tailLimit;
    }
  };
  const read = async () => {
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        keep(part.value);
        splitter?.push(part.value);
      }
    } catch {
      // Reading was given up.
    }
    splitter?.end();
  };
  return {
    done: read(),
    abandon: () => void reader.cancel().catch(() => {}),
    truncated: () => dropped > 0 || tailBytes > tailLimit,
    text: () => {
      // A character cut in two by the bound is left out on both sides.
      const rest = Buffer.concat(tail);
      if (dropped === 0 && rest.length <= tailLimit) return Buffer.concat([...head, rest]).toString("utf8");
      let from = rest.length - tailLimit;
      while (from < rest.length && (rest[from]! & 0xc0) === 0x80) from++;
      const start = new TextDecoder().decode(Buffer.concat(head), { stream: true });
      return `${start}\n… ${dropped + from} bytes left out …\n${rest.subarray(from).toString("utf8")}`;
    },
  };
}

function lineSplitter(onLine: (line: string) => void) {
  const decoder = new TextDecoder();
  let pending = "";
  const emit = (line: string) => {
    try {
      onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    } catch {
      // A listener that fails must not stop the draining.
    }
  };
  return {
    push: (chunk: Uint8Array) => {
      const parts = decoder.decode(chunk, { stream: true }).split("\n");
      for (const [i, part] of parts.entries()) {
        if (pending.length < MAX_LINE_CHARS) pending += part.slice(0, MAX_LINE_CHARS - pending.length);
        if (i === parts.length - 1) break;
        emit(pending);
        pending = "";
      }
    },
    end: () => {
      if (pending !== "") emit(pending);
      pending = "";
    },
  };
}
