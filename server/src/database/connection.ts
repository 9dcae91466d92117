import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;

/** How long a connection may take to come: under load also the wait for one that others have. */
const CONNECTING_MS = 30_000;
/** Between two tries while Postgres is away. */
const PAUSE_MS = 250;
/** A connection that was cut without a word shows only by an answer that does not come. */
const ANSWER_MS = 75_000;
/** What a slow line takes at least, and the most that one answer has. */
const BYTES_A_MS = 1_000;
const MOST_BYTES = 256 * 1_024 * 1_024;
const KEEPALIVE_MS = 10_000;

/**
 * How long a transaction may keep others waiting, in milliseconds. A program that stops in the
 * middle of one (a paused machine, a cut cable) loses its connection, and what it held with it.
 */
const IDLE_MS = 5_000;
const LOCK_MS = 3_000;
const STATEMENT_MS = 60_000;

/**
 * `idle`: more milliseconds between two statements, for what takes so long; `bytes`: so many are on
 * their way.
 */
export interface Patience {
  idle?: number;
  bytes?: number;
  /** No limit of a statement: tables are changed. */
  isMigration?: boolean;
}

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
    query_timeout: ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
  });
  pool.on("error", () => {});
  return pool;
}

/**
 * Begins with its limits in one message. They are of the transaction, not of the session, which a
 * pooler between here and Postgres may give to others.
 */
const begin = ({ bytes = 0, idle = bytes / BYTES_A_MS, isMigration = false }: Patience): string =>
  `begin; set local idle_in_transaction_session_timeout = ${Math.ceil(IDLE_MS + idle)}; set local lock_timeout = ${LOCK_MS}; set local statement_timeout = ${isMigration ? 0 : Math.ceil(STATEMENT_MS + idle)}`;

/** A statement that so many bytes go or come with: its answer may take that much longer. */
export const heavy = (text: string, values: unknown[], bytes = MOST_BYTES): pg.QueryConfig =>
  ({ text, values, query_timeout: ANSWER_MS + bytes / BYTES_A_MS }) as pg.QueryConfig;

/** Runs `work` in a transaction of one connection; what it throws rolls all of it back. */
export async function transaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  patience: Patience = {},
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two statements says so here as well as in the next statement.
  const broken = (): void => {};
  client.on("error", broken);
  let failed: unknown;
  try {
    await client.query(begin(patience));
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    failed = error;
    // One that does not answer would not answer this either.
    if (!isAway(error)) await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.off("error", broken);
    client.release(isAway(failed));
  }
}

/**
 * Whether a pooler is between here and Postgres, which may give each transaction another of its
 * connections: it greets with a number of its own, where Postgres greets with its process.
 */
export async function isBehindPooler(pool: Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query("select pg_backend_pid() as pid");
    return rows[0].pid !== (client as Client & { processID: number }).processID;
  } finally {
    client.release();
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
  /^Connection terminated|^Query read timeout|^timeout exceeded when trying to connect|connection error and is not queryable/;

/**
 * Whether Postgres was away, has ended the connection, or has no room or connection left: the same
 * statement may pass later. Not an error of the statement.
 */
export function isAway(error: unknown): boolean {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
  return (
    SOCKET_CODES.has(code) || /^(?:08|53|57P0[123]|25P03)/.test(code) || DRIVER_WORDS.test(message)
  );
}

/**
 * Whether a statement waited in vain for what another one holds, each of them for the other at worst,
 * or took too long: it may pass later.
 */
export const isBusy = (error: unknown): boolean =>
  ["40P01", "55P03", "57014"].includes((error as { code?: string } | null)?.code ?? "");

/**
 * Repeats `work` while Postgres is away or busy, until `signal` ends that; every other error is
 * thrown at once. `waiting` is told of each time.
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
      if (!(isAway(error) || isBusy(error)) || signal?.aborted) throw error;
      waiting(error as Error);
      await sleep(PAUSE_MS);
    }
  }
}

/** Nobody else goes on who wants the same name, until the transaction ends. */
export const holding = (client: Pick<Client, "query">, name: string) =>
  client.query("select pg_advisory_xact_lock(hashtext($1))", [name]);
