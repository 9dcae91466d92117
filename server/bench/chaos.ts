// Many jobs on many workers while all that may fail does: `bun server/bench/chaos.ts [jobs] [workers] [seed] [minutes]`, on Linux.
// Workers are killed and stopped, also inside transactions; Postgres goes away; the network of a part of the workers is cut.
// As root these have a network of their own each, a namespace with nothing but loopback; else what carries their connections
// is stopped. The runs are a stand-in's. Exits 1 where a job has not ended, or its journal is not one.
import { join } from "node:path";
import pg from "pg";
import { IS_ROOT } from "../../tests/harness/mount.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { startPostgres } from "../src/database/postgres.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { JobRequest } from "../src/jobs/job.ts";
import { LOOK_S } from "../src/queue.ts";
import { ENDED, ownPostgres, serve, standIn, TOKEN, workerProcess } from "../tests/at-work.ts";
import { quantile, random } from "./simulation.ts";

const [JOBS = 500, WORKERS = 20, SEED = 1, MINUTES = 10] = process.argv.slice(2).map(Number);
/** Behind that nothing more is done to the jobs; behind the second one it is over, ended or not. */
const MOST_MS = MINUTES * 58_000;
const CALM_MS = 0.75 * MOST_MS;
const NETWORKS = 5;
const PROJECTS = 20;
/** Of each job; the second one takes as long as a fault may need to hit it. */
const REQUEST = "task pause task";
const STEPS = REQUEST.split(" ").length;
const PAUSE_MS = 500;
/** Postgres is away when these shares of the jobs have ended. */
const AWAY_AT = [0.2, 0.45, 0.7];
/** A write takes this long now and then, so that a stop hits it. */
const SLOW = { share: 0.1, seconds: 0.5 };

const next = random(SEED);
const between = (least: number, most: number): number => least + next() * (most - least);
const one = <T>(all: T[]): T | undefined => all[Math.floor(next() * all.length)];
for (const how of ["SIGINT", "SIGTERM", "uncaughtException", "unhandledRejection"] as const)
  process.once(how, (why: unknown) => {
    console.error(why);
    void cleanup().finally(() => process.exit(1));
  });
const begun = performance.now();
const now = (): number => performance.now() - begun;

const { postgres, base, folder } = await ownPostgres(() => {}, tempDir());
let database = postgres;
onCleanup(() => database.stop());
const { pool } = base;

/** Asks until Postgres answers. */
async function rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
  for (;;)
    try {
      return (await pool.query(text, values)).rows as T[];
    } catch (error) {
      if (now() > MOST_MS) throw error;
      await Bun.sleep(200);
    }
}

// Who has taken a job, and writes that take a while.
await pool.query(`create table public.taking (job uuid, fence int, worker text, at timestamptz default clock_timestamp());
  create function public.taken() returns trigger language plpgsql as
    $$ begin insert into public.taking (job, fence, worker) values (new.id, new.fence, new.worker); return null; end $$;
  create trigger taken after update of fence on ${SCHEMA}.job for each row execute function public.taken();
  create function public.slow() returns trigger language plpgsql as
    $$ begin if random() < ${SLOW.share} then perform pg_sleep(${SLOW.seconds}); end if; return new; end $$;
  create trigger slow before update of fence on ${SCHEMA}.job for each row execute function public.slow();
  create trigger slow before insert on ${SCHEMA}.audit for each row execute function public.slow()`);

const command = (...words: string[]): boolean => Bun.spawnSync(words).exitCode === 0;

/** What carries the connections of a part of the workers to Postgres, and can be cut. */
function network(at: number) {
  const name = `multi-ai-${process.pid}-${at}`;
  const isOwn = IS_ROOT && command("ip", "netns", "add", name);
  const before = isOwn ? ["ip", "netns", "exec", name] : [];
  const loopback = (way: "up" | "down") => command("ip", "-n", name, "link", "set", "lo", way);
  if (isOwn) {
    loopback("up");
    onCleanup(() => void command("ip", "netns", "del", name));
  }
  const { host, user, password, database: of } = new pg.Client({ connectionString: base.url });
  const port = isOwn ? 5432 : 20_000 + (process.pid % 10_000) + at;
  const words = [join(import.meta.dir, "../tests/relay.ts"), `${port}`, `${host}/.s.PGSQL.5432`];
  const relay = Bun.spawn([...before, process.execPath, ...words]);
  onCleanup(async () => {
    relay.kill("SIGKILL");
    await relay.exited;
  });
  return {
    isOwn,
    before,
    url: (worker: string) =>
      `postgresql://${user}:${password}@127.0.0.1:${port}/${of}?application_name=${worker}`,
    cut: () => (isOwn ? loopback("down") : relay.kill("SIGSTOP")),
    mend: () => (isOwn ? loopback("up") : relay.kill("SIGCONT")),
    isCut: false,
  };
}
const networks = Array.from({ length: NETWORKS }, (_, at) => network(at));

const { env, paid } = standIn();
const workers = Array.from({ length: WORKERS }, (_, at) => {
  const name = `worker-${at}`;
  const net = networks[at % NETWORKS]!;
  const data = tempDir();
  const start = () =>
    workerProcess(
      { url: net.url(name) },
      { ...env, STAND_IN_MS: String(PAUSE_MS), MULTI_AI_WORKER: name },
      { data, before: net.before },
    );
  return { name, net, start, child: start(), isWell: true };
});
type At = (typeof workers)[number];

const projects = Array.from({ length: PROJECTS }, () => makeProject());
// Somebody who looks at the page all the time.
const api = { silent: 0, refused: 0, isOver: false };
const served = await serve(tempDir(), ["--slots", "0"], { DATABASE_URL: base.url });
let awayUntil = 0;
let isAway = false;
const looking = (async () => {
  const token = await base.store.addToken("chaos", "read");
  let good = now();
  while (!api.isOver) {
    const asked = now();
    const signal = AbortSignal.timeout(120_000);
    const { status } = await fetch(new URL("/api/jobs?limit=50", served.url), {
      headers: { authorization: `Bearer ${token}` },
      signal,
    }).catch(() => ({ status: 0 }));
    api.silent = Math.max(api.silent, now() - asked);
    // What Postgres cannot answer while it is away is no fault of the server's.
    if (status === 200 || isAway) good = now();
    api.refused = Math.max(api.refused, now() - Math.max(good, awayUntil));
    await Bun.sleep(200);
  }
})();

/** Of a fault: which jobs its workers had at work. */
interface Hit {
  at: Date;
  jobs: { id: string; fence: number }[];
}
const hits: Hit[] = [];
const counts = { killed: 0, stopped: 0, inside: 0, cut: 0, away: 0 };

async function hit(pids: number[], strike: () => void): Promise<void> {
  const names = pids.map((pid) => `%-${pid}`);
  const jobs = await rows<{ id: string; fence: number }>(
    `select id, fence from ${SCHEMA}.job where state = 'running' and worker like any($1)`,
    [names],
  );
  const [clock] = await rows<{ at: Date }>("select clock_timestamp() as at");
  strike();
  hits.push({ at: clock!.at, jobs });
}

const later: Promise<void>[] = [];
const after = (seconds: number, work: () => void): void => {
  later.push(Bun.sleep(seconds * 1_000).then(work));
};
const again = (worker: At): void => {
  worker.child = worker.start();
  worker.isWell = true;
};

async function kill(worker: At): Promise<void> {
  worker.isWell = false;
  await hit([worker.child.pid], () => worker.child.kill("SIGKILL"));
  counts.killed++;
  after(between(1, 4), () => again(worker));
}

/** Some wake up behind the end of their lease, some never. */
async function stop(worker: At): Promise<void> {
  worker.isWell = false;
  await hit([worker.child.pid], () => worker.child.kill("SIGSTOP"));
  counts.stopped++;
  const { child } = worker;
  const wakes = next() < 0.7;
  after(between(8, 25), () => {
    child.kill(wakes ? "SIGCONT" : "SIGKILL");
    if (wakes) worker.isWell = true;
    else again(worker);
  });
}

/** Stops one that is writing, and looks whether its transaction stays open. */
async function stopInside(): Promise<void> {
  const until = now() + 3_000;
  while (now() < until) {
    const writing = await rows<{ name: string; pid: number }>(
      "select application_name as name, pid from pg_stat_activity where wait_event = 'PgSleep' and xact_start < query_start",
    );
    const names = writing.map(({ name }) => name);
    const worker = workers.find(({ name, isWell }) => isWell && names.includes(name));
    if (worker !== undefined) {
      const { pid } = writing.find(({ name }) => name === worker.name)!;
      await stop(worker);
      await Bun.sleep(1_000 * SLOW.seconds + 500);
      const open = await rows(
        "select from pg_stat_activity where pid = $1 and state = 'idle in transaction'",
        [pid],
      );
      counts.inside += open.length;
      return;
    }
    await Bun.sleep(30);
  }
}

async function cut(): Promise<void> {
  const net = one(networks.filter(({ isCut }) => !isCut));
  if (net === undefined) return;
  net.isCut = true;
  const pids = workers.filter((worker) => worker.net === net).map(({ child }) => child.pid);
  await hit(pids, () => void net.cut());
  counts.cut++;
  after(between(8, 25), () => {
    net.mend();
    net.isCut = false;
  });
}

async function away(): Promise<void> {
  isAway = true;
  await database.stop();
  counts.away++;
  await Bun.sleep(between(2_000, 6_000));
  database = await startPostgres(folder, () => {});
  isAway = false;
  awayUntil = now();
}

/** Submits a job, however often it takes; what was made without an answer is not made twice. */
async function feed(at: number): Promise<void> {
  const project = projects[at % PROJECTS]!;
  const request = JobRequest.parse({ project, request: REQUEST });
  while (now() < MOST_MS)
    try {
      await base.store.createJob(request, TOKEN, `job ${at}`);
      return;
    } catch {
      await Bun.sleep(500);
    }
}
const fed = (async () => {
  for (let at = 0; at < JOBS; at += 5)
    await Promise.all(Array.from({ length: Math.min(5, JOBS - at) }, (_, more) => feed(at + more)));
})();

const ended = async (): Promise<number> =>
  (
    await rows<{ n: number }>(
      `select count(*)::int as n from ${SCHEMA}.job where state = any($1)`,
      [ENDED],
    )
  )[0]!.n;

let many = await ended();
let told = 0;
while (many < JOBS && now() < MOST_MS) {
  if (now() < CALM_MS) {
    const well = workers.filter(({ isWell, child }) => isWell && child.exitCode === null);
    const due = AWAY_AT[counts.away];
    const chance = next();
    const worker = one(well);
    if (due !== undefined && many >= due * JOBS) await away();
    else if (chance < 0.1) await cut();
    else if (chance < 0.35) await stopInside();
    else if (worker !== undefined && well.length > WORKERS / 2)
      await (chance < 0.75 ? kill(worker) : stop(worker));
  }
  await Bun.sleep(between(1_000, 3_000));
  many = await ended();
  if (now() - told > 20_000) {
    told = now();
    console.error(`${Math.round(now() / 1_000)} s: ${many} ended`, JSON.stringify(counts));
  }
}
await fed;
await Promise.all(later);
api.isOver = true;
await looking;

const count = async (text: string): Promise<number> =>
  (await rows<{ n: number }>(`select count(*)::int as n from (${text}) as found`))[0]!.n;
const parked = await count(`select from ${SCHEMA}.job where state = 'parked'`);
const complete = await count(`select from ${SCHEMA}.job where state = 'complete'`);
const gaps = await count(
  `select from ${SCHEMA}.event group by job having min(seq) <> 1 or max(seq) <> count(*) or bool_or((line::jsonb->>'seq')::int <> seq)`,
);
const forks = await count(
  `select from ${SCHEMA}.job where reason like '%differs from the one that was kept%'`,
);
const twice = await count(
  `select from ${SCHEMA}.event where line::jsonb->>'type' = 'accepted' group by job, line::jsonb->>'task' having count(*) > 1`,
);
const takings = await rows<{ job: string; fence: number; at: Date }>(
  "select job, fence, at from public.taking order by at",
);
const waits = hits.flatMap(({ at, jobs }) =>
  jobs.flatMap(({ id, fence }) => {
    const taking = takings.find((other) => other.job === id && other.fence > fence);
    return taking === undefined ? [] : [(taking.at.getTime() - at.getTime()) / 1_000];
  }),
);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const looks = (value: number): string => `${(value / LOOK_S).toFixed(2)}`;
const isOwn = networks.every((net) => net.isOwn);
const table: [string, string | number][] = [
  ["jobs, workers, steps", `${JOBS}, ${WORKERS}, ${JOBS * STEPS}`],
  ["workers killed", counts.killed],
  ["workers stopped; seen inside a transaction", `${counts.stopped}; ${counts.inside}`],
  [isOwn ? "networks cut, in a namespace" : "networks cut, by a relay", counts.cut],
  ["Postgres away", counts.away],
  ["jobs ended; of these complete", `${many}; ${complete}`],
  ["parked", parked],
  ["journals with a gap", gaps],
  ["forks", forks],
  ["steps accepted twice", twice],
  ["steps done twice", paid().length - complete * STEPS],
  ["jobs taken over", waits.length],
  [
    `after how many poll intervals of ${LOOK_S} s: median, most`,
    `${looks(quantile(waits, 0.5))}, ${looks(Math.max(0, ...waits))}`,
  ],
  ["longest wait for an answer of the API, Postgres away included", seconds(api.silent)],
  ["longest time without a good one while Postgres was there", seconds(api.refused)],
  ["all of it", seconds(now())],
];
console.log("| what | measured |\n|---|---|");
for (const line of table) console.log(`| ${line.join(" | ")} |`);
for (const { child, net } of workers) {
  net.mend();
  child.kill("SIGCONT");
}
await cleanup();
process.exit(many < JOBS || gaps + forks + twice > 0 ? 1 : 0);
