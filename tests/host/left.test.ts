// Guarantee: A run that you leave is over.
// An agent of a run that the person left is held until it has ended, whatever run is live then.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { atTerminal } from "../cli/cli.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { brings, bringsItsFile, planFile, taskIn } from "../harness/phases/execute.ts";
import { phaseOf } from "../harness/phases/project.ts";
import { cleanup, git, makeProject, writeFiles } from "../harness/project.ts";
import { obedientMain, readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { heeding, hold, holdAgent, type Seat, sitDown, until, untilLeft } from "./person.ts";
import { left, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const VOID = "This task was cancelled or given to another agent";

/** A team whose first implementer is held in the middle of its work, before it changes anything. */
const heldImplementer = () => holdAgent("T6", heeding(team(honest())));

/** A verb, as the person types it in a terminal of its own. */
async function outside(
  { project, terminal }: Pick<Seat, "project" | "terminal">,
  ...verb: string[]
): Promise<string> {
  const cli = join(PLUGIN, "src/orchestrator.ts");
  const { result } = await atTerminal([process.execPath, cli, ...verb], project, {
    HOME: terminal.home,
  });
  expect([result.code, result.err]).toEqual([0, ""]);
  return result.out;
}

const hooksOff = (project: string): boolean =>
  !existsSync(join(project, ".task/live")) && !existsSync(join(project, ".task/left.json"));

/** A session whose implementer is held. */
async function atWork(version: HostVersion) {
  const { script, letGo, agent } = heldImplementer();
  const seat = await sitDown({ version, script });
  await seat.terminal.submit("/multi-ai --auto Say goodbye by name");
  await untilLeft(
    seat.project,
    ({ events }) => ofType(events, "bound").some((one) => one.task === "T6"),
    40_000,
  );
  await seat.model.until(
    (one) => one.thread === "agent" && readBrief(one.turn!.firstUser)?.task === "T6",
  );
  await until(() => agent() !== null, "the held agent's first request");
  return { ...seat, letGo, agent: agent()!, run: String(left(seat.project).state.run) };
}

/** The host has ended the agent at its next call. */
function isHeld({ model, agent }: Awaited<ReturnType<typeof atWork>>): void {
  const asked = model.requests.filter((one) => one.agentId === agent);
  const isTold = asked.at(-1)!.text.includes(VOID);
  expect([asked.length, isTold]).toEqual([1, false]);
}

describe.each(hostsOf("new"))(
  "a run that is left while its implementer is running (%s)",
  (version) => {
    test("after reset, its agent is held also while the next run is live, which goes on undisturbed", async () => {
      const seat = await atWork(version);
      const { terminal, project, letGo } = seat;
      await outside(seat, "reset");
      await terminal.submit("/multi-ai --auto Say goodbye again");
      await untilLeft(
        project,
        ({ events }) => ofType(events, "bound").some((one) => one.task === "T2"),
        40_000,
      );
      letGo();
      const { tasks } = await untilLeft(
        project,
        ({ state }) => state.status === "complete",
        60_000,
      );
      isHeld(seat);
      expect(tasks.every((one) => one.status === "done")).toBe(true);
      expect(
        ofType(left(project).events, "dispatched").filter((one) => one.task === "T6"),
      ).toHaveLength(1);
      // They tell the main thread of the end with the next prompt.
      await terminal.waitFor(/The files before the implementation/);
      await terminal.submit("Thanks.");
      await until(() => hooksOff(project), "the end of the hooks");
    });

    inFull(
      "parked while its agent is at work: the agent is held, and resume starts the task again",
      async () => {
        const seat = await atWork(version);
        const { terminal, project, letGo, run } = seat;
        expect(await outside(seat, "park")).toContain("The agent of T6 is denied further calls");
        letGo();
        await until(() => hooksOff(project), "the end of .task/left.json");
        expect(existsSync(join(project, "src/goodbye.ts"))).toBe(false);
        isHeld(seat);
        await terminal.submit("/multi-ai:resume");
        const { state, events } = await untilLeft(
          project,
          (now) => now.state.status === "complete",
          60_000,
        );
        expect(state.run).toBe(run);
        expect(ofType(events, "dispatched").filter((one) => one.task === "T6")).toHaveLength(2);
      },
    );
  },
);

const PLANS = { "01-01": planFile("01-01", [brings("one"), brings("two")]) };
const STATE = ".planning/STATE.md";

/** A phase of one plan, put aside while its second task is at work, with its session over. */
async function putAside() {
  const project = makeProject();
  writeFiles(project, phaseOf(PLANS));
  git(project, "add", "-A");
  git(project, "commit", "-qm", "docs: plan");
  const { held, letGo } = hold();
  const work = heeding(team(bringsItsFile, obedientMain));
  let agent: string | null = null;
  const seat = await sitDown({
    version: "new",
    project,
    permissionMode: "acceptEdits",
    script: async (turn) => {
      const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
      const reply = await work(turn);
      if (brief === null || taskIn(brief) !== "Bring two") return reply;
      agent ??= turn.agentId;
      return agent === turn.agentId ? { ...reply, hold: held } : reply;
    },
  });
  await seat.terminal.submit("/multi-ai:execute-phase --auto 1");
  await until(() => agent !== null, "the second task", 60_000);
  await outside(seat, "park");
  letGo();
  await until(() => hooksOff(project), "the end of .task/left.json");
  await seat.terminal.close();
  const text = readFileSync(join(project, STATE), "utf8");
  expect(text).toContain("Stopped at: execute-phase 01: it was parked at Task 2");
  return seat;
}

describe("a phase that is put aside while a task of it is at work", () => {
  const typed: [string, string[]][] = [
    ["resume", []],
    // Its first task is committed, and no summary names that commit.
    ["execute-phase --auto -- Phase 1", ["execute-consent"]],
  ];
  test.each(typed)("/multi-ai:%s in a new session goes on from there", async (command, asked) => {
    const { project, model, terminal } = await putAside();
    // The same person: what the program noted of its own files lies in their home.
    const common = { version: "new", project, model, home: terminal.home } as const;
    let now = await play({ ...common, prompt: `/multi-ai:${command}` });
    const kinds: string[] = [];
    for (
      let [open] = openQuestions(project);
      open && kinds.length < 5;
      [open] = openQuestions(project)
    ) {
      kinds.push(open.kind);
      answer(project, open.options[0]!);
      now = await goOn(common, now);
    }
    expect([kinds, now.state.status, ofType(now.events, "refused")]).toEqual([
      asked,
      "complete",
      [],
    ]);
    expect(git(project, "status", "--porcelain")).toBe("");
    expect(git(project, "show", "--format=%s", "--name-only", "HEAD")).toMatch(
      /^docs: execute-phase 01\n[\s\S]*01-01-SUMMARY\.md/,
    );
  });
});
