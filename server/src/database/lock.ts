import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * When a process began, as the system says it: a number is given to another one later. Null: there
 * is no such process, or it is not told.
 */
export function beginningOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process that has written a lock is still there. */
const isHeld = (pid: number, beginning: string | null): boolean =>
  isAlive(pid) && (beginning === null || beginningOf(pid) === beginning);

/**
 * Takes a folder for this process alone, and returns what gives it back. A process that was killed
 * holds nothing. @throws Error that names the other process
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "lock");
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify([process.pid, beginningOf(process.pid)]), {
        flag: "wx",
        mode: 0o600,
      });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const [pid, beginning] = holderIn(path);
    if (pid !== null && isHeld(pid, beginning))
      throw new Error(
        `a server already runs on ${folder} (process ${pid}): stop that one first, or name another folder with --data`,
      );
    rmSync(path, { force: true });
  }
}

function holderIn(path: string): [pid: number | null, beginning: string | null] {
  try {
    const [pid, beginning] = JSON.parse(readFileSync(path, "utf8"));
    return [Number.isInteger(pid) ? pid : null, typeof beginning === "string" ? beginning : null];
  } catch {
    return [null, null];
  }
}
