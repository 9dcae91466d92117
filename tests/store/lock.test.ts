// Runs: together.
// As on macOS: all
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTime } from "../../src/process/identity.ts";
import type { Disk, Owner } from "../../src/store/files/disk.ts";
import { acquire } from "../../src/store/files/lock.ts";
import { counting, disk, diskWith, onDisk, project, record, transact } from "./counting-fold.ts";

const me: Owner = { pid: process.pid, host: "here", start: startTime(process.pid) };

/**
 * A process that has ended and was reaped: nobody has its id now, or somebody with another start
 * time.
 */
function dead(): Owner {
  const child = Bun.spawnSync(["true"]);
  return { pid: child.pid, host: "here", start: "0" };
}

/** A disk whose clock moves only by sleeping: waiting costs no time. */
function timeless(): Disk & { waited: () => number } {
  let now = 0;
  const sleep = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ...diskWith({ sleep, elapsed: () => now }), waited: () => now };
}

/** Takes a lock as its owner. */
const take = (path: string, owner: Owner, wait: number, other: Partial<Disk> = {}) =>
  onDisk({ ...other, owner: () => owner }, () => acquire(path, wait));

describe("the lock", () => {
  test("names its owner and is gone afterwards", () => {
    using p = project();
    const lock = join(p.root, "lock");
    const held = take(lock, me, 100)!;
    expect(JSON.parse(readFileSync(lock, "utf8"))).toEqual(me);
    held.release();
    expect(readdirSync(p.root)).toEqual([]);
  });

  test("of a living process is waited for, for as long as told, and left alone", () => {
    using p = project();
    const lock = join(p.root, "lock");
    const held = take(lock, me, 100)!;
    const io = timeless();
    expect(take(lock, { ...me, pid: 1 }, 2_000, io)).toBeNull();
    expect(io.waited()).toBeGreaterThanOrEqual(2_000);
    expect(io.waited()).toBeLessThan(2_025);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toEqual(me);
    held.release();
  });

  test("that becomes free is taken while waiting", () => {
    using p = project();
    const lock = join(p.root, "lock");
    const held = take(lock, me, 100)!;
    let sleeps = 0;
    const sleep = () => {
      if (++sleeps === 3) held.release();
    };
    const other = take(lock, { ...me, pid: 1 }, 60_000, diskWith({ sleep }))!;
    expect(JSON.parse(readFileSync(lock, "utf8")).pid).toBe(1);
    other.release();
  });

  test.each([
    ["whose process is gone", dead],
    ["whose process id now belongs to another process", () => ({ ...me, start: "1" })],
  ])("%s is taken over at once", (_, owner) => {
    using p = project();
    const lock = join(p.root, "lock");
    const old = owner();
    writeFileSync(lock, JSON.stringify(old));
    const io = timeless();
    const held = take(lock, me, 2_000, io)!;
    expect(held.tookOverFrom).toEqual(old);
    expect(io.waited()).toBe(0);
    held.release();
    expect(readdirSync(p.root)).toEqual([]);
  });

  test.each([
    ["nobody knows", { ...dead(), host: "elsewhere" }, 59, null],
    ["nobody knows", { ...dead(), host: "elsewhere" }, 61, "elsewhere"],
    [
      "nobody knows, written by a clock that was set back",
      { ...dead(), host: "elsewhere" },
      -61,
      "elsewhere",
    ],
    ["lives", me, 3_600, null],
  ])("of a process that %s is taken over when it has expired", (_, owner, age, from) => {
    using p = project();
    const lock = join(p.root, "lock");
    writeFileSync(lock, JSON.stringify(owner));
    const written = Date.now() / 1_000 - age;
    utimesSync(lock, written, written);
    const held = take(lock, me, 2_000, timeless());
    expect(held?.tookOverFrom?.host ?? null).toBe(from);
    expect(held?.hadExpired).toBe(from === null ? undefined : true);
  });

  test("whose owner died before it wrote its name is taken over after a moment", () => {
    using p = project();
    const lock = join(p.root, "lock");
    writeFileSync(lock, "");
    const io = timeless();
    take(lock, me, 2_000, io)!.release();
    expect(io.waited()).toBeGreaterThanOrEqual(250);
    expect(io.waited()).toBeLessThan(300);
  });
});

test("a transaction goes on without a lock that it cannot have, and says so in its line", () => {
  using p = project();
  transact(p.task, counting, record(["a"]));
  writeFileSync(join(p.task, "lock"), JSON.stringify({ pid: 1, host: "elsewhere", start: null }));
  const { state, appended } = transact(p.task, counting, record(["b"], { disk: timeless() }));
  expect(state!.keys).toEqual(["a", "b"]);
  expect(appended[0]!.unlocked).toStartWith(`${process.pid}-`);
  expect(existsSync(join(p.task, "lock"))).toBe(true);
});

test("a lock that had expired is spoken of once", () => {
  using p = project();
  transact(p.task, counting, record(["a"]));
  const lock = join(p.task, "lock");
  writeFileSync(lock, JSON.stringify({ pid: 1, host: "elsewhere", start: null }));
  utimesSync(lock, 1, 1);
  expect(transact(p.task, counting, record(["b"])).warning).toContain(".task/lock was removed");
  expect(transact(p.task, counting, record(["c"])).warning).toBeUndefined();
});

test("a takeover removes what the dead process left half written", () => {
  using p = project();
  transact(p.task, counting, record(["a"]));
  const owner = dead();
  writeFileSync(join(p.task, "lock"), JSON.stringify(owner));
  const left = [`state.json.${owner.pid}.abc.tmp`, `state.json.${process.pid}.abc.tmp`];
  for (const name of left) writeFileSync(join(p.task, name), "{");
  transact(p.task, counting, record(["b"]));
  expect(readdirSync(p.task).filter((name) => name.endsWith(".tmp"))).toEqual([left[1]!]);
  expect(disk.lstat(join(p.task, "lock"))).toBeUndefined();
});
