import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alive, startTime } from "../../../src/process/identity.ts";

/**
 * Takes a folder for this process alone, and returns what gives it back. A process that was killed
 * holds nothing. @throws Error that names the other process
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "lock");
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify([process.pid, startTime(process.pid)]), {
        flag: "wx",
        mode: 0o600,
      });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const [pid, beginning] = holderIn(path);
    if (pid !== null && alive(pid, beginning))
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
