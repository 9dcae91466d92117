import pg from "pg";
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

/** Connections of a server for changes, beside those for reads. */
const CHANGES_AT_ONCE = 4;
/**
 * Connections of a worker, for all that it does, and for how long one is kept that nobody uses: it
 * looks for itself now and then.
 */
const SHARED = 4;
const SHARED_IDLE_MS = 60_000;

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

type Patient = <T>(work: () => Promise<T>) => Promise<T>;

/** What is done about tables of an older version, by who opens a database. */
const PREPARE = {
  server: (patient, pool) => patient(() => checkNotNewer(pool)),
  worker: (patient, pool, say) => waitForServer(pool, say, patient),
  tool: (patient, pool) => patient(() => checkVersion(pool)),
} satisfies Record<
  string,
  (patient: Patient, pool: Pool, say: (line: string) => void) => Promise<void>
>;

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
  const isServer = who === "server";
  const pool = isServer ? openPool(url) : openPool(url, SHARED, SHARED_IDLE_MS);
  // Changes that wait for one another leave every connection of the reads alone.
  const changes = isServer ? openPool(url, CHANGES_AT_ONCE) : pool;
  const end = async (): Promise<void> => {
    await pool.end();
    if (changes !== pool) await changes.end();
  };
  try {
    await PREPARE[who]((work) => waitingFor(url, "its tables", say, work), pool, say);
    // The number comes last: whoever waits for it finds the queue's tables, too.
    const queue = await waitingFor(url, "the queue in it", say, () =>
      openQueue(url, pool, say, isServer),
    );
    if (isServer) await patiently(() => migrate(pool));
    return {
      ...{
        url,
        pool,
        queue,
        store: new Store(url, pool, queue, changes),
        schedules: new Schedules(changes, queue),
      },
      async close() {
        await queue.stop();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
