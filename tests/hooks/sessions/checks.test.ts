// The program's own checks: code starts them, and no main thread. Without a screen the hook that
// finds one due runs it; on a screen a hook of its own does, and wakes the session.
// Runs: in full too.
// Not in npm test: ^a check that is due (?:that raises|is at work when)
// As on macOS: whose starter and process are gone
// As on macOS in full: all
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import { handle } from "../../../src/hooks/index.ts";
import { WAKE } from "../../../src/hooks/persons.ts";
import { attendChecks } from "../../../src/hooks/sessions/checks.ts";
import { ownProcess, startTime } from "../../../src/process/identity.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { pendingOf, readOutbox } from "../../../src/run/notify/outbox.ts";
import {
  apply,
  dispatchTask,
  type MadeRun,
  makeRun,
  ready,
  SESSION,
} from "../../cli/made/make-run.ts";
import { eventIn } from "../../harness/hook.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../../harness/project.ts";
import { left, ofType } from "../../host/scenario.ts";
import { receiver } from "../../run/notify/receiver.ts";
import { PLAN_CODEX } from "../../workflows/multi-ai/ids.ts";

afterEach(cleanup);

const isCheckReady = (run: Run): boolean =>
  run.tasks.some((one) => one.who.program && one.status === "ready");
const tests = { run: true, commands: ["true"], timeout_minutes: 5 };

let made: MadeRun;
beforeEach(async () => {
  made = await makeRun({
    root: makeProject(),
    auto: true,
    settings: { tests },
    until: isCheckReady,
    host: ownProcess(),
  });
});

const call = (event: string, screen: boolean, more: object = {}, session = SESSION) =>
  eventIn(made.root, event, more, {
    session,
    env: {
      PATH: process.env.PATH,
      HOME: tempDir(),
      CLAUDE_PID: String(process.pid),
      CLAUDE_CODE_ENTRYPOINT: screen ? "cli" : "sdk-cli",
    },
  });
const told = async (...given: Parameters<typeof call>): Promise<string> =>
  JSON.stringify(await handle(call(...given)));
const check = (run = made.run) => run.tasks.find((one) => one.who.program)!;
const now = () => check(readRun(made.project)!);
const events = () => left(made.root).events;

describe("a check that is due", () => {
  test("runs in the hook where there is no screen, and what comes next is given at once", async () => {
    const answer = await told("Stop", false, { stop_hook_active: false });
    expect(now()).toMatchObject({
      status: "done",
      outcome: expect.stringMatching(/passed|pass|done/),
    });
    expect(answer).toMatch(/Make exactly this call now:[\s\S]*Agent\(subagent_type/);
    expect(answer).not.toContain("Bash(");
  });

  test("is none of the main thread's where there is one: it waits, and is woken behind it", async () => {
    expect(await told("Stop", true, { stop_hook_active: false })).toBe("null");
    expect(now().status).toBe("ready");
    expect(await attendChecks(call("Stop", true))).toBe(WAKE);
    expect(now().status).toBe("done");
    const prompt = `<task-notification>\n<summary>x</summary>\n</task-notification>\n<system-reminder>\n${WAKE}\n</system-reminder>`;
    expect(await told("UserPromptSubmit", true, { prompt })).toContain("Agent(subagent_type");
  });

  test("that raises a question has it told, by whoever has started the check", async () => {
    const { url, got } = receiver();
    made = await makeRun({
      root: makeProject(),
      auto: true,
      settings: {
        tests: { ...tests, commands: ["no-such-program"] },
        notify: [{ kind: "webhook", url }],
      },
      until: isCheckReady,
      host: ownProcess(),
    });
    await attendChecks(call("Stop", true));
    const run = readRun(made.project)!;
    expect(run.questions).toHaveLength(1);
    while (
      pendingOf(run, readOutbox(made.project.task, run.run)).length > 0 ||
      existsSync(join(made.project.task, "notify.lock"))
    )
      await Bun.sleep(5);
    expect(got.map((one) => one.body.title)).toEqual(["multi-ai: A question for you"]);
  });

  test("is started once, whoever finds it due, and by no other session", async () => {
    const both = await Promise.all([
      attendChecks(call("Stop", true)),
      attendChecks(call("Stop", true)),
    ]);
    expect(both).toContain(WAKE);
    expect(ofType(events(), "check_started").map((one) => one.task)).toEqual([check().id]);
  });

  test("whose starter and process are gone is lost, and runs again", async () => {
    const gone = { pid: 2 ** 22 - 1, start: "1" };
    await dispatchTask(made.project, made.run, check(), gone);
    await told("Stop", false, { stop_hook_active: false });
    expect(ofType(events(), "returned").map((one) => [one.task, one.reason])).toEqual([
      [check().id, "lost"],
    ]);
    expect(now().status).toBe("done");
  });

  test("is at work when the session resumes: its end is waited for, and without a result it runs again", async () => {
    await dispatchTask(made.project, made.run, check(), { pid: 2 ** 22 - 1, start: "1" });
    // Ends with 1 where the session, once it has the run, does not wait for its end.
    const watches = `until grep -q '"type":"delivered"' "$1"; do sleep 0.1; done
for i in $(seq 20); do grep -q '"type":"returned"' "$1" && exit 1; sleep 0.1; done`;
    const child = Bun.spawn(["sh", "-c", watches, "sh", `${made.root}/.task/events.jsonl`]);
    onCleanup(() => child.kill());
    const { nonce } = now().dispatch!;
    const process = { pid: child.pid, start: startTime(child.pid)! };
    apply(made.project, { do: "check_started", task: check().id, nonce, process });
    expect(ofType(events(), "delivered")).toEqual([]);
    const resume = { command_name: "multi-ai:resume", command_args: "" };
    expect(await told("UserPromptExpansion", false, resume)).toContain("continues in this session");
    expect([child.exitCode, child.signalCode]).toEqual([0, null]);
    expect(ofType(events(), "returned").map((one) => one.reason)).toEqual(["lost"]);
    expect(now().status).toBe("done");
  });

  test("that cannot start says why, in either, and starts nothing", async () => {
    const settings = { reviews: "in_turn" as const };
    made = await makeRun({ auto: true, settings, until: ready(PLAN_CODEX), host: ownProcess() });
    rmSync(`${made.root}/.task/objects`, { recursive: true });
    const why = `${PLAN_CODEX} cannot start: .task/user-story.json cannot be read back`;
    expect(await told("Stop", false, { stop_hook_active: false })).toContain(why);
    const wake = await attendChecks(call("Stop", true));
    expect(wake).toStartWith(`${WAKE} ${why}`);
    const prompt = `<task-notification>\n</task-notification>\n<system-reminder>\n${wake}\n</system-reminder>`;
    expect(await handle(call("UserPromptSubmit", true, { prompt }))).toMatchObject({
      decision: "block",
      reason: expect.stringContaining(why),
    });
    expect(ofType(events(), "dispatched").filter((one) => one.task === PLAN_CODEX)).toEqual([]);
  });
});
