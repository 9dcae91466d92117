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

/**
 * Opens a database, whose tables are made where they are missing. `say` is told what goes wrong by
 * itself later.
 */
export async function openDatabase(url: string, say: (problem: string) => void): Promise<Opened> {
  const pool = openPool(url);
  await patiently(() => createTables(pool));
  const queue = await openQueue(url, say);
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
