// What a machine lacks is no attempt of the job, and another machine works on it; workers, queue and Postgres as they are.
// Runs: in full too.
// In npm test: ^what a machine lacks\b
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../tests/harness/patience.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import type { Projects } from "../src/api/project.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { type Job, MAX_ATTEMPTS } from "../src/jobs/job.ts";
import { waitsOf } from "../src/jobs/waits.ts";
import { labelsThere, listWorkers } from "../src/jobs/workers.ts";
import { openLog } from "../src/log.ts";
import { GitFailed } from "../src/worker/git.ts";
import { Hold, takeJob } from "../src/worker/hold.ts";
import { asking, RequirementError } from "../src/worker/lacks.ts";
import { withJob } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { type Base, carrying, database, ENDED, reaches, standIn, submit } from "./at-work.ts";

afterEach(cleanup);

/** A worker of this process, and what it says. It looks soon for what it lacks. */
async function workerWith(
  base: Base,
  name: string,
  more: {
    projects?: Projects;
    claude?: string;
    env?: Record<string, string>;
    slots?: number;
    labels?: string[];
  } = {},
): Promise<string[]> {
  const said: string[] = [];
  const made = await startWorker({
    ...{ ...base, name, slots: more.slots ?? 1, data: tempDir(), labels: more.labels ?? [] },
    projects: more.projects ?? { folders: ["/"] },
    carrying: {
      ...carrying(more.env ?? {}),
      ...(more.claude === undefined ? {} : { claude: more.claude }),
    },
    pauses: { first: 300, most: 1_000 },
    say: (line) => said.push(line),
  });
  onCleanup(() => made.stop());
  return said;
}

const all = (base: Base, jobs: Job[]): Promise<Job[]> =>
  Promise.all(jobs.map(({ id }) => reaches(base, id, ENDED)));

/** In the place of ssh: it leads to this machine, and refuses connections while the file is there. */
function refusingSsh(): { refuse: string } {
  const folder = tempDir();
  const [file, refuse] = [join(folder, "ssh"), join(folder, "refuse")];
  const script = `[ -e ${refuse} ] && { cat ${refuse} >&2; exit 255; }\nfor last; do :; done\nexec sh -c "$last"`;
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const before = process.env.GIT_SSH_COMMAND;
  process.env.GIT_SSH_COMMAND = file;
  onCleanup(() => {
    if (before === undefined) delete process.env.GIT_SSH_COMMAND;
    else process.env.GIT_SSH_COMMAND = before;
  });
  return { refuse };
}
const HOST = "repositories.example";
const AWAY = `ssh: connect to host ${HOST} port 22: Connection refused\n`;

describe("what a machine lacks", () => {
  test("is found in git's words; what git says otherwise is the job's", async () => {
    const says = (words: string) =>
      asking("https://git.example/shop", () => Promise.reject(new GitFailed(words))).catch(
        (error) => (error instanceof RequirementError ? error.lack.what : null),
      );
    expect(await says(`fatal: unable to access: Could not resolve host: git.example`)).toBe(
      "git.example",
    );
    expect(await says("The requested URL returned error: 503")).toBe("git.example");
    expect(await says("fatal: Authentication failed for 'https://git.example/shop'")).toBe(
      "a key for git.example",
    );
    expect(await says("fatal: couldn't find remote ref refs/heads/main")).toBeNull();
  });

  test("stands in the log with its job: JSON where no terminal is, and never a secret", () => {
    const lines: string[] = [];
    const token = `mai_${"x".repeat(43)}`;
    const about = { job: "j1", attempt: 2, worker: "w1" };
    for (const isTerminal of [true, false])
      openLog(isTerminal, (line) => lines.push(line))(`no postgres://me:pw@db/x, ${token}`, about);
    expect(lines[0]).toBe("no postgres://me:***@db/x, ***\n");
    expect(JSON.parse(lines[1]!)).toEqual({
      ...{ level: "info", time: expect.any(String), ...about },
      msg: "no postgres://me:***@db/x, ***",
    });
    lines.length = 0;
    openLog(true, (line) => lines.push(line))("at \u001b[2J\u009b2J\rx\u202e\nFake: stopped");
    expect(lines).toEqual(["at [2J 2J x\n    Fake: stopped\n"]);
    // What Claude Code sends by OpenTelemetry names the job, and nothing is added where it sends nothing.
    const job = { id: "j1", workflow: "team", attempts: 2 } as const;
    expect(withJob({ A: "b" }, job)).toEqual({ A: "b" });
    const env = { CLAUDE_CODE_ENABLE_TELEMETRY: "1", OTEL_RESOURCE_ATTRIBUTES: "team=shop" };
    expect(withJob(env, job).OTEL_RESOURCE_ATTRIBUTES).toBe(
      "team=shop,multi_ai.job=j1,multi_ai.workflow=team,multi_ai.attempt=2",
    );
  });

  test("is no attempt, has the job wait longer each time, and is forgotten when it goes on", async () => {
    const base = await database();
    const { id } = await submit(base, "task");
    const lack = { what: HOST, why: "refused", isOf: () => true, look: async () => false };
    const starts: number[] = [];
    const wait = async (isDoubtful: boolean) => {
      const { rows } = await base.pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [
        id,
      ]);
      const taken = { queueId: rows[0].queue_id, job: id, signal: new AbortController().signal };
      const held = await takeJob(base.pool, base.queue, taken, "w1");
      const hold = new Hold(base.pool, base.queue, taken.queueId, held!);
      await hold.settle({ state: "lacks", lack: { ...lack, isDoubtful } });
      const after = await base.pool.query(
        `select round(extract(epoch from start_after - job.updated)) as s from multi_ai_queue.job entry
           join ${SCHEMA}.job on entry.id = queue_id where job.id = $1`,
        [id],
      );
      starts.push(Number(after.rows[0]?.s));
    };
    for (let at = 0; at < MAX_ATTEMPTS + 1; at++) await wait(false);
    expect(starts).toEqual([2, 4, 8, 16, 32, 64]);
    expect(await base.store.getJob(id)).toMatchObject({
      ...{ state: "queued", attempts: 0, reason: `the worker w1 lacks ${HOST}: refused` },
    });
    // A key that everybody refuses may be that of a wrong address.
    for (let at = 0; at < 2; at++) await wait(true);
    expect(await base.store.getJob(id)).toMatchObject({ state: "parked", attempts: 0 });
    await base.store.retryJob(id, "ada");
    await wait(true);
    expect((await base.store.getJob(id))!.state).toBe("queued");
  });
});

test("a git host that is away for a while parks nothing: its jobs wait, and go on when it is back", async () => {
  const base = await database();
  const { refuse } = refusingSsh();
  writeFileSync(refuse, AWAY);
  const said = await workerWith(base, "w1", { projects: { folders: [], hosts: [HOST] } });
  const jobs: Job[] = [];
  for (let at = 0; at < 5; at++)
    jobs.push(await submit(base, "task", { project: `ssh://git@${HOST}${makeProject()}` }));
  expect(await eventually(() => said.some((line) => line.startsWith("It takes no jobs")))).toBe(
    true,
  );
  // Longer than five attempts took before.
  await Bun.sleep(5_000);
  const waiting = await Promise.all(jobs.map(({ id }) => base.store.getJob(id)));
  expect(waiting.map((job) => [job!.state, job!.attempts])).toEqual(jobs.map(() => ["queued", 0]));
  expect(waiting.some((job) => job!.reason?.includes("Connection refused"))).toBe(true);
  rmSync(refuse);
  expect((await all(base, jobs)).map(({ state }) => state)).toEqual(jobs.map(() => "complete"));
  expect(said).toContain(`This worker has ${HOST} again.`);
});

test("a worker without Claude Code takes nothing from one that has it, and works as soon as it has it", async () => {
  const base = await database();
  const claude = join(tempDir(), "claude");
  const said = await workerWith(base, "without", { claude, env: { STAND_IN_CLAUDE: claude } });
  expect(said.join("\n")).toContain("This worker lacks Claude Code");
  const jobs = await Promise.all([1, 2, 3].map(() => submit(base, "claude task")));
  await Bun.sleep(3_000);
  expect((await base.store.getJob(jobs[0]!.id))!.state).toBe("queued");
  const there = standIn();
  there.go();
  await workerWith(base, "with", { env: { STAND_IN_CLAUDE: there.env.STAND_IN_GO! } });
  expect((await all(base, jobs)).map(({ state, attempts }) => [state, attempts])).toEqual(
    jobs.map(() => ["complete", 0]),
  );
  writeFileSync(claude, "#!/bin/sh\n");
  chmodSync(claude, 0o755);
  expect(await eventually(() => said.includes("It takes jobs again."))).toBe(true);
  // It is gone while jobs come: that is no attempt either.
  rmSync(claude);
  const later = await Promise.all([1, 2, 3].map(() => submit(base, "claude task")));
  expect((await all(base, later)).map(({ state }) => state)).toEqual(later.map(() => "complete"));
});

test("a worker whose Claude Code is not logged in is no attempt of a job, says so at its start, and works as soon as it is", async () => {
  const base = await database();
  const folder = tempDir();
  const [claude, status] = [join(folder, "claude"), join(folder, "status")];
  writeFileSync(claude, `#!/bin/sh\ncat ${status}\n`, { mode: 0o755 });
  const isLoggedIn = (loggedIn: boolean): void =>
    writeFileSync(status, JSON.stringify({ loggedIn }));
  isLoggedIn(true);
  const env = { STAND_IN_CLAUDE: join(folder, "none") };
  const said = await workerWith(base, "out", { claude, env });
  isLoggedIn(false);
  const job = await submit(base, "task login");
  expect(await eventually(() => said.some((line) => line.startsWith("It takes no jobs")))).toBe(
    true,
  );
  expect(await base.store.getJob(job.id)).toMatchObject({
    ...{ state: "queued", attempts: 0 },
    reason: expect.stringContaining("the worker out lacks a login of Claude Code"),
  });
  const again = await workerWith(base, "again", { claude, env });
  expect(again[0]).toStartWith("This worker lacks a login of Claude Code: ");
  await workerWith(base, "in", { env: { STAND_IN_CLAUDE: claude } });
  expect(await all(base, [job])).toMatchObject([{ state: "complete" }]);
  isLoggedIn(true);
  expect(await eventually(() => said.includes("It takes jobs again."))).toBe(true);
});

test("a worker without the folder of a project leaves its jobs to the others, and has no part in their failing", async () => {
  const base = await database();
  const elsewhere = tempDir();
  const said = await workerWith(base, "elsewhere", { projects: { folders: [elsewhere] } });
  const project = makeProject();
  const jobs = await Promise.all([1, 2, 3, 4].map(() => submit(base, "task", { project })));
  expect(await eventually(() => said.some((line) => line.includes(project)))).toBe(true);
  await workerWith(base, "there");
  expect((await all(base, jobs)).map(({ state }) => state)).toEqual(jobs.map(() => "complete"));
  expect(existsSync(elsewhere)).toBe(true);
});

test("a job that needs labels waits for a worker that has all of them, and keeps no place from others meanwhile", async () => {
  const base = await database();
  await base.store.changeSettings({ in_progress: 1 }, "ada");
  const needy = await submit(base, "task", { needs: ["gpu", "linux"], priority: 9 });
  await workerWith(base, "plain");
  await workerWith(base, "half", { labels: ["gpu"] });
  const other = await submit(base, "task");
  expect(await reaches(base, other.id, ENDED)).toMatchObject({ state: "complete" });
  expect(await base.store.getJob(needy.id)).toMatchObject({
    state: "queued",
    needs: ["gpu", "linux"],
  });
  await workerWith(base, "whole", { labels: ["linux", "gpu"] });
  expect(await reaches(base, needy.id, ENDED)).toMatchObject({ state: "complete" });
  const { rows } = await base.pool.query(`select worker, fence from ${SCHEMA}.job where id = $1`, [
    needy.id,
  ]);
  expect(rows[0]).toMatchObject({ fence: 1 });
});

test("workers say what they are, have and lack, and one that ends is gone", async () => {
  const base = await database();
  const { env, go } = standIn();
  const claude = join(tempDir(), "claude");
  await workerWith(base, "w1", { labels: ["gpu"], slots: 3, env });
  await workerWith(base, "w2", { claude });
  const { id, project } = await submit(base, "wait");
  await reaches(base, id, ["running"]);
  const [one, two] = await listWorkers(base.pool);
  expect(one).toMatchObject({
    ...{ name: "w1", labels: ["gpu"], slots: 3, jobs: [{ id, project }], lacks: [] },
    ...{ draining: false, live: true, heard: expect.any(String) },
  });
  expect(two).toMatchObject({
    ...{ name: "w2", draining: true, jobs: [] },
    lacks: [
      { what: "Claude Code", why: expect.stringContaining(claude), since: expect.any(String) },
    ],
  });
  expect(await labelsThere(base.pool)).toEqual([["gpu"]]);
  go();
  await reaches(base, id, ENDED);
  writeFileSync(claude, "", { mode: 0o755 });
  while ((await listWorkers(base.pool)).some(({ draining }) => draining)) await Bun.sleep(50);
  // Its program is heard no more.
  await base.pool.query(
    "update multi_ai_queue.instance set heartbeat_on = now() - interval '2 minutes'",
  );
  expect((await listWorkers(base.pool)).map(({ live }) => live)).toEqual([false, false]);
  expect(await labelsThere(base.pool)).toEqual([]);
});

test("a token of one project is told nothing of others and of workers by why its job waits", async () => {
  const base = await database();
  const waits = async ({ id }: Job) =>
    (await waitsOf(base.pool, await base.store.getJobs([id]), true)).get(id) ?? null;
  const project = makeProject();
  await submit(base, "task");
  const [first, second] = [
    await submit(base, "task", { project }),
    await submit(base, "task", { project }),
  ];
  expect(await waits(first)).toMatchObject({ why: "no worker is there", before: 0 });
  expect(await waits(second)).toMatchObject({ before: 1 });
  await workerWith(base, "w1", { claude: "/nowhere/claude" });
  expect(await waits(first)).toMatchObject({
    ...{ for: "worker", before: 0 },
    why: "no worker takes jobs right now: ask whoever runs the server",
  });
  await base.store.changeSettings({ in_progress: 1 }, "ada");
  expect(await waits(await submit(base, "task", { project }))).toMatchObject({
    ...{ for: "limit", why: "at most 1 jobs are in progress" },
  });
  await base.store.changeSettings({ in_progress: null, vendors: { anthropic: 1 } }, "ada");
  expect(await waits(await submit(base, "task", { project }))).toMatchObject({
    ...{ for: "vendor", why: "at most 1 jobs use models of anthropic" },
  });
});

test("a job that waits says why, and how many are before it", async () => {
  const base = await database();
  const waits = async ({ id }: Job) =>
    (await waitsOf(base.pool, await base.store.getJobs([id]))).get(id) ?? null;
  const [first, second] = [await submit(base, "task"), await submit(base, "task")];
  const soon = await submit(base, "task", { priority: 9 });
  expect(await waits(first)).toEqual({
    ...{ for: "worker", why: "no worker is there", before: 1, until: null },
  });
  expect(await waits(second)).toMatchObject({ before: 2 });
  expect(await waits(soon)).toMatchObject({ before: 0 });
  const needy = await submit(base, "task", { needs: ["gpu"] });
  expect(await waits(needy)).toMatchObject({
    ...{ for: "label", why: "no worker that is there has gpu", before: null },
  });
  await workerWith(base, "w1", { claude: "/nowhere/claude" });
  expect(await waits(first)).toMatchObject({
    why: "no worker takes jobs: w1 lacks Claude Code",
  });
  await base.store.changeSettings({ in_progress: 3 }, "ada");
  expect(await waits(await submit(base, "task"))).toMatchObject({
    ...{ for: "limit", why: "3 of at most 3 jobs are in progress" },
  });
  await base.store.changeSettings({ in_progress: null, vendors: { anthropic: 1 } }, "ada");
  expect(await waits(await submit(base, "task"))).toMatchObject({
    ...{ for: "vendor", why: expect.stringContaining("anthropic") },
  });
  await base.store.cancelJob(soon.id, "ada");
  expect(await waits(soon)).toBeNull();
  const { rows } = await base.pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [
    first.id,
  ]);
  const taken = { queueId: rows[0].queue_id, job: first.id, signal: new AbortController().signal };
  const held = await takeJob(base.pool, base.queue, taken, "w2");
  await new Hold(base.pool, base.queue, taken.queueId, held!).settle({
    state: "lacks",
    lack: { what: HOST, why: "refused", isOf: () => true, look: async () => false },
  });
  expect(await waits(first)).toMatchObject({
    ...{ for: "time", why: `the worker w2 lacks ${HOST}: refused`, until: expect.any(String) },
  });
});
