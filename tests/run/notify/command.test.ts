// A command of the person's that is given each message: how it is run, and how it fails without harm.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testMessage } from "../../../src/run/notify/message.ts";
import { runCommand } from "../../../src/run/notify/run-command.ts";
import type { Receiver } from "../../../src/settings.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

afterEach(cleanup);

const ENV = {
  PATH: process.env.PATH,
  HOME: "/nowhere",
  MULTI_AI_TOKEN: "0123456789abcdef",
  MULTI_AI_OFF: "1",
  KEEP: "kept",
};
const MESSAGE = {
  ...testMessage("/p", "2030-01-01"),
  title: 'it\'s "$(touch pwned)"',
  data: { on: "phase", run: "r-1", task: { id: "T2", phase: "plan_drafting", edge: "end", outcome: "done" } },
};
const runs = (command: string, root = makeProject(), more: Partial<Receiver> = {}) =>
  runCommand({ kind: "command", command, ...more }, MESSAGE, { env: ENV, root });

describe("a command", () => {
  test("gets the message as JSON and in variables, in the project's folder, and nothing by which it could answer", async () => {
    const root = makeProject();
    expect(await runs("cat >got.json; env >env.txt", root)).toEqual({ state: "sent" });
    expect(JSON.parse(readFileSync(join(root, "got.json"), "utf8"))).toMatchObject({
      title: MESSAGE.title,
      on: "phase",
    });
    const env = readFileSync(join(root, "env.txt"), "utf8").split("\n").sort();
    expect(env.filter((one) => one.startsWith("MULTI_AI_"))).toEqual([
      "MULTI_AI_EDGE=end",
      "MULTI_AI_ON=phase",
      "MULTI_AI_OUTCOME=done",
      "MULTI_AI_PHASE=plan_drafting",
      `MULTI_AI_PROJECT=${root}`,
      "MULTI_AI_RUN=r-1",
      "MULTI_AI_TASK=T2",
      `MULTI_AI_TITLE=${MESSAGE.title}`,
    ]);
    expect(env).toEqual(expect.arrayContaining(["KEEP=kept", "TESTED_BY_MULTI_AI=1"]));
    expect(existsSync(join(root, "pwned"))).toBe(false);
  });

  test.each([
    ["sh -c 'echo one; echo two >&2; exit 3'", {}, "it ended with 3: two"],
    ["no-such-program-here", {}, "it could not be started: no-such-program-here: not found on PATH"],
    ["sleep 600", { timeout_s: 1 }, "it was ended after 1 s"],
    ["sh -c 'yes x | head -c 3000000 >&2; printf \"\\033[31mlast\\n\" >&2; exit 1'", {}, "it ended with 1: last"],
  ])("%s fails, and says why in one line", async (command, more, why) => {
    expect(await runs(command, undefined, more)).toEqual({ state: "failed", why });
  });
});
