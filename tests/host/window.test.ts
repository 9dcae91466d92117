// Guarantee: A run that you leave is over.
// One person at one terminal in the middle of a run: /clear, /resume, a fork, a compaction, Ctrl-C,
// and a terminal that is closed.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { firstOf, inFull } from "../harness/in-full.ts";
import type { Reply, Script, Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { obedientMain, readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { holdAgent, type Seat, sitDown, until, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

const flat = (text: string): string => text.replace(/\s+/g, " ");

/** A main thread that does as it is told, and sums up when it is asked to. */
const forgetful = (turn: Turn): Reply =>
  turn.compaction
    ? { text: "<analysis>short</analysis><summary>They planned a goodbye.</summary>" }
    : obedientMain(turn);

/** A session whose planner T2 is held before it has answered; `first` comes before the run. */
async function planning(
  version: HostVersion,
  first: (seat: Seat) => Promise<void> = async () => {},
) {
  const { script, letGo } = holdAgent("T2", team(honest(), forgetful));
  const seat = await sitDown({ version, script });
  await first(seat);
  await seat.terminal.submit("/multi-ai --auto Say goodbye by name");
  await seat.terminal.waitFor(/All is well: T2/, 40_000);
  await seat.model.until(
    (one) => one.turn?.turn === 0 && readBrief(one.turn.firstUser)?.task === "T2",
  );
  return { ...seat, letGo, run: String(left(seat.project).state.run) };
}

/** Compacts the conversation. */
async function compact({ terminal, model }: Seat): Promise<void> {
  await terminal.submit("/compact");
  await model.until((request) => request.turn?.compaction === true);
  await terminal.waitFor(/Compacted/);
}

/** Ends background agents; the first Ctrl-C may only end the turn. */
async function interrupt({ terminal }: Seat): Promise<void> {
  const again = setInterval(() => terminal.key("ctrl-c"), 3_000);
  await terminal
    .press("ctrl-c", /[Bb]ackground agents stopped/)
    .finally(() => clearInterval(again));
}

/** `multi-ai status` in a terminal of its own, by the same person. */
function status(project: string, home: string): string {
  const env = { PATH: process.env.PATH ?? "", HOME: home };
  const program = [process.execPath, join(PLUGIN, "src/orchestrator.ts"), "status"];
  return flat(Bun.spawnSync(program, { cwd: project, env }).stdout.toString());
}

const dispatches = (project: string, task: string) =>
  ofType(left(project).events, "dispatched").filter((one) => one.task === task).length;

describe.each(hostsOf("new"))("in one window (%s)", (version) => {
  inFull(
    "after /clear the same person goes on: the agent at work counts, and the new session carries the run on",
    async () => {
      const { terminal, project, model, letGo } = await planning(version);
      await terminal.submit("/clear");
      const { events } = await untilLeft(
        project,
        (now) => ofType(now.events, "attached").length === 1,
      );
      const [before, after] = [
        ofType(events, "run_created")[0]!.session,
        ofType(events, "attached")[0]!.session,
      ];
      expect(after).not.toBe(before!);
      expect(terminal.history()).not.toContain("another session");
      letGo();
      const { state, tasks } = await untilLeft(
        project,
        (now) => now.state.status === "complete",
        60_000,
      );
      expect([state.status, tasks.every((one) => one.status === "done")]).toEqual([
        "complete",
        true,
      ]);
      for (const { id } of tasks) expect([id, dispatches(project, id)]).toEqual([id, 1]);
      expect(mainRequests(model).at(-1)!.sessionId).toBe(after);
      // The hooks tell the main thread of the end with the next prompt.
      await terminal.waitFor(/The files before the implementation/);
      await terminal.submit("Thanks.");
      await until(() => !existsSync(join(project, ".task/live")), "the end of .task/live");
      expect(model.failures).toEqual([]);
    },
  );

  test("what is typed while an agent works is answered, and a line says that the run continues by itself", async () => {
    const { terminal, project, model, letGo } = await planning(version);
    const asked = mainRequests(model).length;
    await terminal.submit("what is going on?");
    await terminal.waitFor((screen) =>
      /what is going on\?.*All is well: T2 Create implementation plan(?: \([^)]+\))? is running \(1 of 9 tasks done\)/.test(
        flat(screen),
      ),
    );
    await model.until(() => mainRequests(model).length > asked);
    letGo();
    const { tasks } = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
    for (const { id } of tasks) expect([id, dispatches(project, id)]).toEqual([id, 1]);
  });

  inFull(
    "a compaction is no word of the person: what they stopped stays stopped until they say so",
    async () => {
      const seat = await planning(version);
      const { terminal, project, letGo } = seat;
      await interrupt(seat);
      await untilLeft(project, () =>
        status(project, terminal.home).includes("You stopped the agent of T2"),
      );
      letGo();
      await compact(seat);
      await untilLeft(project, (now) => ofType(now.events, "attached").length === 1);
      expect(status(project, terminal.home)).toContain('Next: type "go on" in the session');
      await terminal.submit("where are we?");
      await terminal.waitFor((screen) =>
        /where are we\?.*You stopped the agent of T2 .*Type "go on"/.test(flat(screen)),
      );
      expect([left(project).state.status, dispatches(project, "T2")]).toEqual([
        "waiting_for_user",
        1,
      ]);
      await terminal.submit("/multi-ai:resume");
      await untilLeft(project, (now) => now.state.status === "complete", 60_000);
      expect(dispatches(project, "T2")).toBe(2);
    },
  );

  test.each(
    firstOf([
      [
        "--continue",
        ["--continue"],
        /is not over\. Next: it starts T\d .* type anything there, such as "go on"/,
      ],
      [
        "a new session",
        [],
        /of this project is not over; its session is gone; \/multi-ai:resume continues it here/,
      ],
    ] as const),
  )(
    "the terminal is closed, then %s: status and screen say so, and /multi-ai goes on, with what was at work once more",
    async (_, args, said) => {
      const { terminal, project, model, letGo } = await planning(version);
      terminal.kill("SIGHUP");
      await terminal.exited;
      await terminal.close();
      letGo();
      const lost = left(project).tasks.find(
        (one) => one.status !== "done" && dispatches(project, one.id) > 0,
      )!;
      expect(lost.id).toBe("T2");
      const gone = status(project, terminal.home);
      expect(gone).not.toMatch(/T\d .* running for .* Owner/);
      expect(gone).toContain(`${lost.id} ${lost.subject} next`);
      expect(gone).toContain(
        `Waits: Claude Code has ended, along with the agent of ${lost.id} ${lost.subject}`,
      );
      expect(gone).toContain("Next: open Claude Code here and type /multi-ai:resume");
      const before = ofType(left(project).events, "dispatched").length;
      const script: Script = () => ({});
      const back = await sitDown({
        version,
        script,
        project,
        model,
        home: terminal.home,
        args: [...args],
      });
      await back.terminal.waitFor((screen) => said.test(flat(screen)));
      expect(ofType(left(project).events, "dispatched").length).toBe(before);
      await back.terminal.submit("/multi-ai");
      const { tasks } = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
      for (const { id } of tasks)
        expect([id, dispatches(project, id)]).toEqual([id, id === lost.id ? 2 : 1]);
    },
  );

  test("Ctrl-C stops the agent: nothing is said to run, and the run goes on when the person says so", async () => {
    const seat = await planning(version);
    const { terminal, project, letGo } = seat;
    await interrupt(seat);
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

inFull("an agent that was stopped in the host's list is not started again at once", async () => {
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

inFull("a fork in the same window carries the run on", async () => {
  const { terminal, project, letGo } = await planning("new");
  await terminal.submit("/branch");
  await terminal.waitFor(/Branched session/);
  await untilLeft(project, (now) => ofType(now.events, "attached").length === 1);
  letGo();
  const { tasks } = await untilLeft(project, (now) => now.state.status === "complete", 60_000);
  for (const { id } of tasks) expect([id, dispatches(project, id)]).toEqual([id, 1]);
});
