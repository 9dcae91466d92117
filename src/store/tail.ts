import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../engine/events.ts";
import { evolve } from "../engine/evolve.ts";
import type { Run } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { BrokenChain, type Position, START, scan } from "./journal.ts";

export interface JournalTail {
  /** Reads what is new; gives it, batch by batch, to the listener. @throws BrokenChain */
  poll(): void;
  /** The run as far as it was read; null before there is one. */
  run(): Run | null;
  /** Polls until `stop`; what `poll` throws goes to `failed`, once, and ends the following. */
  start(everyMs: number, failed: (error: unknown) => void): void;
  stop(): void;
}

/** Hears of one decision: the run after it, and its events. */
export type TailListener = (run: Run, events: readonly Recorded[]) => void;

/**
 * Follows a project's journal from now on, whether it exists yet or not. What stands in it already is read but not told.
 * A new run replaces the file: then the new one is told from its beginning.
 */
export function tailJournal(project: Project, listener: TailListener): JournalTail {
  const path = join(project.task, "events.jsonl");
  let position: Position = START;
  let file = "";
  let run: Run | null = null;
  let told = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const forget = (): void => {
    position = START;
    run = null;
    told = 0;
  };

  function read(bytes: Buffer, silent: boolean): ReturnType<typeof scan> {
    return scan(bytes.subarray(position.bytes), position, (batch) => {
      const events = batch as unknown as readonly Recorded[];
      run = evolve(run, events);
      if (run !== null && !silent && events[0]!.seq > told) listener(run, events);
      told = Math.max(told, events.at(-1)!.seq);
    });
  }

  function poll(silent = false): void {
    const seen = lookAt(path);
    if (seen === null || (seen.file === file && seen.size === position.bytes)) return;
    if (seen.file !== file || seen.size < position.bytes) {
      file = seen.file;
      forget();
    }
    const bytes = readFileSync(path);
    let found = read(bytes, silent);
    if (found.broken !== null && position !== START) {
      // A line that lost a race may name one from before where this reading began: only from the start can that be told.
      position = START;
      run = null;
      found = read(bytes, silent);
    }
    position = found.position;
    if (found.broken !== null) throw new BrokenChain(found.broken.line, position.seq + 1, found.broken.problem);
  }

  poll(true);
  return {
    poll: () => poll(),
    run: () => run,
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
    const { ino, dev, size } = statSync(path);
    return { file: `${dev}:${ino}`, size };
  } catch {
    return null;
  }
}
