import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acquire } from "../../../src/store/files/lock.ts";
import { git } from "./git.ts";

/**
 * Jobs of one repository have a worktree and a branch each. Only its clone, fetches and refs are
 * for one at a time, of all workers that use its folder.
 */

/** As long as git itself may take. */
const WAIT_MS = 600_000;
const PAUSE_MS = 25;
/** The file cannot be made: what git says of the folder then says more. */
const IMPOSSIBLE = 40;

/** Does something while no other worker does anything under the lock at `path`. */
export async function aloneAt<T>(
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let held: ReturnType<typeof acquire> = null;
  const until = performance.now() + WAIT_MS;
  for (let absent = 0; absent < IMPOSSIBLE && performance.now() < until; ) {
    signal?.throwIfAborted();
    held = acquire(path, 0, WAIT_MS);
    if (held !== null) break;
    if (!existsSync(path)) absent++;
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
  try {
    return await work();
  } finally {
    held?.release();
  }
}

/** The same in a repository that is there. */
export async function alone<T>(
  repository: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const words = ["rev-parse", "--path-format=absolute", "--git-common-dir"];
  return aloneAt(join(await git(repository, words), "multi-ai.lock"), work, signal);
}
