import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import packageFile from "../../package.json" with { type: "json" };
import { type Pool, patiently, transaction } from "../database/connection.ts";
import { lockFolder } from "../database/lock.ts";
import { admit } from "../jobs/admission.ts";
import { noteLacks, register, unregister } from "../jobs/workers.ts";
import type { Say } from "../log.ts";
import type { Queue, Taken } from "../queue.ts";
import { attemptJob, type Place, STOPPING } from "./attempt.ts";
import { Drain, type Pauses } from "./drain.ts";
import { clearFolders } from "./folder.ts";
import { type Ending, Hold, hurry, takeJob } from "./hold.ts";
import { lackedAtStart, type MissingRequirement } from "./lacks.ts";

/** Takes jobs out of the queue, and carries their runs. */

const { version: VERSION } = packageFile;

interface WorkerOptions extends Place {
  pool: Pool;
  queue: Queue;
  /** So many jobs at once. */
  slots: number;
  name?: string;
  /** Jobs that need one of these, or none, are for it. */
  labels?: string[];
  /** How long it waits before it looks for what it lacks. */
  pauses?: Pauses;
  /** Told of jobs that begin and end, and of what goes wrong. */
  say: Say;
}

export interface Worker {
  /** Takes no more, and gives back what it has. */
  stop(): Promise<void>;
}

/** How an attempt ended, without texts of a run. */
function endText(ending: Ending): string {
  if (ending.state === "lacks") return `it waits, because ${ending.lack.what} is lacking here`;
  if (ending.state === "again") return `it is tried again: ${ending.reason}`;
  return ending.state;
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
  labels = [],
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
      say: (line) => say(line, { worker }),
      changed: (lacks, isDraining) => patiently(() => noteLacks(pool, worker, lacks, isDraining)),
    },
    pauses,
  );
  const work = async (taken: Taken): Promise<void> => {
    let left: MissingRequirement | null = null;
    const job = await takeJob(pool, queue, taken, worker, labels, (project) => {
      left = drain.of(project);
      return left;
    });
    if (left !== null) await drain.note(left, taken.job);
    if (job === null) return;
    const hold = new Hold(pool, queue, taken.queueId, job);
    const lost = AbortSignal.any([taken.signal, hold.lost]);
    const stop = AbortSignal.any([lost, stopping.signal]);
    const about = { job: job.id, attempt: job.attempts, worker };
    const tell = (what: string): void => say(`Job ${job.id}: ${what}`, about);
    tell(`attempt ${job.attempts} begins`);
    const ending = await attemptJob(hold, place, stop).catch((error: Error) => {
      tell(error.message);
      // Nothing was settled: the queue has it tried again.
      throw error;
    });
    tell(ending === null ? "somebody else has it, or it was cancelled" : endText(ending));
    if (ending?.state === "lacks") await drain.note(ending.lack, job.id);
    else if (ending !== null && !stopping.signal.aborted) drain.passed();
  };
  await patiently(() =>
    transaction(pool, async (client) => {
      const standing = { name: worker, host: hostname(), pid: process.pid, labels, slots };
      await register(client, { ...standing, version: VERSION });
      // What nobody could take so far may be for this one.
      if (labels.length > 0) await admit(client, queue);
    }),
  );
  await queue.work(slots, labels.length > 0, (taken) => {
    const done = work(taken);
    const kept = done.catch(() => {}).finally(() => atWork.delete(kept));
    atWork.add(kept);
    return done;
  });
  for (const missing of await lackedAtStart(place)) await drain.note(missing, null);
  return {
    async stop() {
      drain.stop();
      await queue.leave();
      stopping.abort(STOPPING);
      await Promise.all(atWork);
      // A database that is away keeps nobody: the queue hears no more of this program.
      await unregister(pool, worker).catch(() => {});
      unlock();
    },
  };
}
