// Guarantee: Nobody is trapped.
// Scenario 8: a run is cancelled in the middle, from the terminal of the session and from another
// one.
// Runs: in full too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf, startHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest, STORY } from "../harness/workers.ts";
import { heeding, holdAgent, sitDown, until, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

const CANCELLED = "This task was cancelled or given to another agent";

/** `multi-ai cancel`, as a person types it in a terminal of its own. */
function cancelFromOutside(project: string, HOME: string): string {
  const cli = join(PLUGIN, "src/orchestrator.ts");
  // The same person's: in their home stands which runs were begun here.
  const env = { PATH: process.env.PATH ?? "", HOME };
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, cli, "cancel"], {
    cwd: project,
    env,
  });
  expect(exitCode).toBe(0);
  return stdout.toString();
}

/** A team whose first agent on a task is held before its first call. */
const heldAt = (task: string) => holdAgent(task, heeding(team(honest())));

const live = (project: string) => existsSync(join(project, ".task/live"));
const history = (project: string) =>
  readdirSync(join(project, ".task/history")).filter((name) => name !== "index.jsonl");

describe.each(hostsOf("new"))("cancel (%s)", (version) => {
  inFull(
    "by /multi-ai:cancel while an agent is at work; then another run, and the old one is in the history",
    async () => {
      const { script, letGo } = heldAt("T1");
      const seat = await sitDown({ version, script });
      const { terminal, project, model } = seat;
      await terminal.submit("/multi-ai --auto Say goodbye by name");
      await terminal.waitFor(/All is well: T1/);
      await untilLeft(project, ({ events }) => ofType(events, "bound").length === 1);
      const first = String(left(project).state.run);
      const paid = mainRequests(model).length;

      await terminal.submit("/multi-ai:cancel");
      await terminal.waitFor((screen) =>
        screen
          .replace(/\s+/g, " ")
          .includes(`Run ${first} is cancelled. Its agents may make no more calls`),
      );
      expect(live(project)).toBe(true);
      letGo();
      await until(() => !live(project), "the end of .task/live");
      expect(existsSync(join(project, ".task/user-story.json"))).toBe(false);
      // The host ends it at its next call.
      const agents = model.requests.filter((one) => one.thread === "agent");
      expect([agents.length, agents.at(-1)!.text.includes(CANCELLED)]).toEqual([1, false]);
      await terminal.waitFor(/is over: cancelled by you/);
      expect(mainRequests(model).length).toBe(paid);
      await terminal.submit("/multi-ai:cancel");
      await terminal.waitFor(/is already over \(cancelled\)/);

      await terminal.submit("/multi-ai --auto Say goodbye again");
      const { state, tasks } = await untilLeft(
        project,
        (now) => now.state.status === "complete",
        40_000,
      );
      expect(state.run).not.toBe(first);
      expect(tasks.every((one) => one.status === "done")).toBe(true);
      expect(history(project)).toEqual([first]);
      const kept = readFileSync(join(project, ".task/history", first, "events.jsonl"), "utf8");
      expect(kept).toContain('"status":"cancelled"');
      expect(model.failures).toEqual([]);
    },
  );
});

const running = (pid: number): boolean => {
  try {
    // A process that has ended but was not waited for is none.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

/**
 * A process and everything that it has started, and what those have started: Codex leads a group of
 * its own.
 */
function treeOf(root: number): number[] {
  const { stdout } = Bun.spawnSync(["ps", "-eo", "pid=,ppid="]);
  const rows = stdout
    .toString()
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found)
    found.push(...rows.flatMap(([pid, of]) => (of === parent ? [pid!] : [])));
  return found;
}

test("during a test run of the program: what it started is ended, and nothing of it counts", async () => {
  const worker = honest((brief) =>
    brief.writes.endsWith("/user-story.json")
      ? { ...STORY, test_commands: ["sh slow.sh"] }
      : undefined,
  );
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const project = makeProject();
  // A line for a shell is left out by --auto; a script is none.
  writeFileSync(join(project, "slow.sh"), "touch begun; sleep 600 & sleep 600\n");
  const prompt = "/multi-ai --auto Say goodbye by name";
  const host = startHost({
    version: "new",
    project,
    plugin: PLUGIN,
    model,
    prompt,
    limitMs: 40_000,
  });
  await until(() => existsSync(join(project, "begun")), "the test run");
  const [check] = ofType(left(project).events, "check_started");
  await until(() => treeOf(check!.pid).length > 3, "the programs that the shell starts");
  const processes = treeOf(check!.pid);

  cancelFromOutside(project, host.home);
  await until(() => processes.every((pid) => !running(pid)), "the end of the test run's processes");
  expect((await host.exited).exitCode).toBe(0);
  expect(left(project).state).toMatchObject({ status: "cancelled" });
  expect(ofType(left(project).events, "tested")).toEqual([]);
});
