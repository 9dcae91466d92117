// Whole runs of the product, in the real host against a scripted model, as jobs of the server.
import { afterEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { codexReviewer } from "../../tests/harness/codex-reviewer.ts";
import { REQUEST as COUNCIL, honestCouncil } from "../../tests/harness/council.ts";
import { type Model, startModel } from "../../tests/harness/model.ts";
import { eventually } from "../../tests/harness/patience.ts";
import { bringsItsFile, twoWaves } from "../../tests/harness/phases/execute.ts";
import { phaseOf } from "../../tests/harness/phases/project.ts";
import { cleanup, DEFAULT_FILES, git, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { smallFiles, smallTeam } from "../../tests/harness/small-team.ts";
import { team, type Worker } from "../../tests/harness/team.ts";
import { honest } from "../../tests/harness/workers.ts";
import { type Job, JobRequest, type State } from "../src/jobs/job.ts";
import { usualCarrying } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

afterEach(cleanup);

/** The job as soon as it is in one of these states. */
async function reaches(database: TestDatabase, id: string, states: State[]): Promise<Job> {
  for (;;) {
    const job = await database.store.getJob(id);
    if (job !== null && states.includes(job.state)) return job;
    await Bun.sleep(300);
  }
}

/** A worker as a process of its own, with a home of its own. */
function workerProcess(database: TestDatabase, project: string, model: Model, mode = "acceptEdits", given = {}) {
  const { env } = makeSandbox({ version: "new", project, model, ...given });
  const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)", "--permission-mode", mode];
  const words = ["worker", "--data", tempDir(), "--slots", "1", "--projects", project, ...more];
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../src/main.ts"), ...words], {
    ...{ env: { ...env, DATABASE_URL: database.url }, stdin: "ignore", stdout: "inherit", stderr: "inherit" },
  });
  onCleanup(async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  return child;
}

const OVER: State[] = ["question", "complete", "failed", "parked", "cancelled"];

test("a job is queued, asks, is answered, and completes; its report, branch and events stay", async () => {
  const database = await testDatabase();
  onCleanup(() => database.close());
  const project = makeProject();
  const keys: string[] = [];
  const watched: Worker = (brief) => {
    // An agent writes into `.task` of its worktree, which lies in the job's folder.
    const inFolder = (path: string): boolean => existsSync(join(dirname(brief.writes), "../..", path));
    keys.push(["repository", "data/multi-ai/key"].filter(inFolder).join());
    return honest()(brief);
  };
  const model = startModel({ script: team(watched), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model });
  const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
  const worker = await startWorker({
    ...database,
    slots: 1,
    data: tempDir(),
    projects: { folders: [project] },
    carrying: { ...usualCarrying(more), env },
    say: console.log,
  });
  onCleanup(() => worker.stop());
  const request = JobRequest.parse({ project, request: "Say goodbye" });
  const { job } = await database.store.createJob(request, { by: "token", name: "test" });
  const first = await reaches(database, job.id, OVER);
  expect([first.state, first.reason]).toEqual(["question", null]);
  expect(first.question?.all[0]).toMatchObject({ id: "Q1", title: "Is this user story what you want?" });
  const answer = { question: "Q1", option: "approve" };
  expect((await database.store.decideJob(job.id, answer, "test"))?.ok).toBe(true);
  let now = await reaches(database, job.id, OVER);
  while (now.state === "question") {
    const [open] = now.question!.all;
    const option = open!.options[0]!;
    const given = { question: open!.id, option: option.name, text: option.text ? "bun test" : null };
    expect((await database.store.decideJob(job.id, given, "test"))?.ok).toBe(true);
    now = await reaches(database, job.id, OVER);
  }
  expect([now.state, now.reason]).toEqual(["complete", null]);
  const events = await database.store.eventsAfter(job.id, 0, 10_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  expect(await database.store.reportOf(job.id)).toContain("Say goodbye");
  expect(await database.store.diffOf(job.id)).toContain("goodbye");
  expect(git(project, "show", `${now.branch}:src/goodbye.ts`)).toContain("goodbye");
  // By the run's own rollback, and back.
  for (const [what, isThere] of [
    ["rollback", false],
    ["undo", true],
  ] as const) {
    expect((await database.store.followUp(job.id, what, "ada"))?.ok).toBe(true);
    const over = await reaches(database, job.id, OVER);
    expect([over.state, over.rolled_back]).toEqual(["complete", !isThere]);
    expect(over.reason).toContain("by ada: 2 files");
    expect(git(project, "ls-tree", "--name-only", `${now.branch}:src`).includes("goodbye.ts")).toBe(isThere);
  }
  // Its folder goes as soon as all of that is kept.
  expect(await eventually(() => git(project, "worktree", "list").split("\n").length === 1)).toBe(true);
  // No agent finds the key with which it could answer for the person.
  expect(new Set(keys)).toEqual(new Set(["repository"]));
  expect(now.spent.tokens).toBeGreaterThan(0);
  expect(now.spent.money).toBeGreaterThan(0);
});

test("settings of a repository that nobody has approved are asked about before anything starts", async () => {
  const database = await testDatabase();
  onCleanup(() => database.close());
  const settings = JSON.stringify({ tests: { commands: ["bun test"] } });
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
  const model = startModel({ script: team(honest()) });
  workerProcess(database, project, model, "acceptEdits", { stranger: true });
  const request = JobRequest.parse({ project, request: "Say goodbye" });
  const { job } = await database.store.createJob(request, { by: "token", name: "test" });
  const asked = await reaches(database, job.id, OVER);
  const [question] = asked.question?.all ?? [];
  expect(question).toMatchObject({ kind: "Settings", options: [{ name: "approve" }, { name: "without" }] });
  expect(question?.lines.join()).toContain("tests.commands[0]: bun test");
  expect(model.requests).toEqual([]);
});

test.each([
  ["T6", "impl-result.json"],
  ["T7", "code-review-sonnet.json"],
])(
  "kill -9 of a worker at %s: another one goes on, no event is lost, nothing accepted is paid again",
  async (task, file) => {
    const database = await testDatabase();
    onCleanup(() => database.close());
    const project = makeProject();
    const slow = { isOver: false, requests: 0 };
    const model = startModel({
      script: team((brief) => {
        if (!brief.writes.endsWith(file) || slow.isOver) return honest()(brief);
        slow.requests++;
        return { delayMs: 200, calls: [{ name: "Glob", input: { pattern: "*.md" } }] };
      }),
      codex: codexReviewer(),
    });
    const first = workerProcess(database, project, model);
    const request = JobRequest.parse({ project, request: "Say goodbye", options: { auto: true } });
    const { job } = await database.store.createJob(request, { by: "token", name: "test" });
    await eventually(() => slow.requests > 3);
    first.kill("SIGKILL");
    await first.exited;
    const before = await database.store.eventsAfter(job.id, 0, 10_000);
    expect((await database.store.getJob(job.id))?.state).toBe("running");
    // What it has left at work ends by itself: nobody acknowledges its events.
    slow.isOver = true;
    workerProcess(database, project, model);
    const over = await reaches(database, job.id, OVER);
    expect([over.state, over.reason, over.question]).toEqual(["complete", null, null]);
    const events = await database.store.eventsAfter(job.id, 0, 10_000);
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const of = (wanted: string) =>
      events.map(({ line }) => JSON.parse(line)).flatMap(({ type, task }) => (type === wanted ? [task] : []));
    expect(of("accepted")).toEqual([...new Set(of("accepted"))]);
    expect(of("dispatched").filter((task, at, all) => all.indexOf(task) !== at)).toEqual([task]);
    expect(git(project, "show", `${over.branch}:src/goodbye.ts`)).toContain("goodbye");
  },
);

/** Work of each workflow, with those who carry it out. */
const WORKFLOWS = {
  council: { request: COUNCIL, worker: honestCouncil(), files: DEFAULT_FILES, options: { auto: true } },
  phases: {
    request: "Go on",
    worker: bringsItsFile,
    files: { "README.md": "# Greeter\n", ...phaseOf(twoWaves()) },
    options: { auto: true },
  },
  team: { request: "Greet people", worker: smallTeam(), files: smallFiles(), options: { auto: true, track: "nano" } },
} as const;

test.each(["council", "phases", "team"] as const)(
  "kill -9 of a worker that carries %s: another one completes it",
  async (workflow) => {
    const database = await testDatabase();
    onCleanup(() => database.close());
    const { request, worker, files, options } = WORKFLOWS[workflow];
    const project = makeProject({ files });
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const first = workerProcess(database, project, model, "bypassPermissions");
    const asked = JobRequest.parse({ project, workflow, request, options });
    const { job } = await database.store.createJob(asked, { by: "token", name: "test" });
    const lines = async () => (await database.store.eventsAfter(job.id, 0, 10_000)).map(({ line }) => JSON.parse(line));
    const accepted = (all: { type: string; task: string }[]) =>
      all.flatMap(({ type, task }) => (type === "accepted" ? [task] : []));
    while (accepted(await lines()).length < 3) await Bun.sleep(50);
    first.kill("SIGKILL");
    await first.exited;
    const before = await lines();
    workerProcess(database, project, model, "bypassPermissions");
    const over = await reaches(database, job.id, OVER);
    expect([over.state, over.reason, over.question]).toEqual(["complete", null, null]);
    const events = await lines();
    expect(events.slice(0, before.length)).toEqual(before);
    const paid = events.filter(({ type }) => type === "dispatched").map(({ task }) => task);
    for (const task of accepted(before)) expect(paid.filter((one) => one === task)).toHaveLength(1);
  },
);
