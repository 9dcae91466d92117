// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { archive, moveAside, unparkRun } from "../../src/store/archive.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

test("what external models answered goes with their run: parked, back, and archived", () => {
  const dir = tempDir();
  writeFiles(dir, { "events.jsonl": "{}\n", "raw/T1-1.txt": "An answer." });
  const parked = moveAside(dir, "parked", "run-1", []);
  expect([
    existsSync(join(dir, "raw")),
    readFileSync(join(parked, "raw/T1-1.txt"), "utf8"),
  ]).toEqual([false, "An answer."]);
  unparkRun(dir, "run-1");
  expect(readFileSync(join(dir, "raw/T1-1.txt"), "utf8")).toBe("An answer.");
  const archived = archive(dir, { run: "run-1" }, []);
  expect([existsSync(join(dir, "raw")), existsSync(join(archived, "raw/T1-1.txt"))]).toEqual([
    false,
    true,
  ]);
});
