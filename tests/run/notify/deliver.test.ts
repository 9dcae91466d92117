// What is due of a run is sent once, whoever looks, and the run knows nothing of it.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject, type Project } from "../../../src/project/project.ts";
import { statusText } from "../../../src/render/status.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { RUN } from "../../../src/run/journal/read-run.ts";
import { deliverNotices } from "../../../src/run/notify/deliver.ts";
import { OUTBOX, readOutbox, unsentText } from "../../../src/run/notify/outbox.ts";
import { startRun } from "../../../src/run/start/start-run.ts";
import { reportOf } from "../../../src/run/views/report.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { DEFAULT_SETTINGS, type Receiver } from "../../../src/settings.ts";
import { archiveTo, FOLDS, unparkRun } from "../../../src/store/archive.ts";
import { transact } from "../../../src/store/transact.ts";
import { moduleOf } from "../../../src/workflows/index.ts";
import { cli, PROGRAM } from "../../cli/cli.ts";
import { approveSettings, startedHere } from "../../harness/known.ts";
import { cleanup, makeProject, onCleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { receiver } from "./receiver.ts";

afterEach(cleanup);

const SOURCES = join(import.meta.dir, "..", "..", "..", "src");
const deliver = (project: Project, env: Record<string, string | undefined> = {}) =>
  deliverNotices(project, env);

/** A run whose notices go to these. */
function started(notify: Receiver[], known = true, project = findProject(makeProject())): Project {
  startRun(project, {
    workflow: "multi-ai",
    request: "Say goodbye by name",
    auto: false,
    settings: { ...DEFAULT_SETTINGS, notify },
    session: null,
    host: null,
    note: known ? (at, run) => startedHere(at, run) : () => {},
  });
  return project;
}

/** Records events as they are; no process is started for them. */
function record(project: Project, ...events: object[]): void {
  transact(
    project.task,
    { ...RUN, files: () => ({}), isOwn: () => true },
    {
      decide: (run) => events.map((one) => ({ ...one, run: run!.run }) as never),
    },
  );
}

const asked = (question: string) => ({
  type: "asked" as const,
  question,
  kind: "stuck",
  task: "T1",
  options: ["again", "stop"],
  text: null,
  labels: [],
  request: null,
});
const answered = (question: string) => ({
  type: "answered" as const,
  question,
  option: "again",
  text: null,
  via: "cli" as const,
  session: null,
});
const failed = { type: "ended" as const, status: "failed" as const, reason: "secret words" };
const titles = (got: { body: { title: string } }[]): string[] => got.map((one) => one.body.title);
const asks = "multi-ai: A question for you";

describe("what is due", () => {
  test("is sent once: the next look finds nothing, and only what is new after that", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    record(project, asked("Q1"));
    expect(await deliver(project)).toEqual({ sent: 1, failed: 0 });
    expect(await deliver(project)).toEqual({ sent: 0, failed: 0 });
    record(project, failed);
    expect(await deliver(project)).toEqual({ sent: 1, failed: 0 });
    expect(titles(got)).toEqual([asks, "multi-ai: The run has failed"]);
    expect(got[0]!.body).toMatchObject({
      on: "question",
      tasks_done: 0,
      files_changed: 0,
      snapshot: null,
    });
  });

  test("goes to those who want it", async () => {
    const [one, other] = [receiver(), receiver()];
    const project = started([
      { kind: "webhook", url: one.url, on: ["end"] },
      { kind: "webhook", url: other.url, on: ["question", "iteration"] },
    ]);
    record(project, asked("Q1"));
    await deliver(project);
    record(project, failed);
    await deliver(project);
    expect([titles(one.got), titles(other.got)]).toEqual([
      ["multi-ai: The run has failed"],
      [asks],
    ]);
  });

  test("holds no words of requests, reasons and artifacts", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    record(project, { ...asked("Q1"), text: "secret words", labels: ["secret words"] });
    await deliver(project);
    record(project, failed);
    await deliver(project);
    expect(got).toHaveLength(2);
    expect(JSON.stringify(got)).not.toMatch(/secret|goodbye/);
  });

  test("has what the workflow adds; one that cannot add anything is no obstacle", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    const module = moduleOf("multi-ai");
    onCleanup(() => {
      delete module.notice;
    });
    module.notice = (scene, { on }) => ({ lines: [`${on} of ${scene.run.workflow}`] });
    const spent = { tool_calls: 0, minutes: 0, tokens: 5, model: "m", usd: 2 };
    record(project, { type: "spent", task: "T1", call: "c", ...spent }, asked("Q1"));
    await deliver(project);
    module.notice = () => {
      throw new Error("no artifact");
    };
    record(project, failed);
    await deliver(project);
    expect(got[0]!.body.text).toContain("question of multi-ai\n");
    expect(got[0]!.body.cost_usd).toBe(2);
    expect(titles(got)).toEqual([asks, "multi-ai: The run has failed"]);
  });

  test("of a run that this machine did not start is sent to nobody", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }], false);
    record(project, asked("Q1"));
    expect([await deliver(project), got]).toEqual([{ sent: 0, failed: 0 }, []]);
  });

  test("is not told any more once it is answered", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    record(project, asked("Q1"), answered("Q1"), asked("Q2"));
    await deliver(project);
    expect(got.map(({ body }) => body.text)).toEqual([expect.stringContaining("\nQ2 Stuck: T1 ")]);
  });

  test.each(["", "[]", "nonsense", '{"run":"other","told":{"Q1":[]}}'])(
    "an outbox that says %j counts as empty",
    async (text) => {
      const { url, got } = receiver();
      const project = started([{ kind: "webhook", url }]);
      writeFileSync(join(project.task, OUTBOX), text);
      record(project, asked("Q1"));
      await deliver(project);
      expect(titles(got)).toEqual([asks]);
    },
  );

  test("and what was told goes with its run where that is parked, and comes back with it", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    record(project, asked("Q1"));
    await deliver(project);
    const { run } = readRun(project)!;
    archiveTo(project.task, "parked", run, FOLDS);
    expect(existsSync(join(project.task, OUTBOX))).toBe(false);
    unparkRun(project.task, run);
    expect(await deliver(project)).toEqual({ sent: 0, failed: 0 });
    expect(titles(got)).toEqual([asks]);
  });
});

describe("several at once", () => {
  test("two processes send once: the second comes while the first waits for an answer", async () => {
    const { url, got } = receiver();
    const place: { now?: Project } = {};
    const start = async (): Promise<{ sent: number }> => {
      const command = [process.execPath, PROGRAM, "notify", "--json", "--project"];
      const child = Bun.spawn([...command, place.now!.root], { stdout: "pipe", stderr: "inherit" });
      return (await new Response(child.stdout).json()) as { sent: number };
    };
    const second: { sent: number }[] = [];
    let requests = 0;
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        if (requests++ === 0) second.push(await start());
        return fetch(url, { method: "POST", body: await request.text() });
      },
    });
    onCleanup(() => server.stop(true));
    place.now = started([{ kind: "webhook", url: `http://127.0.0.1:${server.port}` }]);
    record(place.now, asked("Q1"), asked("Q2"));
    const first = await start();
    expect([first, ...second].map((one) => one.sent)).toEqual([2, 0]);
    expect(titles(got)).toEqual([asks, asks]);
  });

  test("what happens while one sends is told by that one, although another had to leave it", async () => {
    const project: { now?: Project } = {};
    const { url, got } = receiver();
    const seen: unknown[] = [];
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        if (seen.length === 0) {
          record(project.now!, failed);
          seen.push(await deliver(project.now!));
        }
        return fetch(url, { method: "POST", body: await request.text() });
      },
    });
    onCleanup(() => server.stop(true));
    project.now = started([{ kind: "webhook", url: `http://127.0.0.1:${server.port}` }]);
    record(project.now, asked("Q1"));
    expect(await deliver(project.now)).toEqual({ sent: 2, failed: 0 });
    expect(seen).toEqual([{ sent: 0, failed: 0 }]);
    expect(titles(got)).toEqual([asks, "multi-ai: The run has failed"]);
  });

  test("one that died at it holds up nobody", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    const dead = Bun.spawnSync(["true"]).pid;
    writeFileSync(
      join(project.task, "notify.lock"),
      JSON.stringify({ pid: dead, host: HOST, start: "1" }),
    );
    record(project, asked("Q1"));
    await deliver(project);
    expect(titles(got)).toEqual([asks]);
  });
});

const HOST = (await import("../../../src/process/identity.ts")).processScope();

describe("a receiver that fails", () => {
  const frozen = (project: Project): string[] =>
    readdirSync(project.task, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== OUTBOX)
      .map(({ name }) => `${name} ${readFileSync(join(project.task, name), "utf8")}`);

  test("is noted without its address; the others are told, and nothing of the run changes", async () => {
    const [good, bad] = [receiver(), receiver(500)];
    const project = started([
      { kind: "webhook", url: `${bad.url}/services/hidden` },
      { kind: "telegram", chat_id: "1", token_env: "MISSING" },
      { kind: "webhook", url: good.url },
    ]);
    record(project, asked("Q1"));
    const before = frozen(project);
    const outbox = () => readOutbox(project.task, readRun(project)!.run);
    expect(await deliver(project)).toEqual({ sent: 1, failed: 2 });
    expect(outbox()).toMatchObject({ told: { Q1: [0, 1] }, dropped: 0 });
    expect(await deliver(project)).toEqual({ sent: 0, failed: 2 });
    expect(outbox()).toMatchObject({ told: { Q1: [] }, dropped: 2 });
    expect(await deliver(project)).toEqual({ sent: 0, failed: 0 });
    expect([good.got.length, bad.got.length]).toEqual([1, 2]);
    expect(new Set(bad.got.map(({ body }) => body.id)).size).toBe(1);
    expect(frozen(project)).toEqual(before);
    const text = readFileSync(join(project.task, OUTBOX), "utf8");
    expect(text).toContain("telegram: the variable MISSING is not set");
    expect(text).not.toContain("hidden");
  });

  test("and takes the second try has missed nothing", async () => {
    const { url, got } = receiver(503, 200);
    const project = started([{ kind: "webhook", url }]);
    record(project, asked("Q1"));
    await deliver(project);
    const unsent = () => unsentText(project.task, readRun(project)!.run);
    expect(unsent()).toBe("1 message could not be sent, the last one by webhook: it answered 503");
    record(project, asked("Q2"));
    expect(await deliver(project)).toEqual({ sent: 2, failed: 0 });
    expect([unsent(), got.length]).toEqual([null, 3]);
  });

  test("is not asked again for what was answered meanwhile", async () => {
    const { url, got } = receiver(503, 200);
    const project = started([{ kind: "webhook", url }]);
    record(project, asked("Q1"));
    await deliver(project);
    record(project, answered("Q1"));
    expect([await deliver(project), got.length]).toEqual([{ sent: 0, failed: 0 }, 1]);
  });
});

describe("a command of the person's", () => {
  /** A run that tells a command, whose file of settings the person has approved, or has not. */
  function commanded(command: string, isApproved = true): Project {
    const notify: Receiver[] = [{ kind: "command", command }];
    const root = makeProject();
    writeFiles(root, { ".claude/multi-ai.json": JSON.stringify({ notify }) });
    if (isApproved) approveSettings(root);
    return started(notify, true, findProject(root));
  }
  const at = (project: Project) => deliver(project, { PATH: process.env.PATH });
  const outboxOf = ({ task }: Project) => readFileSync(join(task, OUTBOX), "utf8");

  test("that fails is told of in status and report, and nothing of the run changes", async () => {
    const project = commanded("sh -c 'echo broken >&2; exit 7'");
    record(project, asked("Q1"));
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    expect(await at(project)).toEqual({ sent: 0, failed: 1 });
    expect(readFileSync(join(project.task, "events.jsonl"), "utf8")).toBe(before);
    const told = "1 message could not be sent, the last one by command: it ended with 7";
    const run = readRun(project)!;
    expect(statusText(viewOf(project, run)).replace(/\s+/g, " ")).toContain(
      `Notifications: ${told}`,
    );
    expect(reportOf(project, run).replace(/\s+/g, " ")).toContain(told);
  });

  test("that the journal names and no person has approved is not run", async () => {
    const project = commanded("touch ran.txt", false);
    record(project, asked("Q1"));
    expect(await at(project)).toEqual({ sent: 0, failed: 1 });
    expect(existsSync(join(project.root, "ran.txt"))).toBe(false);
    expect(outboxOf(project)).toContain("you have not approved its command for this project");
  });
});

describe("a change of a run", () => {
  /**
   * A plugin whose program is this one's sources, and a program in the place of its hook that
   * changes a run.
   */
  function plugin(): string {
    const root = tempDir("plugin-");
    writeFiles(root, {
      ".claude-plugin/plugin.json": "{}",
      "hooks/bunfig.toml": "",
      "hooks/hook.js": `import { change } from ${JSON.stringify(join(SOURCES, "run/journal/change.ts"))};
import { findProject } from ${JSON.stringify(join(SOURCES, "project/project.ts"))};
change(findProject(process.argv[2]), () => [() => ({ do: "hold", failure: JSON.parse(process.argv[3]) })]);`,
      "src/orchestrator.ts": `import { appendFileSync } from "node:fs";
appendFileSync(${JSON.stringify(join(root, "started"))}, process.argv.slice(2).join(" ") + "\\n");
const { main } = await import(${JSON.stringify(join(SOURCES, "cli/main.ts"))});
process.exitCode = await main(process.argv.slice(2));`,
    });
    return root;
  }

  /** Holds the run. @returns the file in which the program notes that it was started */
  function changed(project: Project, more: Record<string, string> = {}): string {
    const root = plugin();
    const hold = JSON.stringify({ failure: "overloaded", message: "busy", until: null });
    const env = { ...process.env, MULTI_AI_COMPILED_FOR: root, ...more };
    const child = Bun.spawnSync(
      [process.execPath, join(root, "hooks/hook.js"), project.root, hold],
      { env },
    );
    expect(child.stderr.toString()).toBe("");
    return join(root, "started");
  }

  test("starts the sending beside it, which goes on when the change is over", async () => {
    const told = Promise.withResolvers<void>();
    const { url, got } = receiver();
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        await fetch(url, { method: "POST", body: await request.text() });
        told.resolve();
        return new Response("");
      },
    });
    onCleanup(() => server.stop(true));
    const project = started([{ kind: "webhook", url: `http://127.0.0.1:${server.port}` }]);
    const file = changed(project);
    await told.promise;
    expect(readFileSync(file, "utf8")).toBe(`notify --project ${project.root}\n`);
    expect(titles(got)).toEqual(["multi-ai: The run is waiting for you"]);
    // The process notes what it has sent before the folder goes.
    while (!existsSync(join(project.task, OUTBOX)) || existsSync(join(project.task, "notify.lock")))
      await Bun.sleep(5);
  });

  test("starts nothing in what belongs to a call, which ends with it, nor where somebody looks at the run", async () => {
    const { url, got } = receiver();
    const project = started([{ kind: "webhook", url }]);
    const file = changed(project, { MULTI_AI_CALL: "direct-1" });
    expect(existsSync(file)).toBe(false);
    await cli(project.root, ["status"]);
    expect(got).toEqual([]);
    expect(await deliver(project)).toEqual({ sent: 1, failed: 0 });
    expect(titles(got)).toEqual(["multi-ai: The run is waiting for you"]);
  });

  test("starts nothing where nobody is to be told", () => {
    expect(existsSync(changed(started([])))).toBe(false);
  });
});
