import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { attempt } from "./attempt.ts";
import { statFields } from "./table.ts";

/** Bytes of one line that is typed. */
const MAX_LINE = 4_096;

/**
 * The terminal of this process, whatever its standard input and output are. Null: there is none, or
 * this process works in its background, where nobody types for it.
 */
export function ownTerminal() {
  const [, , group, , , foreground] = attempt(
    () => statFields(readFileSync("/proc/self/stat", "latin1")),
    [],
  );
  if (group !== foreground) return null;
  const fd = attempt(() => openSync("/dev/tty", "r+"), null);
  if (fd === null) return null;
  /** Shows a text and reads the line that is typed then; null: it was closed. */
  const ask = (text: string): string | null =>
    attempt(() => {
      writeSync(fd, text);
      // A terminal gives one line at a time.
      const part = Buffer.alloc(MAX_LINE);
      const count = readSync(fd, part, 0, part.length, null);
      return count === 0 ? null : part.toString("utf8", 0, count).split("\n", 1)[0]!;
    }, null);
  return { ask, close: () => closeSync(fd) };
}
