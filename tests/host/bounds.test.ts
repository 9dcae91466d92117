// Guarantee: Cost has bounds.
// An agent that runs on is told, stopped and ended at its bounds, and the person is asked.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

/**
 * The last fifth is near it, and longer than the host is late: scripted calls come faster than a
 * model's.
 */
const LIMIT = 40;
const settings = { bounds: { "requirements-gatherer": { tool_calls: LIMIT } } };

describe.each(hostsOf("new"))("bounds (%s)", (version) => {
  test("an agent that goes on is warned, stopped and ended; it is not started again, the person is asked", async () => {
    const project = makeProject({
      files: { ...DEFAULT_FILES, ".claude/multi-ai.json": JSON.stringify(settings) },
    });
    const rest = team(honest());
    const model = startModel({
      codex: codexReviewer(),
      // The requirements gatherer reads a file until long after its limit.
      script: (turn) => {
        const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
        if (brief?.task !== "T1" || turn.turn > 100) return rest(turn);
        return { calls: [{ name: "Read", input: { file_path: `${project}/src/greet.ts` } }] };
      },
    });
    const { events, state } = await play({ version, project, model });
    const agent = model.requests.filter((one) => one.thread === "agent").map((one) => one.text);
    const warnings = agent.filter((text) => text.includes("[multi-ai] Limit near: "));
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings[0]).toContain(`of ${LIMIT} tool calls`);
    expect(agent.some((text) => /T1 is at its limit \(4\d of 40 tool calls\)/.test(text))).toBe(
      true,
    );
    // Its own end would have come in its 101st turn.
    expect(agent.length).toBeLessThan(80);
    expect(ofType(events, "asked").map((one) => [one.kind, one.task])).toEqual([["bounded", "T1"]]);
    expect(state).toMatchObject({ status: "waiting_for_user" });
    expect(ofType(events, "dispatched").length).toBe(1);
    const spent = ofType(events, "spent").at(-1)!;
    expect(spent.tool_calls).toBeGreaterThanOrEqual(LIMIT);
    expect(spent.tokens).toBeGreaterThan(100);
  });
});
