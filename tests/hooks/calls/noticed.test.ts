// Guarantee: What a command changed is noticed.
// What commands can do that no rule on their text sees, each run as a shell runs it, and what
// notices it afterwards.
// As on macOS in full: all
// Runs: in full too, together.

import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { policy } from "../../../src/policy/policy.ts";
import { restoreReads } from "../../../src/run/audit/edits.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import {
  dispatchTask,
  type MadeRun,
  makeRun,
  makeRunAtWork,
  ready,
} from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { honest } from "../../harness/workers.ts";
import { noteWritten } from "../../harness/written.ts";
import { toolCall } from "../../policy/call.ts";
import { BUILD, CODE_SONNET } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

let made: MadeRun;
const at = (path: string): string => join(made.root, path);
const text = (path: string): string => readFileSync(at(path), "utf8");
function write(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
  chmodSync(at(path), 0o755);
}

/** The implementation is at work. */
beforeEach(async () => {
  made = await makeRunAtWork(BUILD, "builder", { auto: true });
});

/** Runs a command that the policy has no word on. */
function unseen(command: string): void {
  const payload = toolCall("Bash", { command }, { agent: "builder" });
  expect([command, policy(payload, made.project)]).toEqual([command, null]);
  const { exitCode, stderr } = Bun.spawnSync(["sh", "-c", command], {
    cwd: made.root,
    env: { ...process.env, HOME: made.root },
  });
  expect([command, exitCode, stderr.toString().slice(0, 300)]).toMatchObject([
    command,
    0,
    expect.any(String),
  ]);
}

const script = (body: string): void => {
  write("tools/x.sh", `#!/bin/sh\n${body}\n`);
  unseen("sh tools/x.sh");
};

/** Edits a file by a script of sed; each system has its own option to do that in place. */
const edited = (edit: string, path: string): string =>
  `sed '${edit}' ${path} > edited && mv edited ${path}`;

const BODY = "printf forged >> .task/state.json";
describe("a fold that is changed is written again, by whatever it was changed", () => {
  const bun = `'${process.execPath}'`;
  test.each<[string, Record<string, string>, string]>([
    ["a script that was written before", { "tools/x.sh": BODY }, "sh tools/x.sh"],
    [
      "code that computes the name",
      {},
      `${bun} -e 'const n = [..."ksat."].reverse().join(""); require("node:fs").appendFileSync(n + "/state.json", "forged")'`,
    ],
  ])("%s", (_name, files, command) => {
    for (const [path, content] of Object.entries(files)) write(path, content);
    unseen(command);
    expect(text(".task/state.json")).toContain("forged");
    change(made.project, () => [{ do: "host_task", task: CODE_SONNET, hostTask: "1" }]);
    expect(text(".task/state.json")).not.toContain("forged");
    expect(readRun(made.project)).toMatchObject({ status: "running" });
  });
});

const JOURNAL = ".task/events.jsonl";
describe("the journal", () => {
  test.each([
    ["a line that is altered", edited('5s/"type":"/"type":"x/', JOURNAL), /broken at line [56]: /],
    ["a value that is altered", edited("3s/T/U/", JOURNAL), /broken at line [34]: /],
    ["a line that is gone", edited("5d", JOURNAL), /broken at line 5: /],
    ["last lines that are gone", edited("$d", JOURNAL), /\.task\/events\.jsonl/],
    [
      "a line that fits no other",
      `echo '{"seq":99,"at":"2030-01-01T00:00:00.000Z","type":"task_done","run":"x","task":"T9","prev":"${"0".repeat(64)}"}' >> .task/events.jsonl`,
      /broken at line \d+: /,
    ],
  ])("%s stops the run", (_name, body, said) => {
    script(body);
    expect(() => readRun(made.project)).toThrow(said);
  });
});

test("an accepted story is what it was when the next task reads it", () => {
  const story = text(".task/user-story.json");
  script(edited("s/AC1/AC9/", ".task/user-story.json"));
  expect(text(".task/user-story.json")).not.toBe(story);
  expect(
    restoreReads(made.project, readRun(made.project)!, taskOf(made.run, CODE_SONNET)!).problem,
  ).toBeNull();
  expect(text(".task/user-story.json")).toBe(story);
});

test("a review of a project that changes meanwhile does not count", async () => {
  const { project, root, run } = await makeRun({ auto: true, until: ready(CODE_SONNET) });
  const given = await dispatchTask(project, run, taskOf(run, CODE_SONNET)!);
  const work = honest()(given) as { artifact: object };
  writeFileSync(
    given.writes,
    JSON.stringify({ task: given.task, nonce: given.nonce, ...work.artifact }),
  );
  noteWritten(project, CODE_SONNET);
  writeFileSync(join(root, "src/slipped-in.ts"), "export const slipped = true;\n");
  const now = readRun(project)!;
  const command = await endedCommand(project, now, taskOf(now, CODE_SONNET)!, false);
  const { events, run: after } = change(project, () => [command]);
  expect(events).toMatchObject([{ type: "returned", task: CODE_SONNET, reason: "stale" }]);
  expect(taskOf(after!, CODE_SONNET)).toMatchObject({ status: "ready", artifact: null });
});
