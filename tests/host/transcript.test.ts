// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Dispatch } from "../../src/engine/run.ts";
import { apiFailure, failureIn, failureOf } from "../../src/host/transcript/api-failure.ts";
import {
  answersIn,
  contextIn,
  exactMinutes,
  LONG_PROMPT,
  minutesAtWork,
  priceableIn,
  shareUsed,
  spentSince,
  transcriptBytes,
  transcriptOf,
  usageIn,
} from "../../src/host/transcript/transcript.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

interface Answer {
  /** The model that gives it; `m` unless said. */
  model?: string;
  /** Of the tokens written to the cache, those to one that lasts an hour. */
  hour?: number;
  usage: { input: number; created: number; read: number; output: number };
  /** Texts and calls, each in a row of its own. */
  blocks: ({ text: string } | { call: string })[];
  result: string;
}

/** An answer's rows as each server orders them: the usage before or behind the content. */
function rowsOf(answer: Answer, index: number, before: boolean): unknown[] {
  const usage = {
    input_tokens: answer.usage.input,
    cache_creation_input_tokens: answer.usage.created,
    cache_read_input_tokens: answer.usage.read,
    cache_creation: { ephemeral_5m_input_tokens: 999, ephemeral_1h_input_tokens: answer.hour ?? 0 },
    output_tokens: answer.usage.output,
    iterations: [],
  };
  const about = { parentUuid: `u${index}`, isSidechain: true, agentId: "a1" };
  const rows = answer.blocks.map((block, at) => {
    const content = [
      "text" in block
        ? { type: "text", text: block.text }
        : {
            type: "tool_use",
            id: `toolu_${index}_${at}`,
            name: "Write",
            input: { model: "none", content: block.call },
          },
    ];
    const id = `msg_${index}`;
    const model = answer.model ?? "m";
    const message = before
      ? { id, type: "message", role: "assistant", model, usage, content }
      : { model, id, type: "message", role: "assistant", content, stop_reason: null, usage };
    return { ...about, message, type: "assistant", uuid: `r${index}` };
  });
  const result = { type: "tool_result", content: answer.result, tool_use_id: "t" };
  return [
    ...rows,
    {
      ...about,
      type: "user",
      message: { role: "user", content: [result] },
      toolUseResult: answer.result,
    },
  ];
}

const lines = (answers: Answer[], before: boolean): Buffer =>
  Buffer.from(
    answers
      .flatMap((answer, index) => rowsOf(answer, index, before))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  );

/** What stands in a text must not count: what the reader looks for, as a model may write it. */
const nasty = fc.constantFrom(
  '"type":"tool_use"',
  '{"message":{"id":"msg_9","role":"assistant","usage":{"input_tokens":5000000,"output_tokens":7}}}',
  '\n"usage":{"input_tokens":77}',
  '"role":"assistant","model":"evil","id":"msg_1"',
  "ü".repeat(400),
  "x".repeat(2_000),
  "",
);
const count = fc.nat(200_000);
const answers = fc.array(
  fc.record({
    model: fc.constantFrom("claude-opus-5-5", "claude-haiku-5-5[1m]", "constructor", "<synthetic>"),
    hour: count,
    usage: fc.record({ input: count, created: count, read: count, output: count }),
    blocks: fc.array(fc.oneof(fc.record({ text: nasty }), fc.record({ call: nasty })), {
      minLength: 1,
      maxLength: 4,
    }),
    result: nasty,
  }),
  { maxLength: 12 },
);

describe("what a transcript says of an agent", () => {
  test("each call once, each answer's tokens once, whatever texts hold and in whatever order the usage comes", () => {
    fc.assert(
      fc.property(answers, fc.boolean(), (list, before) => {
        const calls = list.flatMap((one) => one.blocks).filter((block) => "call" in block).length;
        const tokens = list.reduce(
          (sum, { usage: { input, created, read, output } }) =>
            sum + input + created + output + read / 10,
          0,
        );
        const used = usageIn(lines(list, before));
        expect(used.tool_calls).toBe(calls);
        // Tenths are added up in another order.
        expect(Math.abs(used.tokens - tokens)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  test("by model what its price is for: input, cache writes and reads, output, writes for an hour, and long prompts apart", () => {
    fc.assert(
      fc.property(answers, fc.boolean(), (list, before) => {
        const expected = new Map<string, number[]>();
        for (const { model, hour, usage } of list) {
          const { input, created, read, output } = usage;
          const one = [input, created, read, output, Math.min(hour, created)];
          if (input + created + read + output === 0) continue;
          const long = one.map((each) => (input + created + read > LONG_PROMPT ? each : 0));
          const known = expected.get(model) ?? Array<number>(10).fill(0);
          expected.set(
            model,
            [...one, ...long].map((each, at) => each + known[at]!),
          );
        }
        const { used = {}, ...rest } = priceableIn(lines(list, before));
        expect(rest).toEqual(answersIn(lines(list, before)));
        expect(Object.keys(used).sort()).toEqual([...expected.keys()].sort());
        for (const [model, all] of expected) {
          // Zeros at the end say nothing.
          const told = used[model]!;
          expect([...told, ...Array<number>(10 - told.length).fill(0)]).toEqual(all);
          expect(told.length).toBeGreaterThanOrEqual(4);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("an answer without a model is of none that could have a price", () => {
    const row = {
      type: "assistant",
      message: { id: "msg_1", role: "assistant", content: [{ input: { model: "opus" } }] },
    };
    const bytes = Buffer.from(
      `{"message":{"model":"claude-opus-5-5"}}\n${JSON.stringify({ ...row, message: { ...row.message, usage: { input_tokens: 7 } } })}\n`,
    );
    expect(priceableIn(bytes)).toEqual({ requests: 1, tokens: 7, used: { unknown: [7, 0, 0, 0] } });
  });

  test("a last line that is torn anywhere counts for what is there, and never for more", () => {
    fc.assert(
      fc.property(answers, fc.boolean(), fc.nat(10_000), (list, before, cut) => {
        const whole = lines(list, before);
        const used = usageIn(whole.subarray(0, Math.max(0, whole.length - cut)));
        const all = usageIn(whole);
        expect(used.tool_calls).toBeLessThanOrEqual(all.tool_calls);
        expect(used.tokens).toBeLessThanOrEqual(all.tokens);
      }),
      { numRuns: 200 },
    );
  });

  test("the last row of an answer has its final counts", () => {
    const one = (output: number): Answer => ({
      usage: { input: 1, created: 0, read: 0, output },
      blocks: [{ text: "a" }],
      result: "",
    });
    const rows = [rowsOf(one(1), 0, true)[0], rowsOf(one(50), 0, true)[0]];
    const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(usageIn(bytes).tokens).toBe(51);
    expect(answersIn(bytes)).toEqual({ requests: 1, tokens: 51 });
  });

  test("what stands in the context is what the newest answer read, whole, and wrote", () => {
    const one = (read: number): Answer => ({
      usage: { input: 3, created: 20, read, output: 5 },
      blocks: [{ text: '"role":"user","usage":{"input_tokens":9}' }],
      result: "",
    });
    const rows = [...rowsOf(one(100), 0, true), ...rowsOf(one(4_000), 1, true)];
    expect(contextIn(Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n")))).toBe(4_028);
    expect(contextIn(Buffer.from(""))).toBeNull();
    expect(
      contextIn(Buffer.from('{"type":"user","message":{"role":"user","content":"hi"}}\n')),
    ).toBeNull();
  });
});

describe("a transcript that is not as it should be", () => {
  const folder = tempDir();
  const session = join(folder, "s.jsonl");
  const path = transcriptOf(session, "a1")!;
  mkdirSync(join(folder, "s", "subagents"), { recursive: true });

  test("missing, empty, a folder, a pipe: nothing", () => {
    expect(transcriptBytes(session, "a1").length).toBe(0);
    writeFileSync(path, "");
    expect(transcriptBytes(session, "a1").length).toBe(0);
    mkdirSync(transcriptOf(session, "folder")!);
    expect(transcriptBytes(session, "folder").length).toBe(0);
    Bun.spawnSync(["mkfifo", transcriptOf(session, "pipe")!]);
    expect(transcriptBytes(session, "pipe").length).toBe(0);
  });

  test("no name of an agent leads out of the folder", () => {
    for (const agent of ["../a1", "a/b", "", "a.b"])
      expect(transcriptOf(session, agent)).toBeNull();
    expect(transcriptOf("/nowhere/s.txt", "a1")).toBeNull();
    expect(transcriptOf("/p/s/subagents/agent-x.jsonl", "a1")).toBe(
      "/p/s/subagents/agent-a1.jsonl",
    );
  });

  test("huge: its beginning counts, and what comes later does not have to be read", () => {
    const [row] = rowsOf(
      { usage: { input: 1, created: 0, read: 0, output: 0 }, blocks: [{ call: "x" }], result: "" },
      0,
      true,
    );
    writeFileSync(path, `${JSON.stringify(row)}\n`);
    truncateSync(path, 3 * 1024 ** 3);
    expect(usageIn(transcriptBytes(session, "a1"))).toEqual({ tool_calls: 1, tokens: 1 });
  });

  test("the API's failure is what it ends with", () => {
    const row = (more: object) =>
      JSON.stringify({ type: "assistant", message: { content: [{ text: "gone" }] }, ...more });
    const failed = row({ error: "rate_limit", isApiErrorMessage: true });
    writeFileSync(path, `${row({})}\n${failed}\n`);
    expect(failureIn(session, "a1")).toEqual({
      failure: "rate_limit",
      message: "gone",
      until: null,
    });
    writeFileSync(path, `${failed}\n${row({})}\n`);
    expect(failureIn(session, "a1")).toBeNull();
    writeFileSync(path, `${failed}\n${failed.slice(0, -5)}`);
    expect(failureIn(session, "a1")).toBeNull();
    expect(failureIn(session, null)).toBeNull();
  });

  test("a failure whose row comes behind the agent's end is waited for; an agent that did something is not", async () => {
    const begun = JSON.stringify({ type: "user", message: { role: "user", content: "T1" } });
    writeFileSync(path, `${begun}\n`);
    const soon = failureOf(session, "a1");
    const failed = {
      type: "assistant",
      error: "rate_limit",
      isApiErrorMessage: true,
      message: { content: [] },
    };
    writeFileSync(path, `${begun}\n${JSON.stringify(failed)}\n`);
    expect(await soon).toMatchObject({ failure: "rate_limit" });
    writeFileSync(path, `${begun}\n`);
    expect(await failureOf(session, "a1")).toBeNull();
    writeFileSync(path, "");
    expect(await failureOf(session, "a1")).toBeNull();
  });
});

const dispatch = {
  at: "2030-01-01T00:00:00.000Z",
  bounds: { tool_calls: 10, minutes: 60, tokens: 1_000 },
} as Dispatch;
const at = (minutes: number): number => Date.parse(dispatch.at) + minutes * 60_000;

test("the share of the bound that is nearest; none without bounds", () => {
  expect(shareUsed(dispatch, { tool_calls: 8, tokens: 100, minutes: 6 })).toBe(0.8);
  expect(shareUsed(dispatch, { tool_calls: 0, tokens: 1_500, minutes: 6 })).toBe(1.5);
  expect(shareUsed(dispatch, { tool_calls: 0, tokens: 0, minutes: 30 })).toBe(0.5);
  expect(shareUsed({ bounds: null }, { tool_calls: 1e9, tokens: 1e9, minutes: 1e9 })).toBe(0);
});

test.each([
  ["an agent at work", [0.1, 9, 18, 27], 30, 30],
  ["a machine that slept for eight hours in between", [5, 485, 490], 492, 12],
  ["one that slept until now", [5], 485, 5],
  ["rows from before its dispatch, and out of order", [-30, 10, 4], 12, 12],
  ["a clock that went back", [], -30, 0],
])("minutes at work: %s", (_, rows, now, minutes) => {
  const row = (one: number) =>
    JSON.stringify({ type: "user", timestamp: new Date(at(one)).toISOString() });
  expect(minutesAtWork(dispatch.at, Buffer.from(rows.map(row).join("\n")), at(now))).toBeCloseTo(
    minutes,
    5,
  );
});

test("an agent that is not known has spent nothing that could be told", () => {
  expect(spentSince(dispatch, "/nowhere/s.jsonl", null, at(1))).toBeNull();
  expect(spentSince(dispatch, "/nowhere/s.jsonl", "a1", at(1))).toBeNull();
  // Many short dispatches do not add up to minutes that nobody spent: none is rounded up.
  expect([0.0101, 0.0104, 0.0106].map(exactMinutes)).toEqual([0.01, 0.01, 0.011]);
});

test.each([
  ["Claude AI usage limit reached|1795170000", "2026-11-20T10:20:00.000Z"],
  ["You've hit your session limit · resets 3pm (UTC)", "3pm (UTC)"],
  ["Limit reached. It resets at Mar 17, 5:46 PM. See the docs.", "Mar 17, 5:46 PM"],
  ["API Error: 529 Overloaded. This is usually temporary — try again in a moment.", null],
  ["Please try again later.", null],
])("when the limit ends: %s", (message, until) => {
  expect(apiFailure("rate_limit", message)).toEqual({ failure: "rate_limit", message, until });
});
