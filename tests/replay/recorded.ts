// Journals as runs have left them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { fold } from "../../src/engine/evolve.ts";
import type { Run } from "../../src/engine/run.ts";
import { START, scan } from "../../src/store/journal.ts";

export const FOLDER = join(import.meta.dir, "..", "fixtures", "journals");
export const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".jsonl"))
  .map((file) => file.slice(0, -".jsonl".length));

export function journalOf(name: string): { batches: Recorded[][]; broken: unknown } {
  const batches: Recorded[][] = [];
  const bytes = readFileSync(join(FOLDER, `${name}.jsonl`));
  const { broken } = scan(bytes, START, (batch) => batches.push([...batch] as Recorded[]));
  return { batches, broken };
}

export const folded = (batches: Recorded[][]): Run | null => batches.reduce<Run | null>(fold, null);
