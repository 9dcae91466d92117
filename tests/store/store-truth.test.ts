// Runs: in full too, together.
// As on macOS: all
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compose, START } from "../../src/store/journal.ts";
import { readState } from "../../src/store/reader.ts";
import { writeSnapshot } from "../../src/store/snapshot.ts";
import { inFull } from "../harness/in-full.ts";
import { brokenBy } from "./broken.ts";
import {
  counting,
  disk,
  diskWith,
  events,
  FOLDS,
  folds,
  onDisk,
  project,
  record,
  transact,
} from "./counting-fold.ts";

function replace(path: string, content: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, content);
}

const lineLength = (task: string, seq: number): number =>
  Buffer.byteLength(readFileSync(join(task, "events.jsonl"), "utf8").split("\n")[seq - 1]!);

describe("1. the journal is the truth", () => {
  test("folds that are gone or spoilt are rebuilt byte for byte by the next event", () => {
    using p = project();
    using q = project();
    for (const { task } of [p, q])
      for (const keys of [["a"], ["b", "c"]]) transact(task, counting, record(keys));
    for (const name of FOLDS) {
      for (const spoil of [
        (path: string) => rmSync(path, { force: true }),
        (path: string) => replace(path, "{"),
        (path: string) => replace(path, ""),
      ]) {
        spoil(join(p.task, name));
        expect(readState(p.task, counting).state).toEqual(readState(q.task, counting).state);
        for (const { task } of [p, q]) transact(task, counting, record(["d"]));
        expect(folds(p.task)).toEqual(folds(q.task));
      }
    }
  });

  test("a snapshot with one changed byte is not believed", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const path = join(p.task, "snapshot.json");
    const good = readFileSync(path);
    for (let at = 0; at < good.length - 1; at++) {
      const bad = Buffer.from(good);
      bad[at] = bad[at]! ^ 1;
      writeFileSync(path, bad);
      expect(readState(p.task, counting)).toMatchObject({ state: { events: 1 }, fresh: false });
    }
  });

  test("a snapshot forged with a right checksum decides nothing, at no position, and is written anew", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const older = readState(p.task, counting);
    transact(p.task, counting, record(["b"]));
    const newer = readState(p.task, counting);
    const good = folds(p.task);
    for (const { bytes, head, seq } of [older, newer]) {
      const position = {
        bytes,
        head,
        headAt: bytes - 1 - lineLength(p.task, seq),
        headLength: lineLength(p.task, seq),
        seq,
      };
      const forged = { events: 9, decisions: 9, keys: ["all done"], at: "" };
      writeSnapshot(p.task, "", { ...position, at: "2030-01-01T00:00:00.000Z" }, forged);
      expect(JSON.stringify(readState(p.task, counting).state)).toContain("all done");
      expect(readState(p.task, counting, "read")).toMatchObject({
        state: { keys: ["a", "b"] },
        fresh: false,
      });
      expect(transact(p.task, counting, record([])).state).toMatchObject({ events: 2 });
      expect(folds(p.task)).toEqual(good);
    }
  });
});

describe("12. nothing is lost", () => {
  test("an event that was recorded and is not there any more breaks the chain", () => {
    using p = project();
    for (const key of ["a", "b", "c"]) transact(p.task, counting, record([key]));
    const path = join(p.task, "events.jsonl");
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n");
    const spoilt: [string, number][] = [
      ["", 1],
      [`${lines[0]}\n`, 2],
      [text.slice(0, -5), 3],
      [text.replace('"c"', '"x"'), 3],
      [text.replace('"a"', '"x"'), 1],
    ];
    for (const [at, [content, seq]] of spoilt.entries()) {
      replace(path, content);
      // An alteration far before the end shows when the whole is read.
      const all = { ...counting, version: at === 1 || at === 4 ? "whole" : "" };
      expect(brokenBy(() => readState(p.task, all)).seq).toBe(seq);
      expect(
        brokenBy(() => transact(p.task, all, record(["d"]))).remedyFor((one) => one),
      ).toContain(
        // Before the first event nothing is left to go on from.
        seq === 1 ? "Run `cancel --force`" : `resume --from ${seq}`,
      );
      expect(existsSync(join(p.task, "lock"))).toBe(false);
      expect(readFileSync(path, "utf8")).toBe(content);
    }
    rmSync(path);
    expect(brokenBy(() => readState(p.task, counting)).seq).toBe(1);
  });

  test("a last line that no one was told of may be torn", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const path = join(p.task, "events.jsonl");
    const { bytes } = readState(p.task, counting);
    writeFileSync(path, `${readFileSync(path, "utf8")}{"seq":2,"at"`, { flag: "w" });
    expect(readState(p.task, counting)).toMatchObject({ seq: 1, bytes, fresh: true });
    expect(transact(p.task, counting, record(["b"])).state!.keys).toEqual(["a", "b"]);
    expect(readState(p.task, counting)).toMatchObject({ seq: 2, fresh: true });
  });

  test("a snapshot of events that others wrote is not written before they are flushed", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    rmSync(join(p.task, "snapshot.json"));
    const order: string[] = [];
    const watching = diskWith({
      fsync: (fd) => {
        order.push("flushed");
        disk.fsync(fd);
      },
      rename: (from, to) => {
        order.push(to.slice(p.task.length + 1));
        disk.rename(from, to);
      },
    });
    transact(p.task, counting, record([], { disk: watching }));
    expect(order).toEqual(["flushed", "snapshot.json"]);
  });

  test("void lines of a loser from before the snapshot are recognised", () => {
    using p = project();
    const first = transact(p.task, counting, record(["a"]));
    for (const key of ["b", "c"]) transact(p.task, counting, record([key]));
    const path = join(p.task, "events.jsonl");
    const late = compose(events("late", "too"), { ...START, seq: 0 }, "2030").text;
    writeFileSync(path, readFileSync(path, "utf8") + late);
    expect(first.appended[0]!.prev).toBe("");
    expect(readState(p.task, counting)).toMatchObject({ state: { keys: ["a", "b", "c"] }, seq: 3 });
    transact(p.task, counting, record([]));
    expect(readState(p.task, counting)).toMatchObject({ bytes: statSync(path).size, fresh: true });
  });
});

inFull("reading costs the same with 10 and with 100,000 events", () => {
  const bytesRead = (count: number) => {
    using p = project();
    const bounded = {
      ...counting,
      evolve: (_: unknown, batch: readonly { at: string }[]) => ({
        events: 0,
        decisions: 0,
        keys: [],
        at: batch[0]!.at,
      }),
    };
    // The last event is one and the same, so that the snapshot has the same length.
    const keys = Array.from({ length: count - 1 }, () => "x");
    transact(p.task, bounded, record(keys));
    transact(p.task, bounded, record(["y"]));
    let bytes = 0;
    const watching = diskWith({
      read: (...call) => {
        const count = disk.read(...call);
        bytes += count;
        return count;
      },
    });
    const { fresh, seq } = onDisk(watching, () => readState(p.task, bounded));
    expect({ fresh, seq }).toEqual({ fresh: true, seq: count });
    return bytes;
  };
  // Only the digits of numbers and offsets differ.
  expect(bytesRead(100_000) - bytesRead(10)).toBeLessThanOrEqual(24);
});
