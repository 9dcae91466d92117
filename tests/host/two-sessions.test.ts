// Guarantee: Late and repeated events do no harm.
// Scenario 12: two sessions in one project. Only one of them carries the run on.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostRun, type HostVersion, hostsOf, runHost, startHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { type Model, type Reply, startModel, type Turn } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject, tempDir } from "../harness/project.ts";
import { obedientMain, readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { type Hold, heeding, hold, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

interface Scene {
  project: string;
  model: Model;
  /** Held: the first agent's first turn, and the second's. */
  holds: [Hold, Hold];
  run: (prompt: string) => Promise<HostRun>;
  first: ReturnType<typeof startHost>;
}

/**
 * A first session whose agent for T1 is held in the middle of its work, and a way to open further
 * ones.
 */
async function scene(
  version: HostVersion,
  main: (turn: Turn) => Reply = obedientMain,
): Promise<Scene> {
  const holds: [Hold, Hold] = [hold(), hold()];
  const nonces: string[] = [];
  const work = heeding(team(honest(), main));
  const model = startModel({
    codex: codexReviewer(),
    script: async (turn) => {
      const reply = await work(turn);
      const nonce = turn.thread === "agent" ? readBrief(turn.firstUser)?.nonce : undefined;
      if (nonce === undefined || turn.turn > 0) return reply;
      nonces.push(nonce);
      return { ...reply, hold: holds[nonces.length - 1]?.held };
    },
  });
  const project = makeProject({ files: IN_TURN });
  const home = tempDir("multi-ai-home-");
  const common = { version, project, home, plugin: PLUGIN, model, limitMs: 40_000 };
  const first = startHost({ ...common, prompt: "/multi-ai --auto Say goodbye by name" });
  await untilLeft(project, ({ events }) => ofType(events, "bound").length === 1);
  // Its hook is heard of before its first turn: killed between the two, the next agent would get
  // its hold.
  while (nonces.length === 0) await Bun.sleep(20);
  return { project, model, holds, first, run: (prompt) => runHost({ ...common, prompt }) };
}

const journal = (project: string) => readFileSync(join(project, ".task/events.jsonl"), "utf8");
const live = (project: string) => existsSync(join(project, ".task/live"));
const of = (model: Model, session: string) =>
  mainRequests(model).filter((one) => one.sessionId === session);

describe.each(hostsOf("new"))("two sessions (%s)", (version) => {
  test("the second is told, gets no directive and can start nothing; with --force it takes the run over", async () => {
    // The second session's model tries to dispatch what it has heard of.
    const main = (turn: Turn): Reply => {
      const asked = turn.lastUser.includes("start T1 yourself");
      const input = {
        subagent_type: "multi-ai:requirements-gatherer",
        description: "T1",
        prompt: "T1",
      };
      return asked && turn.toolResults.length === 0
        ? { calls: [{ name: "Agent", input }] }
        : obedientMain(turn);
    };
    const { project, model, holds, first, run } = await scene(version, main);
    const before = journal(project);
    const owner = ofType(left(project).events, "run_created")[0]!.host!.pid;
    expect(owner).toBe(first.pid);

    const told = await run("please start T1 yourself");
    expect(told.stdout).toContain(
      "of this project is not over; it belongs to another session that is running; /multi-ai:resume --force takes it over.",
    );
    const [asked, denied] = of(model, told.sessionId);
    expect(JSON.stringify(asked!.turn!.messages)).not.toContain("[multi-ai ");
    expect(denied!.turn!.toolResults).toMatchObject([{ isError: true }]);
    expect(denied!.text).toContain(
      "belongs to another session. /multi-ai:resume --force takes it over.",
    );

    for (const [prompt, answer] of [
      [
        "/multi-ai Something else",
        "belongs to another session. /multi-ai:resume --force takes it over; /multi-ai:cancel ends it.",
      ],
      ["/multi-ai:resume", `belongs to a session that is running (process ${first.pid})`],
      [
        "/multi-ai:decide A",
        "belongs to another session; answer there, or take the run over: /multi-ai:resume --force",
      ],
      ["/multi-ai:status", "T1  Gather requirements"],
    ] as const) {
      const answered = await run(prompt);
      expect(answered.results.join()).toContain(answer);
      expect(of(model, answered.sessionId)).toEqual([]);
    }
    expect(journal(project)).toBe(before);

    // Taken over while the owner lives: its task starts again, and its agent is denied and its
    // notification ends nowhere.
    const second = run("/multi-ai:resume --force");
    await untilLeft(project, ({ events }) => ofType(events, "bound").length === 2);
    const paid = mainRequests(model).length;
    holds[0].letGo();
    const old = await first.exited;
    expect(old.exitCode).toBe(0);
    expect(old.results.join("\n")).toContain("moved to another session");
    expect(mainRequests(model).length).toBe(paid);
    const { firstAgent } = agents(model);
    // The host has ended it at its next call.
    expect(firstAgent.at(-1)!.text).not.toContain(
      "This task was cancelled or given to another agent",
    );
    expect(existsSync(join(project, ".task/user-story.json"))).toBe(false);
    holds[1].letGo();
    expect((await second).results.at(-1)).toContain("Criteria (2)");

    const { events, state, tasks } = left(project);
    expect(state).toMatchObject({ status: "complete" });
    expect(tasks.every((one) => one.status === "done")).toBe(true);
    expect(ofType(events, "returned").map((one) => [one.task, one.reason])).toEqual([
      ["T1", "taken_over"],
    ]);
    const nonces = ofType(events, "dispatched").flatMap((one) =>
      one.task === "T1" ? [one.nonce] : [],
    );
    expect(new Set(nonces).size).toBe(2);
    expect(live(project)).toBe(false);
  });

  inFull("when the owner has died, resume needs no --force", async () => {
    const { project, model, holds, first, run } = await scene(version);
    first.kill("SIGKILL");
    await first.exited;
    holds[1].letGo();
    const told = await run("hello");
    expect(told.stdout).toContain("its session is gone; /multi-ai:resume continues it here.");
    expect(of(model, told.sessionId).some((one) => one.text.includes("[multi-ai "))).toBe(false);
    const second = await run("/multi-ai:resume");
    expect(left(project).state).toMatchObject({ status: "complete" });
    expect(ofType(left(project).events, "attached").map((one) => one.session)).toEqual([
      second.sessionId,
    ]);
    expect(live(project)).toBe(false);
  });
});

/** The requests of the agent that the first session had started. */
function agents(model: Model) {
  const id = model.requests.find((one) => one.thread === "agent")!.agentId;
  return { firstAgent: model.requests.filter((one) => one.agentId === id) };
}
