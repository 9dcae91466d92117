// Guarantee: A crash loses nothing.
// Runs: in full too.
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/store/journal.ts";
import { getObject, putObjects } from "../../src/store/objects.ts";
import { readState } from "../../src/store/reader.ts";
import {
  type Count,
  counting,
  diskWith,
  onDisk,
  project,
  record,
  repair,
  transact,
} from "../store/counting-fold.ts";
import { fault } from "./counted.ts";
import { dyingDisk } from "./dying-disk.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";
const WORKER = join(import.meta.dir, "store-worker.ts");

class Died extends Error {}
const die = (): never => {
  throw new Died();
};

/** A process id that nobody has: a lock that names it is a dead one's. */
const DEAD = Bun.spawnSync(["true"]).pid;

/** A disk that waits without waiting. */
function hurried() {
  let now = 0;
  return diskWith({
    elapsed: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
    },
  });
}

/**
 * What has to hold once another process has recorded `next` after a death. Returns the keys that
 * the dead one left.
 */
function expectRecovered(task: string, acknowledged: string[], attempted: string[][]): string[] {
  const before = readState(task, counting).state;
  const { state, warning } = transact(task, counting, record(["next"], { disk: hurried() }));
  expect(warning).toBeUndefined();
  const left = state!.keys.slice(0, -1);
  expect(left).toEqual(before?.keys ?? []);
  // Decisions in the order they were made, each as a whole, none twice, none of the acknowledged
  // ones missing.
  const whole = [0, ...attempted.keys().map((index) => index + 1)].map((count) =>
    attempted.slice(0, count).flat(),
  );
  expect(whole).toContainEqual(left);
  expect(left.slice(0, acknowledged.length)).toEqual(acknowledged);
  expectFolded(task, state!);
  expect(existsSync(join(task, "lock"))).toBe(false);
  return left;
}

/** Snapshot and folds are what a fold of the whole journal gives. */
function expectFolded(task: string, state: Count): void {
  expect(readState(task, counting)).toMatchObject({ state, fresh: true });
  expect(readState(task, { ...counting, version: "read it all" })).toMatchObject({
    state,
    fresh: false,
  });
  for (const [name, content] of Object.entries(counting.files(state))) {
    const path = join(task, name);
    expect(existsSync(path) ? readFileSync(path, "utf8") : null).toBe(content);
  }
}

/** Plays `work` with a death at each of its calls, whole and torn, until it comes to its end. */
function atEachCall(
  work: (io: ReturnType<typeof dyingDisk>, check: (survived: boolean) => void) => void,
): number {
  for (const torn of [false, true]) {
    for (let at = 1; ; at++) {
      let over = false;
      const io = dyingDisk(at, die, torn);
      const play = () =>
        work(io, (survived) => {
          over = survived;
        });
      // A call that is no write is the same torn and whole: not counted twice. Nor is the end,
      // where nobody died.
      try {
        play();
      } catch (error) {
        fault("kill points: store, at each call", () => {
          throw error;
        });
      }
      if (!over && (!torn || io.tore())) fault("kill points: store, at each call", () => {});
      if (over && torn) return at - 1;
      if (over) break;
    }
  }
  return 0;
}

/** True when `work` came to its end, false when it died. */
function survives(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}

describe("12. a death at any call to the system", () => {
  test("of a first transaction with objects and two more: nothing acknowledged is lost, nothing is there twice", () => {
    const decisions = [["a"], ["b", "c", "d"], ["e", "f"]];
    const calls = atEachCall((io, over) => {
      using p = project();
      const acknowledged: string[] = [];
      const survived = survives(() => {
        for (const keys of decisions) {
          onDisk(io, () => putObjects(p.task, keys));
          transact(p.task, counting, record(keys, { disk: io, pid: DEAD }));
          acknowledged.push(...keys);
        }
      });
      const left = expectRecovered(p.task, acknowledged, decisions);
      // Objects come before the event that names them.
      for (const key of left) expect(getObject(p.task, sha256(key))?.toString()).toBe(key);
      over(survived);
    });
    expect(calls).toBeGreaterThan(100);
  });

  test("of one who takes a dead one's lock over", () => {
    const calls = atEachCall((io, over) => {
      using p = project();
      transact(p.task, counting, record(["a"]));
      writeFileSync(join(p.task, "lock"), JSON.stringify({ pid: DEAD, host: "here", start: "1" }));
      const acknowledged = ["a"];
      const survived = survives(() => {
        transact(p.task, counting, record(["b"], { disk: io, pid: DEAD }));
        acknowledged.push("b");
      });
      expectRecovered(p.task, acknowledged, [["a"], ["b"]]);
      over(survived);
    });
    expect(calls).toBeGreaterThan(30);
  });

  test("of one who only brings the folds up to date", () => {
    atEachCall((io, over) => {
      using p = project();
      for (const keys of [["a"], ["b", "c"]]) transact(p.task, counting, record(keys));
      for (const name of ["snapshot.json", "state.json", "keys.txt", "live"])
        rmSync(join(p.task, name), { force: true });
      const survived = survives(() => {
        transact(p.task, counting, record([], { disk: io, pid: DEAD }));
      });
      expectRecovered(p.task, ["a", "b", "c"], [["a"], ["b", "c"]]);
      over(survived);
    });
  });

  test("of one who repairs: the old journal stays or the new one is there", () => {
    atEachCall((io, over) => {
      using p = project();
      for (const keys of [["a"], ["b", "c"], ["d"]]) transact(p.task, counting, record(keys));
      const options = { now: () => "2031-02-03T04:05:06.789Z", host: "here" };
      const survived = survives(() => {
        repair(p.task, counting, 4, { ...options, pid: DEAD, disk: io });
      });
      expect([
        ["a", "b", "c"],
        ["a", "b", "c", "d"],
      ]).toContainEqual(readState(p.task, counting).state!.keys);
      expect(
        repair(p.task, counting, 4, { ...options, pid: process.pid, disk: hurried() }).kept,
      ).toBe(3);
      expectRecovered(p.task, ["a", "b", "c"], [["a"], ["b", "c"]]);
      over(survived);
    });
  });

  test("by a real kill -9", () => {
    const decisions = [["k.1.a", "k.1.b"], ["k.2.a"], ["k.3.a", "k.3.b"]];
    const played = new Set<number>();
    const play = (at: number, torn: boolean) => {
      using p = project();
      const args = [WORKER, p.task, "k", "3", "2000", String(at), torn ? "torn" : "whole"];
      const child = Bun.spawnSync([process.execPath, ...args]);
      expect(child.stderr.toString()).toBe("");
      expect(child.exitCode === 0 || child.signalCode === "SIGKILL").toBe(true);
      const acknowledged = child.stdout.toString().split("\n").slice(0, -1);
      const recovered = () => expectRecovered(p.task, acknowledged, decisions);
      if (child.exitCode === 0 || played.has(at)) recovered();
      else fault("kill points: store, real kill -9", recovered);
      played.add(at);
      return child.exitCode === 0;
    };
    // A process costs some forty milliseconds: every call in full, every seventh else.
    let at = 1;
    while (!play(at, at % 2 === 0)) at += FULL ? 1 : 7;
    if (FULL) for (let again = 1; again < at; again++) play(again, again % 2 !== 0);
    expect(at).toBeGreaterThan(100);
  });
});
