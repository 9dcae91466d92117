// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Payload } from "../../src/host/payload.ts";
import { transcriptOf } from "../../src/host/transcript/transcript.ts";
import { isHarmless } from "../../src/policy/plain-call.ts";
import { policy } from "../../src/policy/policy.ts";
import { readSettings } from "../../src/run/settings/read-settings.ts";
import { VERSION } from "../../src/version.ts";
import { multiAi } from "../../src/workflows/multi-ai/workflow.ts";
import { type MadeRun, makeRunAtWork } from "../cli/made/make-run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { BUILD } from "../workflows/multi-ai/ids.ts";
import { toolCall } from "./call.ts";

afterAll(cleanup);

const LIMIT = multiAi.bounds.implementer!.tool_calls;

let made: MadeRun;
let session: string;
beforeAll(async () => {
  made = await makeRunAtWork(BUILD, "builder", { auto: true });
  const folder = tempDir();
  session = join(folder, "s.jsonl");
  mkdirSync(join(folder, "s", "subagents"), { recursive: true });
});

/** The agent has made this many calls; `more`: what else its transcript holds. */
function used(calls: number, more = ""): void {
  const row = {
    message: { id: "m", role: "assistant", usage: {}, content: [{ type: "tool_use", id: "x" }] },
  };
  writeFileSync(transcriptOf(session, "builder")!, `${JSON.stringify(row)}\n`.repeat(calls) + more);
}

const payload = (tool: string, input: object): Payload =>
  toolCall(tool, input, { agent: "builder", transcript: session });
const call = (tool: string, input: object): Record<string, unknown> | null => {
  const answer = policy(payload(tool, input), made.project);
  if (typeof answer === "symbol") throw new Error("it went to a step");
  return answer;
};
const said = (answer: Record<string, unknown> | null) =>
  (answer?.hookSpecificOutput ?? {}) as Record<string, string>;
const own = () => ({ file_path: join(made.root, ".task/impl-result.json"), content: "{}" });
const source = () => ({ file_path: join(made.root, "src/greet.ts") });
/** Each denial stands twice in a transcript. */
const denials = (count: number) =>
  `${JSON.stringify({ content: `${BUILD} is at its limit (`, result: `${BUILD} is at its limit (` })}\n`.repeat(
    count,
  );

describe("far from its bounds", () => {
  test("an agent is left alone, by the quick way too; also without a transcript", () => {
    used(LIMIT * 0.79);
    expect(call("Read", source())).toBeNull();
    expect(isHarmless(payload("Read", source()), made.root, VERSION)).toBe(true);
    rmSync(transcriptOf(session, "builder")!);
    expect(call("Read", source())).toBeNull();
    expect(isHarmless(payload("Read", source()), made.root, VERSION)).toBe(true);
  });
});

describe("near its bounds", () => {
  test("it is told to finish, and the other rules hold", () => {
    used(LIMIT * 0.8);
    expect(isHarmless(payload("Read", source()), made.root, VERSION)).toBe(false);
    const read = said(call("Read", source()));
    expect(read.additionalContext).toContain(`${LIMIT * 0.8} of ${LIMIT} tool calls`);
    expect(read.additionalContext).toContain("write .task/impl-result.json with what you have");
    expect(read.permissionDecision).toBeUndefined();
    expect(said(call("Write", own()))).toMatchObject({
      permissionDecision: "allow",
      additionalContext: read.additionalContext,
    });
    expect(said(call("Bash", { command: "rm -rf .task" })).permissionDecision).toBe("deny");
  });
});

describe("at its bounds", () => {
  test("it may read and write its artifact, and nothing else", () => {
    used(LIMIT);
    expect(said(call("Write", own())).permissionDecision).toBe("allow");
    expect(call("Read", { file_path: own().file_path })).toBeNull();
    for (const [tool, input] of [
      ["Read", source()],
      ["Write", { ...source(), content: "x" }],
      ["Bash", { command: "ls" }],
      ["Grep", { pattern: "x" }],
      ["SomethingNew", {}],
    ] as const) {
      const answer = call(tool, input);
      expect(said(answer)).toMatchObject({ permissionDecision: "deny" });
      expect(said(answer).permissionDecisionReason).toContain(
        `${BUILD} is at its limit (${LIMIT} of ${LIMIT} tool calls)`,
      );
      expect(answer).not.toHaveProperty("continue");
      expect(isHarmless(payload(tool, input), made.root, VERSION)).toBe(false);
    }
  });

  test("after five denials the host is told to end it; its artifact is still welcome", () => {
    used(LIMIT, denials(4));
    expect(call("Read", source())).not.toHaveProperty("continue");
    used(LIMIT, denials(5));
    const answer = call("Read", source());
    expect(answer).toMatchObject({
      continue: false,
      stopReason: expect.stringContaining(`${BUILD} is at its limit`),
    });
    expect(said(answer).permissionDecision).toBe("deny");
    expect(said(call("Write", own())).permissionDecision).toBe("allow");
  });
});

describe("the settings", () => {
  const read = (settings: unknown) => {
    const root = tempDir();
    mkdirSync(join(root, ".claude"));
    writeFileSync(join(root, ".claude/multi-ai.json"), JSON.stringify(settings));
    return readSettings(root);
  };

  test("bounds by agent and a ceiling; what is left out keeps its default", async () => {
    const bounds = {
      implementer: { tool_calls: 300, minutes: 0.5, tokens: 4_000_000 },
      planner: {},
    };
    expect(await read({ bounds, ceiling_tokens: 5 })).toMatchObject({
      ok: true,
      settings: { bounds, ceiling_tokens: 5 },
    });
  });

  test.each([
    { bounds: { implementer: { calls: 3 } } },
    { bounds: { implementer: { tool_calls: 0 } } },
    { bounds: { implementer: { tokens: 1.5 } } },
    { bounds: { implementer: { minutes: -1 } } },
    { bounds: { "": { minutes: 1 } } },
    { bounds: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`a${index}`, {}])) },
    { ceiling_tokens: 0 },
    { ceiling_tokens: "5 M" },
  ])("%j is refused", async (settings) => {
    expect((await read(settings)).ok).toBe(false);
  });
});
