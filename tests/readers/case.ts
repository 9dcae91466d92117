// A task as a real reader got it: a small project, a request, and what stands in the run before it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Files } from "../harness/project.ts";

export const CASES = join(import.meta.dir, "..", "fixtures", "readers");

export interface Case {
  name: string;
  folder: string;
  request: string;
  workflow?: "multi-ai" | "team";
  /**
   * What the run is started with beside the request, and settings of the project in place of the
   * defaults.
   */
  options?: Record<string, string>;
  settings?: Record<string, unknown>;
  /** Folder below `runs/` with what the roles before the reader wrote, by task. */
  run?: string;
  /** Base project below `projects/`. */
  project: string;
  /** Subject of the task that the reader gets, such as `Code Review - Sonnet v2`. */
  target: string;
  /**
   * What the person answers to the questions of `story.json`; the reader then gets the second
   * dispatch of its task.
   */
  answers?: string[];
}

export const caseNames = (): string[] =>
  readdirSync(CASES)
    .filter((name) => existsSync(join(CASES, name, "case.json")))
    .sort();

export function loadCase(name: string): Case {
  const folder = join(CASES, name);
  return { ...JSON.parse(readFileSync(join(folder, "case.json"), "utf8")), name, folder };
}

/**
 * Text files below a folder by their path in the project; none without the folder. Stored with
 * `.txt` behind the name: neither the compiler, the linter nor the test runner of this repository
 * takes them for its own.
 */
export function filesOf(folder: string): Files {
  if (!existsSync(folder)) return {};
  const found: Files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(folder, path).replace(/\.txt$/, "")] = readFileSync(path, "utf8");
  }
  return found;
}

/** An artifact of the case without task and nonce; null when the case has none of this name. */
export function artifactOf(one: Case, name: string): Record<string, unknown> | null {
  const path = join(one.folder, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
