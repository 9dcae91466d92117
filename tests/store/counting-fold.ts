import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTime } from "../../src/process/identity.ts";
import { type Disk, disk as used } from "../../src/store/files/disk.ts";
import type { EventBody } from "../../src/store/journal.ts";
import { repair as repairStore } from "../../src/store/repair.ts";
import { type Decision, type Fold, transact as transactStore } from "../../src/store/transact.ts";

/** The system calls of the store as they are, whatever is put in their place meanwhile. */
export const disk: Disk = { ...used };

/** `work` with other calls in the place of some of the store's. */
export function onDisk<T>(other: Partial<Disk>, work: () => T): T {
  const before = { ...used };
  Object.assign(used, other);
  try {
    return work();
  } finally {
    Object.assign(used, before);
  }
}

/** Who writes, when and on what disk. `lockWait`: milliseconds that it waits for the lock. */
interface Writer {
  now?: () => string;
  host?: string;
  pid?: number;
  lockWait?: number;
  disk?: Partial<Disk>;
}

/** The store waits for 2,000 ms of its clock, which goes so much faster. */
function waiting(lockWait: number): Pick<Disk, "elapsed"> {
  let ticks = 0;
  return {
    elapsed: () => (lockWait === 0 ? 2_000 * ticks++ : (disk.elapsed() * 2_000) / lockWait),
  };
}

const as = <T>(
  { now, host = "here", pid = process.pid, lockWait, ...writer }: Writer,
  work: () => T,
) =>
  onDisk(
    {
      ...writer.disk,
      ...(now && { now }),
      ...(lockWait !== undefined && waiting(lockWait)),
      owner: () => ({ pid, host, start: startTime(pid) }),
    },
    work,
  );

export const transact = <S>(dir: string, fold: Fold<S>, decision: Decision<S> & Writer) =>
  as(decision, () => transactStore(dir, fold, decision));

export const repair = <S>(dir: string, fold: Fold<S>, from: number, writer: Writer) =>
  as(writer, () => repairStore(dir, fold, from, () => {}));

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
  isOwn: () => true,
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
  more: Partial<Decision<Count>> & Writer = {},
): Decision<Count> & Writer {
  const now = () => "2030-01-01T00:00:00.000Z";
  return { now, decide: () => events(...keys), ...more };
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
