import pg from "pg";
import { Schedules } from "../jobs/schedules.ts";
import { Store } from "../jobs/store.ts";
import { openQueue, type Queue } from "../queue.ts";
import { createTables, openPool, type Pool, patiently } from "./connection.ts";

/** A database with all that stands on it. */
export interface Opened {
  url: string;
  pool: Pool;
  queue: Queue;
  store: Store;
  schedules: Schedules;
  close(): Promise<void>;
}

/** Without an answer for so long it is said that there is none; a connection may take far longer. */
const SILENT_MS = 3_000;

/** Repeats a step until Postgres answers. That it waits is said, and what helps. */
async function waitingFor<T>(
  url: string,
  what: string,
  say: (problem: string) => void,
  step: () => Promise<T>,
): Promise<T> {
  const { host, port } = new pg.Client({ connectionString: url });
  const place = host.startsWith("/") ? host : `${host}:${port}`;
  const waiting = (why: string): void =>
    say(
      `Waiting for Postgres at ${place} to open ${what}: ${why}. Start it, or correct DATABASE_URL; then this goes on by itself.`,
    );
  return patiently(
    async () => {
      const late = setTimeout(waiting, SILENT_MS, "it does not answer");
      try {
        return await step();
      } finally {
        clearTimeout(late);
      }
    },
    undefined,
    // Several addresses that were tried have no message of their own.
    ({ message, code }: Error & { code?: string }) => waiting(message || code || "it is away"),
  );
}

/**
 * Opens a database, whose tables are made where they are missing. `say` is told what goes wrong by
 * itself later.
 */
export async function openDatabase(url: string, say: (problem: string) => void): Promise<Opened> {
  const pool = openPool(url);
  await waitingFor(url, "its tables", say, () => createTables(pool));
  const queue = await waitingFor(url, "the queue in it", say, () => openQueue(url, say));
  return {
    ...{
      url,
      pool,
      queue,
      store: new Store(url, pool, queue),
      schedules: new Schedules(pool, queue),
    },
    async close() {
      await queue.stop();
      await pool.end();
    },
  };
}
