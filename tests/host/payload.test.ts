// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BadPayload, narrow, readPayload } from "../../src/host/payload.ts";
import { inFull, runs } from "../harness/in-full.ts";
import { payload } from "./payload-schema.ts";

const FIXTURES = join(import.meta.dir, "..", "fixtures", "payloads");
const FIELDS = Object.keys(payload.shape);

const streamOf = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });

describe("hook payloads", () => {
  test.each(readdirSync(FIXTURES))("the captured payload %s is taken whole", (name) => {
    const raw = JSON.parse(readFileSync(join(FIXTURES, name), "utf8"));
    expect(payload.safeParse(raw).success).toBe(true);
    const read = narrow(raw);
    expect(read).toMatchObject({
      // A skill's shell line is a call of the tool that runs it.
      event: raw.hook_event_name === "PreSkillShellCommand" ? "PreToolUse" : raw.hook_event_name,
      session: raw.session_id,
      tool: raw.tool_name ?? "",
      agent: raw.agent_id ?? null,
    });
    expect(read.input).toEqual(raw.tool_input ?? {});
  });

  test("what the schema refuses the narrowing refuses", () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.object({ maxDepth: 1 }),
    );
    const raw = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...FIELDS, "other"), value));
    fc.assert(
      fc.property(raw, (given) => {
        if (payload.safeParse(given).success) return;
        expect(() => narrow(given)).toThrow(BadPayload);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("input in many parts is joined", async () => {
    expect((await readPayload(streamOf('{"hook_event', '_name":"Stop"}'))).event).toBe("Stop");
  });

  test.each([
    ["no JSON", "{", "standard input is not JSON"],
    ["empty", "", "standard input is empty"],
    ["a list", "[]", "it is not a JSON object"],
    ["without an event", "{}", "hook_event_name is missing"],
    [
      "a number for a text",
      '{"hook_event_name":"Stop","session_id":7}',
      "session_id is number, expected a string",
    ],
  ])("%s is refused", async (_name, text, message) => {
    await expect(readPayload(streamOf(text))).rejects.toThrow(message);
  });

  inFull("input that never ends is given up", async () => {
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([123])),
    });
    await expect(readPayload(endless)).rejects.toThrow("did not end");
  });

  test("__proto__ in a payload changes nothing", () => {
    const read = narrow(
      JSON.parse(
        '{"hook_event_name":"Stop","__proto__":{"agent_id":"a1"},"tool_input":{"__proto__":{"command":"x"}}}',
      ),
    );
    expect(read.agent).toBeNull();
    expect(({} as Record<string, unknown>).command).toBeUndefined();
  });
});
