// Databases of other versions: each one of before is brought up with what it holds, and one of later is refused.
// Runs: in full too, on both databases.
// Not in npm test: as processes
// Not in npm test: before-(?!github)
import { afterEach, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { openPool } from "../src/database/connection.ts";
import { migrate, VERSION, versionOf } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { database, ENDED, MAIN, reaches, serve, worker } from "./at-work.ts";
import { administer, emptyDatabase, testDatabase } from "./database.ts";

afterEach(cleanup);

/**
 * Each has three jobs, made by the program of its day: a complete one, one with a question, one that
 * waits. The queue's tables were always the same.
 */
const DUMPS = join(import.meta.dir, "databases");
const dump = (name: string): string => readFileSync(join(DUMPS, `${name}.sql`), "utf8");
const BEFORE = readdirSync(DUMPS)
  .map((file) => file.replace(".sql", ""))
  .filter((name) => name !== "queue");
const TOKEN = `mai_${"b".repeat(43)}`;
const [DONE, ASKS, WAITS] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);

/** The address of a database as one of before left it, and after so many migrations. */
async function databaseOf(name: string, version = 0): Promise<string> {
  const { url, close } = await emptyDatabase();
  onCleanup(close);
  await administer(url, dump(name) + dump("queue"));
  await withPool(url, (pool) => migrate(pool, version));
  return url;
}

async function withPool<T>(url: string, work: (pool: ReturnType<typeof openPool>) => Promise<T>) {
  const pool = openPool(url);
  return work(pool).finally(() => pool.end());
}

const shapeOf = (url: string): Promise<unknown[]> =>
  withPool(url, async (pool) => {
    const columns = await pool.query(
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
       where table_schema = $1 order by 1, 2`,
      [SCHEMA],
    );
    const indexes = await pool.query(
      "select indexdef from pg_indexes where schemaname = $1 order by 1",
      [SCHEMA],
    );
    return [...columns.rows, ...indexes.rows];
  });

const OLD = [
  ...BEFORE.map((name) => [name, 0] as const),
  ...Array.from({ length: VERSION - 1 }, (_, at) => ["before-numbers", at + 1] as const),
];
test.each(OLD)(
  "%s, version %i: it becomes as a new one, and its jobs go on",
  async (name, version) => {
    const url = await databaseOf(name, version);
    const base = await openDatabase(url, () => {});
    onCleanup(() => base.close());
    const fresh = await testDatabase();
    onCleanup(() => fresh.close());
    expect(await shapeOf(url)).toEqual(await shapeOf(fresh.url));
    expect(await versionOf(base.pool)).toBe(VERSION);
    const jobs = await base.store.listJobs({ limit: 10 });
    expect(Object.fromEntries(jobs.map(({ id, state }) => [id, state]))).toEqual({
      ...{ [DONE!]: "complete", [ASKS!]: "question", [WAITS!]: "queued" },
    });
    expect(await base.store.tokenOf(TOKEN)).toMatchObject({ role: "decide" });
    expect([await base.store.reportOf(DONE!), await base.store.diffOf(DONE!)]).toEqual([
      ...["# Report", "+ a line"],
    ]);
    for (const id of [ASKS, WAITS])
      await base.pool.query(
        `update ${SCHEMA}.job set project = $2, request = 'task' where id = $1`,
        [...[id, makeProject()]],
      );
    const answer = { question: "Q1", option: "approve" };
    expect(await base.store.decideJob(ASKS!, answer, "test")).toMatchObject({ ok: true });
    await worker(base);
    for (const id of [ASKS!, WAITS!])
      expect(await reaches(base, id, ENDED)).toMatchObject({ state: "complete" });
  },
);

test("a migration that fails leaves nothing of itself, and the number of before", async () => {
  const url = await databaseOf("before-github");
  await administer(url, `create view ${SCHEMA}.used as select seq from ${SCHEMA}.tree`);
  await expect(openDatabase(url, () => {})).rejects.toThrow("other objects depend on it");
  const before = await withPool(url, versionOf);
  const columns = JSON.stringify(await shapeOf(url));
  expect([before, columns.includes("rolled_back")]).toEqual([0, false]);
  await administer(url, `drop view ${SCHEMA}.used`);
  await Promise.all([1, 2, 3].map(() => withPool(url, (pool) => migrate(pool))));
  const { rows } = await withPool(url, (pool) =>
    pool.query(`select number from ${SCHEMA}.migration order by number`),
  );
  expect(rows.map(({ number }) => number)).toEqual(
    Array.from({ length: VERSION }, (_, at) => at + 1),
  );
});

const NEWER = `of a newer server: version ${VERSION + 1}, this one knows ${VERSION}`;

test("a database of a newer server is refused by its number, and left as it is", async () => {
  const { url } = await database();
  await administer(url, `insert into ${SCHEMA}.migration values (${VERSION + 1}, 'later')`);
  for (const who of ["server", "worker", "tool"] as const)
    await expect(openDatabase(url, () => {}, who)).rejects.toThrow(NEWER);
});

test("a worker waits for its server's update, and says so; token names what helps", async () => {
  const url = await databaseOf("before-numbers");
  await expect(openDatabase(url, () => {}, "tool")).rejects.toThrow(
    "start the server of this version",
  );
  let heard = (_: string): void => {};
  const said = new Promise<string>((resolve) => {
    heard = resolve;
  });
  const waiting = openDatabase(url, heard, "worker");
  expect(await said).toStartWith("Waiting: the database is empty, or from before versions");
  expect(await withPool(url, versionOf)).toBe(0);
  const server = await openDatabase(url, () => {});
  onCleanup(() => server.close());
  const opened = await waiting;
  onCleanup(() => opened.close());
  expect((await opened.store.listJobs({ limit: 10 })).length).toBe(3);
});

test("as processes: serve updates a database of before; serve and worker end with 1 at a newer one", async () => {
  const url = await databaseOf("before-github");
  const served = await serve(tempDir(), ["--slots", "0"], { DATABASE_URL: url });
  const answer = await fetch(new URL("/api/jobs", served.url), {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect([answer.status, await answer.json()]).toMatchObject([200, { jobs: [{}, {}, {}] }]);
  served.child.kill("SIGTERM");
  await served.child.exited;
  await administer(url, `insert into ${SCHEMA}.migration values (${VERSION + 1}, 'later')`);
  for (const verb of ["serve", "worker"]) {
    const child = Bun.spawn([process.execPath, MAIN, verb, "--port", "0", "--data", tempDir()], {
      ...{ env: { ...process.env, DATABASE_URL: url }, stdin: "ignore", stdout: "pipe" },
      stderr: "pipe",
    });
    onCleanup(() => child.kill("SIGKILL"));
    expect([await child.exited, await new Response(child.stderr).text()]).toEqual([
      ...[1, expect.stringContaining(NEWER)],
    ]);
  }
});
