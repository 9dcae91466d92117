// The built program of the status line, started by the launcher as the host does: whatever lies there, one line or none.
import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRun, STATES } from "../cli/make-run.ts";
import { eventually } from "../harness/patience.ts";
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
/** Long before any test. */
const OLD = new Date("2020-01-01T00:00:00.000Z");
const LATER = new Date("2100-01-01T00:00:00.000Z");
const NOTHING = { code: 0, out: "", err: "" };

const waiting = await STATES["story question open"]();
const WAITS = "multi-ai ? T1 Gather requirements · 0/9 · waits for you: Q1\n";

test("a live run is one line, from whatever folder of the project, and without input from that of the caller", () => {
  expect(line(session(waiting.root))).toEqual({ ...NOTHING, out: WAITS });
  expect(line(session(join(waiting.root, "src")))).toEqual({ ...NOTHING, out: WAITS });
  expect(line(JSON.stringify({ cwd: waiting.root })).out).toBe(WAITS);
  expect(line("", { cwd: waiting.root }).out).toBe(WAITS);
});

test("while agents work it has silent ones looked for, once a minute, and waits for nothing", async () => {
  const plugin = copyPlugin(tempDir());
  const launcher = join(plugin, "bin/multi-ai");
  cpSync(join(repository, "src"), join(plugin, "src"), { recursive: true });
  putBun(join(plugin, "node_modules/@oven/bun-some-platform/bin/bun"));
  const began = join(plugin, "began");
  write(
    join(plugin, "src/orchestrator.ts"),
    `const { MULTI_AI_CWD = "", MULTI_AI_TOKEN = "" } = process.env;
require("node:fs").appendFileSync(${JSON.stringify(began)}, JSON.stringify([...process.argv.slice(2), MULTI_AI_CWD + MULTI_AI_TOKEN]));`,
  );
  const running = await STATES["review running"]();
  const silences = ({ project }: typeof running): string => join(project.task, "silences.json");
  const shown = (of: typeof running): number => {
    expect(line(session(of.root), { launcher, env: { MULTI_AI_TOKEN: "secret" } }).err).toBe("");
    return existsSync(silences(of)) ? statSync(silences(of)).mtimeMs : 0;
  };
  // Nobody is told of silences.
  expect(shown(running)).toBe(0);
  for (const of of [running, waiting]) {
    writeFileSync(silences(of), "{}");
    utimesSync(silences(of), OLD, OLD);
  }
  expect(shown(waiting)).toBe(OLD.getTime());
  expect(shown(running)).not.toBe(OLD.getTime());
  // However slow this machine is, that is less than a minute ago.
  utimesSync(silences(running), LATER, LATER);
  expect(shown(running)).toBe(LATER.getTime());
  expect(await eventually(() => existsSync(began) && readFileSync(began, "utf8").endsWith("]"))).toBe(true);
  expect(JSON.parse(readFileSync(began, "utf8"))).toEqual(["notify", "--project", running.root, ""]);
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
