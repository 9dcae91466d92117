// What programs of the plugin see in the lane, so that no spec of it passes by being on Linux.
// Runs: as on macOS only.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { PS_COLUMNS, parsePs, startedWith } from "../../src/process/table.ts";
import { cleanup, onCleanup, tempDir, writeFiles } from "../harness/project.ts";
import { copyPlugin, putBun, run } from "../plugin/temp-plugin.ts";

afterAll(cleanup);

const SEES =
  'console.log(JSON.stringify([process.platform, require("node:fs").existsSync("/proc"), process.env.BUN_OPTIONS]))';

test("the launcher and the hook begin as on macOS, whatever their environment says", () => {
  const plugin = copyPlugin(tempDir());
  putBun(join(plugin, "node_modules/bun/bin/bun.exe"));
  writeFiles(plugin, { "src/orchestrator.ts": SEES, "src/hook.ts": SEES });
  const env = { PATH: "/usr/bin:/bin", HOME: tempDir(), BUN_OPTIONS: "--smol" };
  for (const command of [
    [join(plugin, "bin/multi-ai"), "status"],
    ["sh", "-c", '. "$0"', join(plugin, "hooks/guard.sh"), "-", "step", "Stop"],
  ]) {
    const { code, stdout, stderr } = run(command, { cwd: tempDir(), env, stdin: "{}" });
    expect([stderr, code, stdout]).toEqual(["", 0, '["darwin",false,null]\n']);
  }
});

test("/proc is nowhere", () => {
  expect(existsSync("/proc/self/stat")).toBe(false);
  expect(() => readFileSync("/proc/self/stat", "utf8")).toThrow("ENOENT");
});

test("the real path of a named pipe is never told", () => {
  const pipe = join(tempDir(), "pipe");
  Bun.spawnSync(["mkfifo", pipe]);
  const ask = `require("node:fs").realpathSync(${JSON.stringify(pipe)})`;
  const { signalCode, stderr } = Bun.spawnSync([process.execPath, "-e", ask]);
  expect([signalCode, stderr.toString()]).toEqual(["SIGKILL", expect.stringContaining("on macOS")]);
  expect(realpathSync(join(pipe, ".."))).toBe(join(pipe, ".."));
});

describe("ps", () => {
  const asked = (...args: string[]) => Bun.spawnSync(["ps", ...args]);

  test("knows macOS' options alone", () => {
    for (const word of ["--no-headers", "-N", "aux"]) {
      const { exitCode, stderr } = asked(word);
      expect([word, exitCode, stderr.toString()]).toEqual([
        word,
        1,
        expect.stringContaining("illegal option"),
      ]);
    }
    expect(asked("-o", "cgroup=").stderr.toString()).toContain("keyword not found");
  });

  test("hides the environment of the system's programs", async () => {
    const mark = `MARK=${crypto.randomUUID()}`;
    const [name, value] = mark.split("=") as [string, string];
    const env = { ...process.env, [name]: value };
    const children = [
      ["sleep", "600"],
      [process.execPath, "-e", "setInterval(() => {}, 1e6)"],
    ].map((command) => Bun.spawn(command, { env }));
    onCleanup(() => {
      for (const child of children) child.kill("SIGKILL");
    });
    // Until it is more than a copy of this process.
    while (startedWith(mark).length !== 1) await Bun.sleep(5);
    expect(startedWith(mark)[0]!.pid).toBe(children[1]!.pid);
  });

  test("tells seconds alone of when a process began", () => {
    const listing = asked("-ww", "-o", PS_COLUMNS, "-p", String(process.pid)).stdout.toString();
    const started = Number(parsePs(listing)[0]!.started);
    expect(Number.isInteger(started)).toBe(true);
    const began = Date.now() / 1_000 - process.uptime();
    expect(Math.abs(began - started)).toBeLessThan(60);
  });
});
