// Whole runs of the product, in the real host against a scripted model, as jobs of the server.
// Runs: in full only, on both databases, on disk, first.
import { afterEach, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../../src/process/attempt.ts";
import { faults } from "../../tests/faults/counted.ts";
import { codexReviewer } from "../../tests/harness/codex-reviewer.ts";
import { codexTeam } from "../../tests/harness/codex-team.ts";
import { REQUEST as COUNCIL, honestCouncil } from "../../tests/harness/council.ts";
import { type Model, startModel } from "../../tests/harness/model.ts";
import { needing } from "../../tests/harness/needs.ts";
import { eventually } from "../../tests/harness/patience.ts";
import { bringsItsFile, twoWaves } from "../../tests/harness/phases/execute.ts";
import { phaseOf } from "../../tests/harness/phases/project.ts";
import {
  cleanup,
  DEFAULT_FILES,
  git,
  makeProject,
  onCleanup,
  tempDir,
} from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { smallFiles, smallTeam } from "../../tests/harness/small-team.ts";
import { team, type Worker } from "../../tests/harness/team.ts";
import { honest } from "../../tests/harness/workers.ts";
import { JobRequest } from "../src/jobs/job.ts";
import { usualCarrying } from "../src/worker/program.ts";
import { startWorker } from "../src/worker/worker.ts";
import { type Base, database, isWhole, linesOf, MAIN, OVER, reaches, TOKEN } from "./at-work.ts";

afterEach(cleanup);

/** What it writes it writes by commands. */
const codexRuns = needing("sandbox of Codex");

/** A worker as a process of its own, with a home of its own. */
function workerProcess(
  { url }: Base,
  project: string,
  model: Model,
  mode = "acceptEdits",
  given = {},
) {
  const { env } = makeSandbox({ version: "new", project, model, ...given });
  const more = [
    "--claude",
    claudePath("new"),
    "--allowed-tools",
    "Bash(bun test:*)",
    "--permission-mode",
    mode,
  ];
  const words = ["worker", "--data", tempDir(), "--slots", "1", "--projects", project, ...more];
  const child = Bun.spawn([process.execPath, MAIN, ...words], {
    ...{
      env: { ...env, DATABASE_URL: url },
      stdin: "ignore",
      stdout: "inherit",
      stderr: "inherit",
    },
  });
  onCleanup(async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  return child;
}

/** Files below a folder that have a text. */
function filesWith(text: string, folder: string): string[] {
  const { stdout } = Bun.spawnSync(["grep", "-rlaF", "--", text, folder]);
  return stdout.toString().split("\n").filter(Boolean);
}

/** Programs of this machine that have a text in their arguments or their environment. */
const programsWith = (text: string): string[] =>
  readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .flatMap((pid) => ["cmdline", "environ"].map((file) => `/proc/${pid}/${file}`))
    .filter((file) => attempt(() => readFileSync(file, "latin1").includes(text), false));

test("a job is queued, asks, is answered, and completes; its report, branch and events stay", async () => {
  const base = await database();
  const project = makeProject();
  let key = "none yet";
  const found: string[][] = [];
  const watched: Worker = (brief) => {
    // An agent writes into `.task` of its worktree, which lies in the job's folder.
    found.push(filesWith(key, join(dirname(brief.writes), "../..")), programsWith(key));
    return honest()(brief);
  };
  const model = startModel({ script: team(watched), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model });
  const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
  const worker = await startWorker({
    ...base,
    slots: 1,
    data: tempDir(),
    projects: { folders: [project] },
    // As below a Claude Code: whoever has the job's key is believed.
    carrying: { ...usualCarrying(more), env: { ...env, CLAUDECODE: "1" } },
    say: console.log,
  });
  onCleanup(() => worker.stop());
  const request = JobRequest.parse({ project, request: "Say goodbye" });
  const { job } = await base.store.createJob(request, TOKEN);
  key = (await base.pool.query("select key from multi_ai.job")).rows[0].key;
  const first = await reaches(base, job.id, OVER);
  expect([first.state, first.reason]).toEqual(["question", null]);
  expect(first.question?.all[0]).toMatchObject({
    id: "Q1",
    title: "Is this user story what you want?",
  });
  const answer = { question: "Q1", option: "approve" };
  expect((await base.store.decideJob(job.id, answer, "test"))?.ok).toBe(true);
  let now = await reaches(base, job.id, OVER);
  while (now.state === "question") {
    const [open] = now.question!.all;
    const option = open!.options[0]!;
    const given = {
      question: open!.id,
      option: option.name,
      text: option.text ? "bun test" : null,
    };
    expect((await base.store.decideJob(job.id, given, "test"))?.ok).toBe(true);
    now = await reaches(base, job.id, OVER);
  }
  expect([now.state, now.reason]).toEqual(["complete", null]);
  const events = await base.store.eventsAfter(job.id, 0, 10_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  const report = (await base.store.reportOf(job.id))!;
  expect(report).toContain("## Decided by test (");
  expect(report).toContain(`## Next\n\n- The branch \`${now.branch}\` has the change.`);
  expect(report).not.toMatch(/olled back|`multi-ai [a-z]/);
  expect(await base.store.diffOf(job.id)).toContain("goodbye");
  expect(git(project, "show", `${now.branch}:src/goodbye.ts`)).toContain("goodbye");
  // By the run's own rollback, and back.
  for (const [what, isThere] of [
    ["rollback", false],
    ["undo", true],
  ] as const) {
    expect((await base.store.followUp(job.id, what, "ada"))?.ok).toBe(true);
    const over = await reaches(base, job.id, OVER);
    expect([over.state, over.rolled_back]).toEqual(["complete", !isThere]);
    expect(over.reason).toContain("by ada: 2 files");
    expect(git(project, "ls-tree", "--name-only", `${now.branch}:src`).includes("goodbye.ts")).toBe(
      isThere,
    );
  }
  // Its folder goes as soon as all of that is kept.
  expect(await eventually(() => git(project, "worktree", "list").split("\n").length === 1)).toBe(
    true,
  );
  // No agent finds the key with which it could answer for the person.
  expect(found.length).toBeGreaterThan(2);
  expect(found.flat()).toEqual([]);
  expect(now.spent.tokens).toBeGreaterThan(0);
  expect(now.spent.money).toBeGreaterThan(0);
});

test("settings of a repository that nobody has approved are asked about before anything starts", async () => {
  const base = await database();
  const settings = JSON.stringify({ tests: { commands: ["bun test"] } });
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
  const model = startModel({ script: team(honest()) });
  workerProcess(base, project, model, "acceptEdits", { stranger: true });
  const request = JobRequest.parse({ project, request: "Say goodbye" });
  const { job } = await base.store.createJob(request, TOKEN);
  const asked = await reaches(base, job.id, OVER);
  const [question] = asked.question?.all ?? [];
  expect(question).toMatchObject({
    kind: "Settings",
    options: [{ name: "approve" }, { name: "without" }],
  });
  expect(question?.lines.join()).toContain("tests.commands[0]: bun test");
  expect(model.requests).toEqual([]);
});

codexRuns("a job in which Codex is the implementer completes", async () => {
  const base = await database();
  const settings = JSON.stringify({ models: { implementer: "codex/gpt-6.1-sol" } });
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
  const codex = codexTeam(honest(), codexReviewer());
  workerProcess(base, project, startModel({ script: team(honest()), codex }));
  const asked = { project, request: "Say goodbye", options: { auto: true } };
  const { job } = await base.store.createJob(JobRequest.parse(asked), TOKEN);
  const now = await reaches(base, job.id, OVER);
  expect([now.state, now.reason]).toEqual(["complete", null]);
  expect(await base.store.reportOf(job.id)).toContain("T6 by Codex");
  expect(git(project, "show", `${now.branch}:src/goodbye.ts`)).toContain("goodbye");
});

test("where the worker has no Codex, no job asks about that", async () => {
  const base = await database();
  const project = makeProject();
  const model = startModel({ script: team(honest()) });
  workerProcess(base, project, model, "acceptEdits", { codexOnPath: false });
  const { job } = await base.store.createJob(
    JobRequest.parse({ project, request: "Say goodbye" }),
    TOKEN,
  );
  const asked: string[] = [];
  let now = await reaches(base, job.id, OVER);
  while (now.state === "question") {
    const [open] = now.question!.all;
    asked.push(`${open!.kind}: ${open!.title}`);
    const [option] = open!.options;
    const given = {
      question: open!.id,
      option: option!.name,
      text: option!.text ? "bun test" : null,
    };
    expect((await base.store.decideJob(job.id, given, "test"))?.ok).toBe(true);
    now = await reaches(base, job.id, OVER);
  }
  expect([now.state, now.reason]).toEqual(["complete", null]);
  expect(asked.filter((title) => /codex|opus/i.test(title))).toEqual([]);
  expect(await base.store.reportOf(job.id)).toContain("Codex is not installed");
});

/** An event of a journal, as far as these tests read it. */
interface Line {
  type: string;
  task: string;
  brief: string;
  who?: { program?: string };
}

const tasksOf = (events: Line[], wanted: string): string[] =>
  events.flatMap(({ type, task }) => (type === wanted ? [task] : []));

/** What agents have begun, by what they are told: one word for all tasks of a kind. */
const phasesOf = (events: Line[], tasks = tasksOf(events, "dispatched")): string[] =>
  events.flatMap(({ type, task, brief, who }) =>
    type === "task_created" && who?.program === undefined && tasks.includes(task) ? [brief] : [],
  );

const phasesAtWork = (events: Line[]): string[] => {
  const accepted = tasksOf(events, "accepted");
  return phasesOf(
    events,
    tasksOf(events, "dispatched").filter((task) => !accepted.includes(task)),
  );
};

/** Work of each workflow, with those who carry it out. */
const WORKFLOWS = {
  "multi-ai": {
    request: "Say goodbye",
    worker: honest(),
    files: DEFAULT_FILES,
    options: { auto: true },
  },
  council: {
    request: COUNCIL,
    worker: honestCouncil(),
    files: DEFAULT_FILES,
    options: { auto: true },
  },
  phases: {
    request: "Go on",
    worker: bringsItsFile,
    files: { "README.md": "# Greeter\n", ...phaseOf(twoWaves()) },
    options: { auto: true },
  },
  team: {
    request: "Greet people",
    worker: smallTeam(),
    files: smallFiles(),
    options: { auto: true, track: "nano" },
  },
} as const;

test.each(["multi-ai", "council", "phases", "team"] as const)(
  "kill -9 of a worker in each phase of %s: others complete it, no event is lost, nothing accepted is paid again",
  async (workflow) => {
    const base = await database();
    const { request, worker, files, options } = WORKFLOWS[workflow];
    const project = makeProject({ files });
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const start = () => workerProcess(base, project, model, "bypassPermissions");
    let at = start();
    const asked = JobRequest.parse({ project, workflow, request, options });
    const { job } = await base.store.createJob(asked, TOKEN);
    const kills: Line[][] = [];
    const killedIn = new Set<string>();
    for (
      let { state } = job;
      !OVER.includes(state);
      { state } = (await base.store.getJob(job.id))!
    ) {
      const phases = phasesAtWork(await linesOf(base, job.id)).filter((one) => !killedIn.has(one));
      if (phases.length === 0) {
        await Bun.sleep(50);
        continue;
      }
      for (const one of phases) killedIn.add(one);
      at.kill("SIGKILL");
      await at.exited;
      kills.push(await linesOf(base, job.id));
      at = start();
    }
    const over = await base.store.getJob(job.id);
    const events: Line[] = await linesOf(base, job.id);
    await isWhole(base, job.id);
    const open = over?.state === "complete" ? null : await base.store.reportOf(job.id);
    faults("kill points: job server, a worker in each phase", kills.length, () => {
      expect(open).toBeNull();
      expect(over).toMatchObject({ state: "complete", reason: null, question: null });
      expect(phasesOf(events).filter((one) => !killedIn.has(one))).toEqual([]);
      expect(tasksOf(events, "accepted")).toEqual([...new Set(tasksOf(events, "accepted"))]);
      for (const before of kills) {
        expect(events.slice(0, before.length)).toEqual(before);
        const later = tasksOf(events.slice(before.length), "dispatched");
        expect(tasksOf(before, "accepted").filter((task) => later.includes(task))).toEqual([]);
      }
    });
  },
);
