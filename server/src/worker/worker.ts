import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import type { Pool } from "../database/connection.ts";
import { lockFolder } from "../database/lock.ts";
import type { Queue, Taken } from "../queue.ts";
import { attemptJob, type Place, STOPPING } from "./attempt.ts";
import { Drain, type Pauses } from "./drain.ts";
import { clearFolders } from "./folder.ts";
import { Hold, hurry, takeJob } from "./hold.ts";
import { type Lack, lackedByAll } from "./lacks.ts";

/** Takes jobs out of the queue, and carries their runs. */

export interface WorkerOptions extends Place {
  pool: Pool;
  queue: Queue;
  /** So many jobs at once. */
  slots: number;
  name?: string;
  /** How long it waits before it looks for what it lacks. */
  pauses?: Pauses;
  /** Told of what goes wrong. */
  say: (line: string) => void;
}

export interface Worker {
  /** Takes no more, and gives back what it has. */
  stop(): Promise<void>;
}

/**
 * Begins to work in a data folder that is this worker's alone. @throws Error where another one has
 * it
 */
export async function startWorker({
  pool,
  queue,
  slots,
  name,
  pauses,
  say,
  ...place
}: WorkerOptions): Promise<Worker> {
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(place.data);
  await clearFolders(place.data);
  const stopping = new AbortController();
  const atWork = new Set<Promise<void>>();
  const worker = name ?? `${hostname()}-${process.pid}`;
  const drain = new Drain(
    {
      pause: () => queue.pause(),
      resume: () => queue.resume(),
      back: (jobs) => hurry(pool, queue, jobs),
      say,
    },
    pauses,
  );
  const work = async (taken: Taken): Promise<void> => {
    let left: Lack | null = null;
    const job = await takeJob(pool, queue, taken, worker, (project) => {
      left = drain.of(project);
      return left;
    });
    if (left !== null) await drain.note(left, taken.job);
    if (job === null) return;
    const hold = new Hold(pool, queue, taken.queueId, job);
    const lost = AbortSignal.any([taken.signal, hold.lost]);
    const stop = AbortSignal.any([lost, stopping.signal]);
    const ending = await attemptJob(hold, place, stop).catch((error: Error) => {
      say(`Job ${job.id}: ${error.message}`);
      // Nothing was settled: the queue has it tried again.
      throw error;
    });
    if (ending?.state === "lacks") await drain.note(ending.lack, job.id);
    else if (ending !== null && !stopping.signal.aborted) drain.passed();
  };
  await queue.work(slots, (taken) => {
    const done = work(taken);
    const kept = done.catch(() => {}).finally(() => atWork.delete(kept));
    atWork.add(kept);
    return done;
  });
  for (const lack of lackedByAll(place)) await drain.note(lack, null);
  return {
    async stop() {
      drain.stop();
      await queue.leave();
      stopping.abort(STOPPING);
      await Promise.all(atWork);
      unlock();
    },
  };
}
