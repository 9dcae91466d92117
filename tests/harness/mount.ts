// What root alone can do: small disks in memory, and files of other users.
import { test } from "bun:test";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const IS_ROOT = process.getuid?.() === 0 && process.platform === "linux";

/** Mounts a disk of a size such as `64k` on a folder. Returns whether it is there. */
export const mount = (folder: string, size: string): boolean =>
  Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]).exitCode === 0;
export const unmount = (folder: string) => Bun.spawnSync(["umount", folder]);

function mayMount(): boolean {
  if (!IS_ROOT) return false;
  const folder = mkdtempSync(join(tmpdir(), "mount-"));
  const mounted = mount(folder, "64k");
  if (mounted) unmount(folder);
  rmdirSync(folder);
  return mounted;
}
export const CAN_MOUNT = mayMount();

/**
 * A spec that root alone can play, with what else it needs; `.ci/run` has root play these, and an
 * ordinary user all others.
 */
export const asRoot = (
  name: string,
  play: () => void | Promise<void>,
  isPossible = IS_ROOT,
): void => test.skipIf(!isPossible)(`${name} (as root)`, play);
