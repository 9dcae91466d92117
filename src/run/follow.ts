import { constants } from "node:fs";
import type { Recorded } from "../engine/events.ts";
import type { Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import type { Project } from "../project/project.ts";
import { type Disk, disk, openRegular, readRange } from "../store/disk.ts";
import { BrokenChain, JournalTooLong, sha256 } from "../store/journal.ts";
import { advance, type Evolve, journalPath, openView, type View } from "../store/reader.ts";
import { RUN } from "./read.ts";

/** Follows a run without a lock and without writing anything. */
export interface Follower {
  /** Looks whether the journal is another one than at the last look, and reads what is new. Never throws. @returns whether it was */
  poll(): boolean;
  /** The run as far as its journal could be read; null: there is none. It is changed in place by the next `poll`. */
  run(): Run | null;
  /** What is wrong with the journal, in one or two sentences; null: it could be read. */
  problem(): string | null;
}

/** What tells that a file is as it was: which one it is, its size in bytes, and when it was written; "" where there is none. */
function looksOf(path: string, io: Disk): { file: string; size: number; written: number } {
  const found = io.lstat(path);
  return found === undefined
    ? { file: "", size: 0, written: 0 }
    : { file: `${found.dev}:${found.ino}`, size: found.size, written: found.mtimeMs };
}

const problemText = (error: unknown): string =>
  error instanceof BrokenChain || error instanceof JournalTooLong
    ? error.told(here)
    : error instanceof Error
      ? error.message
      : String(error);

/**
 * Follows the project's run from its first event on, also one that begins later, or takes the place of another. The listener
 * gets each event once, with the run after its decision. A journal that grew is read from where the last look ended; one that
 * changed in any other way, from its beginning.
 */
export function followRun(project: Project, listener: (run: Run, event: Recorded) => void, io: Disk = disk): Follower {
  const path = journalPath(project.task);
  /** By its number, what is known only of an event that was told: events may be cut away, and others come in their place. */
  const told = new Map<number, string>();
  const fold: Evolve<Run> = {
    ...RUN,
    evolve(state, batch) {
      const run = RUN.evolve(state, batch);
      for (const event of batch) {
        const name = `${event.run} ${event.at} ${event.prev}`;
        if (run === null || told.get(event.seq) === name) continue;
        told.set(event.seq, name);
        listener(run, event as unknown as Recorded);
      }
      return run;
    },
  };
  let view: View<Run> | null = null;
  let run: Run | null = null;
  let problem: string | null = null;
  let seen: ReturnType<typeof looksOf> | null = null;

  function whole(): View<Run> {
    const opened = openView(project.task, fold, "read", io);
    if (opened.fd !== null) io.close(opened.fd);
    return opened.view;
  }

  function grown(from: View<Run>): View<Run> {
    const fd = openRegular(path, constants.O_RDONLY, io);
    if (fd === null) return whole();
    try {
      // Another journal may stand in its place, also in the same file: then the last line that counted is not there.
      const { head, headAt, headLength } = from.position;
      if (from.position.seq === 0 || sha256(readRange(fd, headAt, headAt + headLength, io)) !== head) return whole();
      return advance(fd, path, fold, from, io);
    } finally {
      io.close(fd);
    }
  }

  return {
    poll() {
      try {
        const now = looksOf(path, io);
        const before = seen;
        if (before !== null && now.file === before.file && now.size === before.size && now.written === before.written)
          return false;
        seen = now;
        const isGrown = before !== null && now.file === before.file && now.size > before.size;
        view = view !== null && isGrown ? grown(view) : whole();
        run = view.state;
        problem = null;
      } catch (error) {
        // The run was changed in place, perhaps beyond what the position says: the next look begins anew.
        view = null;
        problem = problemText(error);
      }
      return true;
    },
    run: () => run,
    problem: () => problem,
  };
}
