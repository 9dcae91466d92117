import { chmodSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../attempt.ts";

/**
 * Removes a file or folder with all in it, also where a program has taken the right to write from
 * folders in it. Follows no link. @returns whether nothing of it is left
 */
export function removeAll(path: string): boolean {
  const remove = (): boolean => {
    rmSync(path, { recursive: true, force: true });
    return true;
  };
  if (attempt(remove, false)) return true;
  attempt(() => open(path), undefined);
  return attempt(remove, false);
}

/** Gives its owner all rights to a folder, and to those in it. */
function open(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) attempt(() => open(join(folder, entry.name)), undefined);
}
