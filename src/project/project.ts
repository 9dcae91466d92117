import { existsSync, lstatSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Where a project's run is kept. */
export interface Project {
  root: string;
  /** `<root>/.task` */
  task: string;
  /** How the root was found: told to a person who looks from the wrong folder. */
  found: "journal" | "git" | "folder";
}

function upward(from: string, holds: (folder: string) => boolean): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (holds(folder)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The nearest `.task/events.jsonl` upward, else the git top level, else the folder itself. */
export function findProject(from: string): Project {
  const start = existsSync(from) ? realpathSync(from) : resolve(from);
  const journal = upward(start, (folder) => existsSync(join(folder, ".task", "events.jsonl")));
  const git = journal === null ? upward(start, (folder) => existsSync(join(folder, ".git"))) : null;
  const root = journal ?? git ?? start;
  return { root, task: join(root, ".task"), found: journal !== null ? "journal" : git !== null ? "git" : "folder" };
}

/** Where a project's trees keep their index and the files that git does not have yet. */
export const treeStore = (project: Project): string => join(project.task, "objects", "trees");

/** Resolves a path through every link of the part of it that exists. */
export function realPath(path: string): string {
  const full = resolve(path);
  const existing = upward(full, existsThere);
  if (existing === null) return full;
  const real = realpathSync(existing);
  return full === existing ? real : join(real, full.slice(existing.length + (existing.endsWith("/") ? 0 : 1)));
}

/** A dangling link does not exist as its target, but writing to it would create that. */
function existsThere(path: string): boolean {
  try {
    lstatSync(path);
    return existsSync(path);
  } catch {
    return false;
  }
}

/** True when `path` is the folder or lies in it, by name or through links. */
export function isInside(path: string, folder: string): boolean {
  const real = realPath(folder);
  return [resolve(path), realPath(path)].some((one) =>
    [folder, real].some((base) => one === base || one.startsWith(`${base}/`)),
  );
}

/** Names of what is directly in a folder, in order; none where there is no such folder. */
export function filesIn(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch {
    return [];
  }
}
