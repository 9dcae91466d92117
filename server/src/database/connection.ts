import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;

/** How long a connection may take to come: under load also the wait for one that others have. */
const CONNECTING_MS = 30_000;
/** Between two tries while Postgres is away. */
const PAUSE_MS = 250;

/**
 * Connections to a database; `most`: so many at once; `idleMs`: so long one is kept for nobody. One that breaks while nobody uses it is
 * replaced in silence.
 */
export function openPool(url: string, most = 10, idleMs = 10_000): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: CONNECTING_MS,
  });
  pool.on("error", () => {});
  return pool;
}

/** Runs `work` in a transaction of one connection; what it throws rolls all of it back. */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two statements says so here as well as in the next statement.
  const broken = (): void => {};
  client.on("error", broken);
  let failed: unknown;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    failed = error;
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.off("error", broken);
    client.release(isAway(failed));
  }
}

const SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);
/** The driver's own words where it gives no code. */
const DRIVER_WORDS =
  /^Connection terminated|^timeout exceeded when trying to connect|connection error and is not queryable/;

/**
 * Whether Postgres was away, has ended the connection, or has no room or connection left: the same
 * statement may pass later. Not an error of the statement.
 */
export function isAway(error: unknown): boolean {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
  return SOCKET_CODES.has(code) || /^(?:08|53|57P0[123])/.test(code) || DRIVER_WORDS.test(message);
}

/**
 * Repeats `work` while Postgres is away, until `signal` ends that; every other error is thrown at
 * once. `waiting` is told of each time.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
  waiting: (error: Error) => void = () => {},
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || signal?.aborted) throw error;
      waiting(error as Error);
      await sleep(PAUSE_MS);
    }
  }
}
