// One window, one person: /clear, a fork and Ctrl-C in the middle of a run.
import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import type { Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { hold, sitDown, until, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

setDefaultTimeout(120_000);
afterEach(cleanup);

const flat = (text: string): string => text.replace(/\s+/g, " ");

/** A session whose planner T2 is held before its first call has been answered, and its first agent's id. */
async function planning(version: HostVersion) {
  const at = hold();
  const work = team(honest());
  let agent: string | null = null;
  const script: Script = async (turn) => {
    const reply = await work(turn);
    if (turn.thread !== "agent" || readBrief(turn.firstUser)?.task !== "T2") return reply;
    agent ??= turn.agentId;
    return turn.agentId === agent && turn.turn === 1 ? { ...reply, hold: at.held } : reply;
  };
  const seat = await sitDown({ version, script });
  await seat.terminal.submit("/multi-ai --auto Say goodbye by name");
  await seat.terminal.waitFor(/All is well: T2/, 40_000);
  await seat.model.until((one) => one.turn?.turn === 1 && readBrief(one.turn.firstUser)?.task === "T2");
  return { ...seat, letGo: at.letGo, run: String(left(seat.project).state.run) };
}

/** `multi-ai status` in a terminal of its own, by the same person. */
function status(project: string, home: string): string {
  const env = { PATH: process.env.PATH ?? "", HOME: home };
  const program = [process.execPath, join(PLUGIN, "dist/orchestrator.js"), "status"];
  return flat(Bun.spawnSync(program, { cwd: project, env }).stdout.toString());
}

const dispatches = (project: string, task: string) =>
  ofType(left(project).events, "dispatched").filter((one) => one.task === task).length;

describe.each(hostsOf("new"))("in one window (%s)", (version) => {
  test("after /clear the same person goes on: the agent at work counts, and the new session carries the run on", async () => {
    const { terminal, project, model, letGo } = await planning(version);
    await terminal.submit("/clear");
    const { events } = await untilLeft(project, (now) => ofType(now.events, "attached").length === 1);
    const [before, after] = [ofType(events, "run_created")[0]!.session, ofType(events, "attached")[0]!.session];
    expect(after).not.toBe(before!);
    expect(terminal.history()).not.toContain("another session");
    letGo();
    const { state, tasks } = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
    expect([state.status, tasks.every((one) => one.status === "done")]).toEqual(["complete", true]);
    for (const { id } of tasks) expect([id, dispatches(project, id)]).toEqual([id, 1]);
    expect(mainRequests(model).at(-1)!.sessionId).toBe(after);
    await until(() => !existsSync(join(project, ".task/live")), "the end of .task/live");
    expect(model.failures).toEqual([]);
  });

  test("Ctrl-C stops the agent: nothing is said to run, and the run goes on when the person says so", async () => {
    const { terminal, project, letGo } = await planning(version);
    // The first one may only end the turn.
    const again = setInterval(() => terminal.key("ctrl-c"), 3_000);
    await terminal.press("ctrl-c", /[Bb]ackground agents stopped/).finally(() => clearInterval(again));
    const stopped = "You stopped the agent of T2 Create implementation plan";
    const type = 'Type "go on" or /multi-ai:resume and it starts again';
    await untilLeft(project, () => status(project, terminal.home).includes(stopped));
    const { state, tasks } = left(project);
    expect([state.status, tasks[1]!.status]).toEqual(["waiting_for_user", "ready"]);
    letGo();
    await terminal.submit("/multi-ai:status");
    await terminal.waitFor((screen) => flat(screen).includes(stopped));
    await terminal.submit("what has it done so far?");
    await terminal.waitFor((screen) => flat(screen).includes(type));
    expect(dispatches(project, "T2")).toBe(1);
    await terminal.submit("go on");
    const done = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
    expect(done.tasks.every((one) => one.status === "done")).toBe(true);
    expect(dispatches(project, "T2")).toBe(2);
  });
});

test("an agent that was stopped in the host's list is not started again at once", async () => {
  const { terminal, project, letGo } = await planning("new");
  await terminal.submit("/tasks");
  await terminal.waitFor(/x to stop/);
  terminal.type("x");
  await terminal.waitFor(/Completed/);
  terminal.key("esc");
  await terminal.waitFor((screen) =>
    flat(screen).includes("You stopped the agent of T2 Create implementation plan. Type"),
  );
  letGo();
  expect([dispatches(project, "T2"), left(project).tasks[1]!.status]).toEqual([1, "ready"]);
  await terminal.submit("/multi-ai:resume");
  await untilLeft(project, (now) => now.state.status === "complete", 60_000);
  expect(dispatches(project, "T2")).toBe(2);
});

test("a fork in the same window carries the run on", async () => {
  const { terminal, project, letGo } = await planning("new");
  await terminal.submit("/branch");
  await terminal.waitFor(/Branched session/);
  await untilLeft(project, (now) => ofType(now.events, "attached").length === 1);
  letGo();
  const { tasks } = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
  for (const { id } of tasks) expect([id, dispatches(project, id)]).toEqual([id, 1]);
});
