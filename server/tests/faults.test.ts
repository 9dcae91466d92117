// Each fault that the job server has to survive, with real workers, servers and Postgres; the runs are a stand-in's. Beside
// them: a kill in each phase of real runs (run.test.ts), slow and vanished clients, two answers and one request twice
// (api.test.ts), a page that watches 200 jobs (page.test.ts), a second server on the same data (serve.test.ts).
// Runs: in full only, on both databases, first.
import { afterEach, expect, test } from "bun:test";
import { once } from "node:events";
import { chmodSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { fault, type Kind } from "../../tests/faults/counted.ts";
import { CAN_MOUNT, mount, unmount } from "../../tests/harness/mount.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { startPostgres } from "../src/database/postgres.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { type Job, MAX_ATTEMPTS, type State } from "../src/jobs/job.ts";
import { startWorker } from "../src/worker/worker.ts";
import {
  ask,
  type Base,
  carrying,
  database,
  ENDED,
  isWhole,
  linesOf,
  ownPostgres,
  reaches,
  serve,
  standIn,
  submit,
  worker,
  workerProcess,
} from "./at-work.ts";

afterEach(cleanup);

const faulty = (kind: Kind, name: string, work: () => Promise<void>, isPossible = true): void =>
  test.skipIf(!isPossible)(name, () => fault(kind, work));

/** Waits until a job's task is at work. */
async function begins(base: Base, id: string, task: string): Promise<void> {
  while (
    !(await linesOf(base, id)).some((line) => line.type === "dispatched" && line.task === task)
  )
    await Bun.sleep(50);
}

/** A disk of its own, which is full from `fill` until `free`. */
function smallDisk(size: string) {
  const folder = tempDir();
  mount(folder, size);
  onCleanup(() => void unmount(folder));
  const ballast = join(folder, "ballast");
  const fill = (): void => {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize, 1));
  };
  return { folder, fill, free: () => rmSync(ballast) };
}

faulty(
  "others: job server, a worker that is asked to end",
  "a worker that is asked to end gives back what it has, and that attempt counts for nothing",
  async () => {
    const base = await database();
    const [slow, quick] = [standIn(), standIn()];
    const first = workerProcess(base, slow.env);
    const job = await submit(base, "wait task");
    while (!(await linesOf(base, job.id)).some(({ type }) => type === "dispatched"))
      await Bun.sleep(50);
    first.kill("SIGTERM");
    await first.exited;
    const given = await base.store.getJob(job.id);
    expect(given).toMatchObject({ state: "queued", attempts: 0, worker: null });
    quick.go();
    await worker(base, quick.env);
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
  },
);

faulty(
  "kill points: job server, a worker among many jobs",
  "thirty jobs on two workers, one of which is killed: all complete, and no event is lost",
  async () => {
    const base = await database();
    const { env, paid } = standIn();
    const [first] = [workerProcess(base, env), workerProcess(base, env)];
    const projects = Array.from({ length: 10 }, () => makeProject());
    const jobs = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        submit(base, "task task task", { project: projects[at % 10] }),
      ),
    );
    while ((await base.store.listJobs({ state: "complete", limit: 30 })).length < 5)
      await Bun.sleep(50);
    first!.kill("SIGKILL");
    for (const { id } of jobs) {
      expect((await reaches(base, id, ENDED)).state).toBe("complete");
      await isWhole(base, id);
    }
    // What the killed one was at may be paid twice: the step that nobody had acknowledged.
    expect(paid().length).toBeLessThanOrEqual(91);
  },
);

faulty(
  "others: job server, a worker that sleeps past its lease",
  "a worker that sleeps past its lease settles nothing when it wakes, and ends what it had at work",
  async () => {
    const base = await database();
    const [slow, quick] = [standIn(), standIn()];
    const sleeper = workerProcess(base, slow.env);
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    sleeper.kill("SIGSTOP");
    quick.go();
    await worker(base, quick.env);
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    slow.go();
    sleeper.kill("SIGCONT");
    // It is free for the next one only when it has let go of this one.
    const before = await linesOf(base, job.id);
    const next = await submit(base, "task task");
    expect((await reaches(base, next.id, ENDED)).state).toBe("complete");
    expect(await linesOf(base, job.id)).toEqual(before);
    await isWhole(base, job.id);
    expect(before.filter(({ type }) => type === "accepted").map(({ task }) => task)).toEqual([
      "T1",
      "T2",
      "T3",
    ]);
  },
);

faulty(
  "others: job server, a worker that is not heard",
  "a job whose worker was not heard for a while goes on before those that were submitted behind it",
  async () => {
    const base = await database();
    const { env, go } = standIn();
    const said: string[] = [];
    const made = await startWorker({
      ...{ ...base, slots: 1, data: tempDir(), projects: { folders: ["/"] } },
      ...{ carrying: carrying(env), say: (line: string) => said.push(line) },
    });
    onCleanup(() => made.stop());
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    for (let more = 0; more < 6; more++) await submit(base, "task");
    const unheard =
      "update multi_ai_queue.job set heartbeat_on = now() - interval '1 minute' where state = 'active'";
    for (; said.length < 2; await Bun.sleep(100)) await base.pool.query(unheard);
    go();
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    expect((await base.store.listJobs({ state: "queued", limit: 9 })).length).toBeGreaterThan(0);
    expect(said.filter((line) => line.includes("the worker ends"))).toEqual([]);
  },
);

faulty(
  "others: job server, a network that is cut",
  "a worker whose connections are cut without a word goes on by new ones",
  async () => {
    const base = await database();
    const {
      port,
      password,
      user,
      host,
      database: of,
    } = new pg.Client({ connectionString: base.url });
    const open = new Set<Socket>();
    const between = createServer((socket) => {
      const other = connect(
        host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
      );
      for (const one of [socket, other]) open.add(one.on("error", () => {}));
      socket.pipe(other).pipe(socket);
    }).listen(0, "127.0.0.1");
    onCleanup(() => {
      for (const one of open) one.destroy();
      between.close();
    });
    await once(between, "listening");
    const carried = (between.address() as AddressInfo).port;
    const url = `postgresql://${user}:${password}@127.0.0.1:${carried}/${of}`;
    const { env, go, paid } = standIn();
    const one = workerProcess({ url }, env);
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    for (const one of open) one.unpipe().pause();
    go();
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    await isWhole(base, job.id);
    expect(paid().filter((task) => task === "T1")).toHaveLength(1);
    one.kill("SIGKILL");
  },
);

/**
 * Has a worker stop inside what it is writing to a table, with its transaction open, as a paused
 * machine does.
 */
async function stopWriting(base: Base, table: string, job: string): Promise<void> {
  const key = 60;
  const column = table === "job" ? "id" : "job";
  const when = table === "job" ? "before update of fence" : "before insert";
  await base.pool.query(`create function held_up() returns trigger language plpgsql as
    $$ begin if new.${column} = '${job}' then perform pg_advisory_xact_lock_shared(${key}); end if; return new; end $$;
    create trigger held_up ${when} on ${SCHEMA}.${table} for each row execute function held_up()`);
  const gate = await base.pool.connect();
  try {
    await gate.query(`select pg_advisory_lock(${key})`);
    const sleeper = workerProcess(base, standIn().env);
    const waits = `select from pg_locks where locktype = 'advisory' and objid = ${key} and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    while ((await gate.query(waits)).rowCount === 0) await Bun.sleep(20);
    sleeper.kill("SIGSTOP");
    await gate.query(`select pg_advisory_unlock(${key})`);
    // From here on it is the worker alone that does not go on.
    while ((await gate.query(waits)).rowCount !== 0) await Bun.sleep(20);
  } finally {
    gate.release();
  }
}

for (const [what, table] of Object.entries({ takes: "job", keeps: "event", ends: "audit" }))
  faulty(
    "others: job server, a worker that stops inside a transaction",
    `a worker that stops while it ${what} a job: another one takes it over, and completes it`,
    async () => {
      const base = await database();
      const made = await submit(base, "task");
      await stopWriting(base, table, made.id);
      await worker(base, standIn().env);
      expect((await reaches(base, made.id, ENDED)).state).toBe("complete");
      await isWhole(base, made.id);
    },
  );

faulty(
  "others: job server, a worker that stops inside a transaction",
  "ten cancels of a job whose worker has stopped in a transaction: all are answered, and reads meanwhile",
  async () => {
    const base = await database();
    const served = await serve(tempDir(), ["--slots", "0"], { DATABASE_URL: base.url });
    const token = await base.store.addToken("clicks", "decide");
    const job = await submit(base, "task");
    await stopWriting(base, "audit", job.id);
    const cancel = () => ask(served.url!, token, {}, "POST", `/api/jobs/${job.id}/cancel`);
    let open = 0;
    const clicks = Array.from({ length: 10 }, async () => {
      open++;
      const { status } = await cancel();
      open--;
      return status;
    });
    const reads: [number, boolean][] = [];
    while (open > 0) {
      const { status } = await ask(served.url!, token);
      reads.push([status, open > 0]);
      await Bun.sleep(50);
    }
    // A read is answered while cancels wait.
    expect(reads).toContainEqual([200, true]);
    expect(reads.filter(([status]) => status !== 200)).toEqual([]);
    const answers = await Promise.all(clicks);
    expect(answers.filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
    // Whoever was told to try again a little later does so.
    while ((await cancel()).status === 503) await Bun.sleep(200);
    expect((await base.store.getJob(job.id))?.state).toBe("cancelled");
  },
);

faulty(
  "kill points: job server, by the job itself",
  "a job that kills its worker each time is parked, and goes on when a person says so",
  async () => {
    const base = await database();
    const { env } = standIn();
    const job = await submit(base, "kill");
    let killed = 0;
    for (let state: State | undefined; state !== "parked"; ) {
      const one = workerProcess(base, env);
      while (one.exitCode === null && one.signalCode === null && state !== "parked") {
        await Bun.sleep(100);
        state = (await base.store.getJob(job.id))?.state;
      }
      if (one.signalCode === "SIGKILL") killed++;
      // Who has parked it is still there, and would take it up as soon as it is queued again.
      else one.kill("SIGKILL");
      await one.exited;
    }
    expect(killed).toBe(MAX_ATTEMPTS);
    const parked = await base.store.getJob(job.id);
    expect(parked?.reason).toStartWith("5 attempts without a newly accepted task");
    expect((await base.store.retryJob(job.id, "test"))?.ok).toBe(true);
    expect((await base.store.getJob(job.id))?.state).toBe("queued");
  },
);

faulty(
  "kill points: job server, the server",
  "kill -9 of the server: workers go on, a page resumes behind its last event",
  async () => {
    const data = tempDir();
    chmodSync(data, 0o711);
    const project = makeProject();
    const more = ["--slots", "0", "--projects", project];
    const { child, url, token } = await serve(data, more);
    const { env, go, paid } = standIn();
    const atWork = workerProcess({ url: readFileSync(join(data, "postgres/url"), "utf8") }, env);
    const made = await ask(url!, token!, { project, request: "task wait task task" });
    const { job } = (await made.json()) as { job: Job };
    const path = `/api/jobs/${job.id}/events`;
    const seen: number[] = [];
    const stream = (await ask(url!, token!, undefined, "GET", path)).body!.pipeThrough(
      new TextDecoderStream(),
    );
    const read = (part: string) =>
      seen.push(...[...part.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)));
    for await (const part of stream) if (read(part) >= 5) break;
    child.kill("SIGKILL");
    await child.exited;
    go();
    // Its Postgres has outlived it; the next server ends that one.
    while (paid().length < 4) await Bun.sleep(50);
    const next = await serve(data, more);
    const rest = await (
      await ask(next.url!, token!, undefined, "GET", `${path}?after=${seen.at(-1)}`)
    ).text();
    read(rest);
    expect(rest).toContain('event: end\ndata: "complete"');
    expect(seen).toEqual(seen.map((_, at) => at + 1));
    expect(paid()).toHaveLength(4);
    atWork.kill("SIGKILL");
  },
);

faulty(
  "kill points: job server, its Postgres",
  "kill -9 of the server's own Postgres: it is started again, and the job completes",
  async () => {
    const said: string[] = [];
    const { postgres, base } = await ownPostgres((line) => said.push(line));
    const { env, go } = standIn();
    await worker(base, env);
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    process.kill(postgres.pid()!, "SIGKILL");
    go();
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    await isWhole(base, job.id);
    expect(said[0]).toBe("Postgres stopped unexpectedly; it is restarted.");
  },
);

faulty(
  "others: job server, Postgres away",
  "Postgres away for four seconds: all jobs complete, no event is lost, nothing is paid twice",
  async () => {
    const { postgres, base, folder } = await ownPostgres();
    const { env, go, paid } = standIn();
    await worker(base, env, 3);
    const jobs = await Promise.all([1, 2, 3].map(() => submit(base, "task wait task task")));
    for (const { id } of jobs) while ((await linesOf(base, id)).length < 5) await Bun.sleep(50);
    await postgres.stop();
    go();
    await Bun.sleep(4_000);
    const again = await startPostgres(folder, () => {});
    onCleanup(() => again.stop());
    for (const { id } of jobs) {
      expect((await reaches(base, id, ENDED)).state).toBe("complete");
      await isWhole(base, id);
    }
    expect(paid()).toHaveLength(12);
  },
);

faulty(
  "others: job server, a full disk",
  "a full disk under Postgres: nothing is lost, and all goes on when there is room",
  async () => {
    const disk = smallDisk("160m");
    const { base } = await ownPostgres(() => {}, disk.folder);
    const { env, go, paid } = standIn();
    await worker(base, env);
    const jobs = await Promise.all([1, 2].map(() => submit(base, "task wait task task")));
    for (const { id } of jobs) await begins(base, id, "T2");
    disk.fill();
    // What Postgres has set aside is used up, too, and it ends.
    const more = () =>
      base.pool.query(
        "select pg_logical_emit_message(true, 'more', repeat('x', 1000000)) from generate_series(1, 99)",
      );
    expect(await more().catch((error) => error)).toBeInstanceOf(Error);
    go();
    await Bun.sleep(5_000);
    disk.free();
    for (const { id } of jobs) {
      expect(await reaches(base, id, ENDED)).toMatchObject({ state: "complete" });
      await isWhole(base, id);
    }
    expect(paid()).toHaveLength(8);
  },
  CAN_MOUNT,
);

faulty(
  "others: job server, a full disk",
  "Postgres has no room for an event: the worker waits with it, and pays nothing twice",
  async () => {
    const base = await database();
    await base.pool.query(`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on ${SCHEMA}.event for each row execute function full_disk()`);
    const { env, paid } = standIn();
    await worker(base, env);
    const { id } = await submit(base, "task task");
    await reaches(base, id, ["running"]);
    await Bun.sleep(4_000);
    await base.pool.query(`drop trigger full_disk on ${SCHEMA}.event`);
    expect(await reaches(base, id, ENDED)).toMatchObject({ state: "complete", attempts: 0 });
    const { rows } = await base.pool.query(`select fence from ${SCHEMA}.job where id = $1`, [id]);
    expect([rows[0].fence, paid()]).toEqual([1, ["T1", "T2"]]);
  },
);

faulty(
  "others: job server, a full disk",
  "a full disk under a worker: that is no attempt of its job, which says why it waits, and goes on when there is room",
  async () => {
    const base = await database();
    const disk = smallDisk("128m");
    workerProcess(base, {}, { data: disk.folder });
    await reaches(base, (await submit(base, "task")).id, ["complete"]);
    disk.fill();
    const { id } = await submit(base, "task change");
    let job = await base.store.getJob(id);
    while (!job?.reason) job = await base.store.getJob(id);
    expect(job).toMatchObject({
      ...{ state: "queued", attempts: 0 },
      reason: expect.stringContaining("lacks room on its disk: 0 MB are free"),
    });
    disk.free();
    expect((await reaches(base, id, ENDED)).state).toBe("complete");
    await isWhole(base, id);
  },
  CAN_MOUNT,
);

/** The queue's clock; leases and waiting count by it alone. */
const setClock = ({ pool }: Base, jump: string) =>
  pool.query(`create or replace function multi_ai_queue.job_now() returns timestamp with time zone as
    $$ select now() + interval '${jump}' $$ language sql stable`);

faulty(
  "others: job server, a clock that jumps",
  "a clock that jumps ahead: whoever loses a lease by that pays nothing twice",
  async () => {
    const base = await database();
    const { env, go, paid } = standIn();
    await worker(base, env);
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    const fence = async () =>
      (await base.pool.query(`select fence from ${SCHEMA}.job where id = $1`, [job.id])).rows[0]
        .fence;
    // Where the worker's sign of life comes first behind a jump, no lease is lost by that one.
    for (let hours = 1; (await fence()) < 2; hours++) {
      await setClock(base, `${hours} hours`);
      await Bun.sleep(700);
    }
    go();
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    await isWhole(base, job.id);
    expect(paid().filter((task) => task === "T1")).toHaveLength(1);
  },
);

faulty(
  "others: job server, a clock that jumps",
  "a clock that is set back: what waits is taken, and a lease ends as before",
  async () => {
    const base = await database();
    const [slow, quick] = [standIn(), standIn()];
    const first = workerProcess(base, slow.env);
    const job = await submit(base, "task wait task");
    await begins(base, job.id, "T2");
    const waiting = await submit(base, "task");
    await setClock(base, "-1 hour");
    // By the next sign of life the lease is of the new time.
    const isNew = async () =>
      (
        await base.pool.query(
          "select from multi_ai_queue.job where state = 'active' and heartbeat_on < now()  - interval '50 minutes'",
        )
      ).rowCount === 1;
    while (!(await isNew())) await Bun.sleep(50);
    first.kill("SIGKILL");
    quick.go();
    await worker(base, quick.env);
    for (const { id } of [job, waiting]) {
      expect((await reaches(base, id, ENDED)).state).toBe("complete");
      await isWhole(base, id);
    }
  },
);

faulty(
  "others: job server, many jobs",
  "1,000 jobs of twenty projects: each is taken once, and completes",
  async () => {
    const base = await database();
    const projects = Array.from({ length: 20 }, () => makeProject());
    const said = JSON.stringify({ end: "ended", status: "complete" });
    const program = ["sh", "-c", `[ "$0" != carry ] || printf '%s' '${said}'`];
    const carrying = { program, arguments: [], env: process.env };
    const place = { data: tempDir(), projects: { folders: ["/"] }, carrying };
    const made = await startWorker({ ...base, slots: 10, ...place, say: () => {} });
    onCleanup(() => made.stop());
    // Fifty at once: the pool lets nobody wait for a connection for ever.
    for (let at = 0; at < 1_000; at += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, more) =>
          submit(base, `Number ${at + more}`, { project: projects[(at + more) % 20] }),
        ),
      );
    const counts = async () =>
      (
        await base.pool.query(
          `select state, fence, count(*)::int as n from ${SCHEMA}.job group by 1, 2 order by 1, 2`,
        )
      ).rows;
    while ((await counts()).some(({ state }) => !ENDED.includes(state))) await Bun.sleep(500);
    expect(await counts()).toEqual([{ state: "complete", fence: 1, n: 1_000 }]);
  },
);
