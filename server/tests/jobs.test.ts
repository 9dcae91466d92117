// Jobs through the queue, workers and Postgres as they are; the runs are a stand-in's, so that many of them take no time.
// Runs: in full too, on both databases, first.
// In npm test: ^(?:what a worker writes|people)\b
// Not in npm test: ended long ago|a schedule that is due
import { afterEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { eventually } from "../../tests/harness/patience.ts";
import { cleanup, git, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { isBusy } from "../src/database/connection.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { artifactsOf } from "../src/jobs/artifacts.ts";
import { type Job, JobRequest, MAX_ATTEMPTS } from "../src/jobs/job.ts";
import { clearOld } from "../src/jobs/retention.ts";
import { ScheduleRequest } from "../src/jobs/schedules.ts";
import type { SettingsChange } from "../src/jobs/settings.ts";
import { waitsOf } from "../src/jobs/waits.ts";
import { titleOf } from "../src/worker/branch.ts";
import { type Folder, filesRef, NoProject, removeFolder } from "../src/worker/folder.ts";
import { gitOrNull } from "../src/worker/git.ts";
import { Forked, Hold, Lost, type News, takeJob } from "../src/worker/hold.ts";
import { elsewhere } from "../src/worker/program.ts";
import { restore, State } from "../src/worker/state.ts";
import { startWorker } from "../src/worker/worker.ts";
import {
  type Base,
  carrying,
  database,
  ENDED,
  isWhole,
  linesOf,
  OVER,
  reaches,
  sshHere,
  standIn,
  submit,
  TOKEN,
  worker,
} from "./at-work.ts";
import { startService } from "./service.ts";

afterEach(cleanup);

const news = (from: number, to: number): News => ({
  events: Array.from({ length: to - from + 1 }, (_, at) => ({
    seq: from + at,
    line: JSON.stringify({ seq: from + at }),
  })),
  objects: new Map(),
  bundle: null,
  spent: { tokens: 0, money: null, minutes: 0 },
  isProgress: false,
  run: null,
  vendors: [],
});

/** Takes a job as a worker does. */
async function held({ pool, queue }: Base, { id }: Job): Promise<Hold> {
  const { rows } = await pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [id]);
  const taken = { job: id, queueId: rows[0].queue_id, signal: new AbortController().signal };
  const job = await takeJob(pool, queue, taken, "test");
  return new Hold(pool, queue, taken.queueId, job!);
}

const queued = async ({ pool }: Base, id: string): Promise<string[]> =>
  (
    await pool.query(
      "select state from multi_ai_queue.job where data->>'job' = $1 order by start_after, state desc",
      [id],
    )
  ).rows.map(({ state }) => state);

/** Jobs that workers may take, or have. */
const sentOf = async ({ pool }: Base): Promise<string[]> =>
  (await pool.query(`select id from ${SCHEMA}.job where queue_id is not null`)).rows.map(
    ({ id }) => id,
  );

/** An attempt's worktree goes once its job has ended: until then nobody else has its branch. */
const worktreesGone = async (project: string): Promise<void> =>
  expect(await eventually(() => git(project, "worktree", "list").split("\n").length === 1)).toBe(
    true,
  );

const shaOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const secretFile = (): string => {
  const file = join(tempDir(), "secret");
  writeFileSync(file, "secret");
  return file;
};

describe("what a worker writes", () => {
  test("begins with a claim of the queue that nobody has made since: one that slept behind its own takes nothing", async () => {
    const base = await database();
    const { id } = await submit(base, "task");
    const { rows } = await base.pool.query(`select queue_id from ${SCHEMA}.job where id = $1`, [
      id,
    ]);
    const queueId = rows[0].queue_id;
    const take = (claim: number) =>
      takeJob(
        ...([base.pool, base.queue] as const),
        { job: id, queueId, claim, signal: new AbortController().signal },
        "test",
      );
    await base.pool.query(
      "update multi_ai_queue.job set state = 'active', retry_count = 1 where id = $1",
      [queueId],
    );
    expect(await take(1)).not.toBeNull();
    expect(await take(0)).toBeNull();
    expect(await take(1)).not.toBeNull();
  });

  test("counts only as long as it holds the job", async () => {
    const base = await database();
    const job = await submit(base, "task");
    const first = await held(base, job);
    await first.keep(news(1, 2));
    const second = await held(base, job);
    expect((await second.left()).lines).toHaveLength(2);
    await second.keep(news(3, 3));
    expect(await first.keep(news(3, 4)).catch((error) => error)).toBeInstanceOf(Lost);
    expect(first.lost.aborted).toBe(true);
    const ending = {
      state: "failed",
      reason: "late",
      report: null,
      diff: null,
      branch: null,
    } as const;
    expect(await first.settle(ending).catch((error) => error)).toBeInstanceOf(Lost);
    expect((await base.store.getJob(job.id))?.state).toBe("running");
    expect(await linesOf(base, job.id)).toHaveLength(3);
  });

  test("is kept once: the same again is the same, another journal is refused, and so is one with a gap", async () => {
    const base = await database();
    const hold = await held(base, await submit(base, "task"));
    await hold.keep(news(1, 3));
    await hold.keep(news(2, 3));
    const other = { ...news(3, 3), events: [{ seq: 3, line: "{}" }] };
    expect(await hold.keep(other).catch((error) => error)).toBeInstanceOf(Forked);
    expect(await hold.keep(news(5, 5)).catch((error) => error)).toBeInstanceOf(Forked);
    expect(await linesOf(base, hold.job.id)).toHaveLength(3);
  });

  test("is refused once the job was cancelled", async () => {
    const base = await database();
    const job = await submit(base, "task");
    const hold = await held(base, job);
    expect((await base.store.cancelJob(job.id, "test"))?.ok).toBe(true);
    expect(await hold.keep(news(1, 1)).catch((error) => error)).toBeInstanceOf(Lost);
    expect(await base.store.getJob(job.id)).toMatchObject({
      state: "cancelled",
      reason: "cancelled by test",
    });
  });
});

describe("people", () => {
  test("the same request twice with one key is one job; with the key of another source it is another", async () => {
    const base = await database();
    const request = JobRequest.parse({ project: "/x", request: "once" });
    const made = await Promise.all(
      [1, 2, 3].map(() => base.store.createJob(request, TOKEN, "key")),
    );
    expect(new Set(made.map(({ job }) => job.id)).size).toBe(1);
    expect(made.filter(({ again }) => !again)).toHaveLength(1);
    const other = await base.store.createJob(request, { by: "token", name: "other" }, "key");
    expect(other.again).toBe(false);
    expect(await queued(base, made[0]!.job.id)).toHaveLength(1);
  });

  test("a question ends the queue's job, and the answer sends the next one; of two at once one wins", async () => {
    const base = await database();
    await worker(base);
    const job = await submit(base, "task ask task");
    const asked = await reaches(base, job.id, OVER);
    expect([asked.state, asked.question?.all.map(({ id }) => id), asked.worker]).toEqual([
      "question",
      ["T2"],
      null,
    ]);
    expect(await queued(base, job.id)).toEqual(["completed"]);
    const answer = { question: "T2", option: "approve" };
    const wrong = await base.store.decideJob(job.id, { ...answer, option: "none" }, "one");
    expect(wrong).toMatchObject({ ok: false, why: "option" });
    const both = await Promise.all(
      ["one", "two"].map((who) => base.store.decideJob(job.id, answer, who)),
    );
    expect(both.map((one) => one?.ok).sort()).toEqual([false, true]);
    expect(both.find((one) => one?.ok === false)).toMatchObject({ why: "conflict" });
    expect((await reaches(base, job.id, ENDED)).state).toBe("complete");
    const lines = await linesOf(base, job.id);
    expect(lines.filter(({ type }) => type === "answered")).toHaveLength(1);
    await isWhole(base, job.id);
    expect((await base.store.auditOf(job.id)).filter(({ what }) => what === "decide")).toHaveLength(
      1,
    );
  });

  test("a limit of work in progress pulls by itself: the highest priority first, so many of a project, a question counts", async () => {
    const base = await database();
    const settings = (more: SettingsChange) => base.store.changeSettings(more, "ada");
    await settings({ in_progress: 2, per_project: 1 });
    const [one, two] = [makeProject(), makeProject()];
    const first = await submit(base, "task", { project: one });
    // It would wait for the first one's end anyway, and holds no place from others.
    const same = await submit(base, "task", { project: one, priority: 9 });
    const second = await submit(base, "task", { project: two });
    const low = await submit(base, "task");
    const high = await submit(base, "task", { priority: 5 });
    const names = { first, same, second, low, high };
    const sent = async () => {
      const ids = await sentOf(base);
      return Object.entries(names).flatMap(([name, { id }]) => (ids.includes(id) ? [name] : []));
    };
    expect(await sent()).toEqual(["first", "second"]);
    const hold = await held(base, first);
    await hold.keep({ ...news(1, 1), run: "r" });
    const option = { name: "yes", label: "Yes", description: "", text: false };
    const question = { id: "Q1", kind: "k", title: "?", lines: [], options: [option] };
    await hold.settle({ state: "question", reason: null, questions: [question] });
    // Whoever is asked has begun: the answer is not behind what is new.
    expect(await sent()).toEqual(["second"]);
    await base.store.decideJob(first.id, { question: "Q1", option: "yes" }, "ada");
    expect(await sent()).toEqual(["first", "second"]);
    await base.store.cancelJob(second.id, "ada");
    expect(await sent()).toEqual(["first", "high"]);
    const end = {
      state: "complete",
      reason: null,
      report: null,
      diff: null,
      branch: null,
    } as const;
    await (await held(base, first)).settle(end);
    expect(await sent()).toEqual(["same", "high"]);
    await settings({ in_progress: null, per_project: null });
    expect(await sent()).toEqual(["same", "low", "high"]);
  });

  test("one after another waits until that is complete; skipped where that fails, it waits again with its retry, and begins without it by its own", async () => {
    const base = await database();
    const first = await submit(base, "task");
    const second = await submit(base, "task", { after: first.id });
    const third = await submit(base, "task", { after: second.id });
    const names = new Map([first, second, third].map(({ id }, at) => [id, at + 1]));
    const sent = async () => (await sentOf(base)).map((id) => names.get(id));
    const states = async () => {
      const jobs = await base.store.getJobs([...names.keys()]);
      return jobs.sort((a, b) => (a.created < b.created ? -1 : 1)).map(({ state }) => state);
    };
    const waits = async ({ id }: Job) =>
      (await waitsOf(base.pool, await base.store.getJobs([id]))).get(id) ?? null;
    const ending = { reason: null, report: null, diff: null, branch: null } as const;
    expect(await sent()).toEqual([1]);
    expect(await waits(second)).toMatchObject({
      for: "job",
      why: `it comes after the job ${first.id}, which is queued`,
    });
    await (await held(base, first)).settle({ state: "failed", ...ending });
    expect(await states()).toEqual(["failed", "cancelled", "cancelled"]);
    expect((await base.store.getJob(third.id))!.reason).toStartWith(
      `skipped: it comes after the job ${first.id}, which is failed.`,
    );
    await base.store.retryJob(first.id, "ada");
    expect([await states(), await sent()]).toEqual([["queued", "queued", "queued"], [1]]);
    await (await held(base, first)).settle({ state: "complete", ...ending });
    expect(await sent()).toEqual([2]);
    await base.store.cancelJob(second.id, "ada");
    expect([await states(), await sent()]).toEqual([["complete", "cancelled", "cancelled"], []]);
    // Of two, the one without the other.
    await base.store.retryJob(third.id, "ada");
    expect([await states(), await sent()]).toEqual([["complete", "cancelled", "queued"], [3]]);
    // What a person has cancelled stays so, whatever it came after.
    const fourth = await submit(base, "task", { after: third.id });
    await base.store.cancelJob(fourth.id, "ada");
    await (await held(base, third)).settle({ state: "failed", ...ending });
    await base.store.retryJob(third.id, "ada");
    expect((await base.store.getJob(fourth.id))!.state).toBe("cancelled");
    // Behind what has ended it is sent at once, or skipped at once.
    const last = await submit(base, "task", { after: first.id });
    expect(await sentOf(base)).toContain(last.id);
    expect(await submit(base, "task", { after: second.id })).toMatchObject({ state: "cancelled" });
  });

  test("of a vendor's models so many jobs are at work, on all workers; who asks others does not wait for it", async () => {
    const base = await database();
    await base.store.changeSettings({ vendors: { openai: 1 } }, "ada");
    const jobs = await Promise.all([1, 2, 3].map(() => submit(base, "task")));
    const sent = () => sentOf(base);
    // Nobody knows yet whom a run asks.
    expect(await sent()).toHaveLength(1);
    const [at] = await sent();
    const hold = await held(base, jobs.find(({ id }) => id === at)!);
    await hold.keep({ ...news(1, 1), vendors: ["anthropic"] });
    const both = await sent();
    expect(both).toHaveLength(2);
    const other = await held(base, jobs.find(({ id }) => both.includes(id) && id !== at)!);
    await other.keep({ ...news(1, 1), vendors: ["anthropic", "openai"] });
    expect(await sent()).toHaveLength(2);
    await other.settle({ state: "complete", reason: null, report: null, diff: null, branch: null });
    expect(await sent()).toHaveLength(2);
    expect(await sent()).not.toContain(other.job.id);
  });

  test("the record of a job that ended long ago goes, its report and diff stay, and it can begin anew", async () => {
    const base = await database();
    const jobs: Job[] = [];
    for (const days of [40, 3, 2, 1]) {
      const job = await submit(base, "task");
      const hold = await held(base, job);
      await hold.keep({
        ...news(1, 3),
        objects: new Map([["a".repeat(64), Buffer.from("x")]]),
        run: "r",
      });
      await hold.settle({
        ...{ state: "failed", reason: "no", report: "# Report", diff: "+", branch: "multi-ai/x" },
        bundle: Buffer.from("bundle"),
      });
      await base.pool.query(
        `update ${SCHEMA}.job set ended = now() - make_interval(days => $2) where id = $1`,
        [job.id, days],
      );
      jobs.push(job);
    }
    // One that has not ended is never old.
    const open = await submit(base, "task");
    await base.pool.query(
      `update ${SCHEMA}.job set created = now() - interval '1 year' where id = $1`,
      [open.id],
    );
    const kept = async () => {
      const counts = await Promise.all(
        jobs.map(async ({ id }) => (await linesOf(base, id)).length),
      );
      return counts.map((count) => count === 3);
    };
    let done = false;
    await base.queue.regularly("* * * * *", async () => {
      if (done) return;
      done = true;
      expect(await clearOld(base.pool)).toBe(1);
    });
    while (!(await base.store.getJob(jobs[0]!.id))?.cleared) await Bun.sleep(100);
    expect(await kept()).toEqual([false, true, true, true]);
    await base.store.changeSettings({ keep: { jobs: 2, days: null } }, "ada");
    expect(await clearOld(base.pool)).toBe(1);
    expect(await kept()).toEqual([false, false, true, true]);
    const [old] = jobs;
    const tables = await base.pool.query(
      `select (select count(*)::int from ${SCHEMA}.object) as objects, (select count(*)::int from ${SCHEMA}.tree) as trees`,
    );
    expect(tables.rows).toEqual([{ objects: 2, trees: 2 }]);
    expect((await base.store.getJob(old!.id))?.cleared).toMatch(/Z$/);
    expect([await base.store.reportOf(old!.id), await base.store.diffOf(old!.id)]).toEqual([
      "# Report",
      "+",
    ]);
    expect(await base.store.followUp(old!.id, "rollback", "ada")).toMatchObject({ ok: false });
    expect(await base.store.retryJob(old!.id, "ada")).toMatchObject({
      job: { state: "queued", cleared: null, run: null },
    });
    expect(await clearOld(base.pool)).toBe(0);
  });

  test("a schedule that is due makes one job, and none while that has not ended, or once it is removed", async () => {
    const base = await database();
    await base.schedules.follow(base.store);
    const wanted = ScheduleRequest.parse({
      cron: "* * * * *",
      job: { project: "/x", request: "each minute" },
    });
    await base.store.addToken("ada", "submit");
    await base.schedules.put("often", wanted, "ada");
    const jobs = () => base.store.listJobs({ limit: 10 });
    // pg-boss finds the minute that is just over.
    while ((await jobs()).length === 0) await Bun.sleep(100);
    const [first] = await jobs();
    expect(first).toMatchObject({
      request: "each minute",
      source: { by: "schedule", name: "often", person: "ada" },
    });
    const due = (minute: string) => base.schedules.due(base.store, "often", minute);
    expect(await due("later")).toBeNull();
    await base.store.cancelJob(first!.id, "ada");
    const both = await Promise.all([due("later"), due("later")]);
    expect(both.filter((one) => one !== null)).toHaveLength(1);
    const { id } = both.find((one) => one !== null)!;
    await base.store.cancelJob(id, "ada");
    expect((await due("later"))?.id).toBe(id);
    await base.schedules.remove("often", "ada");
    expect([await due("last"), await base.schedules.list()]).toEqual([null, []]);
    const did = (await base.store.auditOf(null)).map(({ who, what }) => `${who}: ${what}`);
    expect(did).toContain("ada: schedule");
    expect(did).toContain("ada (schedule often): submit");
    expect(did.at(-1)).toBe("ada: unschedule");
  });

  test("a rollback waits for a worker; cancelled or given up, the job is as it was", async () => {
    const base = await database();
    const job = await submit(base, "task");
    const hold = await held(base, job);
    await hold.keep({ ...news(1, 1), events: [{ seq: 1, line: '{"type":"ended"}' }], run: "r" });
    await hold.settle({
      state: "complete",
      reason: null,
      report: "# Report",
      diff: "+",
      branch: "multi-ai/x",
    });
    const { ended } = (await base.store.getJob(job.id))!;
    const wish = { what: "rollback", back: "complete", who: "ada" };
    const wished = await base.store.followUp(job.id, "rollback", "ada");
    expect(wished?.job).toMatchObject({ state: "queued", wish, ended });
    const cancelled = await base.store.cancelJob(job.id, "bob");
    expect(cancelled?.job).toMatchObject({
      state: "complete",
      wish: null,
      reason: "cancelled by bob",
      ended,
    });
    await base.store.followUp(job.id, "rollback", "ada");
    const next = await held(base, job);
    expect(next.job.wish?.what).toBe("rollback");
    const again = { state: "again", reason: "no room", seconds: 0, isOurs: false } as const;
    await base.pool.query(`update ${SCHEMA}.job set attempts = ${MAX_ATTEMPTS} where id = $1`, [
      job.id,
    ]);
    await next.settle(again);
    const given = await base.store.getJob(job.id);
    expect(given).toMatchObject({ state: "complete", wish: null, rolled_back: false, ended });
    expect(given?.reason).toEndWith("no room");
    expect(await base.store.reportOf(job.id)).toBe("# Report");
  });

  test("who listens hears of each change, also behind a broken connection", async () => {
    const base = await database();
    const heard: (string | null)[] = [];
    const stop = base.store.listen((job) => heard.push(job));
    onCleanup(stop);
    const until = async (holds: () => boolean) => {
      while (!holds()) await Bun.sleep(20);
    };
    await until(() => heard.includes(null));
    const first = await submit(base, "task");
    await until(() => heard.includes(first.id));
    await base.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'",
    );
    await until(() => heard.filter((one) => one === null).length === 2);
    const second = await submit(base, "task");
    await until(() => heard.includes(second.id));
  });
});

test("of two changes that wait for one another one is busy, and may be tried again", async () => {
  const base = await database();
  const first = await submit(base, "task");
  const second = await submit(base, "task", { after: first.id });
  const other = await base.pool.connect();
  const lock = ({ id }: Job) =>
    other.query(`select from ${SCHEMA}.job where id = $1 for update`, [id]);
  await other.query("begin");
  await lock(second);
  const cancelled = base.store.cancelJob(first.id, "ada");
  const isWaiting = "select from pg_stat_activity where wait_event_type = 'Lock'";
  while ((await base.pool.query(isWaiting)).rowCount === 0) await Bun.sleep(20);
  const both = await Promise.allSettled([
    cancelled,
    lock(first).finally(() => other.query("rollback")),
  ]);
  other.release();
  const failed = both.filter((one) => one.status === "rejected");
  expect(failed.map(({ reason }) => [reason.code, isBusy(reason)])).toEqual([["40P01", true]]);
});

describe("a run", () => {
  test("that asks shows what it has changed so far, and nothing where that is nothing", async () => {
    const base = await database();
    await worker(base);
    const [changed, same] = [await submit(base, "change ask task"), await submit(base, "ask")];
    const asked = await reaches(base, changed.id, OVER);
    expect(asked.state).toBe("question");
    expect(await base.store.diffOf(changed.id)).toContain("+changed");
    expect((await reaches(base, same.id, OVER)).state).toBe("question");
    expect(await base.store.diffOf(same.id)).toBeNull();
    // It goes on from there.
    const answer = { question: asked.question!.all[0]!.id, option: "approve" };
    expect((await base.store.decideJob(changed.id, answer, "test"))?.ok).toBe(true);
    expect((await reaches(base, changed.id, ["complete", "failed"])).state).toBe("complete");
  });

  test("asks without a command or a folder that nobody at the server has", () => {
    const said = [
      "All 3: /opt/x/bin/multi-ai explain T1",
      "Cost: no run of this kind has been completed here yet. Elsewhere: 1 M tokens",
      "Cost: no run of this kind has been completed here yet",
      "Cost: usually 1 M tokens",
    ];
    expect(said.map(elsewhere)).toEqual([
      ...["3 in all", "Cost: Elsewhere: 1 M tokens", "", "Cost: usually 1 M tokens"],
    ]);
  });

  test("that is over without being complete fails with its reason; what it has changed is on a branch, also when it begins anew", async () => {
    const base = await database();
    await worker(base);
    const project = makeProject();
    const { id } = await submit(base, "task fail", { project });
    const first = await reaches(base, id, OVER);
    expect(first).toMatchObject({ state: "failed", reason: "it failed" });
    expect(await base.store.reportOf(id)).toStartWith("# Report");
    expect(await base.store.diffOf(id)).toContain("+changed");
    expect((await base.store.retryJob(id, "test"))?.ok).toBe(true);
    const second = await reaches(base, id, OVER);
    expect(second.state).toBe("failed");
    for (const { branch } of [first, second])
      expect(git(project, "show", `${branch}:changed.txt`)).toBe("changed");
    expect(second.branch).not.toBe(first.branch);
    await isWhole(base, id);
  });

  test("that is over is rolled back on its branch, also on another machine, and that is undone", async () => {
    const base = await database();
    await worker(base);
    const project = makeProject({ files: { "pipeline/notes.md": "of the run\n" } });
    const { id } = await submit(base, "change", { project });
    const { branch } = await reaches(base, id, OVER);
    const files = () => git(project, "ls-tree", "--name-only", branch!).split("\n");
    const wished = async (what: "rollback" | "undo") => {
      expect((await base.store.followUp(id, what, "ada"))?.ok).toBe(true);
      return reaches(base, id, OVER);
    };
    expect(await base.store.followUp(id, "undo", "ada")).toMatchObject({
      problem: "the job is not rolled back",
    });
    // Who has gone on with the branch keeps that.
    await worktreesGone(project);
    git(project, "switch", "-q", branch!);
    writeFileSync(join(project, "pipeline/notes.md"), "of a person\n");
    git(project, "commit", "-q", "-a", "-m", "own");
    git(project, "switch", "-q", "main");
    expect(await wished("rollback")).toMatchObject({
      state: "complete",
      branch,
      rolled_back: true,
      wish: null,
    });
    expect(files()).not.toContain("changed.txt");
    expect(git(project, "show", `${branch}:pipeline/notes.md`)).toBe("of a person");
    expect(git(project, "log", "--format=%s", branch!).split("\n").slice(0, 3)).toEqual([
      "Roll back: change",
      "own",
      "change",
    ]);
    expect(await base.store.diffOf(id)).not.toContain("changed.txt");
    expect(await base.store.followUp(id, "rollback", "ada")).toMatchObject({
      problem: "the job is rolled back",
    });
    // As on a machine whose clone does not have it.
    git(project, "branch", "-D", branch!);
    expect(await wished("undo")).toMatchObject({ state: "complete", rolled_back: false });
    expect(files()).toContain("changed.txt");
    expect(await base.store.diffOf(id)).toContain("+changed");
    const did = (await base.store.auditOf(id)).map(({ who, what, details }) => [
      who,
      what,
      details.done,
    ]);
    expect(did.slice(-4)).toEqual([
      ["ada", "rollback", undefined],
      ["server", "rollback", true],
      ["ada", "undo", undefined],
      ["server", "undo", true],
    ]);
    await worktreesGone(project);
  });

  test("whose rollback is interrupted behind its commit can still have it undone", async () => {
    const base = await database();
    await worker(base);
    const { id, project } = await submit(base, "change");
    const { branch } = await reaches(base, id, OVER);
    // The first end of it is lost, with all that is written there.
    await base.pool.query(`create sequence ends;
      create function lost() returns trigger language plpgsql as $$ begin
        if new.rolled_back and nextval('ends') = 1 then raise exception 'lost'; end if; return new; end $$;
      create trigger lost before update of rolled_back on ${SCHEMA}.job for each row execute function lost()`);
    const isThere = () => git(project, "ls-tree", "--name-only", branch!).includes("changed.txt");
    for (const what of ["rollback", "undo"] as const) {
      await base.store.followUp(id, what, "ada");
      expect(await reaches(base, id, OVER)).toMatchObject({
        state: "complete",
        rolled_back: what === "rollback",
      });
      expect(isThere()).toBe(what === "undo");
    }
    const subjects = git(project, "log", "--format=%s", branch!).split("\n");
    expect(subjects.slice(0, 3)).toEqual([
      "Undo the rollback: change",
      "Roll back: change",
      "change",
    ]);
  });

  test("whose rollback is refused is as it was", async () => {
    const base = await database();
    await worker(base);
    const { id, project } = await submit(base, "change");
    const { branch, ended } = await reaches(base, id, OVER);
    await worktreesGone(project);
    git(project, "switch", "-q", branch!);
    await base.store.followUp(id, "rollback", "ada");
    const over = await reaches(base, id, OVER);
    expect(over).toMatchObject({ state: "complete", rolled_back: false, ended, wish: null });
    expect(over.reason).toStartWith("not done: git ");
    const unchanged = await submit(base, "task");
    await reaches(base, unchanged.id, OVER);
    expect(await base.store.followUp(unchanged.id, "rollback", "ada")).toMatchObject({
      why: "conflict",
    });
  });

  test("whose record was removed leaves none of its refs behind in the repository, but its branch", async () => {
    const base = await database();
    await worker(base);
    const project = makeProject();
    const { id } = await submit(base, "change", { project });
    const { branch } = await reaches(base, id, OVER);
    // As the run's own program keeps them.
    for (const name of ["", "-now", "-before-rollback"])
      git(project, "update-ref", `refs/multi-ai/stand-in-00000000${name}`, "HEAD");
    git(project, "update-ref", "refs/multi-ai/another-00000000", "HEAD");
    await base.store.changeSettings({ keep: { jobs: 1 } }, "ada");
    await reaches(base, (await submit(base, "task")).id, OVER);
    await clearOld(base.pool);
    await reaches(base, (await submit(base, "wait", { project })).id, ["running"]);
    const refs = () => git(project, "for-each-ref", "--format=%(refname)", "refs/multi-ai");
    while (refs() !== "refs/multi-ai/another-00000000") await Bun.sleep(50);
    expect(git(project, "show", `${branch}:changed.txt`)).toBe("changed");
  });

  test("that changes nothing leaves no branch; one without an answer of the API waits, and that is no attempt", async () => {
    const base = await database();
    await worker(base);
    const job = await submit(base, "task");
    expect(await reaches(base, job.id, OVER)).toMatchObject({ state: "complete", branch: null });
    expect(git(job.project, "branch", "--format=%(refname:short)")).toBe("main");
    const { id } = await submit(base, "task held");
    const isHeld = async () => (await base.store.getJob(id))?.reason != null;
    while (!(await isHeld())) await Bun.sleep(50);
    expect(await base.store.getJob(id)).toMatchObject({
      state: "queued",
      attempts: 0,
      reason: "Claude's API gives no answer",
    });
    expect(await queued(base, id)).toEqual(["completed", "created"]);
  });

  test("whose project's settings wait asks for them, and begins with the answer", async () => {
    const base = await database();
    await worker(base);
    const { id } = await submit(base, "trust");
    const asked = await reaches(base, id, OVER);
    expect(asked.question?.all).toMatchObject([
      { id: "settings-c0de", lines: ["  tests.commands[0]: make (run)"] },
    ]);
    await base.store.decideJob(id, { question: "settings-c0de", option: "without" }, "test");
    expect((await reaches(base, id, OVER)).state).toBe("complete");
  });

  test("is beside others of its project, each on its branch; a limit has them wait", async () => {
    const base = await database();
    const { env, go } = standIn();
    await worker(base, env, 4);
    const project = makeProject();
    const same = await Promise.all([1, 2, 3].map(() => submit(base, "change wait", { project })));
    for (const { id } of same) await reaches(base, id, ["running"]);
    await base.store.changeSettings({ per_project: 3 }, "ada");
    const late = await submit(base, "change", { project });
    expect((await waitsOf(base.pool, [late])).get(late.id)).toMatchObject({
      ...{ for: "project", why: "3 of at most 3 jobs of its project are at work" },
    });
    go();
    const all = [...same, late];
    for (const { id } of all) expect((await reaches(base, id, ENDED)).state).toBe("complete");
    const branches = await Promise.all(
      all.map(async ({ id }) => (await base.store.getJob(id))?.branch),
    );
    expect(new Set(branches).size).toBe(4);
    await worktreesGone(project);
  });

  test("after another one begins on its branch until that is merged, on each machine; with a base, on that branch", async () => {
    const base = await database();
    await worker(base, {}, 1);
    const project = makeProject();
    git(project, "branch", "release");
    git(project, "commit", "-q", "--allow-empty", "-m", "later");
    const first = await submit(base, "change", { project });
    const second = await submit(base, "task ask task", { project, after: first.id });
    const { branch } = await reaches(base, first.id, ENDED);
    const asks = await reaches(base, second.id, OVER);
    const tip = git(project, "rev-parse", branch!).trim();
    expect([asks.state, asks.base_commit]).toEqual(["question", tip]);
    // As on a machine whose clone has nothing of them.
    const elsewhere = async () => {
      await worktreesGone(project);
      const places = ["refs/heads/multi-ai", "refs/multi-ai", "refs/multi-ai-job"];
      const refs = git(project, "for-each-ref", "--format=%(refname)", ...places);
      for (const ref of refs.split("\n").filter(Boolean)) git(project, "update-ref", "-d", ref);
      git(project, "reflog", "expire", "--expire=now", "--all");
      git(project, "gc", "-q", "--prune=now");
      expect(await gitOrNull(project, ["cat-file", "-e", tip])).toBeNull();
    };
    await elsewhere();
    await base.store.decideJob(second.id, { question: "T2", option: "approve" }, "test");
    expect(await reaches(base, second.id, ENDED)).toMatchObject({ state: "complete" });
    await elsewhere();
    const again = await submit(base, "task", { project, after: first.id });
    expect(await reaches(base, again.id, ENDED)).toMatchObject({ base_commit: tip });
    // Merged as one commit.
    git(project, "merge", "-q", "--squash", tip);
    git(project, "commit", "-q", "-m", "merged");
    const behind = await submit(base, "change", { project, after: first.id });
    const head = git(project, "rev-parse", "HEAD").trim();
    expect(await reaches(base, behind.id, ENDED)).toMatchObject({ base_commit: head });
    const more = { project, after: first.id, base: "release" };
    const based = await submit(base, "task", more);
    expect(await reaches(base, based.id, ENDED)).toMatchObject({
      base_commit: git(project, "rev-parse", "release").trim(),
    });
    const nowhere = await submit(base, "task", { project, base: "nowhere" });
    expect((await reaches(base, nowhere.id, ENDED)).reason).toBe(
      `${project} has no branch nowhere`,
    );
  });

  test("of three, with one in progress at most, begins by itself when the one before is over", async () => {
    const base = await database();
    await base.store.changeSettings({ in_progress: 1 }, "ada");
    await worker(base, {}, 4);
    const jobs = await Promise.all([1, 2, 3].map(() => submit(base, "task task")));
    for (const { id } of jobs) expect((await reaches(base, id, OVER)).state).toBe("complete");
    const times = await Promise.all(
      jobs.map(async ({ id }) => (await base.store.eventsAfter(id, 0, 100)).map(({ at }) => at)),
    );
    const spans = times.map((all) => [all[0]!, all.at(-1)!]).sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(spans.flat()).toEqual(spans.flat().sort());
  });

  test("ends at its limit of tokens, and when it is cancelled", async () => {
    const base = await database();
    const { env, paid } = standIn();
    await worker(base, env);
    const limited = await submit(base, "task task task task wait", { limits: { tokens: 2_000 } });
    expect(await reaches(base, limited.id, OVER)).toMatchObject({
      state: "failed",
      reason: "its limit of 2000 tokens is reached",
    });
    expect(paid().length).toBeLessThan(5);
    const cancelled = await submit(base, "task wait");
    while (!(await linesOf(base, cancelled.id)).some(({ task }) => task === "T2"))
      await Bun.sleep(50);
    await base.store.cancelJob(cancelled.id, "test");
    // The same project is free again, so what worked there has ended.
    const next = await submit(base, "task", { project: cancelled.project });
    expect((await reaches(base, next.id, ENDED)).state).toBe("complete");
    expect((await base.store.getJob(cancelled.id))?.state).toBe("cancelled");
  });

  test("that answers on a pull request pushes what is whole to its branch, and sends what a person has seen", async () => {
    const base = await database();
    const origin = makeProject();
    const branch = "multi-ai/pull";
    git(origin, "branch", branch);
    sshHere();
    const { env, paid } = standIn();
    const [data, project] = [tempDir(), `ssh://git@repositories.example${origin}`];
    const made = await startWorker({
      ...{ ...base, slots: 1, data, carrying: carrying(env), say: () => {} },
      projects: { folders: [], hosts: ["repositories.example"] },
    });
    onCleanup(() => made.stop());
    const tip = () => git(origin, "rev-parse", branch);
    const submits = async (request: string, on = branch) => {
      const source = { by: "github", repository: "acme/shop", issue: 1, person: "ada" } as const;
      const wanted = { ...JobRequest.parse({ project, request }), workflow: "address" as const };
      const { job } = await base.store.createJob(wanted, { ...source, branch: on });
      return reaches(base, job.id, OVER);
    };
    const decides = async ({ id, question }: Job, option: string) => {
      const answer = { question: question!.all[0]!.id, option };
      expect((await base.store.decideJob(id, answer, "ada"))?.ok).toBe(true);
      return reaches(base, id, OVER);
    };
    const before = tip();
    const failed = await submits("fail");
    expect([failed.state, failed.branch, tip()]).toEqual(["failed", null, before]);

    const asked = await submits("change");
    expect(asked.question?.all).toMatchObject([{ kind: "Replies", lines: ["To ada:", "Fixed"] }]);
    expect(git(origin, "rev-parse", `${branch}^`)).toBe(before);
    const left = await decides(asked, "leave");
    expect([left.state, left.reason]).toEqual([
      "complete",
      "its replies were not sent, as you said",
    ]);
    expect(paid()).not.toContain("sent");

    // What has changed nothing leaves the branch to whoever made it.
    const none = await decides(await submits("task"), "send");
    expect([none.state, none.reason, none.branch]).toEqual(["complete", null, null]);
    expect(paid().filter((one) => one === "sent")).toHaveLength(1);
    const [clone] = readdirSync(join(data, "repositories"));
    expect(git(join(data, "repositories", clone!), "rev-parse", branch)).toBe(tip());

    // Somebody else has pushed meanwhile: their commits stay, and no reply names one that is not there.
    git(origin, "update-ref", `refs/heads/${branch}`, before);
    const late = await submits("ask task change");
    const other = git(origin, "commit-tree", "-p", tip(), "-m", "by hand", `${tip()}^{tree}`);
    git(origin, "update-ref", `refs/heads/${branch}`, other);
    const refused = await decides(late, "approve");
    expect(refused.state).toBe("complete");
    expect(refused.reason).toMatch(/could not be pushed: git push failed: [\s\S]*rejected/);
    expect([tip(), paid().filter((one) => one === "sent")]).toEqual([other, ["sent"]]);

    const gone = await submits("task", "multi-ai/gone");
    expect([gone.state, gone.reason]).toEqual(["failed", `${project} has no branch multi-ai/gone`]);
  });

  test("of a repository by its URL works in a worktree of one clone, from the newest commit on", async () => {
    const base = await database();
    const origin = makeProject();
    sshHere();
    const [data, project] = [tempDir(), `ssh://git@repositories.example${origin}`];
    const projects = { folders: [], hosts: ["repositories.example"] };
    const made = await startWorker({
      ...base,
      slots: 1,
      data,
      projects,
      carrying: carrying({}),
      say: () => {},
    });
    onCleanup(() => made.stop());
    for (const name of ["first", "second"]) {
      git(origin, "commit", "-q", "--allow-empty", "-m", name);
      const job = await submit(base, "task ask task", { project });
      expect(await reaches(base, job.id, OVER)).toMatchObject({ state: "question", reason: null });
      await base.store.decideJob(job.id, { question: "T2", option: "approve" }, "test");
      const over = await reaches(base, job.id, ENDED);
      expect(over).toMatchObject({
        state: "complete",
        base_commit: git(origin, "rev-parse", "HEAD"),
      });
    }
    expect(readdirSync(join(data, "repositories"))).toHaveLength(1);
    // Only what an issue has asked for goes there, as a branch of its own.
    expect(git(origin, "branch", "--list", "multi-ai/*")).toBe("");
    const source = { by: "github", repository: "acme/shop", issue: 1, person: "ada" } as const;
    const request = JobRequest.parse({ project, request: "ask change" });
    for (const isFree of [true, false]) {
      const { job } = await base.store.createJob(request, source);
      await reaches(base, job.id, OVER);
      const branch = `multi-ai/${job.id.slice(0, 8)}`;
      // Where somebody else has put something there, it stays.
      if (!isFree)
        git(
          origin,
          "branch",
          branch,
          git(origin, "commit-tree", "-m", "another", "HEAD^{tree}").trim(),
        );
      await base.store.decideJob(job.id, { question: "T1", option: "approve" }, "test");
      const over = await reaches(base, job.id, ENDED);
      expect(over).toMatchObject({ state: "complete", branch });
      expect(over.reason ?? "").toMatch(
        isFree ? /^$/ : /could not be pushed: git push failed: [\s\S]*rejected/,
      );
      expect(git(origin, "log", "--format=%s", "-1", branch).trim()).toBe(
        isFree ? "ask change" : "another",
      );
    }
    const pushed = await submit(base, "change", { project });
    const { branch } = await reaches(base, pushed.id, OVER);
    const done = async (what: "publish" | "rollback") => {
      await base.store.followUp(pushed.id, what, "ada");
      return (await reaches(base, pushed.id, OVER)).reason;
    };
    expect(await done("publish")).toBe("its branch was pushed by ada");
    expect(git(origin, "show", `${branch}:changed.txt`)).toBe("changed");
    // What was pushed gets its rollback as well.
    expect(await done("rollback")).toStartWith("rolled back by ada");
    expect(git(origin, "ls-tree", "--name-only", branch!)).not.toContain("changed.txt");
    const elsewhere = await submit(base, "task", { project: "ssh://git@127.0.0.1/x" });
    expect((await reaches(base, elsewhere.id, OVER)).state).toBe("failed");
  });

  test("ends at its limit of minutes, those of earlier attempts among them", async () => {
    const base = await database();
    const job = await submit(base, "task wait", { limits: { minutes: 1 } });
    await base.pool.query(`update ${SCHEMA}.job set spent = '{"minutes": 0.97}' where id = $1`, [
      job.id,
    ]);
    await worker(base, standIn().env);
    expect(await reaches(base, job.id, OVER)).toMatchObject({
      state: "failed",
      reason: "its limit of 1 minute is reached",
    });
  });

  test("finds the packages of the checkout, and writes no record through a link of the repository", async () => {
    const base = await database();
    const { env, go } = standIn();
    await worker(base, env);
    const project = makeProject({ files: { ".gitignore": "node_modules/\n" } });
    const folder = join(project, "node_modules", "@scope", "one");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "index.js"), "");
    // As uv makes it: no ignore file of the project's names it.
    const venv = { "pyvenv.cfg": "", ".gitignore": "*\n", "lib.py": "" };
    mkdirSync(join(project, ".venv"));
    for (const [name, content] of Object.entries(venv))
      writeFileSync(join(project, ".venv", name), content);
    const job = await submit(base, "wait fail", { project });
    await reaches(base, job.id, ["running"]);
    const worktree = () => git(project, "worktree", "list").split("\n")[1]?.split(" ")[0];
    while (!existsSync(join(worktree() ?? "", "node_modules/@scope/one/index.js")))
      await Bun.sleep(50);
    go();
    const over = await reaches(base, job.id, OVER);
    expect(git(project, "diff", "--name-only", "main", over.branch!)).toBe("changed.txt");
    expect(existsSync(join(folder, "index.js"))).toBe(true);
    symlinkSync(tempDir(), join(project, ".task"));
    git(project, "add", ".task");
    git(project, "commit", "-q", "-m", "a link");
    const linked = await submit(base, "task", { project });
    expect(await reaches(base, linked.id, OVER)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("link"),
    });
  });

  test("of a repository with a link anywhere below its record writes and reads nothing through it", async () => {
    const base = await database();
    await worker(base);
    for (const path of [join("objects", shaOf("secret")), "files/T1/one"]) {
      const project = makeProject();
      const link = join(project, ".task", path);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(secretFile(), link);
      git(project, "add", "-f", ".task");
      git(project, "commit", "-q", "-m", "a link");
      const job = await submit(base, "task", { project });
      const { state, reason } = await reaches(base, job.id, OVER);
      expect([state, reason]).toEqual(["failed", expect.stringContaining(path)]);
      expect(await artifactsOf(base.pool, job.id)).toEqual([]);
    }
  });

  test("works in a folder of a repository that no commit has", async () => {
    const base = await database();
    await worker(base);
    const project = join(makeProject(), "new");
    mkdirSync(project);
    const job = await submit(base, "change", { project });
    const { state, branch } = await reaches(base, job.id, OVER);
    expect(state).toBe("complete");
    expect(git(project, "diff", "--name-only", "main", branch!)).toBe("new/changed.txt");
  });

  test("of a project that is none, or cannot be worked in, fails at once and says why", async () => {
    const base = await database();
    await worker(base);
    const job = await submit(base, "task", { project: tempDir() });
    expect(await reaches(base, job.id, OVER)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("is not a git repository"),
    });
  });
});

test("with the folder of an attempt go all worktrees in it, those of the run's tasks too", async () => {
  const project = makeProject();
  const path = join(tempDir(), "jobs", "one-1");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "repository"), project);
  for (const at of ["work", "work/.task/worktrees/run/app"])
    git(project, "worktree", "add", "-q", "--detach", join(path, at));
  const own = join(tempDir(), "own");
  git(project, "worktree", "add", "-q", "--detach", own);
  await removeFolder(path);
  expect(existsSync(path)).toBe(false);
  const listed = git(project, "worktree", "list", "--porcelain").match(/(?<=^worktree ).*$/gm);
  expect(listed).toEqual([project, own]);
});

describe("what an attempt leaves beside its journal", () => {
  const folderOf = (project: string): Folder => ({
    ...{ path: tempDir(), repository: project, worktree: project, project },
    ...{ base: git(project, "rev-parse", "HEAD").trim(), shared: "HEAD", branch: "main" },
  });

  test("are results that bear their name; what is led elsewhere while a run is at work stays there", async () => {
    const folder = folderOf(makeProject());
    const objects = join(folder.project, ".task", "objects");
    mkdirSync(objects, { recursive: true });
    writeFileSync(join(objects, shaOf("result")), "result");
    writeFileSync(join(objects, shaOf("another")), "other words");
    symlinkSync(secretFile(), join(objects, shaOf("secret")));
    const state = new State(folder, "job");
    expect([...state.objects()]).toEqual([[shaOf("result"), Buffer.from("result")]]);
    writeFileSync(join(folder.project, ".task", "note"), "");
    symlinkSync(dirname(secretFile()), join(folder.project, ".task", "elsewhere"));
    await state.bundle("none");
    expect(git(folder.project, "ls-tree", "-r", "--name-only", filesRef("job")).trim()).toBe(
      ".task/note",
    );
  });

  test("are commits of its run, also where a branch of it is taken away at that moment", async () => {
    const folder = folderOf(makeProject());
    const script = `at=0
      while :; do
        at=$((at + 1))
        git update-ref refs/multi-ai/run-1-$at-built HEAD
        git update-ref -d refs/multi-ai/run-1-$at-built
      done`;
    const takes = Bun.spawn(["sh", "-c", script], { cwd: folder.worktree });
    onCleanup(async () => {
      takes.kill();
      await takes.exited;
    });
    for (let times = 0; times < 20; times++)
      expect(await new State(folder, "job").bundle("run-1")).toBeInstanceOf(Buffer);
  });

  test("are files of its record, byte for byte, in the project's own folder of the next attempt", async () => {
    const top = makeProject({
      files: { ".gitattributes": "* text eol=crlf\n", "app/a.js": "1\n" },
    });
    const [first, next] = [0, 1].map(() => ({ ...folderOf(top), project: join(top, "app") })) as [
      Folder,
      Folder,
    ];
    const texts = {
      ".task/note": "a\r\nb\n",
      "pipeline/brief.md": "a\n",
      ".planning/STATE.md": "\r\n",
    };
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(first.project, path)), { recursive: true });
      writeFileSync(join(first.project, path), text);
    };
    for (const [path, text] of Object.entries(texts)) write(path, text);
    for (const path of [".task/state.json", ".task/parked/x", ".task/events.jsonl"])
      write(path, "{}");
    await new State(first, "job").bundle("none");
    for (const name of [".task", "pipeline", ".planning"])
      rmSync(join(first.project, name), { recursive: true });
    await restore(next, "job", { lines: ["{}"], objects: new Map(), bundle: null });
    for (const [path, text] of Object.entries(texts))
      expect(readFileSync(join(next.project, path), "utf8")).toBe(text);
    expect(readdirSync(join(next.project, ".task")).sort()).toEqual([
      "events.jsonl",
      "note",
      "objects",
    ]);
  });

  test("is put back through no link", async () => {
    const secret = secretFile();
    const left = {
      lines: ["{}"],
      objects: new Map([[shaOf("result"), Buffer.from("result")]]),
      bundle: null,
    };
    for (const path of [join("objects", shaOf("result")), "events.jsonl"]) {
      const folder = folderOf(makeProject());
      const link = join(folder.project, ".task", path);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(secret, link);
      expect(await restore(folder, "job", left).catch((error) => error)).toBeInstanceOf(NoProject);
      expect(readFileSync(secret, "utf8")).toBe("secret");
    }
  });
});

test("git follows no address to another one, which nobody has looked at", async () => {
  const inside = startService(() => new Response("inside"));
  const outside = startService(({ path }) => Response.redirect(inside.url + path, 302));
  for (const one of [inside, outside]) onCleanup(() => one.close());
  const env = { GIT_ALLOW_PROTOCOL: "http", NO_PROXY: "127.0.0.1" };
  expect(await gitOrNull(tempDir(), ["ls-remote", `${outside.url}/shop.git`], { env })).toBeNull();
  expect([outside.asked.length, inside.asked]).toEqual([1, []]);
});

test("a commit's title is the first line of a request that says something, in plain signs", () => {
  expect(titleOf("\n Say \x1b[31mgood\u202ebye\t\x07 \nBy name")).toBe("Say [31mgood bye");
  expect(titleOf("\u202e\nSay it")).toBe("Say it");
  expect([titleOf("x".repeat(80)).length, titleOf("\x07")]).toEqual([72, "A job"]);
  expect(titleOf("Größe – 你好 👋")).toBe("Größe – 你好 👋");
});
