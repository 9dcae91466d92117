// A real PostgreSQL for tests: the one of DATABASE_URL, or one of their own; a database of its own for each test.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Opened, openDatabase } from "../src/database/open.ts";
import { startPostgres } from "../src/database/postgres.ts";

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
  spawn("sh", ["-c", END, String(process.pid), folder], {
    detached: true,
    stdio: "ignore",
  }).unref();
  return (await startPostgres(join(folder, "postgres"), () => {})).url;
}

/** Runs statements on a database. */
export async function administer(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

export type TestDatabase = Opened;

/** An empty database; `close` removes it. */
export async function emptyDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  cluster ??= clusterUrl();
  const admin = await cluster;
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(admin, `create database ${name}`);
  const [start, query] = admin.split("?");
  const url = `${start!.slice(0, start!.lastIndexOf("/"))}/${name}${query === undefined ? "" : `?${query}`}`;
  return { url, close: () => administer(admin, `drop database ${name} with (force)`) };
}

/** A database with the server's tables and its queue. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, close } = await emptyDatabase();
  const opened = await openDatabase(url, () => {});
  return {
    ...opened,
    async close() {
      await opened.close();
      await close();
    },
  };
}
