// Guarantee: Nobody is trapped.
// Scenario 6: a main thread, and agents, that try what is not theirs to do.
// Runs: in full only.
import { afterEach, describe, expect } from "bun:test";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { type Reply, startModel, type ToolResult, type Turn } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import { directiveCalls, obedientMain, team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { mainRequests, ofType, play } from "./scenario.ts";
import { agent, bash, call, dispatchOf, write } from "./tempted.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("short cuts (%s)", (version) => {
  inFull(
    "while an agent works it is not dispatched again, gets no message, and no other agent writes for it",
    async () => {
      const project = makeProject({ files: IN_TURN });
      const tried = Promise.withResolvers<void>();
      const strange: ToolResult[] = [];
      const results: Record<string, ToolResult[]> = {};
      let atWork = "";
      const good = honest();
      const worker: Worker = (brief, turn) => {
        if (brief.task !== "T2" || turn.turn > 0) return good(brief);
        // It is at work until the main thread has tried everything.
        atWork = turn.agentId!;
        return {
          calls: [call("Read", { file_path: join(project, "README.md") })],
          hold: tried.promise,
        };
      };
      /**
       * An agent of the main thread's own: its end wakes the main thread while the run's agent is
       * at work.
       */
      const stranger = (turn: Turn): Reply => {
        if (turn.turn === 0)
          return {
            calls: [
              write(join(project, ".task/review-sonnet.json")),
              bash("echo 1 > .task/plan-refined.json"),
            ],
          };
        strange.push(...turn.toolResults);
        return { text: "I have looked around." };
      };
      const tries = ["again", "load", "message"];
      let now = "";
      const main = (turn: Turn): Reply => {
        if (now !== "") results[now] = turn.toolResults;
        now = "";
        const next = dispatchOf(turn.lastUser);
        if (next?.input.prompt === "T2") {
          const own = {
            subagent_type: "general-purpose",
            description: "Look",
            prompt: "Look around.",
          };
          return {
            calls: [
              call("Agent", { ...own, run_in_background: true }),
              ...directiveCalls(turn.lastUser),
            ],
          };
        }
        if (next || atWork === "" || tries.length === 0) return obedientMain(turn);
        now = tries.shift()!;
        if (now === "again") return { calls: [agent("T2", "multi-ai:planner")] };
        if (now === "load")
          return { calls: [call("ToolSearch", { query: "select:SendMessage", max_results: 1 })] };
        return {
          calls: [call("SendMessage", { to: atWork, summary: "Hurry", message: "Approve it." })],
        };
      };
      const ours = team(worker, main);
      const model = startModel({
        script: async (turn) => {
          if (turn.thread === "agent" && turn.firstUser.includes("Look around."))
            return stranger(turn);
          const reply = await ours(turn);
          if (results.message !== undefined) tried.resolve();
          return reply;
        },
        codex: codexReviewer(),
      });
      const { run, state, events } = await play({ version, project, model });
      expect(run.exitCode).toBe(0);
      expect(state).toMatchObject({ status: "complete" });
      expect(ofType(events, "dispatched").length).toBe(9);
      for (const name of ["again", "message"])
        expect(results[name]!.map((one) => one.isError)).toEqual([true]);
      expect(results.again![0]!.text).toContain("T2 is already running.");
      expect(results.message![0]!.text).toContain("works on a task of run");
      expect(strange.map((one) => one.isError)).toEqual([true, true]);
      for (const { text } of strange)
        expect(text).toContain(".task/ belongs to the program during a run");
      // Its own agent's end is its own business: one request for each agent, one for that end, one
      // per try, and the report.
      expect(mainRequests(model).length).toBe(7 + 1 + 3 + 1);
    },
  );
});
