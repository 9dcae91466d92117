import { lstatSync, readdirSync } from "node:fs";

/** Names of what is directly in a folder, in order; none where there is no such folder. */
export function filesIn(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch {
    return [];
  }
}
