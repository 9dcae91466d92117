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
import { Hold, takeJob } from "../src/worker/hold.ts";
import { startWorker } from "../src/worker/worker.ts";
import { type Base, carrying, database, ENDED, reaches, standIn, submit } from "./at-work.ts";

afterEach(cleanup);

/** A worker of this process, and what it says. It looks soon for what it lacks. */
async function workerWith(
  base: Base,
  name: string,
  more: { projects?: Projects; claude?: string; env?: Record<string, string>; slots?: number } = {},
): Promise<string[]> {
  const said: string[] = [];
  const made = await startWorker({
    ...{ ...base, name, slots: more.slots ?? 1, data: tempDir() },
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
        `select round(extract(epoch from start_after - created_on)) as s from multi_ai_queue.job where id =
           (select queue_id from ${SCHEMA}.job where id = $1)`,
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
