/** Names of a workstream's branch, folder and refs. */
import { join } from "node:path";
import { sha256 } from "../../store/journal.ts";
import type { Project } from "../project.ts";

/** The branch that is made for a run's own worktree. */
export const worktreeBranch = (name: string): string => `multi-ai/${name}`;

/** A workstream of a run, and how it is treated. */
export interface Workstream {
  /** Id of the run. */
  run: string;
  /** Name of the area, as in the settings. */
  area: string;
  /** What the name of its branch begins with; without, it works on a detached HEAD. */
  prefix?: string;
  /** Folders of the project that are no part of a build; `.task` and `pipeline` when absent. */
  exclude?: string[];
  /**
   * Name of the lock: builds that write to the same checkout share one; the run's own when absent.
   */
  lock?: string;
}

/** What is the same for all workstreams of a run. */
export type Build = Omit<Workstream, "area">;

export const excludedOf = ({ exclude = [".task", "pipeline"] }: Build): string[] => exclude;

/**
 * An area's name in refs and paths: itself where it is plain ASCII. Others become ASCII with a part
 * of their hash, because file systems disagree on the form of accented letters, and a ref is a
 * file.
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

/** The ref of a workstream's branch; null: it has none. */
export const branchRef = ({ area, prefix }: Workstream): string | null =>
  prefix === undefined ? null : `refs/heads/${prefix}${plainName(area)}`;

/** The folder of all worktrees, their locks and notes. */
export const worktreesFolder = (project: Project): string => join(project.task, "worktrees");

/**
 * The folder of a worktree. It is in `.task/` so that git ignores it, the run (nearest journal
 * upward) and installed packages are found from it, and nothing is left beside the person's
 * project.
 */
export const worktreePath = (project: Project, run: string, area: string): string =>
  join(worktreesFolder(project), run, plainName(area));

/** The ref of the state before the implementation. */
export const snapshotRef = (run: string): string => `refs/multi-ai/${run}`;

/** The ref of the state that the newest accepted task left. */
export const nowRef = (run: string): string => `refs/multi-ai/${run}-now`;

/**
 * What the refs of a run's build begin with. Not `refs/multi-ai/<run>/`: that ref is the run's
 * snapshot, and none can lie below it.
 */
export const ownRefs = (run: string): string => `${snapshotRef(run)}-`;

/** Patterns of all refs of a run: its states, its build, and branches with its work. */
export const refPatterns = (run: string): string[] => [
  snapshotRef(run),
  `${ownRefs(run)}*`,
  `refs/heads/multi-ai/*${run}*`,
];

/** The refs of a run's build. */
export const refsOf = (run: string) => ({
  /** The commit that all areas start from. */
  base: `${ownRefs(run)}build`,
  /** What was merged into the checkout. */
  merged: `${ownRefs(run)}merged`,
  /** What is being merged; there until that is finished. */
  merging: `${ownRefs(run)}merging`,
  /** The result of a build whose worktrees are closed. */
  built: `${ownRefs(run)}built`,
  /** The last commit of an area that the program knows of. */
  area: (area: string) => `${ownRefs(run)}build-${plainName(area)}`,
});
