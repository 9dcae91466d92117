// The status line, started by the launcher as the host does: whatever lies there, one line or none.
// As on macOS: all
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { statusLine } from "../../src/cli/statusline.ts";
import { makeRun, STATES } from "../cli/make-run.ts";
import { giveCompiled } from "../harness/compiled.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { copyPlugin, putBun, repository, write } from "./temp-plugin.ts";

afterAll(cleanup);

const LAUNCHER = join(repository, "bin/multi-ai");
/** What the host says of a session in a folder. */
const session = (folder: string, more: object = {}): string =>
  JSON.stringify({ session_id: "s", cwd: folder, workspace: { current_dir: folder }, ...more });

/** The line as the host gets it. */
function line(
  stdin: string | Uint8Array,
  { args = [] as string[], cwd = "/", env = {}, launcher = LAUNCHER } = {},
) {
  const HOME = tempDir();
  giveCompiled(HOME, repository);
  const done = Bun.spawnSync([launcher, "statusline", ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME, NO_COLOR: "1", ...env },
    stdin: typeof stdin === "string" ? Buffer.from(stdin) : stdin,
    stdout: "pipe",
    stderr: "pipe",
  });
  return { code: done.exitCode, out: done.stdout.toString(), err: done.stderr.toString() };
}

const waiting = await STATES["story question open"]();
const WAITS = "multi-ai: requirements_gathering · waits for you: Q1\n";
const NOTHING = { code: 0, out: "", err: "" };

test("a live run is one line, from whatever folder of the project, and without input from that of the caller", () => {
  expect(line(session(waiting.root))).toEqual({ ...NOTHING, out: WAITS });
  expect(line(session(join(waiting.root, "src")))).toEqual({ ...NOTHING, out: WAITS });
  expect(line(JSON.stringify({ cwd: waiting.root })).out).toBe(WAITS);
  expect(line("", { cwd: waiting.root }).out).toBe(WAITS);
});

test.each([
  ["no JSON", "{"],
  ["no object", "null"],
  ["a number for the folder", '{"cwd": 7}'],
  ["a relative folder", '{"cwd": "src"}'],
  ["a folder without a run", session(tempDir())],
  ["bytes that are no text", new Uint8Array(5_000).fill(0xff)],
])("on standard input %s: nothing, and no error", (_, stdin) =>
  expect(line(stdin)).toEqual(NOTHING),
);

test("without Bun, and with a program that crashes the line is empty, too", () => {
  const plugin = copyPlugin(tempDir());
  const launcher = join(plugin, "bin/multi-ai");
  const shown = () => {
    const { out, err } = line("", { launcher, env: { PATH: "/usr/bin:/bin" } });
    return [out, err];
  };
  expect(shown()).toEqual(["", ""]);
  write(join(plugin, "src/orchestrator.ts"), 'console.error("broken"); process.exit(7);');
  putBun(join(plugin, "node_modules/@oven/bun-another/bin/bun"));
  expect(shown()).toEqual(["", ""]);
});

test.each([
  ["at work", {}, "multi-ai: implementation · 410 k tokens"],
  ["held", { blocker_reason: "no credit" }, "multi-ai: implementation · held up · 410 k tokens"],
  [
    "asks",
    { status: "waiting_for_user", blocker_reason: "Q2", question: { id: "Q2" } },
    "multi-ai: implementation · waits for you: Q2 · 410 k tokens",
  ],
  ["complete", { status: "complete" }, "multi-ai: complete · 410 k tokens"],
  ["complete for half an hour", { status: "complete", updated_at: "2026-03-01T11:29:00.000Z" }, ""],
  ["none of ours", { phase: 7 }, ""],
])("%s", (_, more, shown) => {
  const at = "2026-03-01T11:59:00.000Z";
  const state = {
    status: "running",
    phase: "implementation",
    blocker_reason: null,
    tokens: 410_000,
    updated_at: at,
  };
  expect(statusLine({ ...state, ...more }, "2026-03-01T12:00:00.000Z")).toBe(shown);
});

test("it is started in the plugin's folder: a project's settings of Bun do not count", async () => {
  const { root } = await makeRun();
  write(join(root, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
  write(join(root, "evil.ts"), 'console.log("evil");\n');
  expect(line(session(root), { cwd: root }).out).toBe(WAITS);
});
