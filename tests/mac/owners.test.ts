// Who counts as alive where ps alone tells of processes, a process' own uptime stands still while
// the machine sleeps, and the network gives the machine its name.
// Runs: as on macOS only.
import { afterAll, expect, test } from "bun:test";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../../src/host/host.ts";
import { ownProcess, processScope } from "../../src/process/identity.ts";
import { acquire } from "../../src/store/files/lock.ts";
import { cli } from "../cli/cli.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { cleanup, onCleanup, tempDir } from "../harness/project.ts";
import { counting, project, record, transact } from "../store/counting-fold.ts";

afterAll(cleanup);

const HOLDER = join(import.meta.dir, "holder.ts");
/** More than what two looks at a clock may differ by. */
const LATER_MS = 3_200;

/** Begins a holder of a lock by a command that becomes it, in the place of "$@". */
function begun(script: string, env: Record<string, string> = {}) {
  const lock = join(tempDir(), "lock");
  const child = Bun.spawn(["sh", "-c", script, "sh", process.execPath, HOLDER, lock], {
    env: { ...process.env, ...env },
    stdin: "pipe",
    stdout: "pipe",
  });
  onCleanup(async () => {
    child.kill("SIGKILL");
    await child.exited;
  });
  const lines = child.stdout.values();
  const line = async (): Promise<string> => new TextDecoder().decode((await lines.next()).value);
  return {
    lock,
    child,
    begins: line,
    /** It takes its lock. What it says of itself. */
    async takes(): Promise<{ pid: number; start: string }> {
      child.stdin.write("take it\n");
      child.stdin.flush();
      const { held, host } = JSON.parse(await line());
      expect(held).toBe(true);
      return host;
    },
  };
}

/** Nobody takes its lock, and `status` of a run that it carries on knows that it is there. */
async function livesForOthers(lock: string, host: { pid: number; start: string }) {
  expect(isAlive(host)).toBe(true);
  expect(acquire(lock, 20)).toBeNull();
  const { root } = await makeRun({ host });
  expect((await cli(root, ["status", "--json"])).json).toMatchObject({
    owner: { alive: true },
  });
}

test("who has slept is alive for others, and keeps its lock", async () => {
  const slept = join(tempDir(), "slept");
  const { lock, begins, takes, child } = begun('exec "$@"', { MAC_SLEPT: slept });
  expect(await begins()).toBe("begun\n");
  writeFileSync(slept, "28800");
  const host = await takes();
  expect(host.pid).toBe(child.pid);
  await livesForOthers(lock, host);
  child.kill("SIGKILL");
  await child.exited;
  expect(isAlive(host)).toBe(false);
  expect(acquire(lock, 20)!.tookOverFrom).toMatchObject(host);
});

test("whose program the system looked at for seconds before it ran is alive for others", async () => {
  const { lock, begins, takes } = begun(`sleep ${LATER_MS / 1_000}; exec "$@"`);
  expect(await begins()).toBe("begun\n");
  await livesForOthers(lock, await takes());
});

test("a lock of a process counts as before when the machine has another name meanwhile", async () => {
  const { lock, begins, takes, child } = begun('exec "$@"', { MAC_HOST_NAME: "other.fritz.box" });
  await begins();
  await takes();
  expect(JSON.parse(readFileSync(lock, "utf8")).host).toBe(processScope());
  expect(acquire(lock, 20)).toBeNull();
  child.kill("SIGKILL");
  await child.exited;
  const taken = acquire(lock, 20)!;
  expect(taken.hadExpired).toBe(false);
  taken.release();
});

test("a lock that was left under a name expires, is spoken of once, and costs the next step nothing", () => {
  using p = project();
  const lock = join(p.task, "lock");
  const step = (key: string, lockWait = 20) =>
    transact(p.task, counting, record([key], { lockWait }));
  step("a");
  writeFileSync(lock, JSON.stringify({ ...ownProcess(), host: "MacBook-Pro.fritz.box" }));
  expect(step("b").appended[0]!.unlocked).toBeDefined();
  utimesSync(lock, 1, 1);
  expect(step("c").warning).toContain(".task/lock was removed");
  expect(existsSync(lock)).toBe(false);
  const { warning, appended } = step("d", 0);
  expect([warning, appended[0]!.unlocked]).toEqual([undefined, undefined]);
});
