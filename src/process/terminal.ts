import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { attempt } from "./attempt.ts";

/** What `/proc/<pid>/stat` says of this process' terminal; null where the system does not tell. */
const ownStat = (): { group: number; foreground: number } | null =>
  attempt(() => {
    const text = readFileSync("/proc/self/stat", "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [, , group, , , foreground] = fields.map(Number);
    return { group: group!, foreground: foreground! };
  }, null);

/** Bytes of one line that is typed. */
const MAX_LINE = 4_096;
/** Bytes that are dropped at most: twice what the system keeps for a terminal. What types without an end is not waited out. */
const MAX_DROPPED = 2 * MAX_LINE;

/**
 * Drops the lines that were typed at the terminal before they were asked for: they answer nothing that is shown after them.
 * Returns whether its input was ended among them: nobody will type any more.
 */
function dropTyped(): boolean {
  let fd: number | null = null;
  try {
    fd = openSync("/dev/tty", constants.O_RDONLY | constants.O_NONBLOCK);
    const part = Buffer.alloc(MAX_LINE);
    for (let dropped = 0; dropped < MAX_DROPPED; ) {
      const count = readSync(fd, part, 0, part.length, null);
      if (count === 0) return true;
      dropped += count;
    }
  } catch {
    // There is nothing more, or no terminal.
  } finally {
    if (fd !== null) closeSync(fd);
  }
  return false;
}

/** The terminal of this process, whatever its standard input and output are. */
interface OwnTerminal {
  /** Shows a text and reads the line that is typed then; null: it was closed. */
  ask(text: string): string | null;
  close(): void;
}

/** Null: there is none, or this process works in its background, where nobody types for it. */
export function ownTerminal(): OwnTerminal | null {
  const stat = ownStat();
  if (stat !== null && stat.foreground !== stat.group) return null;
  const fd = attempt(() => openSync("/dev/tty", "r+"), null);
  if (fd === null) return null;
  const ask = (text: string): string | null =>
    attempt(() => {
      const isEnded = dropTyped();
      writeSync(fd, text);
      if (isEnded) return null;
      // A terminal gives one line at a time.
      const part = Buffer.alloc(MAX_LINE);
      const count = readSync(fd, part, 0, part.length, null);
      return count === 0 ? null : part.toString("utf8", 0, count).split("\n", 1)[0]!;
    }, null);
  return { ask, close: () => closeSync(fd) };
}
