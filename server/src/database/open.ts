import { Schedules } from "../jobs/schedules.ts";
import { Store } from "../jobs/store.ts";
import { openQueue, type Queue } from "../queue.ts";
import { openPool, type Pool, patiently } from "./connection.ts";
import { checkNotNewer, checkVersion, migrate, waitForServer } from "./migrate.ts";

/** A database with all that stands on it. */
export interface Opened {
  url: string;
  pool: Pool;
  queue: Queue;
  store: Store;
  schedules: Schedules;
  close(): Promise<void>;
}

/** What is done about tables of an older version, by who opens a database. */
const PREPARE = {
  server: (pool) => patiently(() => checkNotNewer(pool)),
  worker: waitForServer,
  tool: (pool) => patiently(() => checkVersion(pool)),
} satisfies Record<string, (pool: Pool, say: (line: string) => void) => Promise<void>>;

/**
 * Opens a database. A server updates its tables, a worker waits until one of its version has done
 * so, and nobody else does anything. `say` is told that, and what goes wrong by itself later.
 * @throws NewerDatabase
 */
export async function openDatabase(
  url: string,
  say: (problem: string) => void,
  who: keyof typeof PREPARE = "server",
): Promise<Opened> {
  const pool = openPool(url);
  try {
    await PREPARE[who](pool, say);
    const isServer = who === "server";
    // The number comes last: whoever waits for it finds the queue's tables, too.
    const queue = await openQueue(url, say, isServer);
    if (isServer) await patiently(() => migrate(pool));
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
  } catch (error) {
    await pool.end();
    throw error;
  }
}
