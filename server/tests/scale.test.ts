// What many workers and jobs cost Postgres, by what is asked of it and how it answers; server/bench/scale.bench.ts has the figures.
// Runs: in full too.
// Not in npm test: ^behind PgBouncer
// Not in npm test: ^what waited in|^lists, the board|^a text is looked for
import { afterEach, expect, test } from "bun:test";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { needing } from "../../tests/harness/needs.ts";
import { cleanup, git, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import type { Pool } from "../src/database/connection.ts";
import { openDatabase } from "../src/database/open.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { costsOf, countsOf, foldCounts } from "../src/jobs/figures.ts";
import { clearOld, removeOld } from "../src/jobs/retention.ts";
import { QUEUE_SCHEMA } from "../src/queue.ts";
import { startWorker } from "../src/worker/worker.ts";
import { carrying, database, ENDED, reaches, sshHere, standIn, submit, worker } from "./at-work.ts";

afterEach(cleanup);

test("a worker with nothing to do asks hardly anything, and is rung for", async () => {
  const base = await database();
  const opened = await openDatabase(base.url, () => {}, "worker");
  let asked = 0;
  const { query } = opened.pool;
  opened.pool.query = ((...words: Parameters<typeof query>) => {
    asked++;
    return query.apply(opened.pool, words);
  }) as typeof query;
  const [data, projects] = [tempDir(), { folders: ["/"] }];
  const made = await startWorker({
    ...{ ...opened, slots: 4, data, projects, carrying: carrying({}), say: () => {} },
  });
  onCleanup(async () => {
    await made.stop();
    await opened.close();
  });
  // Each slot looks once; who polls each second would ask ten times as often.
  await Bun.sleep(2_500);
  expect(asked).toBeLessThanOrEqual(10);
  // Rung for, one slot looks; the others do where it finds something.
  const before = asked;
  await base.pool.query("select pg_notify('multi_ai_due', 'run')");
  while (asked === before) await Bun.sleep(50);
  await Bun.sleep(1_000);
  expect(asked - before).toBeLessThan(4);
  // It would look by itself much later.
  const jobs = await Promise.all([1, 2, 3, 4, 5].map(() => submit(base, "task")));
  for (const { id } of jobs) expect((await reaches(base, id, ENDED)).state).toBe("complete");
});

/** The address of a database behind a PgBouncer that has one connection of Postgres for each transaction. */
async function bounced(url: string): Promise<string> {
  const { host, port, user, password, database } = new pg.Client({ connectionString: url });
  const folder = tempDir();
  chmodSync(folder, 0o777);
  const own = 20_000 + Math.floor(Math.random() * 20_000);
  const to = `host=${host} port=${port} user=${user}${password ? ` password=${password}` : ""}`;
  const more = `auth_type=any\npool_mode=transaction\ndefault_pool_size=3\nlisten_port=${own}\nlisten_addr=127.0.0.1\nunix_socket_dir=`;
  writeFileSync(join(folder, "ini"), `[databases]\n${database} = ${to}\n[pgbouncer]\n${more}\n`);
  // Whoever has started Postgres may use its socket.
  const owner = Bun.spawnSync(["stat", "-c", "%U", `${host}/.s.PGSQL.${port}`]).stdout.toString();
  const as = process.getuid?.() === 0 ? ["-u", owner.trim() || "nobody"] : [];
  const child = Bun.spawn(["pgbouncer", ...as, join(folder, "ini")], {
    ...{ stdin: "ignore", stdout: "ignore", stderr: "ignore" },
  });
  onCleanup(async () => {
    child.kill("SIGKILL");
    await child.exited;
  });
  return `postgres://${user}@127.0.0.1:${own}/${database}`;
}

needing("pgbouncer")(
  "behind PgBouncer in transaction mode a worker looks now and then, says so, and carries jobs",
  async () => {
    const base = await database();
    const said: string[] = [];
    const opened = await openDatabase(await bounced(base.url), (line) => said.push(line), "worker");
    const [data, projects] = [tempDir(), { folders: ["/"] }];
    const made = await startWorker({
      ...{ ...opened, slots: 2, data, projects, carrying: carrying({}), say: () => {} },
    });
    onCleanup(async () => {
      await made.stop();
      await opened.close();
    });
    expect(said.filter((line) => line.includes("PgBouncer"))).toHaveLength(1);
    const jobs = await Promise.all([1, 2, 3].map(() => submit(base, "task change")));
    for (const { id } of jobs)
      expect(await reaches(base, id, ENDED)).toMatchObject({ state: "complete", attempts: 0 });
  },
);

test("jobs of one repository elsewhere work beside each other, and it is cloned once", async () => {
  const base = await database();
  const origin = makeProject();
  sshHere();
  const [data, project] = [tempDir(), `ssh://git@repositories.example${origin}`];
  const made = await startWorker({
    ...{ ...base, slots: 4, data, carrying: carrying({}), say: () => {} },
    projects: { folders: [], hosts: ["repositories.example"] },
  });
  onCleanup(() => made.stop());
  const jobs = await Promise.all([1, 2, 3, 4].map(() => submit(base, "change", { project })));
  const ended = await Promise.all(jobs.map(({ id }) => reaches(base, id, ENDED)));
  expect(ended.map(({ state, attempts }) => [state, attempts])).toEqual(
    ended.map(() => ["complete", 0]),
  );
  expect(new Set(ended.map(({ branch }) => branch)).size).toBe(4);
  const [clone, ...others] = readdirSync(join(data, "repositories"));
  expect(others).toEqual([]);
  const branches = git(join(data, "repositories", clone!), "branch", "--list", "multi-ai/*");
  expect(branches.trim().split("\n")).toHaveLength(4);
});

test("what waited in the queue of an older server, one of a project, goes on beside each other", async () => {
  const base = await database();
  const project = makeProject();
  await base.pool.query(`update ${QUEUE_SCHEMA}.queue set policy = 'singleton' where name = 'run'`);
  const jobs = await Promise.all([1, 2].map(() => submit(base, "wait", { project })));
  await base.pool.query(`update ${QUEUE_SCHEMA}.job set singleton_key = 'x' where name = 'run'`);
  const newer = await openDatabase(base.url, () => {});
  onCleanup(() => newer.close());
  const { env, go } = standIn();
  await worker({ ...newer, url: base.url }, env, 2);
  for (const { id } of jobs) await reaches(base, id, ["running"]);
  expect((await base.store.listJobs({ state: "running", limit: 9 })).length).toBe(2);
  go();
  for (const { id } of jobs) expect((await reaches(base, id, ENDED)).state).toBe("complete");
});

/** Plans of what is asked of a pool, as Postgres makes them where it may not read a table whole. */
async function plansOf(pool: Pool, work: () => Promise<unknown>): Promise<string[]> {
  const asked: [string, unknown[]][] = [];
  const { query } = pool;
  pool.query = ((text: string, values: unknown[] = []) => {
    asked.push([text, values]);
    return Reflect.apply(query, pool, [text, values]);
  }) as unknown as typeof query;
  await work();
  pool.query = query;
  const client = await pool.connect();
  await client.query("begin; set local enable_seqscan = off; set local enable_bitmapscan = off");
  const plans: string[] = [];
  for (const [text, values] of asked) {
    const { rows } = await client.query(`explain ${text}`, values);
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }
  await client.query("rollback");
  client.release();
  return plans;
}

test("lists, the board and costs find their jobs by an index, in its order", async () => {
  const base = await database();
  const { id } = await submit(base, "task");
  const project = "https://git.example/one";
  const plans = await plansOf(base.pool, async () => {
    for (const more of [
      {},
      { project },
      { state: "failed" },
      { before: id },
      { person: "ada" },
    ] as const)
      await base.store.listJobs({ ...more, limit: 50 });
  });
  const sums = await plansOf(base.pool, async () => {
    for (const of of [null, project]) {
      await countsOf(base.pool, of);
      await costsOf(base.pool, of);
    }
  });
  expect(plans).toHaveLength(5);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on job\b|Sort/);
  for (const plan of sums) expect(plan).not.toMatch(/Seq Scan on job\b/);
});

test("a text is looked for in so many jobs at once, and next goes on behind them", async () => {
  const base = await database();
  await base.pool.query(`insert into ${SCHEMA}.job (id, project, workflow, request, source, state, key, created)
    select gen_random_uuid(), '/one', 'multi-ai', 'Say ' || n, '{"by": "token", "name": "test"}', 'complete', '', now() - make_interval(secs => n)
    from generate_series(1, 10100) n`);
  const look = (before?: string | null) =>
    base.store.pageOfJobs({ text: "say 10100", limit: 5, before: before ?? undefined });
  const first = await look();
  const second = await look(first.next);
  const third = await look(second.next);
  expect([first, second, third].map(({ jobs }) => jobs.map(({ request }) => request))).toEqual([
    ...[[], [], ["Say 10100"]],
  ]);
  expect(third.next).toBeNull();
  // Whoever wants so many gets them, wherever they are.
  expect(await base.store.listJobs({ text: "say 10100", limit: 5 })).toHaveLength(1);
  expect(await base.store.listJobs({ text: "SAY 5", limit: 2_000 })).toHaveLength(1_111);
});

test("jobs are counted as they change, and ended ones go whole after their days", async () => {
  const base = await database();
  const fill = (count: number, state: string, ended: string) =>
    base.pool.query(
      `insert into ${SCHEMA}.job (id, project, workflow, request, source, state, key, ended)
       select gen_random_uuid(), 'p' || n % 2, 'multi-ai', 'x', '{"by": "token", "name": "t"}', $2, 'k', now() - $3::interval from generate_series(1, $1) n`,
      [count, state, ended],
    );
  await fill(4, "failed", "400 days");
  await fill(6, "failed", "10 days");
  await fill(2, "queued", "0 days");
  await base.pool.query(`update ${SCHEMA}.job set state = 'question' where state = 'queued'`);
  expect(await countsOf(base.pool, null)).toMatchObject({ failed: 10, queued: 0, question: 2 });
  expect(await countsOf(base.pool, "p1")).toMatchObject({ failed: 5, question: 1 });
  expect(await clearOld(base.pool)).toBe(4);
  expect(await removeOld(base.pool)).toBe(4);
  await base.store.changeSettings({ keep: { job_days: null } }, "ada");
  expect(await removeOld(base.pool)).toBe(0);
  await Promise.all([foldCounts(base.pool), foldCounts(base.pool)]);
  expect(await countsOf(base.pool, null)).toMatchObject({ failed: 6, question: 2 });
  const lines = await base.pool.query(`select count(*)::int as n from ${SCHEMA}.job_count`);
  expect(lines.rows[0].n).toBe(4);
});
