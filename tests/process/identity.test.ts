// Runs: together.
// As on macOS: all
import { describe, expect, test } from "bun:test";
import { alive, startTime } from "../../src/process/identity.ts";

describe("a process", () => {
  test("keeps its start time; another one does not run under it", () => {
    const start = startTime(process.pid)!;
    expect(start).toMatch(/^\d+$/);
    expect(startTime(process.pid)).toBe(start);
    expect(alive(process.pid, start)).toBe(true);
    expect(alive(process.pid, null)).toBe(true);
    expect(alive(process.pid, String(Number(start) - 1_000))).toBe(false);
  });

  test("that has ended is not alive", async () => {
    const child = Bun.spawn(["cat"], { stdin: "pipe" });
    const start = startTime(child.pid);
    expect(alive(child.pid, start)).toBe(true);
    child.kill("SIGKILL");
    await child.exited;
    expect(startTime(child.pid)).not.toBe(start);
    expect(alive(child.pid, start)).toBe(false);
  });

  test("that has ended but was not reaped is not alive", async () => {
    // The shell starts a child and then becomes a program that never reaps it.
    const parent = Bun.spawn(["sh", "-c", "sleep 1000 & echo $!; exec cat"], {
      stdin: "pipe",
      stdout: "pipe",
    });
    const { value } = await parent.stdout.getReader().read();
    const pid = Number(new TextDecoder().decode(value));
    const told = (column: string, of: number): string =>
      Bun.spawnSync(["ps", "-o", `${column}=`, "-p", String(of)])
        .stdout.toString()
        .trim();
    while (told("command", parent.pid) !== "cat") await Bun.sleep(1);
    expect(alive(pid, startTime(pid))).toBe(true);
    process.kill(pid, "SIGKILL");
    while (!told("stat", pid).startsWith("Z")) await Bun.sleep(1);
    expect(startTime(pid)).toBeNull();
    expect(alive(pid, null)).toBe(false);
    parent.stdin.end();
    await parent.exited;
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 31])("%p is none", (pid) => {
    expect(startTime(pid)).toBeNull();
    expect(alive(pid, null)).toBe(false);
  });
});
