// Scenario 4: permission modes of the host. Code allows what code put in, and nothing else.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import type { Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import type { Brief, Work, Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import {
  agentStarts,
  CARRIER,
  goodExit,
  mainPays,
  mainRequests,
  ofType,
  type Played,
  play,
} from "./scenario.ts";

afterEach(cleanup);

interface ResultBlock {
  type: string;
  is_error?: boolean;
  content?: unknown;
}

/** What the host refused this agent, in its own words. */
const refusals = (turn: Turn): string[] =>
  turn.messages
    .flatMap(({ content }) => (typeof content === "string" ? [] : (content as ResultBlock[])))
    .filter((block) => block.type === "tool_result" && block.is_error === true)
    .map((block) =>
      typeof block.content === "string" ? block.content : JSON.stringify(block.content),
    );

/** An honest team whose implementer, when the host refuses it something, says so and stops. */
function givesUp(): Worker {
  const good = honest();
  return (brief: Brief, turn: Turn) => {
    const [refused] = refusals(turn);
    const work = good(brief);
    if (refused === undefined || !brief.writes.endsWith("/impl-result.json")) return work;
    const criteria = ["AC1", "AC2"].map((id) => ({ id, met: false }));
    const artifact = {
      ...(work.artifact as object),
      status: "failed",
      reason: refused,
      changed_files: [],
      criteria,
    };
    return { artifact } satisfies Work;
  };
}

/**
 * Everything before the implementation was written and accepted at once, without a dialog and
 * without a refusal.
 */
function reachedImplementation({ tasks, events, model, project }: Played): void {
  const before = tasks.slice(0, 5);
  expect(before.map((one) => [one.id, one.status])).toEqual(before.map((one) => [one.id, "done"]));
  for (const one of before) expect(existsSync(join(project, one.output))).toBe(true);
  expect(ofType(events, "dispatched").map((one) => one.task)).toEqual([
    "T1",
    "T2",
    "T3",
    "T4",
    "T5",
    "T6",
  ]);
  const refused = model.requests.filter((one) =>
    one.turn?.toolResults.some((result) => result.isError),
  );
  expect(refused.map((one) => one.thread)).toEqual(["agent"]);
}

/** The run waits for the person, and what was printed last says why and how to answer. */
function asksWhy({ run, state, model }: Played, ...said: string[]): void {
  expect(run.exitCode).toBe(goodExit({ state }));
  expect(state).toMatchObject({
    phase: "implementation",
    status: "waiting_for_user",
    question: { kind: "failed" },
  });
  for (const text of [...said, "decide <A, B, …> --question Q1"])
    expect(run.results.at(-1)).toContain(text);
  expect(mainRequests(model).length).toBe(mainPays(6));
}

describe.each(hostsOf("new"))("permissions (%s)", (version) => {
  test("acceptEdits: the edits are made, a command is refused", async () => {
    const played = await play({ version, permissionMode: "acceptEdits", worker: givesUp() });
    reachedImplementation(played);
    asksWhy(
      played,
      "the work failed",
      // In the host's own words, which are others where nobody could be asked.
      CARRIER === "direct"
        ? "This command requires approval"
        : "Permission to use Bash has been denied",
      "Claude Code refused its agent: bun test (Bash)",
    );
    expect(existsSync(join(played.project, "src/goodbye.ts"))).toBe(true);
  });
});

describe.each(hostsOf("new"))("permissions of a person (%s)", (version) => {
  test("default with nothing allowed: a driver starts nothing; a session asks at the first refused edit", async () => {
    const played = await play({ version, permissionMode: "default", worker: givesUp() });
    if (CARRIER === "direct") {
      expect([played.run.exitCode, played.model.requests, played.events]).toEqual([2, [], []]);
      expect(played.run.stderr).toContain("--permission-mode acceptEdits");
      return;
    }
    reachedImplementation(played);
    const { reason } = played.state.question as { reason: string };
    expect(reason).toMatch(/Claude Code refused its agent: \S+ \((?:Write|Edit)\)/);
    expect(reason).toContain("permissions.allow");
  });

  test.skipIf(CARRIER === "direct")(
    "default: an agent that was refused an edit and hands in nothing is not paid twice",
    async () => {
      const good = honest();
      const worker: Worker = (brief, turn) =>
        refusals(turn).length > 0 ? { text: "I may not write that file." } : good(brief);
      const played = await play({ version, permissionMode: "default", worker });
      reachedImplementation(played);
      expect(played.state).toMatchObject({
        status: "waiting_for_user",
        question: { kind: "stuck" },
      });
      const { reason } = played.state.question as { reason: string };
      expect(reason).toMatch(/Claude Code refused its agent: \S+ \((?:Write|Edit)\)/);
    },
  );

  test("default with the person's own rules for edits and commands: the run goes to its end", async () => {
    const args = ["--allowedTools", "Write,Edit,Bash(bun test)"];
    const played = await play({ version, permissionMode: "default", args, worker: givesUp() });
    expect(played.run.exitCode).toBe(0);
    expect(played.state).toMatchObject({ status: "complete" });
    expect(played.tasks.every((one) => one.status === "done")).toBe(true);
    expect(mainRequests(played.model).length).toBe(mainPays(agentStarts(played.events) + 1));
  });

  // What a driver says of that mode stands in tests/cli.
  test.skipIf(CARRIER === "direct")(
    "plan: no run starts where no agent could write its result",
    async () => {
      const { run, events, model } = await play({ version, permissionMode: "plan" });
      expect(run.exitCode).toBe(0);
      expect(run.results.join("\n")).toContain("In plan mode agents cannot write their results");
      expect(events).toEqual([]);
      expect(mainRequests(model).length).toBe(0);
    },
  );
});
