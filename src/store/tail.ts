import { lstatSync } from "node:fs";
import { BrokenChain, type Position, type Recorded, START, scan } from "./journal.ts";
import { type Evolve, journalPath, readJournal } from "./reader.ts";

export interface JournalTail<S> {
  /** Reads what is new and gives it, decision by decision, to the listener. @throws BrokenChain, UnsafeFile */
  poll(): void;
  /** The state as far as the journal was read; null before there is one. */
  state(): S | null;
  /** Polls until `stop`. The first error of `poll` goes to `failed` and ends the polling. */
  start(everyMs: number, failed: (error: unknown) => void): void;
  stop(): void;
}

/**
 * Follows the journal of `dir` (`.task`) from now on, whether it exists yet or not. The listener gets each new decision with
 * the state after it; when a new run replaces the file, from the beginning of the new one. `evolve` must not change the
 * state that it gets: the listener may have kept it.
 */
export function tailJournal<S>(
  dir: string,
  evolve: Evolve<S>["evolve"],
  listener: (state: S, events: readonly Recorded[]) => void,
): JournalTail<S> {
  const path = journalPath(dir);
  let position: Position = START;
  let file = "";
  let state: S | null = null;
  let upTo = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const forget = (): void => {
    position = START;
    state = null;
    upTo = 0;
  };

  function read(bytes: Buffer, silent: boolean): ReturnType<typeof scan> {
    return scan(bytes.subarray(position.bytes), position, (batch) => {
      state = evolve(state, batch);
      if (state !== null && !silent && batch[0]!.seq > upTo) listener(state, batch);
      upTo = Math.max(upTo, batch.at(-1)!.seq);
    });
  }

  function poll(silent = false): void {
    const seen = lookAt(path);
    if (seen === null || (seen.file === file && seen.size === position.bytes)) return;
    if (seen.file !== file || seen.size < position.bytes) {
      file = seen.file;
      forget();
    }
    const bytes = readJournal(dir);
    if (bytes === null) return;
    let found = read(bytes, silent);
    if (found.broken !== null && position !== START) {
      // A void line may name one from before this position: only a reading from the start can tell.
      position = START;
      state = null;
      found = read(bytes, silent);
    }
    position = found.position;
    if (found.broken !== null) throw new BrokenChain(found.broken.line, found.broken.seq, found.broken.problem);
  }

  poll(true);
  return {
    poll: () => poll(),
    state: () => state,
    start(everyMs, failed) {
      timer = setInterval(() => {
        try {
          poll();
        } catch (error) {
          clearInterval(timer);
          failed(error);
        }
      }, everyMs);
    },
    stop: () => clearInterval(timer),
  };
}

/** Which file the journal is now, and its size in bytes; null when there is none. */
function lookAt(path: string): { file: string; size: number } | null {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found === undefined ? null : { file: `${found.dev}:${found.ino}`, size: found.size };
  } catch {
    return null;
  }
}
