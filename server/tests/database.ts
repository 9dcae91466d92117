// A real PostgreSQL for tests: the one of DATABASE_URL, or one of their own; a database of its own for each test.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createTables, openPool, type Pool } from "../src/database/connection.ts";
import { startPostgres } from "../src/database/postgres.ts";
import { Store } from "../src/jobs/store.ts";
import { openQueue, type Queue } from "../src/queue.ts";

let cluster: Promise<string> | null = null;

/** Ends a Postgres and removes its folder when this process is gone, however that ends: `bun test` does not always say so. */
const END = `while kill -0 "$0" 2>/dev/null; do sleep 1; done
kill -INT "$(head -n 1 "$1/postgres/data/postmaster.pid")"
sleep 3
rm -rf "$1"`;

/** One for all test files of a process. */
async function clusterUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), "multi-ai-server-test-"));
  // As root Postgres runs as another user.
  chmodSync(folder, 0o711);
  spawn("sh", ["-c", END, String(process.pid), folder], { detached: true, stdio: "ignore" }).unref();
  return (await startPostgres(join(folder, "postgres"), () => {})).url;
}

async function administer(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

export interface TestDatabase {
  url: string;
  pool: Pool;
  queue: Queue;
  store: Store;
  close(): Promise<void>;
}

/** An empty database with the server's tables and its queue. */
export async function testDatabase(): Promise<TestDatabase> {
  cluster ??= clusterUrl();
  const admin = await cluster;
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(admin, `create database ${name}`);
  const [start, query] = admin.split("?");
  const url = `${start!.slice(0, start!.lastIndexOf("/"))}/${name}${query === undefined ? "" : `?${query}`}`;
  const pool = openPool(url);
  await createTables(pool);
  const queue = await openQueue(url, () => {});
  return {
    url,
    pool,
    queue,
    store: new Store(url, pool, queue),
    async close() {
      await queue.stop();
      await pool.end();
      await administer(admin, `drop database ${name} with (force)`);
    },
  };
}
