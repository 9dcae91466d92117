// The files of the field projects: one archive for each, in Go's txtar form.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "../harness/project.ts";

/**
 * The files of an archive for one purpose, such as `files` and `change`: the first folder of each
 * path says it.
 */
function textsOf(archive: string, purpose: string): Files {
  const path = join(import.meta.dir, "../fixtures/field", `${archive}.txtar`);
  const found = readFileSync(path, "utf8")
    .split(/^(?=-- .+ --$)/m)
    .map((part) => /^-- (\w+)\/(.+) --\n([\s\S]*)$/.exec(part)!)
    .filter((part) => part[1] === purpose);
  if (found.length === 0) throw new Error(`${archive}.txtar has nothing for ${purpose}`);
  return Object.fromEntries(found.map(([, , path, text]) => [path!, text!]));
}

/** A project as its file has it, with the files of `txtar:<archive>/<purpose>` in their places. */
export function withTexts(value: unknown): unknown {
  if (typeof value === "string") {
    const named = /^txtar:(.+)\/(\w+)$/.exec(value);
    return named ? textsOf(named[1]!, named[2]!) : value;
  }
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part)]));
}
