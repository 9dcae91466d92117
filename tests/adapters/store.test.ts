import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { disk } from "../../scripts/adapters/disk.ts";
import { BrokenChain, compose, START } from "../../scripts/adapters/journal.ts";
import { readState, transact } from "../../scripts/adapters/store.ts";
import { counting, diskWith, events, project, record } from "./counting-fold.ts";

const FOLDS = ["keys.txt", "live", "snapshot.json", "state.json"];

/** Content of the folds by name, null for those that are not there. */
function folds(task: string): Record<string, string | null> {
  const content = (name: string) => (existsSync(join(task, name)) ? readFileSync(join(task, name), "utf8") : null);
  return Object.fromEntries(FOLDS.map((name) => [name, content(name)]));
}

function replace(path: string, content: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, content);
}

function brokenBy(work: () => unknown): BrokenChain {
  try {
    work();
  } catch (error) {
    if (error instanceof BrokenChain) return error;
    throw error;
  }
  throw new Error("nothing was found to be broken");
}

describe("transact", () => {
  test("creates nothing where there is nothing to record", () => {
    using p = project();
    expect(transact(p.task, counting, record([]))).toEqual({ state: null, appended: [] });
    expect(readState(p.task, counting)).toMatchObject({ state: null, bytes: 0, head: "", seq: 0 });
    expect(readdirSync(p.root)).toEqual([]);
  });

  test("records, folds, and hides the folder from git", () => {
    using p = project();
    const { state, appended } = transact(p.task, counting, record(["a"]));
    expect(state).toMatchObject({ events: 1, keys: ["a"] });
    expect(appended).toEqual([
      { seq: 1, at: "2030-01-01T00:00:00.000Z", type: "counted", run: "multi-ai-1", key: "a", prev: "" },
    ]);
    expect(readdirSync(p.task).sort()).toEqual([".gitignore", "events.jsonl", ...FOLDS]);
    expect(readFileSync(join(p.task, ".gitignore"), "utf8")).toBe("*\n");
    expect(folds(p.task)).toMatchObject({ "keys.txt": "a", live: "yes\n" });
    transact(p.task, counting, record(["b"]));
    expect(existsSync(join(p.task, "live"))).toBe(false);
  });

  test("decides on the state that others left, and its outcome comes next", () => {
    using p = project();
    transact(p.task, counting, record(["a", "b"]));
    const seen: unknown[] = [];
    const decide = (state: unknown) => {
      seen.push(structuredClone(state));
      return events("c");
    };
    const { appended } = transact(p.task, counting, record([], { decide }));
    expect(seen).toMatchObject([{ events: 2, decisions: 1, keys: ["a", "b"] }]);
    expect(appended).toMatchObject([{ seq: 3 }]);
  });

  test("an error of decide records nothing and frees the lock", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const decide = () => {
      throw new TypeError("no");
    };
    expect(() => transact(p.task, counting, record([], { decide }))).toThrow(TypeError);
    expect(existsSync(join(p.task, "lock"))).toBe(false);
    expect(readState(p.task, counting).seq).toBe(1);
  });

  test("a clock that goes back never goes back in the journal", () => {
    using p = project();
    const times = ["2030-01-01T00:00:05.000Z", "2030-01-01T00:00:01.000Z", "2030-01-01T00:00:09.000Z"];
    const written = times.map((time) => transact(p.task, counting, record(["k"], { now: () => time })).appended[0]!.at);
    expect(written).toEqual([times[0]!, times[0]!, times[2]!]);
  });

  test("somebody else's event that comes between is seen: decided again, recorded once", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    let calls = 0;
    const decide = (state: { keys: string[] } | null) => {
      // The first time another process records after this one has folded: it does not keep to the lock.
      if (calls++ === 0) transact(p.task, counting, record(["theirs"], { lockWait: 0 }));
      return events(`mine-after-${state!.keys.at(-1)}`);
    };
    const { state, appended } = transact(p.task, counting, record([], { decide }));
    expect(calls).toBe(2);
    expect(state!.keys).toEqual(["a", "theirs", "mine-after-theirs"]);
    expect(appended).toMatchObject([{ seq: 3, key: "mine-after-theirs" }]);
    const lines = readFileSync(join(p.task, "events.jsonl"), "utf8").split("\n");
    expect(lines.filter((line) => line.includes("mine-after-a"))).toHaveLength(1);
    expect(readState(p.task, counting)).toMatchObject({ state: { keys: state!.keys }, fresh: true });
  });

  test("two writers with the very same event and no lock: both are recorded", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    writeFileSync(join(p.task, "lock"), JSON.stringify({ pid: 1, host: "elsewhere", start: null }));
    let calls = 0;
    const decide = () => {
      if (calls++ === 0) transact(p.task, counting, record(["same"], { lockWait: 0 }));
      return events("same");
    };
    const { state } = transact(p.task, counting, record([], { decide, lockWait: 0 }));
    expect(state!.keys).toEqual(["a", "same", "same"]);
    expect(readFileSync(join(p.task, "lock"), "utf8")).toContain("elsewhere");
  });

  test("others that always come first end in an error, not in a loop", () => {
    using p = project();
    const decide = () => {
      transact(p.task, counting, record(["theirs"], { lockWait: 0 }));
      return events("mine");
    };
    const eager = diskWith({ sleep: () => {} });
    expect(() => transact(p.task, counting, record([], { decide, disk: eager }))).toThrow(/nothing was recorded/);
    expect(readState(p.task, counting).state!.keys).not.toContain("mine");
  });

  test("a journal moved aside while writing does not swallow the event", () => {
    using p = project();
    transact(p.task, counting, record(["old"]));
    let calls = 0;
    const decide = () => {
      if (calls++ === 0) {
        rmSync(join(p.task, "snapshot.json"));
        renameSync(join(p.task, "events.jsonl"), join(p.root, "archived.jsonl"));
      }
      return events("new");
    };
    expect(transact(p.task, counting, record([], { decide })).state!.keys).toEqual(["new"]);
    expect(readState(p.task, counting).state!.keys).toEqual(["new"]);
  });

  test("events written while the folds are written get into them", () => {
    using p = project();
    let renames = 0;
    const slow = diskWith({
      rename: (from, to) => {
        disk.rename(from, to);
        // The other one's folds are newer, and this one's next rename puts older ones on top.
        if (to.endsWith("keys.txt") && renames++ === 0) transact(p.task, counting, record(["b"], { lockWait: 0 }));
      },
    });
    transact(p.task, counting, record(["a"], { disk: slow }));
    expect(folds(p.task)).toMatchObject({ "keys.txt": "a\nb", live: null });
    expect(JSON.parse(folds(p.task)["state.json"]!)).toMatchObject({ events: 2 });
    expect(readState(p.task, counting)).toMatchObject({ seq: 2, fresh: true });
  });

  test("one fsync for a decision, two when the journal is new; folds that did not change are not written", () => {
    using p = project();
    let fsyncs = 0;
    const written: string[] = [];
    const watching = diskWith({
      fsync: (fd) => {
        fsyncs++;
        disk.fsync(fd);
      },
      rename: (from, to) => {
        written.push(to.slice(p.task.length + 1));
        disk.rename(from, to);
      },
    });
    const cost = (keys: string[], files: typeof counting.files) => {
      fsyncs = 0;
      written.length = 0;
      transact(p.task, { ...counting, files }, record(keys, { disk: watching }));
      return { fsyncs, written: written.sort() };
    };
    const still = () => ({ "state.json": "always the same", live: null });
    expect(cost(["a"], still)).toEqual({ fsyncs: 2, written: [".gitignore", "snapshot.json", "state.json"] });
    expect(cost(["b", "c"], still)).toEqual({ fsyncs: 1, written: ["snapshot.json"] });
    expect(cost([], still)).toEqual({ fsyncs: 0, written: [] });
    expect(cost(["d"], counting.files)).toEqual({ fsyncs: 1, written: ["keys.txt", "snapshot.json", "state.json"] });
  });
});

describe("1. the journal is the truth", () => {
  test("folds that are gone or spoilt are rebuilt byte for byte by the next event", () => {
    using p = project();
    using q = project();
    for (const { task } of [p, q]) for (const keys of [["a"], ["b", "c"]]) transact(task, counting, record(keys));
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

  test("they are rebuilt even when there is nothing to record", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const before = folds(p.task);
    for (const name of FOLDS) rmSync(join(p.task, name));
    expect(transact(p.task, counting, record([])).appended).toEqual([]);
    expect(folds(p.task)).toEqual(before);
  });

  test("a snapshot of another program version is folded anew, but still proves what was there", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const newer = { ...counting, version: "2", evolve: () => ({ events: 7, decisions: 7, keys: [], at: "" }) };
    expect(readState(p.task, newer)).toMatchObject({ state: { events: 7 }, fresh: false });
    replace(join(p.task, "events.jsonl"), "");
    expect(brokenBy(() => readState(p.task, newer)).seq).toBe(1);
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
      [text.replace('"a"', '"x"'), 2],
    ];
    for (const [content, seq] of spoilt) {
      replace(path, content);
      // An alteration far before the end shows when the whole is read.
      const all = { ...counting, version: seq === 2 ? "whole" : "" };
      expect(brokenBy(() => readState(p.task, all)).seq).toBe(seq);
      expect(brokenBy(() => transact(p.task, all, record(["d"]))).remedy).toContain(`resume --from ${seq}`);
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

  test("a last line without its newline is completed, not spoilt", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    const path = join(p.task, "events.jsonl");
    replace(path, readFileSync(path, "utf8").trimEnd());
    expect(readState(p.task, counting).state!.keys).toEqual(["a"]);
    expect(transact(p.task, counting, record(["b"])).state!.keys).toEqual(["a", "b"]);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(3);
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

  test("a journal and its snapshot that are replaced between two reads are read again", () => {
    using p = project();
    for (const key of ["a", "b"]) transact(p.task, counting, record([key]));
    let opens = 0;
    const racing = diskWith({
      open: (path, flags) => {
        if (path.endsWith("snapshot.json") && opens++ === 0) {
          rmSync(path);
          renameSync(join(p.task, "events.jsonl"), join(p.root, "archived.jsonl"));
          transact(p.task, counting, record(["new"]));
        }
        return disk.open(path, flags);
      },
    });
    expect(readState(p.task, counting, racing)).toMatchObject({ state: { keys: ["new"] }, seq: 1 });
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

test("reading costs the same with 10 and with 100,000 events", () => {
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
    const { fresh, seq } = readState(p.task, bounded, watching);
    expect({ fresh, seq }).toEqual({ fresh: true, seq: count });
    return bytes;
  };
  // Only the digits of numbers and offsets differ.
  expect(bytesRead(100_000) - bytesRead(10)).toBeLessThanOrEqual(24);
}, 20_000);
