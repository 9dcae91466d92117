// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { archive, archiveTo, unparkRun } from "../../src/store/archive.ts";
import { acquire } from "../../src/store/files/lock.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

test("what external models answered goes with their run: parked, back, and archived", () => {
  const dir = tempDir();
  writeFiles(dir, { "events.jsonl": "{}\n", "raw/T1-1.txt": "An answer." });
  const parked = archiveTo(dir, "parked", "run-1", []);
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

test("whoever archives a run waits for another at the index: half of its line is not what a kill has left", async () => {
  const dir = tempDir();
  writeFiles(dir, { "events.jsonl": "{}\n", "history/index.jsonl": '{"run":' });
  const held = acquire(join(dir, "lock"), 0);
  const program = `import { archive } from ${JSON.stringify(require.resolve("../../src/store/archive.ts"))}; archive(${JSON.stringify(dir)}, { run: "run-1" }, []);`;
  const child = Bun.spawn([process.execPath, "-e", program]);
  const index = join(dir, "history/index.jsonl");
  await Bun.sleep(700);
  appendFileSync(index, '"run-1"}\n');
  held?.release();
  expect(await child.exited).toBe(0);
  expect(readFileSync(index, "utf8")).toBe('{"run":"run-1"}\n');
});
