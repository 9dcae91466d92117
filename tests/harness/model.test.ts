import { afterEach, expect, test } from "bun:test";
import { type Model, type Reply, startModel, type Turn } from "./model.ts";
import { cleanup } from "./project.ts";

afterEach(cleanup);

const HELLO = [{ role: "user", content: "hello" }];

function ask(model: Model, body: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const text = JSON.stringify({ model: "some-model", messages: HELLO, ...body });
  return fetch(`${model.url}/v1/messages?beta=true`, { method: "POST", headers, body: text });
}

/** A model that answers nothing and hands out the last turn it was asked. */
function listening() {
  const turns: Turn[] = [];
  const model = startModel({
    script: (turn) => {
      turns.push(turn);
      return {};
    },
  });
  return { model, last: () => turns.at(-1) };
}

test("a turn holds what is new since the last assistant message, wherever the host has put it", async () => {
  const { model, last } = listening();
  const messages = [
    {
      role: "user",
      content: [
        { type: "text", text: "<system-reminder>facts</system-reminder>" },
        { type: "text", text: "do it" },
      ],
    },
    { role: "system", content: "environment" },
    { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "Read", input: {} }] },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "toolu_1", is_error: true, content: [{ type: "text", text: "no file" }] },
        { type: "tool_result", tool_use_id: "toolu_2", content: "text" },
        { type: "text", text: "go on" },
      ],
    },
    { role: "system", content: [{ type: "text", text: "<task-notification>" }] },
  ];
  await ask(model, { messages, system: [{ type: "text", text: "You are" }], tools: [{ name: "Read" }] });
  expect(last()).toMatchObject({
    thread: "main",
    agentId: null,
    turn: 1,
    firstUser: "do it",
    lastUser: "go on\n<task-notification>",
    system: "You are",
    tools: ["Read"],
    toolResults: [
      { id: "toolu_1", text: "no file", isError: true },
      { id: "toolu_2", text: "text", isError: false },
    ],
    compaction: false,
  });
  expect(model.requests[0]?.text).toBe("go on\n<task-notification>\nno file\ntext");
  expect(model.requests[0]?.bytes).toBe(Buffer.byteLength(JSON.stringify(messages)));
});

test("threads are told apart by their headers", async () => {
  const { model, last } = listening();
  await ask(
    model,
    {},
    { "x-claude-code-session-id": "s1", "x-claude-code-agent-id": "a2", "x-claude-code-parent-agent-id": "a1" },
  );
  expect(last()).toMatchObject({ thread: "agent", sessionId: "s1", agentId: "a2", parentAgentId: "a1" });
});

test("a request that is not streamed gets one message, and every message has an id of its own", async () => {
  const reply: Reply = { text: "reading", calls: [{ name: "Read", input: { file_path: "a" } }], usage: { output: 7 } };
  const model = startModel({ script: () => reply });
  const message = async () => (await (await ask(model)).json()) as { id: string; content: Array<{ id?: string }> };
  const first = await message();
  const second = await message();
  expect(first).toMatchObject({
    model: "some-model",
    stop_reason: "tool_use",
    content: [
      { type: "text", text: "reading" },
      { type: "tool_use", name: "Read", input: { file_path: "a" } },
    ],
    usage: { output_tokens: 7 },
  });
  expect(first.id).not.toBe(second.id);
  expect(first.content[1]?.id).not.toBe(second.content[1]?.id);
});

test("a stream names each event, in the order that the host needs", async () => {
  const model = startModel({ script: () => ({ text: "hi" }) });
  const response = await ask(model, { stream: true });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const names = [...(await response.text()).matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
  const block = ["content_block_start", "content_block_delta", "content_block_stop"];
  expect(names).toEqual(["message_start", ...block, "message_delta", "message_stop"]);
});

test("a reply that is held waits for its release", async () => {
  const release = Promise.withResolvers<void>();
  const model = startModel({
    script: (turn) => (turn.firstUser === "hello" ? { text: "late", hold: release.promise } : {}),
  });
  const order: string[] = [];
  const held = ask(model).then(() => order.push("held"));
  await model.until((request) => request.text === "hello");
  await ask(model, { messages: [{ role: "user", content: "other" }] }).then(() => order.push("other"));
  release.resolve();
  await held;
  expect(order).toEqual(["other", "held"]);
});

test("until finds past and future requests, and fails with what was seen", async () => {
  const { model } = listening();
  const coming = model.until((request) => request.text === "hello");
  await ask(model);
  expect((await coming).thread).toBe("main");
  expect(await model.until((request) => request.text === "hello")).toBe(await coming);
  await expect(model.until((request) => request.text === "never", 20)).rejects.toThrow(/within 160 ms[\s\S]*"hello"/);
});

test("what is no model request is noted, and a script's error is an HTTP error and a failure", async () => {
  const model = startModel({});
  expect((await fetch(model.url, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${model.url}/elsewhere`)).status).toBe(404);
  expect((await fetch(`${model.url}/v1/messages/count_tokens`, { method: "POST" })).status).toBe(200);
  expect(model.otherPaths).toEqual(["HEAD /", "GET /elsewhere", "POST /v1/messages/count_tokens"]);
  expect((await ask(model)).status).toBe(400);
  expect(model.failures.map(String).join()).toContain("no script");
});
