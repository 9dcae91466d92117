import { readFileSync } from "node:fs";

/** A report that is JSON; null where there is none, or none that can be read. */
export function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return null;
  }
}

/** The lines of JSON in a text, in their order; other lines are left out. */
export function jsonLines<T>(text: string): T[] {
  return text.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    try {
      return [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}
