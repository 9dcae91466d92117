import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BrokenChain } from "../../src/store/journal.ts";

/** What a broken journal stops some work with. */
export function brokenBy(work: () => unknown): BrokenChain {
  try {
    work();
  } catch (error) {
    if (error instanceof BrokenChain) return error;
    throw error;
  }
  throw new Error("nothing was found to be broken");
}

/**
 * Alters a line in the middle of a run's journal: that at `at` of `lines`, from 0. The snapshot
 * goes: only who reads the whole journal can tell.
 */
export function breakJournal(task: string): { lines: string[]; at: number } {
  const path = join(task, "events.jsonl");
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findIndex((line) => line.includes('"type":"accepted"'));
  lines[at] = lines[at]!.replace('"done"', '"gone"');
  rmSync(join(task, "snapshot.json"));
  writeFileSync(path, lines.join("\n"));
  return { lines, at };
}
