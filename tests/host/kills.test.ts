// Guarantee: A crash loses nothing.
// kill -9 in each phase of each workflow that a driver carries on: of the driver, of an agent's
// host, of both, of a check. The run goes on to its ordinary end, nothing that was accepted is paid
// for again, and nothing of it is left at work.
// Runs: in full only, first.
import { afterEach, describe, expect } from "bun:test";
import { cpSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REQUEST as BASKET } from "../../demo/answers.ts";
import { asRepository } from "../../demo/repository.ts";
import { demoCodex, demoScript } from "../../demo/team.ts";
import { isDirectCall } from "../../src/host/driver.ts";
import { attempt } from "../../src/process/attempt.ts";
import { PROGRAM } from "../cli/cli.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { honestCouncil } from "../harness/council.ts";
import { inFull } from "../harness/in-full.ts";
import { type CodexScript, type Model, type Script, startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { BUGGY, debuggerWork, SYMPTOM } from "../harness/phases/debug.ts";
import { DOCUMENT, honestPhases } from "../harness/phases/whole.ts";
import { cleanup, DEFAULT_FILES, makeProject, onCleanup, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { type Brief, readBrief, team } from "../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../harness/walkthrough.ts";
import { honest } from "../harness/workers.ts";
import { runOf } from "./from-outside.ts";
import { left, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

/**
 * What is killed at the first request of a task, one after the other; `behind`: the driver, once
 * the task's file is there.
 */
const VICTIMS = ["driver", "host", "both", "behind"] as const;
type Victim = (typeof VICTIMS)[number];
/** The same while a check works. */
const AT_CHECKS = ["check", "driver"] as const;

interface Workflow {
  project: string;
  script: Script;
  codex?: CodexScript;
  /** The words behind `multi-ai run`, one run after the other. */
  runs: string[][];
  /** What the person answers, by the kind of question. */
  answers?: Record<string, string[]>;
  /** Files whose first version is sent back. */
  mended?: RegExp;
  /** What is killed at the first requests, where that is not everything. */
  victims?: readonly Victim[];
}

function basket(): string {
  const project = join(tempDir(), "basket");
  cpSync(join(PLUGIN, "demo/project"), project, { recursive: true });
  asRepository(project, "A basket that adds up");
  return project;
}

const ONE_PHASE = [{ name: "Farewells", functions: ["goodbye", "thanks"] }];

const WORKFLOWS: Record<string, () => Workflow> = {
  "the chain, with checks and Codex": () => ({
    project: basket(),
    script: demoScript(),
    codex: demoCodex(),
    runs: [["multi-ai", BASKET, "--auto"]],
    mended: /code-review-sonnet\.json$/,
  }),
  "a quick run": () => ({
    project: basket(),
    script: demoScript(),
    codex: demoCodex(),
    runs: [["multi-ai", BASKET, "--quick", "--auto"]],
  }),
  "a council": () => ({
    project: makeProject(),
    script: team(honestCouncil()),
    runs: [["council", "Say goodbye and thanks by name", "--auto"]],
  }),
  "a team": () => ({
    project: makeProject({ files: walkthroughFiles() }),
    script: team(walkthrough),
    runs: [["team", "Add password reset via email", "--track", "full"]],
    answers: {
      "checkpoint-a": ["proceed"],
      "checkpoint-b": ["proceed"],
      "peer-escalation": ["A"],
      "checkpoint-c": ["deploy"],
    },
  }),
  "the phases": () => ({
    project: makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } }),
    script: team(honestPhases(ONE_PHASE)),
    runs: [
      ["new-project", "--auto", "@idea.md"],
      ...Array.from({ length: 5 }, () => ["next", "--auto"]),
    ],
  }),
  "the search for a bug": () => ({
    project: makeProject({ files: BUGGY }),
    script: team((brief) => debuggerWork(brief)),
    runs: [["debug", SYMPTOM, "--auto"]],
  }),
};

const environmentOf = (pid: string): string[] =>
  attempt(() => readFileSync(`/proc/${pid}/environ`, "utf8"), "").split("\0");
const commandOf = (pid: string): string =>
  attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
const folderOf = (pid: string): string => attempt(() => readlinkSync(`/proc/${pid}/cwd`), "");
const processes = (is: (pid: string) => boolean): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && is(name))
    .map(Number);
/** What works in a project, or for a call of one of its runs. */
const atWork = (project: string, calls: ReadonlySet<string>): number[] =>
  processes(
    (pid) =>
      `${folderOf(pid)}/`.startsWith(`${project}/`) ||
      environmentOf(pid).some(
        (one) => one.startsWith("MULTI_AI_CALL=") && calls.has(one.slice(14)),
      ),
  );
const hostsOf = (session: string): number[] =>
  processes((pid) => commandOf(pid).includes(`--session-id\0${session}`));
const kill9 = (pid: number): boolean => attempt(() => process.kill(pid, "SIGKILL"), false);

/** Carries a workflow out, and kills; what is not as it has to be stands in `wrong`. */
class Killing {
  readonly model: Model;
  readonly killed: string[] = [];
  readonly wrong: string[] = [];
  readonly calls = new Set<string>();
  private readonly env: Record<string, string>;
  /** Nonces of tasks whose file was written when the driver was killed. */
  private readonly written = new Map<string, string>();
  private readonly checked = new Set<string>();
  private readonly seen = new Set<string>();
  private turn = 0;
  private checks = 0;
  private driver: ReturnType<Killing["start"]> | null = null;

  constructor(private readonly workflow: Workflow) {
    const { project, codex } = workflow;
    this.model = startModel({ script: (turn) => this.asked(turn), ...(codex ? { codex } : {}) });
    this.env = {
      ...makeSandbox({ version: "new", project, model: this.model }).env,
      MULTI_AI_TOKEN: crypto.randomUUID(),
    };
  }

  start(words: string[]) {
    const child = Bun.spawn([process.execPath, PROGRAM, ...words], {
      cwd: this.workflow.project,
      env: this.env,
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    onCleanup(() => child.kill("SIGKILL"));
    const text = Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    const end = text.then(async ([out, err]) => ({ out, err, code: await child.exited }));
    return { child, end };
  }

  /**
   * The driver is killed now; what reaches the model behind that is at most a request of each agent
   * at work.
   */
  private killDriver(): void {
    this.driver?.child.kill("SIGKILL");
  }

  private readonly asked: Script = async (turn) => {
    const brief = readBrief(turn.firstUser);
    if (brief === null) return this.workflow.script(turn);
    const { events } = left(this.workflow.project);
    if (
      ofType(events, "accepted").some(({ task }) => task === brief.task) &&
      events[0]!.run === brief.run
    )
      this.wrong.push(`${brief.task} is paid for again, and was accepted`);
    const name = `${brief.run} ${brief.task}`;
    const { mended = /^$/ } = this.workflow;
    if ((this.written.get(name) ?? brief.nonce) !== brief.nonce && !mended.test(brief.writes))
      this.wrong.push(`${brief.task} is paid for again, and was finished`);
    const isFirst = !this.seen.has(name);
    this.seen.add(name);
    if (!isFirst) return this.workflow.script(turn);
    const { victims = VICTIMS } = this.workflow;
    const victim = victims[this.turn++ % victims.length]!;
    this.killed.push(`${victim} at ${brief.task}`);
    if (victim === "behind") void this.killBehind(brief, this.driver);
    else {
      if (victim !== "host") this.killDriver();
      if (victim !== "driver") hostsOf(turn.sessionId).forEach(kill9);
    }
    return this.workflow.script(turn);
  };

  /**
   * Kills the driver as soon as the agent of a task has written its file, before that is taken in.
   */
  private async killBehind({ task, nonce, run }: Brief, mine: unknown): Promise<void> {
    const hasWritten = () =>
      attempt(
        () => runOf(this.workflow.project).tasks.find(({ id }) => id === task)?.dispatch,
        undefined,
      );
    while (
      mine === this.driver &&
      this.driver?.child.exitCode === null &&
      hasWritten()?.wrote === undefined
    )
      await Bun.sleep(5);
    if (mine !== this.driver) return;
    this.killDriver();
    this.written.set(`${run} ${task}`, nonce);
  }

  /** Looks at the journal for checks that have begun. */
  private watch(): Timer {
    return setInterval(() => {
      const events = attempt(() => left(this.workflow.project).events, []);
      for (const { call } of ofType(events, "dispatched"))
        if (isDirectCall(call)) this.calls.add(call);
      for (const { task, pid, run } of ofType(events, "check_started")) {
        const name = `${run} ${task}`;
        if (this.checked.has(name)) continue;
        this.checked.add(name);
        const victim = AT_CHECKS[this.checks++ % AT_CHECKS.length]!;
        this.killed.push(`${victim} while ${task} checks`);
        if (victim === "check") kill9(pid);
        else this.killDriver();
      }
    }, 10);
  }

  /** Drives one run to its end. Returns what the last driver has said. */
  private async drive(words: string[], more: string[]): Promise<string> {
    const { project, answers = {} } = this.workflow;
    let isKilled = false;
    for (let args = words; ; args = ["--continue"]) {
      this.driver = this.start(["run", ...args, ...more]);
      const { out, err, code } = await this.driver.end;
      const { state } = left(project);
      // A check has gone on without its driver, and was the last task.
      if (isKilled && state.status === "complete" && code !== 0)
        return (await this.start(["report"]).end).out;
      isKilled = this.driver.child.signalCode === "SIGKILL";
      if (isKilled) {
        const paid = this.model.requests.length;
        const atOnce = this.hosts();
        if (!(await eventually(() => this.hosts().length === 0)))
          this.wrong.push("agents go on without a driver");
        const late = this.model.requests.slice(paid).map(({ sessionId }) => sessionId);
        if (new Set(late).size < late.length || late.length > atOnce.length)
          this.wrong.push(
            `${late.length} requests behind the kill of the driver of ${atOnce.length} agents`,
          );
        continue;
      }
      const question = (state.question ?? null) as { id: string; kind: string } | null;
      const answer = question && answers[question.kind];
      if (code === 1 && answer) {
        const decided = await this.start(["decide", ...answer, "--question", question.id]).end;
        expect([decided.code, decided.err]).toEqual([0, ""]);
        continue;
      }
      expect([code, err, state.status, question]).toEqual([0, "", "complete", null]);
      return out;
    }
  }

  private hosts(): string[] {
    const sessions = [...this.calls].map((call) => call.replace("direct-", ""));
    return sessions.filter((session) => hostsOf(session).length > 0);
  }

  /** Carries all out; returns the reports. */
  async toItsEnd(): Promise<string[]> {
    const { project, runs } = this.workflow;
    const more = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun:*)"];
    const reports: string[] = [];
    const ids = new Set<string>();
    for (const words of runs) {
      const watching = this.watch();
      reports.push(await this.drive(words, more).finally(() => clearInterval(watching)));
      const { events } = left(project);
      const accepted = ofType(events, "accepted").map(({ task }) => task);
      for (const task of accepted.filter((one, at) => accepted.indexOf(one) !== at))
        this.wrong.push(`${task} was accepted twice`);
      // A decision that a kill has cut, or that lost a race, leaves lines; the next has its numbers.
      expect(runOf(project).seq).toBe(new Set(events.map(({ seq }) => seq)).size);
      ids.add(runOf(project).run);
    }
    expect(ids.size).toBe(runs.length);
    if (!(await eventually(() => atWork(project, this.calls).length === 0, 500)))
      this.wrong.push(
        `left at work: ${atWork(project, this.calls).map((pid) => commandOf(`${pid}`).replaceAll("\0", " "))}`,
      );
    return reports;
  }
}

describe("kill -9 at each task", () => {
  for (const [name, workflow] of Object.entries(WORKFLOWS))
    inFull(`${name} comes to its end, and nothing is paid twice that was accepted`, async () => {
      const killing = new Killing(workflow());
      const reports = await killing.toItsEnd();
      expect(killing.wrong).toEqual([]);
      expect(killing.model.failures).toEqual([]);
      for (const report of reports) expect(report).toMatch(/complete/);
      expect(new Set(killing.killed.map((one) => one.split(" ")[0]))).toContain("driver");
    });
});

/**
 * A run whose driver was killed behind the end of an agent, which it could not take in any more.
 */
async function leftWithFinished() {
  const project = makeProject();
  let driver: Bun.Subprocess | null = null;
  const nonces = new Set<string>();
  let session = "";
  const script = team((brief, turn) => {
    if (brief.writes.endsWith("plan-refined.json")) {
      nonces.add(brief.nonce);
      if (driver?.killed === false) driver.kill("SIGSTOP");
      session ||= turn.sessionId;
    }
    return honest()(brief);
  });
  const model = startModel({ script, codex: codexReviewer() });
  const { env, home } = makeSandbox({ version: "new", project, model });
  driver = Bun.spawn(
    [
      process.execPath,
      PROGRAM,
      "run",
      "multi-ai",
      "Say goodbye",
      "--auto",
      "--claude",
      claudePath("new"),
    ],
    { cwd: project, env, stdin: "ignore", stdout: "ignore", stderr: "ignore" },
  );
  onCleanup(() => driver?.kill("SIGKILL"));
  const hasEnded = () => session !== "" && hostsOf(session).length === 0;
  expect(await eventually(hasEnded, 60_000)).toBe(true);
  driver.kill("SIGKILL");
  await driver.exited;
  expect(ofType(left(project).events, "accepted").map(({ task }) => task)).toEqual(["T1"]);
  return { project, model, env, home, nonces };
}

describe("what an agent had finished when its driver was killed is taken in", () => {
  inFull("by the next driver", async () => {
    const { project, env, nonces } = await leftWithFinished();
    const words = ["run", "--continue", "--claude", claudePath("new")];
    const child = Bun.spawn([process.execPath, PROGRAM, ...words], {
      cwd: project,
      env,
      stdin: "ignore",
    });
    expect([await child.exited, left(project).state.status, nonces.size]).toEqual([
      0,
      "complete",
      1,
    ]);
  });

  for (const typed of ["/multi-ai:resume", "/multi-ai:resume --background"])
    inFull(`by the session in which ${typed} is typed`, async () => {
      const { project, model, home, nonces } = await leftWithFinished();
      await play({ version: "new", project, model, home, prompt: typed });
      const isComplete = () => left(project).state.status === "complete";
      expect([await eventually(isComplete, 60_000), nonces.size]).toEqual([true, 1]);
    });
});

inFull("a host that never asks its model is ended, and the driver says so", async () => {
  const project = makeProject();
  const claude = join(tempDir("multi-ai-hangs-"), "claude");
  writeFileSync(claude, "#!/bin/sh\nexec tail -f /dev/null\n", { mode: 0o755 });
  const { env } = makeSandbox({ version: "new", project, model: startModel({}) });
  const child = Bun.spawn(
    [process.execPath, PROGRAM, "run", "multi-ai", "Say goodbye", "--auto", "--claude", claude],
    {
      ...{ cwd: project, env, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
    },
  );
  onCleanup(() => child.kill("SIGKILL"));
  expect(await new Response(child.stderr).text()).toContain("Claude Code did not start working");
  expect([await child.exited, left(project).state.status]).toEqual([3, "running"]);
  expect(atWork(project, new Set())).toEqual([]);
});
