import type { Recorded } from "../../engine/events.ts";
import { isLive, type Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { disk } from "../../store/files/disk.ts";
import { journalPath, readState } from "../../store/reader.ts";
import { change } from "./change.ts";
import { RUN, readRun } from "./read-run.ts";

/** Follows the journal of a run that is driven, for whoever shows its progress. */

export interface Follower {
  project: Project;
  /** Called for every decision of the run while it is driven. */
  listener: (run: Run, events: readonly Recorded[]) => void;
  /** Called now and then while nothing happens. `now` is the time as ISO text. */
  onSilence: (run: Run, now: string) => void;
}

const POLL_MS = 100;
const SILENCE_MS = 60_000;

/**
 * Follows a project's run from now on; the listener gets each decision with the run after it, also
 * of the next run.
 */
export function tailRun(project: Project, listener: Follower["listener"]) {
  let seen = "";
  let run: Run | null = null;
  let lastSeen = { run: "", seq: 0 };
  const read = (isSilent: boolean): void => {
    const found = disk.lstat(journalPath(project.task));
    const now = found === undefined ? "" : `${found.ino}:${found.size}`;
    if (now === seen) return;
    seen = now;
    const evolve: typeof RUN.evolve = (before, batch) => {
      const events = batch as unknown as readonly Recorded[];
      const after = RUN.evolve(before, batch)!;
      if (after.run !== lastSeen.run || events[0]!.seq > lastSeen.seq) {
        lastSeen = { run: after.run, seq: events.at(-1)!.seq };
        if (!isSilent) listener(after, events);
      }
      return after;
    };
    run = readState(project.task, { ...RUN, evolve }, "read").state;
  };
  read(true);
  return { poll: () => read(false), state: () => run };
}

/** The same by itself, until `end`. */
export function followRun({ project, listener, onSilence }: Follower) {
  const before = readRun(project);
  const resumed = before !== null && isLive(before);
  let lastNews = Date.now();
  const tail = tailRun(project, (run, events) => {
    lastNews = Date.now();
    listener(run, events);
  });
  const following = setInterval(() => {
    try {
      tail.poll();
    } catch {
      // A command of an agent has changed it: it is mended by its copy. Where it cannot be, whoever
      // drives the run sees it.
      attempt(() => change(project, () => []), undefined);
    }
    const run = tail.state();
    if (run === null || !isLive(run) || Date.now() - lastNews < SILENCE_MS) return;
    lastNews = Date.now();
    onSilence(run, new Date().toISOString());
  }, POLL_MS);
  return {
    /** The run that is driven, as it is now; null before it exists. */
    run: (): Run | null => {
      tail.poll();
      const run = tail.state();
      return run !== null && (resumed || run.run !== before?.run) ? run : null;
    },
    /** Tells what is new, for the last time. */
    end: (): void => {
      clearInterval(following);
      attempt(() => tail.poll(), undefined);
    },
  };
}
