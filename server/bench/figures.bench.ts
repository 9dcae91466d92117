// What the job server costs and how much it carries: `bun server/bench/figures.bench.ts [part]…`, all parts in their order.
// Where a part is left out, the model counts with the figures of an earlier measurement in its place.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../../tests/harness/codex-reviewer.ts";
import { startModel } from "../../tests/harness/model.ts";
import { cleanup, makeProject, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { team, type Worker } from "../../tests/harness/team.ts";
import { honest } from "../../tests/harness/workers.ts";
import { JobRequest } from "../src/jobs/job.ts";
import { Hold, type News, takeJob } from "../src/worker/hold.ts";
import {
  ask,
  type Base,
  database,
  ENDED,
  linesOf,
  MAIN,
  reaches,
  serve,
  standIn,
  submit,
  TOKEN,
  workerProcess,
} from "../tests/at-work.ts";
import { type Load, quantile, simulate } from "./simulation.ts";

/** How long each agent of a real run, and a run of a stand-in, takes. A real one takes minutes. */
const AGENT_MS = 1_000;
const RUN_MS = 30_000;
const ROUNDS = 3;

/** What the model of many machines counts with: what docs/benchmarks.md has, until a part has measured it anew. */
const measured = {
  overheadS: 5.3,
  recoveryS: 11,
  keepsASecond: 424,
  keepsAJob: 71,
  kBAJob: 275,
  connections: 5,
  mbAJob: 416,
};

const median = (values: number[]): number => quantile(values, 0.5);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
const head = (...cells: string[]): void => {
  console.log("");
  row(...cells);
  row(...cells.map(() => "---"));
};

/** Memory of a process and all below it in MB; what several share counts once. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It is gone.
    }
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid)!));
  let kB = 0;
  for (const pid of [...parents.keys()].filter(isBelow))
    try {
      kB += Number(
        /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0,
      );
    } catch {
      // It is gone.
    }
  return kB / 1_024;
}

const sizeOf = async ({ pool }: Base): Promise<number> =>
  Number((await pool.query("select pg_database_size(current_database()) as size")).rows[0].size) /
  1_024;

/** A run as a job, against the same run by `multi-ai run`, and what it takes of memory and of Postgres. */
async function overhead(): Promise<void> {
  const base = await database();
  const slow: Worker = (brief, turn) =>
    turn.turn > 0
      ? honest()(brief)
      : { calls: [{ name: "Bash", input: { command: "ls" } }], delayMs: AGENT_MS };
  const model = startModel({ script: team(slow), codex: codexReviewer() });
  const carrying = [
    "--claude",
    claudePath("new"),
    "--allowed-tools",
    "Bash",
    "--permission-mode",
    "bypassPermissions",
  ];
  const times: Record<"direct" | "job", number[]> = { direct: [], job: [] };
  const memory: number[] = [];
  const before = await sizeOf(base);
  const direct = async (): Promise<void> => {
    const project = makeProject();
    const { env } = makeSandbox({ version: "new", project, model });
    const program = join(import.meta.dir, "../../bin/multi-ai");
    const child = Bun.spawn([program, "run", "multi-ai", "-", "--auto", "--json", ...carrying], {
      ...{
        cwd: project,
        env,
        stdin: Buffer.from("Say goodbye"),
        stdout: "ignore",
        stderr: "ignore",
      },
    });
    if ((await child.exited) !== 0) throw new Error("the direct run did not complete");
  };
  const asJob = async (): Promise<void> => {
    const project = makeProject();
    const { env } = makeSandbox({ version: "new", project, model });
    const words = [
      "worker",
      "--data",
      tempDir(),
      "--slots",
      "1",
      "--projects",
      project,
      ...carrying,
    ];
    const child = Bun.spawn([process.execPath, MAIN, ...words], {
      ...{
        env: { ...env, DATABASE_URL: base.url },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "inherit",
      },
    });
    await child.stdout.getReader().read();
    await Bun.sleep(2_000);
    const idle = memoryOf(child.pid);
    const most: number[] = [];
    const timer = setInterval(() => most.push(memoryOf(child.pid) - idle), 500);
    const begun = performance.now();
    const { job } = await base.store.createJob(
      JobRequest.parse({ project, request: "Say goodbye", options: { auto: true } }),
      TOKEN,
    );
    const over = await reaches(base, job.id, ENDED);
    times.job.push(performance.now() - begun);
    clearInterval(timer);
    if (over.state !== "complete") throw new Error(`the job is ${over.state}: ${over.reason}`);
    memory.push(Math.max(...most));
    child.kill("SIGTERM");
    await child.exited;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await direct();
    times.direct.push(performance.now() - begun);
    await asJob();
  }
  const more = median(times.job.map((one, at) => one - times.direct[at]!));
  const keeps = await base.pool.query("select count(distinct at)::int as n from multi_ai.event");
  measured.overheadS = more / 1_000;
  measured.mbAJob = median(memory);
  measured.kBAJob = ((await sizeOf(base)) - before) / ROUNDS;
  measured.keepsAJob = keeps.rows[0].n / ROUNDS;
  head(`one run, agents of ${seconds(AGENT_MS)}, median of ${ROUNDS}`, "measured");
  row("`multi-ai run`", seconds(median(times.direct)));
  row("as a job, from its request to its end", seconds(median(times.job)));
  row("more", seconds(more));
  row("of a run of ten minutes", percent(more / 600_000));
  row("memory of a job at work, at most", `${Math.round(measured.mbAJob)} MB`);
  row("writes of its worker", Math.round(measured.keepsAJob));
  row("its events and results in Postgres", `${Math.round(measured.kBAJob)} kB`);
}

/** Jobs an hour with so many workers. */
async function rate(): Promise<void> {
  head(`workers with one slot, runs of ${seconds(RUN_MS)}`, "jobs an hour", "of what is possible");
  for (const count of [1, 2, 4]) {
    const base = await database();
    const env = { STAND_IN_MS: String(RUN_MS) };
    const jobs = await Promise.all(Array.from({ length: 2 * count }, () => submit(base, "pause")));
    const workers = Array.from({ length: count }, () => workerProcess(base, env));
    await Promise.all(jobs.map(({ id }) => reaches(base, id, ENDED)));
    const span = await base.pool.query(
      "select extract(epoch from max(job.ended) - min(event.at))::float as s from multi_ai.job join multi_ai.event on event.job = job.id",
    );
    const hourly = (jobs.length / span.rows[0].s) * 3_600;
    row(count, Math.round(hourly), percent(hourly / ((count * 3_600_000) / RUN_MS)));
    for (const one of workers) one.kill("SIGTERM");
    await Promise.all(workers.map((one) => one.exited));
  }
}

/** From the moment at which a run writes an event down until a page has it; and what a server and a worker take while idle. */
async function events(): Promise<void> {
  const base = await database();
  const { child, url, token } = await serve(tempDir(), ["--slots", "0"], {
    DATABASE_URL: base.url,
  });
  const workers = [1, 2].map(() => workerProcess(base, { STAND_IN_MS: "500" }, { slots: 4 }));
  await Bun.sleep(5_000);
  const idle = [child.pid, workers[0]!.pid].map(memoryOf);
  const found = await base.pool.query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  const jobs = await Promise.all(
    Array.from({ length: 8 }, () => submit(base, Array(20).fill("pause").join(" "))),
  );
  const late: number[] = [];
  await Promise.all(
    jobs.map(async ({ id }) => {
      const response = await ask(url!, token!, undefined, "GET", `/api/jobs/${id}/events`);
      for await (const part of response.body!.pipeThrough(new TextDecoderStream()))
        for (const [, line] of part.matchAll(/^event: run\ndata: (.*)$/gm))
          late.push(Date.now() - Date.parse(JSON.parse(line!).at));
    }),
  );
  head(`${late.length} events of 8 jobs at once, to 8 pages`, "measured");
  row("median", `${median(late)} ms`);
  row("p99", `${quantile(late, 0.99)} ms`);
  row("memory of `serve`, idle, beside Postgres", `${Math.round(idle[0]!)} MB`);
  row("memory of a worker, idle", `${Math.round(idle[1]!)} MB`);
  // The server and this bench have as many as a worker.
  measured.connections = Math.ceil(found.rows[0].n / 4);
  row("connections to Postgres of each, idle", measured.connections);
}

/** Until another worker goes on with a killed one's job. */
async function recovery(): Promise<void> {
  const base = await database();
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { env, go } = standIn();
    const first = workerProcess(base, env);
    const { id } = await submit(base, "task wait");
    const begun = async () =>
      (await linesOf(base, id)).filter(({ task, type }) => task === "T2" && type === "dispatched");
    while ((await begun()).length < 1) await Bun.sleep(20);
    const second = workerProcess(base, env);
    await Bun.sleep(2_000);
    const at = performance.now();
    first.kill("SIGKILL");
    while ((await begun()).length < 2) await Bun.sleep(20);
    times.push(performance.now() - at);
    go();
    await reaches(base, id, ENDED);
    second.kill("SIGTERM");
    await second.exited;
  }
  measured.recoveryS = median(times) / 1_000;
  head("a worker is killed, five times", "measured");
  row("its job goes on elsewhere, median", seconds(median(times)));
  row("at most", seconds(Math.max(...times)));
}

/** How many writes of workers Postgres takes a second. */
async function writes(): Promise<void> {
  const base = await database();
  const [holders, each] = [20, 50];
  const line = (seq: number) => JSON.stringify({ seq, type: "noticed", text: "x".repeat(800) });
  const news = (at: number): News => ({
    ...{
      objects: new Map([[`${at}`.padStart(64, "0"), Buffer.alloc(1_500, at)]]),
      bundle: Buffer.alloc(30_000, at),
    },
    events: [2 * at + 1, 2 * at + 2].map((seq) => ({ seq, line: line(seq) })),
    ...{
      spent: { tokens: at, money: null, minutes: 0 },
      isProgress: true,
      run: "bench",
      vendors: ["anthropic"],
    },
  });
  const holds = await Promise.all(
    Array.from({ length: holders }, async () => {
      const { id } = await submit(base, "task");
      const { rows } = await base.pool.query("select queue_id from multi_ai.job where id = $1", [
        id,
      ]);
      const taken = { job: id, queueId: rows[0].queue_id, signal: new AbortController().signal };
      return new Hold(
        base.pool,
        base.queue,
        taken.queueId,
        (await takeJob(base.pool, base.queue, taken, "bench"))!,
      );
    }),
  );
  const begun = performance.now();
  await Promise.all(
    holds.map(async (hold) => {
      for (let at = 0; at < each; at++) await hold.keep(news(at));
    }),
  );
  measured.keepsASecond = (holders * each) / ((performance.now() - begun) / 1_000);
  head(`${holders} workers that write as fast as they can`, "measured");
  row(
    "writes a second, each two events, a result and 30 kB of commits",
    Math.round(measured.keepsASecond),
  );
}

/** Ten thousand jobs a day on fifty workers. */
function model(): void {
  const [jobsADay, workers, slots] = [10_000, 50, 2];
  const busy = (jobsADay / 1_440 / (1 + (10 / 24) * 2)) * 3;
  const usual = {
    jobsADay,
    slots: workers * slots,
    overheadS: measured.overheadS,
    recoveryS: measured.recoveryS,
  };
  head("10,000 jobs a day on 50 workers: share in the busiest hour", "needed", "there is", "share");
  const share = (name: string, needed: number, there: number, unit: string) =>
    row(name, `${needed.toFixed(1)}${unit}`, `${there.toFixed(0)}${unit}`, percent(needed / there));
  for (const minutes of [5, 10, 20])
    share(
      `slots, runs of ${minutes} minutes`,
      busy * (minutes + measured.overheadS / 60),
      workers * slots,
      "",
    );
  share("connections to Postgres, of its usual 100", (workers + 1) * measured.connections, 100, "");
  share("writes a second", (busy / 60) * measured.keepsAJob, measured.keepsASecond, "");
  share("memory of a worker with two jobs, of 4 GB", (slots * measured.mbAJob) / 1_024, 4, " GB");
  share(
    "Postgres' disk after 30 days, of 100 GB",
    (30 * jobsADay * measured.kBAJob) / 1_024 ** 2,
    100,
    " GB",
  );
  head("simulated", "slots used", "in the fullest hour", "wait, median", "p99", "longest queue");
  const cases: (Partial<Load> & { name: string; minutes: number })[] = [
    { name: "runs of 5 minutes", minutes: 5 },
    { name: "runs of 10 minutes", minutes: 10 },
    { name: "the same with 4 slots each", minutes: 10, slots: workers * 4 },
    { name: "runs of 20 minutes, 4 slots each", minutes: 20, slots: workers * 4 },
  ];
  for (const { name, ...more } of cases) {
    const day = simulate({ ...usual, killed: 0.01, ...more });
    const wait = (minutes: number): string => `${minutes.toFixed(1)} min`;
    row(name, percent(day.used), percent(day.fullest), wait(day.median), wait(day.p99), day.queue);
  }
}

const PARTS = { overhead, rate, events, recovery, writes, model };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await part();
  await cleanup();
}
process.exit();
