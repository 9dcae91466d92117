// What many workers, viewers and jobs cost Postgres: `bun server/bench/scale.bench.ts [part]…`. What counts are
// transactions, pages and sequential scans, which no other load of the machine changes; times stand beside a floor of the
// same run.
import { readFileSync } from "node:fs";
import type { QueryConfig } from "pg";
import { cleanup } from "../../tests/harness/project.ts";
import { createApp } from "../src/api/app.ts";
import { openDatabase } from "../src/database/open.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { foldCounts } from "../src/jobs/figures.ts";
import { JobRequest } from "../src/jobs/job.ts";
import { DUE } from "../src/outside/teller.ts";
import { Hold, takeJob } from "../src/worker/hold.ts";
import { type Base, database, submit, TOKEN, workerProcess } from "../tests/at-work.ts";
import type { TestDatabase } from "../tests/database.ts";
import { quantile } from "./simulation.ts";

const WORKERS = 4;
const IDLE_MS = 60_000;
/** So many that are idle are rung for, at so many jobs. */
const [RUNG, SLOTS, JOBS_RUNG] = [12, 4, 20];
const VIEWERS = 50;
const EVENTS = 20;
const JOBS = 300_000;
/** A backend that idles reports what it has done after ten seconds. */
const REPORTED_MS = 11_000;

const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
const head = (...cells: string[]): void => {
  console.log("");
  row(...cells);
  row(...cells.map(() => "---"));
};
const median = (values: number[]): number => quantile(values, 0.5);

interface Seen {
  transactions: number;
  pages: number;
  scans: number;
}

/** What Postgres has done in the bench's database so far, as soon as all of it is reported. */
async function seen({ pool }: Base): Promise<Seen> {
  await Bun.sleep(REPORTED_MS);
  const { rows } = await pool.query<Seen>(
    `select (xact_commit + xact_rollback)::int as transactions, (blks_hit + blks_read)::float8 as pages,
       (select seq_scan::int from pg_stat_user_tables where schemaname = '${SCHEMA}' and relname = 'job') as scans
     from pg_stat_database where datname = current_database()`,
  );
  return rows[0]!;
}

/** What comes in a time, of the base alone or with others. */
async function transactionsIn(base: Base, ms: number): Promise<number> {
  const before = await seen(base);
  const begun = performance.now();
  await Bun.sleep(ms - REPORTED_MS);
  const after = await seen(base);
  return (after.transactions - before.transactions) / ((performance.now() - begun) / 1_000);
}

/** Seconds of CPU that a process has taken. */
const cpuOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};

const connectionsOf = async ({ pool }: Base): Promise<number> =>
  (
    await pool.query(
      "select count(*)::int as n from pg_stat_activity where datname = current_database()",
    )
  ).rows[0].n;

async function idle(): Promise<void> {
  const base = await database();
  await Bun.sleep(5_000);
  const floor = await transactionsIn(base, IDLE_MS);
  const own = await connectionsOf(base);
  const workers = Array.from({ length: WORKERS }, () => workerProcess(base, {}, { slots: 2 }));
  await Bun.sleep(15_000);
  const before = cpuOf(workers[0]!.pid);
  const all = await transactionsIn(base, IDLE_MS);
  const cpu = (cpuOf(workers[0]!.pid) - before) / (IDLE_MS / 1_000);
  const each = (await connectionsOf(base)) - own;
  head(`${WORKERS} workers with two slots and nothing to do`, "measured");
  row("transactions a second of a server without workers", floor.toFixed(2));
  row("more, of each worker", ((all - floor) / WORKERS).toFixed(2));
  row("connections of a worker", (each / WORKERS).toFixed(1));
  row("CPU of a worker", `${(100 * cpu).toFixed(1)} %`);
  for (const one of workers) one.kill("SIGTERM");
  await Promise.all(workers.map((one) => one.exited));
}

/** What a job that is submitted costs while many workers wait for one, which do nothing with it. */
async function rung(): Promise<void> {
  const base = await database();
  const all = await Promise.all(
    Array.from({ length: RUNG }, () => openDatabase(base.url, () => {}, "worker")),
  );
  for (const { queue } of all) await queue.work(SLOTS, false, async () => {});
  const ms = (JOBS_RUNG + 10) * 1_000;
  await Bun.sleep(15_000);
  const floor = await transactionsIn(base, ms);
  const before = await seen(base);
  const begun = performance.now();
  for (let at = 0; at < JOBS_RUNG; at++) {
    await submit(base, "task");
    await Bun.sleep(1_000);
  }
  const after = await seen(base);
  const idle = (floor * (performance.now() - begun)) / 1_000;
  head(`a submit, ${RUNG} workers with ${SLOTS} slots wait`, "measured");
  row("transactions", ((after.transactions - before.transactions - idle) / JOBS_RUNG).toFixed(1));
  for (const one of all) await one.close();
}

/** Takes a job as a worker does. */
async function held(base: Base): Promise<Hold> {
  const { id } = await submit(base, "task");
  const { rows } = await base.pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [id]);
  const taken = { job: id, queueId: rows[0].queue_id, signal: new AbortController().signal };
  const job = (await takeJob(base.pool, base.queue, taken, "bench"))!;
  return new Hold(base.pool, base.queue, taken.queueId, job);
}

const keep = (hold: Hold, seq: number): Promise<void> =>
  hold.keep({
    events: [{ seq, line: JSON.stringify({ seq, type: "noticed", text: "x".repeat(400) }) }],
    objects: new Map(),
    bundle: null,
    spent: { tokens: seq, money: null, minutes: 0 },
    isProgress: true,
    run: "bench",
    vendors: ["anthropic"],
  });

async function viewers(): Promise<void> {
  const base = await database();
  const app = appOf(base, 2 * VIEWERS);
  const token = await base.store.addToken("bench", "decide");
  const hold = await held(base);
  // The queue looks for itself all the time.
  await base.queue.stop();
  /** Transactions for each event; `arrived`: as soon as this is true, the next one is written. */
  const play = async (first: number, arrived: (seq: number) => boolean): Promise<number> => {
    const before = await seen(base);
    for (let seq = first; seq < first + EVENTS; seq++) {
      await keep(hold, seq);
      while (!arrived(seq)) await Bun.sleep(5);
      // Events of a run come apart.
      await Bun.sleep(100);
    }
    const after = await seen(base);
    return (after.transactions - before.transactions) / EVENTS;
  };
  await keep(hold, 1);
  const alone = await play(2, () => true);
  const last = new Array<number>(VIEWERS).fill(0);
  const abort = new AbortController();
  const streams = last.map(async (_, at) => {
    const request = new Request(`http://bench/api/jobs/${hold.job.id}/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    const response = await app.fetch(request);
    for await (const part of response.body!.pipeThrough(new TextDecoderStream()))
      for (const [, seq] of part.matchAll(/^id: (\d+)$/gm)) last[at] = Number(seq);
  });
  while (last.some((seq) => seq < EVENTS + 1)) await Bun.sleep(20);
  const watched = await play(EVENTS + 2, (seq) => last.every((one) => one >= seq));
  abort.abort();
  await Promise.allSettled(streams);
  await app.close();
  head(`an event of a job, ${VIEWERS} viewers`, "measured");
  row("transactions of its write, nobody watches", alone.toFixed(1));
  row("more for all viewers", (watched - alone).toFixed(1));
  row("more for each viewer", ((watched - alone) / VIEWERS).toFixed(2));
}

const appOf = ({ store, schedules, pool }: TestDatabase, streams = 20) =>
  createApp({
    ...{ store, schedules, pool, projects: { folders: ["/"] } },
    limits: { streams, requests: 100_000 },
  });

/** Puts so many jobs into the table without the queue. `state`: an expression over `n`. */
const fill = ({ pool }: Base, count: number, state: string): Promise<unknown> =>
  pool.query({
    query_timeout: 3_600_000,
    text: `insert into ${SCHEMA}.job (id, project, workflow, request, source, state, key, created, updated, moved, ended, report, spent, run)
     select gen_random_uuid(), 'https://git.example/team/project-' || n % 500, 'multi-ai',
       'Add a search by name, case ' || n || repeat(' with words of a request', 12), '{"by": "token", "name": "bench"}',
       state, md5(n::text), at, at, at, case when state in ('complete', 'failed', 'cancelled') then at + interval '9 minutes' end,
       (select string_agg(md5(n::text || line), ' ') from generate_series(1, 30) line),
       '{"tokens": 250000, "money": 1.5, "minutes": 8.5}', 'multi-ai-' || substr(md5(n::text), 1, 8)
     from (select n, ${state} as state, now() - make_interval(secs => n * 8.64) as at from generate_series(1, ${count}) n) one`,
  } as QueryConfig);

async function behind(): Promise<void> {
  head("a submit behind jobs that wait", "median", "pages");
  const base = await database();
  await base.store.changeSettings({ ...(await base.store.settings()), in_progress: 1 }, "bench");
  await submit(base, "task");
  // The queue looks for itself all the time, and gets nothing more here.
  await base.queue.stop();
  let waiting = 0;
  const times: number[] = [];
  for (const count of [10, 10_000]) {
    await fill(base, count - waiting, "'queued'");
    waiting = count;
    await base.pool.query(`update ${SCHEMA}.job set run = null; analyze ${SCHEMA}.job`);
    const each: number[] = [];
    const before = await seen(base);
    for (let at = 0; at < 20; at++) {
      const begun = performance.now();
      const wanted = JobRequest.parse({
        project: `https://git.example/new/${at}`,
        request: "Say hello",
      });
      await base.store.createJob(wanted, TOKEN);
      each.push(performance.now() - begun);
    }
    const after = await seen(base);
    waiting += 20;
    times.push(median(each));
    row(count, `${median(each).toFixed(1)} ms`, Math.round((after.pages - before.pages) / 20));
  }
  row("ratio", (times[1]! / times[0]!).toFixed(1), "");
}

/** Most of the jobs have ended; a few of each other state. */
const STATE = `case when n <= 40 then 'running' when n <= 60 then 'question' when n <= 90 then 'queued' when n <= 100 then 'parked'
  when n % 20 = 0 then 'failed' when n % 33 = 0 then 'cancelled' else 'complete' end`;

async function board(): Promise<void> {
  const base = await database();
  const app = appOf(base);
  const token = await base.store.addToken("bench", "decide");
  const bound = await base.store.addToken("bound", "decide", "https://git.example/team/project-7");
  await fill(base, JOBS, STATE);
  await base.pool.query({
    query_timeout: 3_600_000,
    text: `insert into ${SCHEMA}.spending select (ended at time zone 'UTC')::date, project, count(*), 1.5 * count(*), 0 from ${SCHEMA}.job where ended is not null group by 1, 2`,
  } as QueryConfig);
  await foldCounts(base.pool);
  await base.pool.query({ text: "vacuum analyze", query_timeout: 3_600_000 } as QueryConfig);
  head(
    `${JOBS} jobs`,
    "median",
    "pages of 8 kB",
    "sequential scans of job, each process of one counted",
  );
  const ask = async (path: string, bearer = token): Promise<void> => {
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await app.fetch(new Request(`http://bench${path}`, { headers }));
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  };
  const rounds = 5;
  const measure = (name: string, path: string, bearer?: string): Promise<void> =>
    measured(name, () => ask(path, bearer));
  const measured = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    await work();
    const floor = await seen(base);
    const before = await seen(base);
    const each: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await work();
      each.push(performance.now() - begun);
    }
    const after = await seen(base);
    // What the base does in as much time by itself is none of it.
    const of = (key: keyof Seen) =>
      Math.max(0, after[key] - before[key] - (before[key] - floor[key])) / rounds;
    row(name, `${median(each).toFixed(0)} ms`, Math.round(of("pages")), of("scans").toFixed(1));
  };
  await measure("the floor: who asks", "/api/session");
  await measure("the board", "/api/board");
  await measure("the board of a token of one project", "/api/board", bound);
  await measure("the newest 50 jobs", "/api/jobs");
  await measure("of one project", "/api/jobs", bound);
  await measure("the failed ones", "/api/jobs?state=failed");
  await measure("the parked ones", "/api/jobs?state=parked");
  await measure(
    "200 that are queued, each with what it waits for",
    "/api/jobs?state=queued&limit=200",
  );
  await measure("what is typed, none of the newest 5,000", "/api/jobs?text=case%20299999%20");
  const told = [["question", "complete", "failed", "parked"], null, "bench", ["queued", "running"]];
  await measured("what is to be told, whatever has changed", () =>
    base.pool.query(`${DUE} order by updated limit 20`, [...told, false, null]),
  );
  await measure("of one person", "/api/jobs?person=nobody");
  await measure("what jobs cost", "/api/costs");
  await measure("what was spent in 30 days", "/api/spending");
  await app.close();
}

const PARTS = { idle, rung, viewers, behind, board };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await part();
  await cleanup();
}
process.exit();
