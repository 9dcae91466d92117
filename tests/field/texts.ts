// The files of the field projects: one archive for each, in Go's txtar form.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "../harness/project.ts";

/**
 * Gives the files of a project for one purpose, such as `files` and `change`: the first folder of
 * each path says it.
 */
export function textsOf(project: string): (purpose: string) => Files {
  const archive = readFileSync(
    join(import.meta.dir, "../fixtures/field", `${project}.txtar`),
    "utf8",
  );
  const parts = archive
    .split(/^(?=-- .+ --$)/m)
    .map((part) => /^-- (\w+)\/(.+) --\n([\s\S]*)$/.exec(part)!);
  return (purpose) => {
    const found = parts.filter((part) => part[1] === purpose);
    if (found.length === 0) throw new Error(`${project}.txtar has nothing for ${purpose}`);
    return Object.fromEntries(found.map(([, , path, text]) => [path!, text!]));
  };
}
