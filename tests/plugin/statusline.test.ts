// The built program of the status line, started by the launcher as the host does: whatever lies there, one line or none.
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { makeRun, STATES } from "../cli/make-run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { copyPlugin, putBun, repository, write } from "./temp-plugin.ts";

afterAll(cleanup);

const LAUNCHER = join(repository, "bin/multi-ai");
/** What the host says of a session in a folder. */
const session = (folder: string, more: object = {}): string =>
  JSON.stringify({ session_id: "s", cwd: folder, workspace: { current_dir: folder }, ...more });

/** The line as the host gets it. */
function line(stdin: string | Uint8Array, { args = [] as string[], cwd = "/", env = {}, launcher = LAUNCHER } = {}) {
  const done = Bun.spawnSync([launcher, "statusline", ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: tempDir(), NO_COLOR: "1", ...env },
    stdin: typeof stdin === "string" ? Buffer.from(stdin) : stdin,
    stdout: "pipe",
    stderr: "pipe",
  });
  return { code: done.exitCode, out: done.stdout.toString(), err: done.stderr.toString() };
}
const NOTHING = { code: 0, out: "", err: "" };

const waiting = await STATES["story question open"]();
const WAITS = "multi-ai ? waits for you: Q1 · T1 Gather requirements · 0/9\n";

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
  ["a folder that is none", '{"cwd": "/nope\\u0000"}'],
  ["a folder without a run", session(tempDir())],
  ["an endless folder", JSON.stringify({ cwd: "/a".repeat(400_000) })],
  ["more than a megabyte", session(waiting.root, { more: "x".repeat(1_100_000) })],
  ["brackets without end", "[".repeat(900_000)],
  ["bytes that are no text", new Uint8Array(5_000).fill(0xff)],
])("on standard input %s: nothing, and no error", (_, stdin) => expect(line(stdin)).toEqual(NOTHING));

test("without Bun, with npm's stub of it, and with a program that crashes the line is empty, too", () => {
  const plugin = copyPlugin(tempDir());
  const launcher = join(plugin, "bin/multi-ai");
  expect(line("", { launcher, env: { PATH: "/usr/bin:/bin" } })).toEqual(NOTHING);
  putBun(join(plugin, "node_modules/@oven/bun-some-platform/bin/bun"), "stub");
  expect(line("", { launcher, env: { PATH: "/usr/bin:/bin" } })).toEqual(NOTHING);
  write(join(plugin, "src/statusline.ts"), 'console.error("broken"); process.exit(7);');
  putBun(join(plugin, "node_modules/@oven/bun-another/bin/bun"));
  expect(line("", { launcher, env: { PATH: "/usr/bin:/bin" } })).toEqual(NOTHING);
});

test("it is started in the plugin's folder: a project's settings of Bun do not count", async () => {
  const { root } = await makeRun();
  write(join(root, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
  write(join(root, "evil.ts"), 'console.log("evil");\n');
  expect(line(session(root), { cwd: root }).out).toBe(WAITS);
});
