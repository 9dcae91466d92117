// An agent that runs on is told, stopped and ended at its bounds, and the person is asked.
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { firstOf, inFull } from "../harness/in-full.ts";
import { type Script, startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

/** The last fifth is near it, and longer than the host is late: scripted calls come faster than a model's. */
const LIMIT = 40;
const settings = { bounds: { "requirements-gatherer": { tool_calls: LIMIT } } };

/** The requirements gatherer reads a file until long after its limit, then goes on with another tool; `heeds`: until it is told. */
function restless(project: string, tool: "Read" | "Write", heeds: boolean): Script {
  const rest = team(honest());
  const calls = {
    Read: { name: "Read", input: { file_path: `${project}/src/greet.ts` } },
    Write: { name: "Write", input: { file_path: `${project}/notes.txt`, content: "x" } },
  };
  return (turn) => {
    const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
    const told = JSON.stringify(turn.messages).includes("is at its limit (");
    if (brief?.task !== "T1" || turn.turn > 100 || (heeds && told)) return rest(turn);
    return { calls: [calls[turn.turn < LIMIT ? "Read" : tool]] };
  };
}

async function runsOn(version: HostVersion, tool: "Read" | "Write", heeds = false) {
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": JSON.stringify(settings) } });
  const model = startModel({ script: restless(project, tool, heeds), codex: codexReviewer() });
  const prompt = heeds ? "/multi-ai Say goodbye by name" : "/multi-ai --auto Say goodbye by name";
  const played = await play({ version, project, model, prompt });
  const agent = model.requests.filter((one) => one.thread === "agent").map((one) => one.text);
  return { ...played, agent, asked: ofType(played.events, "asked").map((one) => [one.kind, one.task]) };
}

describe.each(hostsOf("new"))("bounds (%s)", (version) => {
  test.each(firstOf(["Read", "Write"] as const))(
    "an agent that goes on with %s is warned, stopped and ended; it is not started again, the person is asked",
    async (tool) => {
      const { agent, asked, events, state } = await runsOn(version, tool);
      const warnings = agent.filter((text) => text.includes("[multi-ai] Limit near: "));
      expect(warnings.length).toBeGreaterThan(0);
      expect(warnings[0]).toContain(`of ${LIMIT} tool calls`);
      expect(agent.some((text) => /T1 is at its limit \(4\d of 40 tool calls\)/.test(text))).toBe(true);
      // Its own end would have come in its 101st turn.
      expect(agent.length).toBeLessThan(80);
      expect(asked).toEqual([["bounded", "T1"]]);
      expect(state).toMatchObject({ status: "waiting_for_user" });
      expect(ofType(events, "dispatched").length).toBe(1);
      const spent = ofType(events, "spent").at(-1)!;
      expect(spent.tool_calls).toBeGreaterThanOrEqual(LIMIT);
      expect(spent.tokens).toBeGreaterThan(100);
    },
  );

  inFull("one that then writes its artifact is done as ever", async () => {
    const { asked, events } = await runsOn(version, "Read", true);
    expect(asked).toEqual([["story", "T1"]]);
    expect(ofType(events, "accepted").map((one) => one.task)).toEqual(["T1"]);
    expect(ofType(events, "spent").at(-1)!.tool_calls).toBeGreaterThanOrEqual(LIMIT);
  });
});
