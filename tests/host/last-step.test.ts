// What an agent does now, as the host's transcript shows it.
// Runs: together.
import { expect, test } from "bun:test";
import { lastStep } from "../../src/host/transcript/last-step.ts";

const call = (name: string, input: object, timestamp = "2030-01-02T03:04:05.000Z"): string =>
  JSON.stringify({
    type: "assistant",
    timestamp,
    message: { content: [{ type: "tool_use", id: "t1", name, input }] },
  });
const result = (timestamp: string): string =>
  JSON.stringify({
    type: "user",
    timestamp,
    message: { content: [{ type: "tool_result", tool_use_id: "t1" }] },
  });
const step = (...rows: string[]) => lastStep(Buffer.from(rows.join("\n")));

test("the newest call counts, with its file, command or pattern, and when the host last wrote", () => {
  expect(
    step(
      call("Read", { file_path: "/p/a.ts" }),
      call("Bash", { command: "npm test", description: "Tests" }),
    ),
  ).toEqual({
    tool: "Bash",
    what: "npm test",
    at: "2030-01-02T03:04:05.000Z",
    seen: "2030-01-02T03:04:05.000Z",
  });
  expect(step(call("Grep", { pattern: "x" }), result("2030-01-02T03:05:00.000Z"))).toMatchObject({
    tool: "Grep",
    what: "x",
    seen: "2030-01-02T03:05:00.000Z",
  });
  expect(step(call("Odd", { list: [1] }))).toMatchObject({ tool: "Odd", what: "" });
});

test("a row that is not written to its end, and bytes that are none, are passed over", () => {
  expect(
    step(
      call("Read", { file_path: "/p/a.ts" }),
      call("Write", { file_path: "/p/b.ts" }).slice(0, -9),
    ),
  ).toMatchObject({
    tool: "Read",
  });
  expect(step("", "\0\0", "{}", "null", "[]")).toBeNull();
  expect(lastStep(Buffer.alloc(0))).toBeNull();
});
