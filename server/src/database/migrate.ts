import { setTimeout as sleep } from "node:timers/promises";
import type { QueryConfig } from "pg";
import { type Client, holding, type Pool, transaction } from "./connection.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { SCHEMA } from "./schema.ts";

/** The number of the tables that this program knows. */
export const VERSION = MIGRATIONS.length;

/** A large table's index takes its time. */
const MIGRATION_MS = 6 * 3_600_000;
/** Between two looks of a worker that waits for its server's update. */
const LOOK_MS = 2_000;

/** Thrown where this program is older than its database. */
export class NewerDatabase extends Error {
  constructor(version: number) {
    super(
      `the database is of a newer server: version ${version}, this one knows ${VERSION}; update multi-ai on this machine`,
    );
  }
}

/** The number that a database has; 0: none, so it is empty, or older than the numbers. */
export async function versionOf(client: Pick<Client, "query">): Promise<number> {
  const { rows } = await client.query("select to_regclass($1) is not null as known", [
    `${SCHEMA}.migration`,
  ]);
  if (!rows[0].known) return 0;
  const last = await client.query(`select max(number) as number from ${SCHEMA}.migration`);
  return last.rows[0].number ?? 0;
}

/** The same, of one that this program may use. @throws NewerDatabase */
async function usableVersion(client: Pick<Client, "query">): Promise<number> {
  const version = await versionOf(client);
  if (version > VERSION) throw new NewerDatabase(version);
  return version;
}

/** @throws NewerDatabase */
export const checkNotNewer = async (pool: Pool): Promise<void> => void (await usableVersion(pool));

/**
 * Brings a database up to `upTo`, one migration after the other; several programs may do so at once.
 * @throws NewerDatabase
 */
export async function migrate(pool: Pool, upTo = VERSION): Promise<void> {
  const step = (): Promise<boolean> =>
    transaction(
      pool,
      async (client) => {
        await holding(client, SCHEMA);
        const version = await usableVersion(client);
        const next = MIGRATIONS[version];
        if (next === undefined || version >= upTo) return false;
        if (version === 0)
          await client.query(`create schema if not exists ${SCHEMA};
          create table if not exists ${SCHEMA}.migration
            (number int primary key, name text not null, at timestamptz not null default now())`);
        await client.query({ text: next.sql, query_timeout: MIGRATION_MS } as QueryConfig);
        await client.query(`insert into ${SCHEMA}.migration (number, name) values ($1, $2)`, [
          version + 1,
          next.name,
        ]);
        return true;
      },
      { isMigration: true },
    );
  while (await step());
}

const behind = (version: number): string =>
  `the database is ${version === 0 ? "empty, or from before versions were counted" : `of version ${version}`}, and this program needs version ${VERSION}: start the server of this version (multi-ai serve), which updates it`;

/** @throws Error where a server has to update the database first */
export async function checkVersion(pool: Pool): Promise<void> {
  const version = await usableVersion(pool);
  if (version < VERSION) throw new Error(behind(version));
}

/**
 * Waits until a server of this version has updated the database. `patient`: repeats what Postgres is
 * away for. @throws NewerDatabase
 */
export async function waitForServer(
  pool: Pool,
  say: (line: string) => void,
  patient: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  for (;;) {
    const version = await patient(() => usableVersion(pool));
    if (version === VERSION) return;
    say(`Waiting: ${behind(version)}.`);
    await sleep(LOOK_MS);
  }
}
