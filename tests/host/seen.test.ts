// Which calls of agents a hook has seen, and what is told of those that none saw.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { isSeen, markSeen, SEEN_BYTES, seenFile } from "../../src/host/seen.ts";
import { openSeen, seenFiles } from "../../src/host/seen-file.ts";
import { gapsIn } from "../../src/run/counterparts.ts";
import { toldBy } from "../../src/run/told-by-host.ts";
import { callRow, hostFiles, type Row, resultRow } from "../harness/host-rows.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const ROOT = "/some/project";
const place = () => {
  const data = tempDir("multi-ai-data-");
  return { data, env: { CLAUDE_PLUGIN_DATA: data, MULTI_AI_HOME: ROOT } };
};

test("what a hook marks was seen, and nothing else", () => {
  const { data, env } = place();
  openSeen(env, false);
  const calls = Array.from({ length: 500 }, (_, at) => `toolu_${at}`);
  for (const call of calls) markSeen(call, env);
  const { files } = seenFiles([data, tempDir()], ROOT);
  expect(files).toHaveLength(1);
  expect(calls.filter((call) => !isSeen(call, files))).toEqual([]);
  expect(calls.filter((call) => isSeen(`${call}x`, files))).toEqual([]);
  expect(isSeen("toolu_1", seenFiles([data], "/another").files)).toBe(false);
});

test("it stays from task to task, and a run begins with an empty one", () => {
  const { data, env } = place();
  openSeen(env, true);
  markSeen("toolu_1", env);
  openSeen(env, false);
  expect(isSeen("toolu_1", seenFiles([data], ROOT).files)).toBe(true);
  openSeen(env, true);
  expect(isSeen("toolu_1", seenFiles([data], ROOT).files)).toBe(false);
  expect(statSync(seenFile(data, ROOT)).size).toBe(SEEN_BYTES);
});

test("without a file, or with something else in its place, marking does nothing and fails nothing", () => {
  const { data, env } = place();
  markSeen("toolu_1", env);
  markSeen("toolu_1", {});
  mkdirSync(dirname(seenFile(data, ROOT)), { recursive: true });
  expect(Bun.spawnSync(["mkfifo", seenFile(data, ROOT)]).exitCode).toBe(0);
  markSeen("toolu_1", env);
  expect(seenFiles([data], ROOT).files).toEqual([]);
});

test("calls that were carried out and that no hook saw are told by task and tool", () => {
  const { data, env } = place();
  openSeen(env, true);
  const at = (second: number) => new Date(Date.now() + second * 1_000).toISOString();
  const files = hostFiles("one", tempDir());
  mkdirSync(dirname(files.note("x")), { recursive: true });
  const of = (agent: string, rows: Row[]) =>
    writeFileSync(files.agent(agent), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const call = (id: string, name: string, second: number, more: Row = {}): Row[] => [
    callRow(at(second), id, name, {}),
    resultRow(at(second), id, more),
  ];
  markSeen("toolu_seen", env);
  of("a1", [
    ...call("toolu_seen", "Bash", 2),
    ...call("toolu_off1", "Bash", 3),
    ...call("toolu_off2", "Write", 3),
    ...call("toolu_read", "Read", 3),
    // The host did not carry it out, did not get to its end, or did it when the task was over.
    ...call("toolu_wrong", "Bash", 3, { is_error: true }),
    callRow(at(4), "toolu_cut", "Bash", {}),
    ...call("toolu_late", "Bash", 9),
  ]);
  of("a2", [...call("toolu_seen", "Bash", 2)]);
  const event = (second: number, body: object): Recorded => ({ seq: second, at: at(second), ...body }) as Recorded;
  const events = [
    event(1, { type: "bound", task: "T1", agent: "a1" }),
    event(1, { type: "bound", task: "T2", agent: "a2" }),
    event(5, { type: "accepted", task: "T1" }),
    event(5, { type: "returned", task: "T2" }),
  ];
  const owner = { session: "one", transcript: files.main, host: null, at: "" };
  const found = () =>
    gapsIn(events, toldBy([owner], { seen: seenFiles([data], ROOT) }), { from: 0, isLooked: () => true }).map(
      ({ what }) => what,
    );
  expect(found()).toEqual(["2 calls of T1's agent (Bash, Write)"]);
  // A place that no hook has ever marked, or that was made later, tells nothing.
  openSeen(env, true);
  expect(found()).toEqual([]);
  rmSync(seenFile(data, ROOT));
  expect(found()).toEqual([]);
});
