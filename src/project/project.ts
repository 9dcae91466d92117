import { existsSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative, resolve } from "node:path";
import { attempt } from "../process/attempt.ts";
import { linkless, upward } from "../process/files/path.ts";

/** The folder of a project, and where its run is kept. */
export interface Project {
  root: string;
  /** `<root>/.task` */
  task: string;
  /** How the root was found. */
  found: "journal" | "git" | "folder";
  /** A record that lies in no folder, such as one in a database; left out: `task` has it. */
  kept?: StoredRecord;
}

/** The objects of a run by hash, and its events in today's form. */
interface StoredRecord {
  object(sha: string): Uint8Array | null;
  events: readonly object[];
}

const JOURNAL = join(".task", "events.jsonl");

/** Where a project lies, for what needs no more of it. */
export type Rooted = Pick<Project, "root">;
/** A folder, and where its trees are kept: of a worktree both are not the same project's. */
export type Located = Pick<Project, "root" | "task">;

/**
 * The nearest folder upward with `.task/events.jsonl` or `.git`, else the folder itself: a worktree
 * or a submodule below another project is one of its own, as for git. What lies in a `.task/`
 * belongs to the project around it, worktrees of tasks included.
 */
export function findProject(from: string): Project {
  const start = linkless(from) ?? resolve(from);
  const has = (folder: string, name: string) => existsSync(join(folder, name));
  const holdsRun = (folder: string) => has(folder, JOURNAL);
  const isTop = (folder: string) => has(folder, ".git") && !`${folder}/`.includes("/.task/");
  const root = upward(start, (folder) => holdsRun(folder) || isTop(folder));
  return {
    root: root ?? start,
    task: join(root ?? start, ".task"),
    found: root === null ? "folder" : holdsRun(root) ? "journal" : "git",
  };
}

/** The scratch folder for a project's trees: their index, and files that git does not have yet. */
export const treeStore = (project: Located): string => join(project.task, "objects", "trees");

/**
 * A path as disks know it that make no difference by case or Unicode form: two paths that come to
 * the same may be one file. All that protects files by their names, or compares such names, asks
 * here.
 */
export const foldedName = (path: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  /^[\x00-\x7f]*$/.test(path)
    ? path.toLowerCase()
    : path.normalize("NFD").toUpperCase().toLowerCase().normalize("NFD");

export const sameName = (one: string, other: string): boolean =>
  foldedName(one) === foldedName(other);

/** A path with all links of its existing part resolved. Others may take folders away meanwhile. */
export function realPath(path: string): string {
  const full = resolve(path);
  for (let at = full; ; at = dirname(at)) {
    const real = linkless(at);
    if (real !== null) return join(real, relative(at, full));
    if (dirname(at) === at) return full;
  }
}

/** Whether `path` is the folder or lies in it, by name or through links. */
export function isInside(path: string, folder: string): boolean {
  const real = realPath(folder);
  return [resolve(path), realPath(path)].some((one) =>
    [folder, real].some((base) => one === base || one.startsWith(`${base}/`)),
  );
}

/**
 * A path as an agent named it, relative to the first of the folders that it lies in, and without
 * what says nothing.
 */
export const pathIn =
  (...folders: string[]) =>
  (named: string): string => {
    const folder = folders.find((folder) => named.startsWith(`${folder}/`));
    return normalize(folder === undefined ? named : named.slice(folder.length + 1)).replace(
      /\/$/,
      "",
    );
  };

/** Names directly in a folder, sorted; empty where there is no such folder. */
export const filesIn = (folder: string): string[] =>
  attempt(() => (lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : []), []);
