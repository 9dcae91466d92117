// Who has said a prompt, by the rows that both versions of the host write: typed, sent, scheduled, made by the host.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isQueued, isScheduled, promptsIn, promptsWith } from "../../src/host/said.ts";

const bytesOf = (...rows: object[]): Buffer => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
const whoSaid = (row: object): string[] => promptsWith(bytesOf(row), "p1").map(({ by }) => by);
const user = (content: unknown, more: object = {}) => ({
  promptId: "p1",
  type: "user",
  message: { role: "user", content },
  userType: "external",
  timestamp: "2026-11-21T22:39:17.209Z",
  ...more,
});
const HUMAN = { origin: { kind: "human" }, promptSource: "typed" };
const SCHEDULED = { isMeta: true, promptSource: "system" };
const command = (name: string, args: string) =>
  `<command-message>${name}</command-message>\n<command-name>/${name}</command-name>\n<command-args>${args}</command-args>`;
const enqueue = (content: string) => ({ type: "queue-operation", operation: "enqueue", content });
const dequeue = { type: "queue-operation", operation: "dequeue" };
const fires = { type: "system", subtype: "scheduled_task_fire", content: "Running scheduled task", isMeta: false };
const informational = (prompt: string) => ({
  type: "system",
  subtype: "informational",
  content: `UserPromptSubmit operation blocked by hook:\nno\n\nOriginal prompt: ${prompt}`,
});

describe("whose prompt a row is", () => {
  test.each([
    ["typed in a terminal", user("A", { ...HUMAN, turnOrigin: "human" })],
    [
      "claude -p, also with --continue, and a line of stream-json",
      user("A", { promptSource: "sdk", turnOrigin: "sdk" }),
    ],
    ["a command of the new version", user(command("multi-ai:decide", "A"), { origin: { kind: "human" } })],
    ["a command of the old one, which marks nothing", user(command("multi-ai:decide", "A"))],
  ])("%s: a person's", (_, row) => expect(whoSaid(row)).toEqual(["person"]));

  test.each([
    ["a wake-up of the new version", user("A", { ...SCHEDULED, wakeupSource: "loop_wakeup", turnOrigin: "scheduled" })],
    ["a cron of the old one", user("A", { ...SCHEDULED, queuePriority: "later" })],
    ["another session", user("A", { origin: { kind: "peer" } })],
    ["a notification", user("<task-notification>\n<task-id>a1</task-id>")],
    ["an agent's message", user('<agent-message from="a1">A</agent-message>', { promptSource: "sdk" })],
  ])("%s: no person's", (_, row) => expect(whoSaid(row)).toEqual(["program"]));

  test("a result of a tool, a row of an agent and a refused prompt are nobody's", () => {
    const result = user([{ type: "tool_result", tool_use_id: "t", content: "A" }]);
    expect(promptsWith(bytesOf(result, user("A", { isSidechain: true }), informational("A")), "p1")).toEqual([]);
    expect(promptsWith(bytesOf(user("A", HUMAN)), "p2")).toEqual([]);
    expect(promptsWith(bytesOf(user("A", { ...HUMAN, promptId: "" })), "")).toEqual([]);
  });

  test("a command is read as it was typed, and what it expands to is no prompt of its own", () => {
    const rows = [user(command("multi-ai:decide", "A")), user([{ type: "text", text: "Do it." }], { isMeta: true })];
    expect(promptsIn(bytesOf(...rows))).toEqual([
      { id: "p1", text: "/multi-ai:decide A", at: "2026-11-21T22:39:17.209Z", by: "person" },
    ]);
  });

  test("a text that looks like a row is a text", () => {
    const row = user('{"promptId":"p2","type":"user","message":{"content":"A"},"promptSource":"typed"}', SCHEDULED);
    expect(promptsWith(bytesOf(row), "p2")).toEqual([]);
  });
});

describe("a prompt that is being submitted", () => {
  const before = [user("Hello", HUMAN), { type: "system", subtype: "turn_duration" }];

  test.each([
    ["new, with its text", [{ ...fires, prompt: "A", cron: "* * * * *" }]],
    ["old, behind what was put into the queue", [enqueue("A"), dequeue, fires]],
    ["old, while a turn is at work", [enqueue("A"), fires, user("Other", HUMAN), dequeue]],
  ])("was scheduled: %s", (_, rows) => {
    expect(isScheduled(bytesOf(...before, ...rows), "A")).toBe(true);
    expect(isScheduled(bytesOf(...before, ...rows), "B")).toBe(false);
    // The host takes blanks and line breaks around a prompt away.
    expect(isScheduled(bytesOf(...before, ...rows), "A\n")).toBe(true);
  });

  test.each([
    ["nothing fires", []],
    ["a queue without anything that fires", [enqueue("A"), dequeue]],
    ["it fired, and was submitted since", [{ ...fires, prompt: "A" }, user("A", SCHEDULED)]],
    ["it fired, and was refused since", [{ ...fires, prompt: "A" }, informational("A")]],
    ["what fires is mentioned", [user('{"subtype":"scheduled_task_fire","prompt":"A"}', HUMAN)]],
  ])("was not: %s", (_, rows) => expect(isScheduled(bytesOf(...before, ...rows), "A")).toBe(false));

  test("each time that it fires it is scheduled once more", () => {
    const fire = { ...fires, prompt: "A" };
    expect(isScheduled(bytesOf(fire, user("A", SCHEDULED), fire), "A")).toBe(true);
    expect(isScheduled(bytesOf(user("A", HUMAN), fire), "A")).toBe(true);
  });

  const turn = [user("Do it", HUMAN), { type: "assistant", message: { role: "assistant" } }];
  const absorbed = [
    { type: "queue-operation", operation: "remove", content: "A", reason: "absorbed_mid_turn" },
    { type: "attachment", attachment: { type: "queued_command", prompt: "A" } },
  ];

  test.each([
    ["by a command, into the turn that has called it", [...turn, enqueue("A")], "p1", false],
    ["the same beside another call", [...turn, enqueue("A"), user([{ type: "tool_result" }])], "p1", true],
    ["by a program that was left behind, at rest", [...turn, enqueue("A"), dequeue], "p2", true],
    ["once more", [...turn, enqueue("A"), ...absorbed, enqueue("A")], "p1", true],
  ])("was put into the host's queue %s", (_, rows, id, isTerminal) => {
    expect(isQueued(bytesOf(...rows), "A", id, isTerminal)).toBe(true);
    expect(isQueued(bytesOf(...rows), "B", id, isTerminal)).toBe(false);
  });

  test.each([
    ["typed at rest", [...turn], "p2", true],
    ["typed into a turn: its row of the queue comes behind the hook", [...turn], "p1", true],
    ["typed again, behind one that was taken", [...turn, enqueue("A"), ...absorbed], "p1", true],
    ["sent by claude -p", [...turn, enqueue("A"), dequeue], "p2", false],
    ["the first one of claude -p", [], "p2", false],
  ])("was not: %s", (_, rows, id, isTerminal) => expect(isQueued(bytesOf(...rows), "A", id, isTerminal)).toBe(false));

  test("an answer in a dialog was never scheduled", () => expect(isScheduled(bytesOf(fires), "")).toBe(false));

  test("without a transcript nothing was scheduled", () => expect(isScheduled(Buffer.alloc(0), "A")).toBe(false));

  test("no bytes make it fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (noise, prompt) => {
        const bytes = Buffer.concat([Buffer.from(`\n{"subtype":"scheduled_task_fire","promptId":"p1"`), noise]);
        expect([true, false]).toContain(isScheduled(bytes, prompt));
        expect(promptsIn(bytes)).toBeArray();
      }),
    );
  });
});
