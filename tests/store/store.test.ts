// Runs: together.
// As on macOS: all
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readState } from "../../src/store/reader.ts";
import {
  counting,
  disk,
  diskWith,
  events,
  FOLDS,
  folds,
  project,
  record,
  transact,
} from "./counting-fold.ts";

describe("transact", () => {
  test("records, folds, and hides the folder from git", () => {
    using p = project();
    const { state, appended } = transact(p.task, counting, record(["a"]));
    expect(state).toMatchObject({ events: 1, keys: ["a"] });
    expect(appended).toEqual([
      {
        seq: 1,
        at: "2030-01-01T00:00:00.000Z",
        type: "counted",
        run: "multi-ai-1",
        key: "a",
        prev: "",
      },
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

  test("somebody else's event that comes between is seen: decided again, recorded once", () => {
    using p = project();
    transact(p.task, counting, record(["a"]));
    let calls = 0;
    const decide = (state: { keys: string[] } | null) => {
      // The first time another process records after this one has folded: it does not keep to the
      // lock.
      if (calls++ === 0) transact(p.task, counting, record(["theirs"], { lockWait: 0 }));
      return events(`mine-after-${state!.keys.at(-1)}`);
    };
    const { state, appended } = transact(p.task, counting, record([], { decide }));
    expect(calls).toBe(2);
    expect(state!.keys).toEqual(["a", "theirs", "mine-after-theirs"]);
    expect(appended).toMatchObject([{ seq: 3, key: "mine-after-theirs" }]);
    const lines = readFileSync(join(p.task, "events.jsonl"), "utf8").split("\n");
    expect(lines.filter((line) => line.includes("mine-after-a"))).toHaveLength(1);
    expect(readState(p.task, counting)).toMatchObject({
      state: { keys: state!.keys },
      fresh: true,
    });
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
        if (to.endsWith("keys.txt") && renames++ === 0)
          transact(p.task, counting, record(["b"], { lockWait: 0 }));
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
    expect(cost(["a"], still)).toEqual({
      fsyncs: 2,
      written: [".gitignore", "snapshot.json", "state.json"],
    });
    expect(cost(["b", "c"], still)).toEqual({ fsyncs: 1, written: ["snapshot.json"] });
    expect(cost([], still)).toEqual({ fsyncs: 0, written: [] });
    expect(cost(["d"], counting.files)).toEqual({
      fsyncs: 1,
      written: ["keys.txt", "snapshot.json", "state.json"],
    });
  });
});
