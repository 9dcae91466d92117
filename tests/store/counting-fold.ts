import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Disk, disk } from "../../src/store/disk.ts";
import type { EventBody } from "../../src/store/journal.ts";
import type { Decision, Fold } from "../../src/store/transact.ts";

export type Count = { events: number; decisions: number; keys: string[]; at: string };

/**
 * Counts events and decisions, and remembers each event's `key`. Folds: `state.json`, `keys.txt`
 * and, while the count is odd, `live`.
 */
export const counting: Fold<Count> = {
  evolve(state, batch) {
    const before = state ?? { events: 0, decisions: 0, keys: [], at: "" };
    return {
      events: before.events + batch.length,
      decisions: before.decisions + 1,
      keys: [...before.keys, ...batch.map((event) => String(event.key))],
      at: batch[batch.length - 1]!.at,
    };
  },
  files(state) {
    if (state === null) return { "state.json": null, "keys.txt": null, live: null };
    return {
      "state.json": `${JSON.stringify({ events: state.events, decisions: state.decisions, updated_at: state.at })}\n`,
      "keys.txt": state.keys.join("\n"),
      live: state.events % 2 === 1 ? "yes\n" : null,
    };
  },
};

export const events = (...keys: string[]): EventBody[] =>
  keys.map((key) => ({ type: "counted", run: "multi-ai-1", key }));

/** A decision that records these keys, whatever the state is. */
export function record(
  keys: readonly string[],
  more: Partial<Decision<Count>> = {},
): Decision<Count> {
  const now = () => "2030-01-01T00:00:00.000Z";
  return { now, decide: () => events(...keys), host: "here", pid: process.pid, ...more };
}

/** A disk on which some calls are replaced. */
export function diskWith(replaced: Partial<Disk>): Disk {
  return { ...disk, ...replaced };
}

// Where there is a file system in memory, flushing costs nothing; MULTI_AI_FAULTS=full stays on the
// disk.
const MEMORY = "/dev/shm";
const BASE = existsSync(MEMORY) && process.env.MULTI_AI_FAULTS !== "full" ? MEMORY : tmpdir();

/** A fresh project folder, removed at the end of the test that gets it through `using`. */
export function project(): { root: string; task: string; [Symbol.dispose](): void } {
  const root = mkdtempSync(join(BASE, "multi-ai-store-"));
  return {
    root,
    task: join(root, ".task"),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export const FOLDS = ["keys.txt", "live", "snapshot.json", "state.json"];

/** Content of the folds by name, null for those that are not there. */
export function folds(task: string): Record<string, string | null> {
  const content = (name: string) =>
    existsSync(join(task, name)) ? readFileSync(join(task, name), "utf8") : null;
  return Object.fromEntries(FOLDS.map((name) => [name, content(name)]));
}
