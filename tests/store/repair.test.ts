// Guarantee: The journal is the truth.
// Runs: together.
// As on macOS: all
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BrokenChain } from "../../src/store/journal.ts";
import { readState } from "../../src/store/reader.ts";
import { counting, project, record, repair, transact } from "./counting-fold.ts";

const options = { now: () => "2031-02-03T04:05:06.789Z", host: "here", pid: process.pid };
const ASIDE = "broken-2031-02-03T04-05-06-789Z.jsonl";

/** A project with decisions a, b+c, d, and the text of its journal. */
function recorded(): { p: ReturnType<typeof project>; path: string; text: string } {
  const p = project();
  for (const keys of [["a"], ["b", "c"], ["d"]]) transact(p.task, counting, record(keys));
  const path = join(p.task, "events.jsonl");
  return { p, path, text: readFileSync(path, "utf8") };
}

describe("repair", () => {
  test("of a broken journal goes on from the events before the break and keeps the rest aside", () => {
    const { p, path, text } = recorded();
    using _ = p;
    const broken = text.replace('"c"', '"x"');
    rmSync(path);
    writeFileSync(path, broken);
    rmSync(join(p.task, "snapshot.json"));
    let seq = 0;
    try {
      readState(p.task, counting);
    } catch (error) {
      seq = (error as BrokenChain).seq;
    }
    // What was altered is not kept, nor is the decision that it is a part of.
    expect(seq).toBe(3);
    const { state, kept, aside } = repair(p.task, counting, seq, options);
    expect({ kept, keys: state!.keys }).toEqual({ kept: 1, keys: ["a"] });
    expect(aside).toBe(join(p.task, "history", ASIDE));
    expect(readFileSync(aside!, "utf8")).toBe(broken);
    expect(readFileSync(path, "utf8")).toBe(`${broken.split("\n")[0]}\n`);
    expect(readFileSync(join(p.task, "keys.txt"), "utf8")).toBe("a");
    expect(readState(p.task, counting)).toMatchObject({ seq: 1, fresh: true });
    expect(transact(p.task, counting, record(["e"])).appended).toMatchObject([{ seq: 2 }]);
  });

  test.each([
    [1, 0, []],
    [2, 1, ["a"]],
    [3, 1, ["a"]],
    [4, 3, ["a", "b", "c"]],
    [9, 4, ["a", "b", "c", "d"]],
  ])("from %p keeps whole decisions only", (from, kept, keys) => {
    const { p } = recorded();
    using _ = p;
    const result = repair(p.task, counting, from, options);
    expect({ kept: result.kept, keys: result.state?.keys ?? [] }).toEqual({
      kept,
      keys: keys as string[],
    });
    expect(existsSync(join(p.task, "state.json"))).toBe(kept > 0);
    expect(transact(p.task, counting, record(["e"])).state!.keys).toEqual([
      ...(keys as string[]),
      "e",
    ]);
  });

  test("of a journal that is gone begins anew", () => {
    const { p, path } = recorded();
    using _ = p;
    rmSync(path);
    expect(() => readState(p.task, counting)).toThrow(BrokenChain);
    expect(repair(p.task, counting, 1, options)).toMatchObject({
      state: null,
      kept: 0,
      aside: null,
    });
    expect(transact(p.task, counting, record(["e"])).state!.keys).toEqual(["e"]);
  });
});
