import type { Disk } from "../../src/store/files/disk.ts";
import { disk } from "../store/counting-fold.ts";

/**
 * A disk whose user dies at the `at`-th call (from 1) instead of making it. With `torn`, a write
 * that is that call leaves half of its bytes. `calls` says how many were made, `tore` whether one
 * was left half done.
 */
export function dyingDisk(
  at: number,
  die: () => never,
  torn = false,
): Disk & { calls: () => number; tore: () => boolean } {
  let calls = 0;
  let tore = false;
  const wrapped = Object.entries(disk).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      calls++;
      if (calls === at && torn && name === "write") {
        const [fd, bytes] = args as [number, Uint8Array];
        disk.write(fd, bytes.subarray(0, bytes.length >> 1));
        tore = true;
      }
      // A process that is dead makes no further call, whatever its `finally` blocks try.
      if (calls >= at) die();
      return (call as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...(Object.fromEntries(wrapped) as Disk), calls: () => calls, tore: () => tore };
}

/** Ends this very process at once, as a power switch would. */
export function killSelf(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}
