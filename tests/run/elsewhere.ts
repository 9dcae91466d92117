// A project in another clone, as on another machine, and what is in it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject, type Project } from "../../src/project/project.ts";
import { git, tempDir } from "../harness/project.ts";

/** A clone of it: nothing but what HEAD holds comes along. */
export function clone(root: string): Project {
  const folder = join(tempDir(), "elsewhere");
  git(tempDir(), "clone", "-q", "--no-local", root, folder);
  return findProject(folder);
}

/** The texts of its source, by name. */
export const filesIn = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(root, "src")).map((name) => [
      name,
      readFileSync(join(root, "src", name), "utf8"),
    ]),
  );

export const journal = (root: string): string =>
  readFileSync(join(root, ".task/events.jsonl"), "utf8");
