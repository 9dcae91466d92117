/** How the parts of a workstream are called: its branch, its folder, and the refs that keep what it is about. */
import { join } from "node:path";
import { sha256 } from "../../store/journal.ts";
import type { Project } from "../project.ts";

/** A workstream of a run, and how it is treated. */
export interface Workstream {
  /** Id of the run. */
  run: string;
  /** Name of the area, as in the settings. */
  area: string;
  /** What the branch's name begins with (`team.branch_prefix`); `feature/build-` when absent. */
  prefix?: string;
  /** Folders of the project that are no part of a build; `.task` and `pipeline` when absent. */
  exclude?: string[];
  /** Milliseconds for each git process; a minute when absent. */
  timeout?: number;
}

/** What all workstreams of a run have in common. */
export type Build = Omit<Workstream, "area">;

export const DEFAULT_PREFIX = "feature/build-";

/**
 * An area's name in refs and paths: itself where it is plain ASCII. Others become ASCII with a part of their hash, because
 * file systems disagree on the form of accented letters, and a ref is a file.
 */
export function plainName(area: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$/.test(area)) return area;
  const letters = area
    .normalize("NFD")
    .replace(/[^A-Za-z0-9_-]/g, "")
    .replace(/^-+/, "")
    .slice(0, 30);
  return `${letters || "area"}-${sha256(area.normalize("NFC")).slice(0, 8)}`;
}

/** The branch of a workstream, without `refs/heads/`. */
export const branchName = ({ area, prefix = DEFAULT_PREFIX }: Workstream): string => `${prefix}${plainName(area)}`;

/** The folder that holds all worktrees, and what belongs to them. */
export const worktreesFolder = (project: Project): string => join(project.task, "worktrees");

/**
 * The folder of a worktree. In `.task/`, because it is ignored there, the run is found from it (nearest journal upward),
 * packages that are installed in the project are found too, and nothing is left beside the person's project.
 */
export const worktreePath = (project: Project, run: string, area: string): string =>
  join(worktreesFolder(project), run, plainName(area));

/** Refs of a run's build. A ref cannot lie below another one, and `refs/multi-ai/<run>` is the run's snapshot. */
export const refsOf = (run: string) => ({
  /** The commit that all areas start from. */
  base: `refs/multi-ai/${run}-build`,
  /** What was merged into the checkout. */
  merged: `refs/multi-ai/${run}-merged`,
  /** What was about to be: there while that is unfinished. */
  merging: `refs/multi-ai/${run}-merging`,
  /** The result of a build whose worktrees are closed. */
  built: `refs/multi-ai/${run}-built`,
  /** The last commit of an area that the program knows of. */
  area: (area: string) => `refs/multi-ai/${run}-build-${plainName(area)}`,
});

/** A path or name for a command line that a person may type. */
export const typed = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
