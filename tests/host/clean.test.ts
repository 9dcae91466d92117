// Guarantee: The main thread only dispatches.
// Scenario 1: a clean headless run.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief } from "../harness/team.ts";
import { growthOf } from "./growth.ts";
import {
  agentStarts,
  CARRIER,
  mainPays,
  mainRequests,
  ofType,
  type Played,
  play,
  subjects,
} from "./scenario.ts";

afterEach(cleanup);

const CHAIN = [
  ["T1", "Gather requirements", "requirements-gatherer", "opus", []],
  ["T2", "Create implementation plan", "planner", "opus", ["T1"]],
  ["T3", "Plan Review - Sonnet", "plan-reviewer", "sonnet", ["T2"]],
  ["T4", "Plan Review - Opus", "plan-reviewer", "opus", ["T3"]],
  ["T5", "Plan Review - Codex", "codex-reviewer", "codex", ["T4"]],
  ["T6", "Implementation", "implementer", "sonnet", ["T5"]],
  ["T7", "Code Review - Sonnet", "code-reviewer", "sonnet", ["T6"]],
  ["T8", "Code Review - Opus", "code-reviewer", "opus", ["T7"]],
  ["T9", "Code Review - Codex", "codex-reviewer", "codex", ["T8"]],
] as const;

/** Bytes by which the main thread's context may grow with each task. */
const BAR = 3_500;

/** Nothing that only an agent may know is in what the main thread was sent. */
function hasNoSecrets({ model }: Played): void {
  const nonces = model.requests.flatMap((one) =>
    one.thread === "agent" && one.turn ? [readBrief(one.turn.firstUser)?.nonce ?? ""] : [],
  );
  const briefs = model.requests.flatMap((one) =>
    one.thread === "agent" && one.turn ? [readBrief(one.turn.firstUser)?.text ?? ""] : [],
  );
  expect(new Set(nonces).size).toBeGreaterThan(6);
  // The report at the end is for the person: it may say what the artifacts say.
  const main = JSON.stringify(
    mainRequests(model)
      .slice(0, -1)
      .map((one) => one.turn?.messages),
  );
  expect(nonces.filter((nonce) => main.includes(nonce))).toEqual([]);
  expect(
    briefs.filter((brief) => main.includes(JSON.stringify(brief.slice(0, 80)).slice(1, -1))),
  ).toEqual([]);
  expect(main.includes("goodbye(name) returns")).toBe(false);
}

describe.each([...HOST_VERSIONS])("a clean run (%s)", (version) => {
  test("nine tasks, each once, and the report at the end", async () => {
    const played = await play({ version });
    const { run, events, tasks, state, project, model } = played;
    expect(run.exitCode).toBe(0);
    expect(tasks.map((one) => [one.id, one.subject, one.agent, one.model, one.blocked_by])).toEqual(
      CHAIN.map(([...row]) => [...row] as never),
    );
    expect(tasks.every((one) => one.status === "done")).toBe(true);
    expect(state).toMatchObject({
      workflow: "multi-ai",
      phase: "complete",
      status: "complete",
      request: "Say goodbye by name",
    });
    expect(existsSync(join(project, ".task/live"))).toBe(false);
    for (const one of tasks)
      expect(JSON.parse(readFileSync(join(project, one.output), "utf8"))).toHaveProperty("nonce");
    expect(readFileSync(join(project, "src/goodbye.ts"), "utf8")).toContain("Goodbye");

    // Each dispatch once, each directive once: neither missed nor doubled.
    expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(
      subjects(tasks).map((_, index) => `T${index + 1}`),
    );
    expect(ofType(events, "delivered").filter((one) => one.reminder)).toEqual([]);
    expect(ofType(events, "accepted").map((one) => one.outcome)).toEqual([
      "done",
      "done",
      "approved",
      "approved",
      "approved",
      "complete",
      "approved",
      "approved",
      "approved",
    ]);
    expect(ofType(events, "bound").length).toBe(7);

    expect(run.results.at(-1)).toContain("AC1");

    // The main thread pays one request for each agent and one for the report.
    const requests = mainRequests(model);
    expect(requests.length).toBe(mainPays(agentStarts(events) + 1));
    if (CARRIER === "direct") return;
    const { whole, ours, report } = growthOf(model);
    expect(ours / tasks.length).toBeLessThan(420);
    expect((whole - report) / tasks.length).toBeLessThan(BAR);
    hasNoSecrets(played);
    // The report cannot count the request that prints it.
    expect(run.results.at(-1)).toMatch(
      new RegExp(
        `Used otherwise: the main thread \\d+(?: k)? tokens in ${requests.length - 1} requests`,
      ),
    );
  });
});

if (CARRIER === "session")
  inFull("where agents do not hand back, the context grows by as little", async () => {
    const { model, tasks, run } = await play({
      version: "new",
      permissionMode: "bypassPermissions",
    });
    expect(run.exitCode).toBe(0);
    const { whole, ours } = growthOf(model);
    expect(whole / tasks.length).toBeLessThan(BAR);
    expect(ours / tasks.length).toBeLessThan(420);
  });
